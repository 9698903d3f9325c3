import type { ShellCommand, ShellWord, WordPart } from './syntax.ts';

/** The known text at the start of a word: the whole text of a literal word, otherwise the text before the first expansion. */
export function knownStart(word: ShellWord): string {
  if (word.literal !== undefined) return word.literal;
  let text = '';
  for (const part of word.parts) {
    if (part.kind !== 'text') break;
    text += part.text;
  }
  return text;
}

/** The word without its first `count` characters, which must be text (see `knownStart`). Spans stay exact. */
export function wordAfter(word: ShellWord, count: number): ShellWord {
  const parts: WordPart[] = [];
  let left = count;
  let start = word.span.start;
  for (const part of word.parts) {
    if (left > 0 && part.kind === 'text') {
      const taken = Math.min(left, part.text.length);
      left -= taken;
      start = taken === part.text.length ? part.span.end : part.span.start + taken;
      if (taken < part.text.length) {
        parts.push({ kind: 'text', text: part.text.slice(taken), span: { start, end: part.span.end } });
      }
    } else parts.push(part);
  }
  const literal = word.literal?.slice(count);
  const { raw, end } = rest(word, knownStart(word).slice(0, count));
  const value = { span: { start, end }, raw, parts, quoted: word.quoted };
  return literal === undefined ? value : { ...value, literal };
}

/** The text behind `prefix` and its end. In `--name="value"` the quotes belong to the value, in `"--name=value"` they do not. */
function rest(word: ShellWord, prefix: string): { raw: string; end: number } {
  const { raw, span, parts } = word;
  if (raw.startsWith(prefix)) return { raw: raw.slice(prefix.length), end: span.end };
  const quotesAll = raw.startsWith(prefix, 1) && raw.at(-1) === raw[0];
  return quotesAll
    ? { raw: raw.slice(1 + prefix.length, -1), end: span.end - 1 }
    : { raw: word.literal?.slice(prefix.length) ?? raw, end: parts.at(-1)?.span.end ?? span.end };
}

/** The option to find, with or without its dashes, and the other letters of the command that take a value. */
interface Wanted {
  readonly short: string | undefined;
  readonly long: string | undefined;
  readonly valued: string;
}

interface Found {
  readonly word: ShellWord;
  readonly index: number;
  /** The index in the word's text where an attached value begins; undefined without one. */
  readonly valueAt?: number;
}

/**
 * The word that sets a flag: `-k`, a bundle such as `-fsSLk`, `--long` or `--long=value`. The search ends at `--`.
 *
 * @param short the letter, with or without its dash
 * @param long the name, with or without its dashes
 * @param valued letters of this command that take a value: in a bundle the rest of the word is that value (`-XPOST`), not flags
 */
export function hasFlag(
  command: ShellCommand,
  short: string | undefined,
  long: string | undefined,
  valued = '',
): ShellWord | undefined {
  return find(command, wanted(short, long, valued), (letters, letter) => letters.indexOf(letter))?.word;
}

/**
 * The first such option before `--`, and its value: `-p x`, `-px`, `-ap x` (last of a bundle), `--password x`, `--password=x`.
 * `value` is undefined when the command ends after the option. `text` is the value if it is literal.
 *
 * @param valued as for `hasFlag`. If given, the letter is also found in the middle of a bundle (`-sSofile`).
 */
export function optionValue(
  command: ShellCommand,
  short: string | undefined,
  long: string | undefined,
  valued = '',
): { word: ShellWord; value: ShellWord | undefined; text?: string } | undefined {
  const found = find(command, wanted(short, long, valued), (letters, letter, whole) => {
    const at = letters.indexOf(letter);
    return at === 0 || valued !== '' || (whole && at === letters.length - 1) ? at : -1;
  });
  if (!found) return undefined;
  const { word, index, valueAt } = found;
  const value = valueAt === undefined ? command.words[index + 1] : wordAfter(word, valueAt);
  return value?.literal === undefined ? { word, value } : { word, value, text: value.literal };
}

function wanted(short: string | undefined, long: string | undefined, valued: string): Wanted {
  return { short: short?.replace(/^-/, ''), long: long && `--${long.replace(/^--?/, '')}`, valued };
}

/** `place` returns the index of the letter in a bundle, or -1. `whole`: the word is only the bundle. */
function find(
  command: ShellCommand,
  { short, long, valued }: Wanted,
  place: (letters: string, letter: string, whole: boolean) => number,
): Found | undefined {
  const { words } = command;
  for (let index = 1; index < words.length; index++) {
    const word = words[index]!;
    const text = knownStart(word);
    const literal = word.literal !== undefined;
    if (text === '--' && literal) return undefined;
    if (text.startsWith('--')) {
      if (long && text === long && literal) return { word, index };
      if (long && text.startsWith(`${long}=`)) return { word, index, valueAt: long.length + 1 };
      continue;
    }
    if (text[0] !== '-' || (text.length === 1 && literal)) continue;
    const { letters, takesNext } = bundle(text, valued, literal);
    const at = short ? place(letters, short, letters.length === text.length - 1 && literal) : -1;
    if (at >= 0) return at + 2 === text.length && literal ? { word, index } : { word, index, valueAt: at + 2 };
    if (takesNext) index++;
  }
  return undefined;
}

/** The letters of `-abc` through the first that takes a value, and whether the next word is that value. */
function bundle(text: string, valued: string, literal: boolean): { letters: string; takesNext: boolean } {
  let end = 1;
  while (end < text.length && /[A-Za-z\d]/.test(text[end]!)) {
    if (valued.includes(text[end++]!))
      return { letters: text.slice(1, end), takesNext: end === text.length && literal };
  }
  return { letters: text.slice(1, end), takesNext: false };
}
