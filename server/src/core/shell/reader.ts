import type { Span } from '../text/span.ts';
import type { MappedText } from './mapped-text.ts';
import type { Building, ShellCommand, ShellRedirect, ShellWord, WordPart } from './syntax.ts';

/** A text in which some characters are placeholders for parts that are already parsed (`bash -c "curl $URL"`). */
export interface Source extends MappedText {
  hole?(i: number): WordPart | undefined;
}

/** The characters `[from, to)` of `whole` as a new source. */
export function slice(whole: Source, from: number, to: number): Source {
  return pick(whole, whole.text.slice(from, to), (i) => from + i);
}

/** A source for `text`: its character `i` is character `index(i)` of `whole`; with `from`, the characters `from(i)` through `index(i)`. */
export function pick(whole: Source, text: string, index: (i: number) => number, from = index): Source {
  const exact = !whole.endOf && from === index;
  return {
    text,
    at: (i) => whole.at(from(i)),
    ...(!exact && { endOf: (i: number) => whole.endOf?.(index(i)) ?? whole.at(index(i)) + 1 }),
    ...(whole.hole && { hole: (i: number) => whole.hole?.(index(i)) }),
  };
}

/** State that the reader of a script shares with the readers of nested texts (backticks, heredoc bodies). */
export interface Progress {
  readonly commands: Building<ShellCommand>[];
  /** For each command, how many substitutions contain it. Commands with the same number share their standard streams. */
  readonly substitutionsOf: number[];
  complete: boolean;
  nesting: number;
  depth: number;
  substitutions: number;
  /** Characters that may still be read ahead to distinguish `$((` from `$( (`. Keeps the time linear. */
  lookahead: number;
  /** Reads commands up to a closing word or parenthesis, or the end. A field, so that `word.ts` need not import `list.ts`. */
  readonly readList: (reader: Reader) => void;
}

export interface Reader {
  readonly source: Source;
  readonly text: string;
  pos: number;
  /** Heredocs whose bodies begin after the next newline. */
  heredocs: PendingHeredoc[];
  readonly progress: Progress;
}

export interface PendingHeredoc {
  readonly redirect: Building<ShellRedirect>;
  readonly delimiter: string;
  readonly stripTabs: boolean;
  readonly quoted: boolean;
}

/** Deeper constructs are not read: `complete` is then false. */
const maxNesting = 100;

export function reader(source: Source, progress: Progress): Reader {
  return { source, text: source.text, pos: 0, heredocs: [], progress };
}

/** Adds a command without words to those of the script, before the commands in its words. Its reader sets the span. */
export function addCommand({ commands, substitutionsOf, depth, substitutions }: Progress): Building<ShellCommand> {
  const command = { span: { start: 0, end: 0 }, assignments: [], words: [], redirects: [], depth };
  commands.push(command);
  substitutionsOf.push(substitutions);
  return command;
}

/** Removes a command that `addCommand` added, of which nothing was read. */
export function takeBack({ commands, substitutionsOf }: Progress, command: Building<ShellCommand>): void {
  const index = commands.lastIndexOf(command);
  commands.length = index;
  substitutionsOf.length = index;
}

/** The span in the document of the characters `[from, to)` of the text. An empty one is right behind the character before it. */
export function spanOf(r: Reader, from: number, to: number): Span {
  const { source } = r;
  const start = to > from || from === 0 ? source.at(from) : endOf(source, from - 1);
  return { start, end: to > from ? endOf(source, to - 1) : start };
}

function endOf(source: Source, i: number): number {
  return source.endOf ? source.endOf(i) : source.at(i) + 1;
}

/** Marks the script as incomplete: part of it was not understood. */
export function incomplete(r: Reader): void {
  r.progress.complete = false;
}

/** Runs `body` one construct deeper. Skips the rest of the text when that is too deep. */
export function nested(r: Reader, body: () => void, deeper: 0 | 1 = 0, substitution: 0 | 1 = 0): void {
  const { progress } = r;
  if (progress.nesting >= maxNesting) {
    incomplete(r);
    r.pos = r.text.length;
    return;
  }
  progress.nesting++;
  progress.depth += deeper;
  progress.substitutions += substitution;
  body();
  progress.nesting--;
  progress.depth -= deeper;
  progress.substitutions -= substitution;
}

/** Length of the continuation (backslash and newline) at `pos`, which the shell removes; 0 if there is none. */
export function continuationLength(text: string, pos: number): 0 | 2 | 3 {
  if (text[pos] !== '\\') return 0;
  if (text[pos + 1] === '\n') return 2;
  return text[pos + 1] === '\r' && text[pos + 2] === '\n' ? 3 : 0;
}

/** Moves to the next token: skips blanks, continuations and a comment (not its newline). */
export function skipBlanks(r: Reader): void {
  const { text } = r;
  for (;;) {
    const c = text[r.pos];
    if (c === ' ' || c === '\t' || c === '\r') r.pos++;
    else if (c === '\\') {
      const length = continuationLength(text, r.pos);
      if (length === 0) return;
      r.pos += length;
    } else if (c === '#') {
      const newline = text.indexOf('\n', r.pos);
      r.pos = newline < 0 ? text.length : newline;
    } else return;
  }
}

/**
 * Adds the literal text `[from, to)` to a word. Splits it into parts that are each one piece of the document.
 */
export function pushText(r: Reader, parts: WordPart[], from: number, to: number): void {
  if (from >= to) return;
  const { source, text } = r;
  const whole = spanOf(r, from, to);
  if (!source.hole && whole.end - whole.start === to - from) {
    parts.push({ kind: 'text', text: text.slice(from, to), span: whole });
    return;
  }
  let begin = from;
  for (let i = from; i < to; i++) {
    const hole = source.hole?.(i);
    const here = spanOf(r, i, i + 1);
    if (!hole && i > begin && source.at(i) === spanOf(r, begin, i).end && here.end - here.start === 1) continue;
    if (i > begin) parts.push({ kind: 'text', text: text.slice(begin, i), span: spanOf(r, begin, i) });
    begin = i;
    if (hole) {
      parts.push(hole);
      begin = i + 1;
    } else if (here.end - here.start !== 1) {
      parts.push({ kind: 'text', text: text[i]!, span: here });
      begin = i + 1;
    }
  }
  if (begin < to) parts.push({ kind: 'text', text: text.slice(begin, to), span: spanOf(r, begin, to) });
}

/** Builds a word from its parts. */
export function word(span: Span, raw: string, parts: WordPart[], quoted: boolean): ShellWord {
  let literal = '';
  for (const part of parts) {
    if (part.kind !== 'text') return { span, raw, parts, quoted };
    literal += part.text;
  }
  return { span, raw, literal, parts, quoted };
}
