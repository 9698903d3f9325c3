import { type MappedText, mapped } from '../text/mapped-text.ts';

export { type MappedText, mapped };

/**
 * Joins the continued lines of one instruction's arguments (`source`, which starts at document offset `start`) into the text that the shell
 * gets. Removes the escape character, the blanks and line break after it, and comment lines and empty lines between continued lines.
 * The text after the first line that is not continued (heredoc bodies) stays unchanged.
 *
 * Source: BuildKit `frontend/dockerfile/parser/parser.go`. A doubled escape character at the end of a line does not continue it.
 */
export function joinContinuations(source: string, start: number, escapeCharacter: '\\' | '`'): MappedText {
  const pieces: Piece[] = [];
  let text = '';
  let pos = 0;
  while (pos < source.length) {
    const newline = source.indexOf('\n', pos);
    const lineEnd = newline < 0 ? source.length : newline;
    const next = newline < 0 ? source.length : newline + 1;
    const continued = pos > 0;
    if (continued && isDropped(source, pos, lineEnd)) {
      pos = next;
      continue;
    }
    const cut = continuationAt(source, pos, lineEnd, escapeCharacter);
    const end = cut < 0 ? source.length : cut;
    if (end > pos) {
      pieces.push({ text: text.length, document: start + pos });
      text += source.slice(pos, end);
    }
    if (cut < 0) break;
    pos = next;
  }
  const only = pieces[0];
  if (!only) return mapped('', start);
  return pieces.length === 1 ? mapped(text, only.document) : { text, at: lookup(pieces) };
}

interface Piece {
  /** Its offset in the joined text. */
  readonly text: number;
  /** Its offset in the document. */
  readonly document: number;
}

/** Finds pieces by bisection, but tries the last result first, because readers move forward. */
function lookup(pieces: readonly Piece[]): (i: number) => number {
  let last = 0;
  return (i) => {
    let piece = pieces[last]!;
    const following = pieces[last + 1];
    if (i < piece.text || (following && i >= following.text)) {
      let low = 0;
      let high = pieces.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (pieces[middle]!.text <= i) low = middle;
        else high = middle - 1;
      }
      last = low;
      piece = pieces[low]!;
    }
    return piece.document + i - piece.text;
  };
}

/** Whether the line is empty or a comment. */
function isDropped(source: string, from: number, to: number): boolean {
  let i = from;
  while (i < to && ' \t\r\f\v'.includes(source[i]!)) i++;
  return i === to || source[i] === '#';
}

/** The offset of the escape character that continues the line `[from, to)`; -1 if the line is not continued. */
function continuationAt(source: string, from: number, to: number, escapeCharacter: string): number {
  let i = to - 1;
  while (i >= from && source[i] === '\r') i--;
  while (i >= from && (source[i] === ' ' || source[i] === '\t')) i--;
  return i >= from && source[i] === escapeCharacter && (i === from || source[i - 1] !== escapeCharacter) ? i : -1;
}
