/** Downloads that are stored in a file: whether later commands verify the file, and which command runs it. */
import { comparable, DOWNLOADS, downloadTarget, joinPath, withSlashes } from './download.ts';
import { effectiveCommands } from './effective.ts';
import { hasFlag } from './options.ts';
import type { ShellCommand } from './syntax.ts';
import { INTERPRETERS, isShell } from './wrappers.ts';

export interface StoredDownload {
  readonly from: ShellCommand;
  /** The path, as text from `comparable`; relative to the folder where the script starts. */
  readonly file: string;
  /** Some command verifies it, with whatever it knows. */
  readonly verified: boolean;
  /** The file is verified with a checksum that was known before the download, so an attacker on the network cannot replace it. */
  readonly checked: boolean;
  /** The command that runs the file before it is verified. */
  readonly by: ShellCommand | undefined;
  /** The item of `commands` that contains `by`. */
  readonly outer: ShellCommand | undefined;
}
type Tracked = { -readonly [K in keyof StoredDownload]: StoredDownload[K] };

/** The most files that are tracked: every checksum is compared with each of them. */
const MAX_FILES = 100;
/** The longest path on Linux (`PATH_MAX`). Each `cd` copies the path. */
const MAX_PATH = 4096;
const SUMS = /^(?:sha(?:1|224|256|384|512)?sum|b[23]sum)$/;

/** Every download that `commands` store in a file with a known name. `commands` are those of one script, in order. */
export function storedDownloads(commands: readonly ShellCommand[]): readonly StoredDownload[] {
  const all: Tracked[] = [];
  const files = new Map<string, Tracked>();
  let folder: string | undefined = '';
  for (const outer of commands) {
    for (const { command } of effectiveCommands(outer)) {
      if (command.name === 'cd' || command.name === 'pushd') folder = folderAfter(folder, command);
      const stored = downloadTarget(command);
      const place = stored === undefined ? undefined : resolveFrom(folder, stored);
      if (place !== undefined && all.length < MAX_FILES) {
        const download = {
          from: command,
          file: place,
          verified: false,
          checked: false,
          by: undefined,
          outer: undefined,
        };
        all.push(download);
        files.set(place, download);
        continue;
      }
      if (files.size === 0) continue;
      if (verifies(command)) for (const d of files.values()) verify(d, command, folder, files);
      const path = scriptOf(command);
      const run = path === undefined ? undefined : files.get(resolveFrom(folder, path) ?? '');
      if (run && !run.verified && !run.by) Object.assign(run, { by: command, outer });
    }
  }
  return all;
}

/** Resolves a path against the current folder; `undefined` for a relative path when the folder is unknown. */
const resolveFrom = (folder: string | undefined, path: string): string | undefined =>
  folder === undefined && !path.startsWith('/') ? undefined : joinPath(folder ?? '', path);

function folderAfter(folder: string | undefined, { words }: ShellCommand): string | undefined {
  const to = words.length === 2 ? comparable(words[1]!) : undefined;
  const now = to === undefined || /^[-~+]|(?:^|\/)\.\.(?:\/|$)/.test(to) ? undefined : resolveFrom(folder, to);
  return now !== undefined && now.length > MAX_PATH ? undefined : now;
}

/** The path of the file that a command runs: `./x.sh`, `sh x.sh`, `. ./x.sh`, `bash < x.sh`. */
export function scriptOf(command: ShellCommand): string | undefined {
  const { name = '', words, redirects } = command;
  const program = withSlashes(words[0] && comparable(words[0]));
  if (name === 'Start-Process') return startedBy(command);
  if (/^(?:source|\.)$/.test(name)) return words[1] && comparable(words[1]);
  const shell = isShell(name);
  if (!shell && !INTERPRETERS.test(name)) return program && /[/\0]/.test(program) ? program : undefined;
  for (let i = 1; i < words.length; i++) {
    const text = comparable(words[i]!);
    if (text === undefined || text === '-') return undefined;
    if (!/^[-+]/.test(text)) return text;
    // The script is an argument, a module or standard input, not a file.
    if (shell ? /^-[a-z]*[cs]/.test(text) : /^-\w{0,2}[cemEpr]$/.test(text)) return undefined;
    if (shell ? /^[-+][a-z]*[oO]$/.test(text) : /^-[dWXI]$/.test(text)) i++;
  }
  const input = redirects.find((r) => r.operator === '<' && (r.fd ?? 0) === 0)?.target;
  return input && comparable(input);
}

/** `Start-Process -FilePath x.exe`, `Start-Process ./x.exe`. */
function startedBy({ words }: ShellCommand): string | undefined {
  const option = words.findIndex((w) => /^-(?:FilePath|Path)$/i.test(w.literal ?? ''));
  const word = option > 0 ? words[option + 1] : words[1];
  const path = withSlashes(word && comparable(word));
  return path === undefined || path.startsWith('-') ? undefined : path;
}

/** Whether the command verifies files with a checksum or a signature. */
export function verifies(command: ShellCommand): boolean {
  const { name = '', words, pipedTo, depth } = command;
  // `[ "$(sha256sum f)" = … ]`, `sha256sum f | grep …`
  if (SUMS.test(name)) return isCheck(command) || pipedTo !== undefined || depth > 0;
  const has = (pattern: RegExp): boolean => words.some((w) => w.literal !== undefined && pattern.test(w.literal));
  if (/^gpg2?$/.test(name)) return has(/^--verify(?:-files)?$/);
  if (name === 'openssl') return has(/^-(?:verify|sha(?:256|384|512))$|^(?:sha(?:256|384|512)|cms|smime)$/);
  if (name === 'cosign') return has(/^verify/);
  if (name === 'minisign') return has(/^-\w*V/);
  // Composer's documentation verifies its installer this way.
  if (name === 'php') return words.some((w) => w.raw.includes('hash_file') || w.raw.includes('hash('));
  return name === 'gpgv' || name === 'Get-FileHash' || name === 'Get-AuthenticodeSignature';
}

const isCheck = (command: ShellCommand): boolean =>
  hasFlag(command, 'c', 'check', command.name === 'shasum' ? 'a' : '') !== undefined;

function verify(
  d: Tracked,
  command: ShellCommand,
  folder: string | undefined,
  files: ReadonlyMap<string, Tracked>,
): void {
  const sum = SUMS.test(command.name ?? '') && isCheck(command);
  const given = command.pipedFrom;
  if (sum && given && /^(?:echo|printf)$/.test(given.name ?? '') && !mentions(given, d.file)) return;
  d.verified = true;
  if (!sum || DOWNLOADS.test(given?.name ?? '')) return;
  // A checksum that was downloaded too proves nothing: an attacker on the network replaces both.
  const fetched = command.words.slice(1).some((w) => files.has(resolveFrom(folder, comparable(w) ?? '') ?? ''));
  const embeds = given?.words.some((w) => w.parts.some((p) => p.kind === 'command')) ?? false;
  if (!fetched && !embeds) d.checked = true;
}

/** Whether the printed lines of checksums may name the file. */
function mentions({ words }: ShellCommand, file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const texts = words.slice(1).map(comparable);
  if (texts.some((t) => t === undefined || t.includes(name))) return true;
  // The last word contains a variable, which may hold the file's name.
  return /\0[^\s\0]*$/.test(texts.join(' ').trimEnd());
}
