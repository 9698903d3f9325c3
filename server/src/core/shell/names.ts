/** Names of commands on Windows. */
import type { ShellWord } from './syntax.ts';

/** The language of a script: of a POSIX shell, of Windows PowerShell 5.1, of PowerShell 7 or of `cmd.exe`. */
export type ShellLanguage = 'posix' | 'powershell' | 'pwsh' | 'cmd';

const POSIX = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'busybox']);

/** The name of the program at `path`, without folder and `.exe`, in lower case: `pwsh` for `C:\pwsh.exe`. */
export const programName = (path: string): string =>
  path
    .slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
    .toLowerCase()
    .replace(/\.exe$/, '');

/** The language that the shell at `path` reads; `undefined` for another program. */
export function languageOf(path: string): ShellLanguage | undefined {
  const name = programName(path);
  if (POSIX.has(name)) return 'posix';
  return name === 'powershell' || name === 'pwsh' || name === 'cmd' ? name : undefined;
}

/**
 * Aliases of the commands that checks know. Only Windows PowerShell 5.1 has `curl` and `wget`. Source: Microsoft, "Invoke-WebRequest",
 * "Invoke-RestMethod", "Invoke-Expression", "Start-Process", Notes, read 2026-11-30.
 */
const ALIASES: Readonly<Record<string, string>> = {
  iwr: 'Invoke-WebRequest',
  irm: 'Invoke-RestMethod',
  iex: 'Invoke-Expression',
  saps: 'Start-Process',
  start: 'Start-Process',
};
const OLD_ALIASES: Readonly<Record<string, string>> = { curl: 'Invoke-WebRequest', wget: 'Invoke-WebRequest' };

/** Commands and methods that checks know, in the spelling of their manual: PowerShell ignores case. */
const KNOWN = new Map(
  `Invoke-WebRequest Invoke-RestMethod Invoke-Expression Start-Process Start-BitsTransfer Get-FileHash Get-AuthenticodeSignature
   ConvertTo-SecureString DownloadString DownloadFile DownloadData ScriptBlock.Create Environment.SetEnvironmentVariable`
    .split(/\s+/)
    .map((name) => [name.toLowerCase(), name]),
);

/** The name of a PowerShell command: aliases replaced, known names as their manual spells them, programs without folder and `.exe`. */
export function powerShellName(first: ShellWord | undefined, old: boolean): string | undefined {
  const literal = first?.literal;
  if (literal === undefined) return undefined;
  const plain = literal.slice(Math.max(literal.lastIndexOf('/'), literal.lastIndexOf('\\')) + 1);
  const key = plain.toLowerCase();
  const alias = (old && own(OLD_ALIASES, key)) || own(ALIASES, key);
  return alias ?? KNOWN.get(key) ?? (plain.replace(/\.(?:exe|cmd|bat)$/i, '') || undefined);
}

const own = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** The name of a command of `cmd.exe`, which ignores case. */
export function cmdName(first: ShellWord | undefined): string | undefined {
  const literal = first?.literal;
  return literal === undefined ? undefined : programName(literal).replace(/\.(?:cmd|bat)$/, '') || undefined;
}
