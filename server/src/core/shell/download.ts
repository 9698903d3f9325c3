/** Download programs, and the file that they write. Sources: curl(1) 8.10, the manual of GNU Wget 1.25; Microsoft,
 * "Invoke-WebRequest", and .NET, `System.Net.WebClient`, read 2026-11-30. */
import { hasFlag, optionValue } from './options.ts';
import type { ShellCommand, ShellWord } from './syntax.ts';

export const DOWNLOADS =
  /^(?:curl|wget2?|aria2c|fetch|http|https|Invoke-WebRequest|Invoke-RestMethod|DownloadString|DownloadData)$/;
/** The short options of curl that take a value, as letters. */
export const CURL_VALUED = 'AbcCdDeEFHKmoPQrtTuUwxXyYz';
/** The short options of wget that take a value, as letters. */
export const WGET_VALUED = 'aBDeiIlOPQRtTUwX';

/**
 * Text to compare two words by. `$X` and `${X}` both become the name between two NULs, so that `"$DIR/a"` equals `${DIR}/a`.
 * `undefined` when the word has other expansions.
 */
export function comparable(word: ShellWord): string | undefined {
  let text = '';
  for (const part of word.parts) {
    if (part.kind === 'text') text += part.text;
    else if (part.kind === 'variable' && part.operator === undefined) text += `\0${part.name}\0`;
    else return undefined;
  }
  return text;
}

/** Joins `folder` and `path`, without `.` and empty segments. Both are texts from `comparable`. */
export function joinPath(folder: string, path: string): string {
  const joined = /^[/~\0]/.test(path) || folder === '' ? path : `${folder}/${path}`;
  const segments = joined.split('/').filter((s) => s !== '' && s !== '.');
  return (joined.startsWith('/') ? '/' : '') + segments.join('/');
}

/** A path of Windows as `joinPath` joins it. */
export const withSlashes = (path: string | undefined): string | undefined => path?.replaceAll('\\', '/');

/** The file that PowerShell writes: `-OutFile x`, `DownloadFile(url, x)`. */
function windowsTarget({ name, words }: ShellCommand): string | undefined {
  const option = words.findIndex((w) => /^-(?:OutFile|Destination)$/i.test(w.literal ?? ''));
  const word = name === 'DownloadFile' ? words[2] : option < 0 ? undefined : words[option + 1];
  return withSlashes(word && comparable(word));
}

/** The file that a download program writes, as text from `comparable`; `undefined` when there is none or it is unknown. */
export function downloadTarget(command: ShellCommand): string | undefined {
  const { name, redirects } = command;
  if (/^(?:Invoke-WebRequest|Invoke-RestMethod|Start-BitsTransfer|DownloadFile)$/.test(name ?? ''))
    return windowsTarget(command);
  if (name !== 'curl' && name !== 'wget' && name !== 'wget2') return undefined;
  const curl = name === 'curl';
  const valued = curl ? CURL_VALUED : WGET_VALUED;
  const file = curl
    ? optionValue(command, 'o', 'output', valued)
    : optionValue(command, 'O', 'output-document', valued);
  if (file && !isStdoutOrDevice(file.text)) {
    const path = file.value && comparable(file.value);
    const folder = curl ? folderOf(command, 'output-dir', undefined) : '';
    return path && folder !== undefined ? joinPath(folder, path) : undefined;
  }
  const redirect = redirects.find((r) => /^>\|?$/.test(r.operator) && (r.fd ?? 1) === 1);
  if (redirect?.target && (curl || file))
    return isStdoutOrDevice(redirect.target.literal) ? undefined : comparable(redirect.target);
  return file ? undefined : targetFromUrl(command, curl, valued);
}

/** Whether a program stores a download in the current folder under its own name: `curl -O ADDRESS`, `wget ADDRESS`. */
export function storesHere(command: ShellCommand): boolean {
  const { name, words } = command;
  if (name === 'curl')
    return (
      hasFlag(command, 'O', 'remote-name', CURL_VALUED) !== undefined &&
      folderOf(command, 'output-dir', undefined) === ''
    );
  if (!/^wget2?$/.test(name ?? '') || words.length < 2 || optionValue(command, 'O', 'output-document', WGET_VALUED))
    return false;
  return (
    folderOf(command, 'directory-prefix', 'P') === '' && !words.some(({ literal }) => NO_DOWNLOAD.test(literal ?? ''))
  );
}

const NO_DOWNLOAD = /^--(?:spider|version|help)$|^-[Vh]$/;

const isStdoutOrDevice = (file: string | undefined): boolean => file === '-' || /^\/dev\//.test(file ?? '');

/** The file name from the last segment of the URL, as for `curl -O` and plain `wget`; `undefined` for several URLs. */
function targetFromUrl(command: ShellCommand, curl: boolean, valued: string): string | undefined {
  if (curl && !hasFlag(command, 'O', 'remote-name', valued)) return undefined;
  const nameUnknown = curl ? hasFlag(command, 'J', 'remote-header-name', valued) : hasFlag(command, 'i', 'input-file');
  const folder = folderOf(command, curl ? 'output-dir' : 'directory-prefix', curl ? undefined : 'P');
  const addresses = command.words
    .slice(1)
    .flatMap((w) => /^(?:https?|ftp):\/\/[^/]+\/(.+)$/s.exec(comparable(w) ?? '')?.[1] ?? []);
  const [path] = addresses;
  if (nameUnknown || folder === undefined || path === undefined || addresses.length > 1) return undefined;
  // wget keeps the query in the file name.
  const last = path
    .replace(curl ? /[?#].*$/s : /#.*$/s, '')
    .split('/')
    .at(-1);
  return last ? joinPath(folder, last) : undefined;
}

function folderOf(command: ShellCommand, long: string, short: string | undefined): string | undefined {
  const found = optionValue(command, short, long, short ? WGET_VALUED : CURL_VALUED);
  if (!found) return '';
  return found.value && comparable(found.value);
}
