/** Finds options and settings of known programs in a command, from a table. Several rules for RUN use it. */
import { placeOf } from '../text/mapped-text.ts';
import { cover, type Span } from '../text/span.ts';
import { effectiveCommands } from './effective.ts';
import { hasFlag } from './options.ts';
import type { ShellCommand, ShellWord } from './syntax.ts';
import { writtenTexts } from './written-text.ts';

/** One way to switch something off: by `short`, `flag`, `line` or `file`. A row may have several of them. */
export interface Switch {
  /** Names of the programs, `pip` for all its versions and for `python -m pip`; `write`: see `file`. */
  readonly programs: readonly string[];
  /** A letter, alone or in a bundle, and all letters of the program that take a value. */
  readonly short?: { readonly letter: string; readonly valued: string };
  /** A subcommand for which the switch is harmless. */
  readonly unless?: RegExp;
  /** An option, as one word. */
  readonly flag?: RegExp;
  /** The word after `flag`: the option's value. */
  readonly next?: RegExp;
  /** All words after the program's name, joined by blanks: `config set strict-ssl false`. */
  readonly line?: RegExp;
  /** For `echo … > file` and the like: the name of the file, and the text that is written to it. */
  readonly file?: RegExp;
  readonly text?: RegExp;
}

export interface SwitchHit {
  readonly at: Span;
  /** The command whose switch it is: the one that a shell or wrapper runs. */
  readonly command: ShellCommand;
  /** Evidence for the message, without quotes. */
  readonly shown: string;
  /** The text to remove for a fix; undefined when unknown. */
  readonly remove:
    | { readonly words: Span }
    | { readonly letter: Span }
    | { readonly command: ShellCommand }
    | undefined;
}

/** Longer commands are skipped: a command that changes a setting is short. */
const MAX_LINE = 400;
/** Placeholder for a word that is not literal. */
const HOLE = '\ufffc';

/** The switches of `table` in a command and in the commands that it runs. In source order, each place once. */
export function switchesIn(command: ShellCommand, table: readonly Switch[]): SwitchHit[] {
  const inner = effectiveCommands(command);
  const hits: SwitchHit[] = [];
  for (const { command: c } of inner) {
    const program = programOf(c);
    if (!program) continue;
    for (const s of rowsFor(table).get(program.name) ?? [])
      hits.push(...inProgram(c, program.args, s, inner.length === 1 ? command : undefined));
    if (WRITERS.test(program.name)) {
      for (const s of table) if (s.file && s.text) hits.push(...written(c, s.file, s.text));
    }
  }
  return hits;
}

const byProgram = new WeakMap<readonly Switch[], ReadonlyMap<string, readonly Switch[]>>();

/** The rows of a table by program. */
function rowsFor(table: readonly Switch[]): ReadonlyMap<string, readonly Switch[]> {
  const known = byProgram.get(table);
  if (known) return known;
  const rows = new Map<string, Switch[]>();
  for (const s of table) {
    for (const program of s.file ? [] : s.programs) rows.set(program, [...(rows.get(program) ?? []), s]);
  }
  byProgram.set(table, rows);
  return rows;
}

/** Programs that write or change text. */
const WRITERS = /^(?:echo|printf|cat|tee|sed)$/;

/** Name and arguments of a program. `python3 -m pip` counts as `pip`. */
function programOf({ name, words }: ShellCommand): { name: string; args: readonly ShellWord[] } | undefined {
  if (name === undefined) return undefined;
  if (/^python[\d.]*$/.test(name) && words[1]?.literal === '-m' && words[2]?.literal !== undefined)
    return { name: plain(words[2].literal), args: words.slice(3) };
  return { name: plain(name), args: words.slice(1) };
}

/** Removes user and password from URLs, so that messages never contain them. */
const withoutLogin = (text: string): string => text.replace(/\/\/[^@\s/]*@/g, '//');

const plain = (name: string): string => name.replace(/^(pip|dnf)[\d.]+$/, '$1');

function inProgram(
  command: ShellCommand,
  args: readonly ShellWord[],
  { short, unless, flag, next, line }: Switch,
  whole: ShellCommand | undefined,
): SwitchHit[] {
  if (unless && args.some((w) => unless.test(w.literal ?? HOLE))) return [];
  const hits: SwitchHit[] = [];
  const bundled = short && hasFlag(command, short.letter, undefined, short.valued);
  if (short && bundled) hits.push({ ...ofLetter(bundled, short.letter), command });
  if (line) {
    const text = args.map((w) => w.literal ?? HOLE).join(' ');
    if (text.length <= MAX_LINE && line.test(text))
      hits.push({
        at: command.span,
        command,
        shown: withoutLogin(`${command.name} ${text.replaceAll(HOLE, '…')}`),
        remove: whole && { command: whole },
      });
  }
  if (!flag) return hits;
  for (const [i, word] of args.entries()) {
    const text = word.literal;
    if (text === '--') break;
    if (text === undefined || !flag.test(text)) continue;
    const value = args[i + 1];
    if (next && !(value && next.test(value.literal ?? HOLE))) continue;
    const at = next && value ? cover(word.span, value.span) : word.span;
    hits.push({
      at,
      command,
      shown: withoutLogin(next && value ? `${text} ${value.literal ?? '…'}` : text),
      remove: { words: at },
    });
  }
  return hits;
}

/** `-k` alone, or the letter within `-fsSLk`. */
function ofLetter(word: ShellWord, letter: string): Omit<SwitchHit, 'command'> {
  const shown = `-${letter}`;
  if (word.literal === shown) return { at: word.span, shown, remove: { words: word.span } };
  const start = word.span.start + word.raw.indexOf(letter, 1);
  const exact = word.raw === word.literal && word.raw.length === word.span.end - word.span.start;
  return { at: word.span, shown, remove: exact ? { letter: { start, end: start + 1 } } : undefined };
}

/** Settings that are written to a file (`writtenTexts`), or by `sed` into one. */
function written(command: ShellCommand, file: RegExp, text: RegExp): SwitchHit[] {
  const hits: SwitchHit[] = [];
  const texts = writtenTexts(command).filter((one) => file.test(one.file));
  for (const { source } of texts.slice(0, 1)) {
    const found = text.exec(source.text);
    if (!found) continue;
    const lead = found[0].length - found[0].trimStart().length;
    const start = found.index + lead;
    const end = start + withQuote(found[0].trim(), source.text.slice(start)).length;
    hits.push({
      at: placeOf(source, { start, end }),
      command,
      shown: source.text.slice(start, end).replaceAll(HOLE, '…'),
      remove: undefined,
    });
  }
  if (command.name !== 'sed' || !command.words.some((word) => file.test(word.raw.replace(/["']/g, '')))) return hits;
  for (const word of command.words.slice(1)) {
    const whole = word.parts.map((p) => (p.kind === 'text' ? p.text : HOLE)).join('');
    const found = text.exec(replacement(whole));
    if (found) hits.push({ at: word.span, command, shown: found[0].trim().replaceAll(HOLE, '…'), remove: undefined });
  }
  return hits;
}

/** `Verify-Peer "false"` for `Verify-Peer "false`. */
const withQuote = (found: string, text: string): string =>
  found.split('"').length % 2 === 0 && text[found.length] === '"' ? `${found}"` : found;

/** The `new` of sed's `s/old/new/`. */
function replacement(script: string): string {
  const delimiter = /^[\d,$]*s([^\w\s])/.exec(script)?.[1];
  return delimiter === undefined ? script : (script.split(delimiter)[2] ?? '');
}
