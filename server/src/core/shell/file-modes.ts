/** The modes that commands give to files. Source: chmod(1), mkdir(1), install(1) of GNU coreutils 9. */
import { effectiveCommands } from './effective.ts';
import { optionValue } from './options.ts';
import type { ShellCommand, ShellWord } from './syntax.ts';

export interface FileMode {
  readonly command: ShellCommand;
  /** The word with the mode alone. */
  readonly word: ShellWord;
  /** As written: `755`, `u+x`. */
  readonly mode: string;
  /** The files, as far as they are known. */
  readonly paths: readonly string[];
}

/** The modes that a command and the commands in it set. */
export function fileModes(outer: ShellCommand): FileMode[] {
  const found: FileMode[] = [];
  for (const { command } of effectiveCommands(outer)) {
    const word = command.name === 'chmod' ? chmodMode(command) : optionMode(command);
    const mode = word?.literal;
    if (word && mode !== undefined && isMode(mode))
      found.push({ command, word, mode, paths: operandsAfter(command, word) });
  }
  return found;
}

/** The first word that is no option. `-w` is a mode. */
const chmodMode = ({ words }: ShellCommand): ShellWord | undefined =>
  words.find((w, i) => i > 0 && !/^-(?:[Rcfv]+$|-)/.test(w.literal ?? ''));

function optionMode(command: ShellCommand): ShellWord | undefined {
  if (!/^(?:mkdir|install)$/.test(command.name ?? '')) return undefined;
  return optionValue(command, 'm', 'mode', command.name === 'install' ? 'mogSt' : 'm')?.value;
}

const isMode = (text: string): boolean =>
  /^(?:[0-7]{3,4}|[ugoa]*[-+=][rwxXstugo]*(?:,[ugoa]*[-+=][rwxXstugo]*)*)$/.test(text);

const operandsAfter = ({ words }: ShellCommand, mode: ShellWord): string[] =>
  words
    .slice(words.indexOf(mode) + 1)
    .map((w) => w.literal ?? '')
    .filter((text) => !text.startsWith('-'));

const OCTAL = /^([0-7]?)([0-7])([0-7])([0-7])$/;

/** Whether everyone may write files with the mode. The sticky bit keeps others' files in a folder safe. */
export function isWorldWritable(mode: string): boolean {
  const [, special = '0', , , others] = OCTAL.exec(mode) ?? [];
  if (others !== undefined) return (Number(others) & 2) !== 0 && (Number(special || '0') & 1) === 0;
  const clauses = mode.split(',');
  return clauses.some((c) => /^[ug]*[oa][ugoa]*[+=]\w*w/.test(c)) && !clauses.some((c) => /[+=]\w*t/.test(c));
}

/** The mode without the right of others to write: `777` gives `775`, `a+rwx` gives `ug+rwx,o+rx`. Empty where nothing is left. */
export function withoutWorldWrite(mode: string): string {
  const octal = OCTAL.exec(mode);
  if (octal) return `${mode.slice(0, -1)}${Number(octal[4]) & 5}`;
  return mode
    .split(',')
    .flatMap((clause) => {
      const [, who = '', sign = '', rights = ''] = /^([ugoa]*)([-+=])(\w*)$/.exec(clause) ?? [];
      if (sign === '-' || !/[oa]/.test(who) || !rights.includes('w')) return [clause];
      const own = who.includes('a') ? 'ug' : who.replace('o', '');
      const kept = rights.replaceAll('w', '');
      return [own && `${own}${sign}${rights}`, kept || sign === '=' ? `o${sign}${kept}` : ''].filter((c) => c !== '');
    })
    .join(',');
}

/** Whether a program with the mode runs as its owner. */
export const isSetuid = (mode: string): boolean =>
  OCTAL.test(mode)
    ? mode.length === 4 && (Number(mode[0]) & 4) !== 0
    : /(?:^|,)(?:[go]*[ua][ugoa]*)?[+=]\w*s/.test(mode);

/** The mode without the setuid bit: `4755` gives `755`, `u+xs` gives `u+x`. Empty where nothing is left. */
export function withoutSetuid(mode: string): string {
  if (OCTAL.test(mode)) return `${Number(mode[0]) & 3 || ''}${mode.slice(1)}`;
  return mode
    .split(',')
    .map((clause) => clause.replace(/s/g, ''))
    .filter((clause) => !/[-+]$/.test(clause))
    .join(',');
}
