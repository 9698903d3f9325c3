import type { Dockerfile } from './model.ts';

type Source = Pick<Dockerfile, 'text' | 'escape'>;

const isInline = (c: string | undefined): boolean => c === ' ' || c === '\t';

/** Start of the line that contains `at`, behind a byte order mark. */
export function lineStart(text: string, at: number): number {
  const start = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
}

/** The end of the blanks that begin at `at`, on the same line. */
export function afterBlanks(text: string, at: number): number {
  let i = at;
  while (isInline(text[i])) i++;
  return i;
}

/** The start of the blanks that end at `at`, on the same line. */
export function beforeBlanks(text: string, at: number): number {
  let i = at;
  while (i > 0 && isInline(text[i - 1])) i--;
  return i;
}

/** Whether a line ends at `at`: a line break or the end of the text. */
export const endsLine = (text: string, at: number): boolean =>
  at >= text.length || text[at] === '\n' || (text[at] === '\r' && /^\r+(?:\n|$)/.test(text.slice(at, at + 8)));

/** Start of the next line after `at`; the end of the text if there is none. */
export function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}

/** Whether the character at `at` is an escape character that continues its line. */
export function continuesAt({ text, escape: character }: Source, at: number): boolean {
  return text[at] === character && text[at - 1] !== character && endsLine(text, afterBlanks(text, at + 1));
}

/** Whether the line that starts at `start` is empty or a comment. */
function isDropped(text: string, start: number): boolean {
  const content = afterBlanks(text, start);
  return text[content] === '#' || (content < text.length && endsLine(text, content));
}

/** The end of the gap at `at`: skips blanks, continuations, and comments and empty lines after a continuation. */
export function afterGap(file: Source, at: number): number {
  let i = afterBlanks(file.text, at);
  while (continuesAt(file, i)) {
    i = nextLine(file.text, i);
    while (i < file.text.length && isDropped(file.text, i)) i = nextLine(file.text, i);
    i = afterBlanks(file.text, i);
  }
  return i;
}

/** The start of the gap that ends at `at` (see `afterGap`). */
export function beforeGap(file: Source, at: number): number {
  const { text } = file;
  let i = beforeBlanks(text, at);
  while (i > 0 && text[i - 1] === '\n') {
    let start = lineStart(text, i - 1);
    while (start > 1 && isDropped(text, start)) start = lineStart(text, start - 1);
    const cut = continuationOf(file, start);
    if (cut === undefined) return i;
    i = beforeBlanks(text, cut);
  }
  return i;
}

/** The offset of the escape character that continues the line that starts at `start`. */
export function continuationOf(file: Source, start: number): number | undefined {
  const newline = file.text.indexOf('\n', start);
  let end = newline < 0 ? file.text.length : newline;
  while (end > start && file.text[end - 1] === '\r') end--;
  const cut = beforeBlanks(file.text, end) - 1;
  return cut >= start && continuesAt(file, cut) ? cut : undefined;
}
