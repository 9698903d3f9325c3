/** Leads from a rendered text back to the files of its chart. */
import type { Origin, Piece } from '../../helm/value.ts';
import { cover, type Span } from '../../text/span.ts';
import type { YamlUnit } from '../../yaml/node.ts';

/** A piece of the rendered text, and the offset where it begins there. */
export interface PlacedPiece {
  readonly piece: Piece;
  readonly start: number;
}

/** A document of a rendered template. */
export interface RenderedDocument {
  /** The path of the template. */
  readonly path: string;
  /** Its number among the documents of the template. */
  readonly number: number;
  /** Its spans are offsets in its own text. */
  readonly yaml: YamlUnit;
  /** Where its text begins in the text of the unit that rules judge. */
  readonly start: number;
  /** The piece at an offset of its text. `start` is an offset in that text too, and may be below 0. */
  pieceAt(offset: number): PlacedPiece;
}

/** A function that gives the piece at an offset of the rendered text; the last one behind the end. */
export function pieceAtOf(pieces: readonly Piece[]): (offset: number) => PlacedPiece & { readonly index: number } {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of pieces) {
    starts.push(length);
    length += text.length;
  }
  return (offset) => {
    let [low, high] = [0, pieces.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { index: low, piece: pieces[low]!, start: starts[low]! };
  };
}

/**
 * A function that gives the place which decides a span of the rendered text. In one line the last part that says something decides:
 * of `"{{ .Values.repository }}:{{ .Values.tag }}"` the tag. Of several lines it is the file where they begin.
 */
export function placesOf(pieces: readonly Piece[]): (at: Span) => Origin | undefined {
  const pieceAt = pieceAtOf(pieces);
  return (at) => {
    const first = pieceAt(at.start);
    const parts: { readonly origin: Origin; readonly text: string }[] = [];
    let { start } = first;
    for (let i = first.index; i < pieces.length && (start < at.end || i === first.index); i++) {
      const { text, origin, exact } = pieces[i]!;
      const from = Math.max(0, at.start - start);
      const to = Math.min(text.length, Math.max(at.end - start, from));
      start += text.length;
      const own = { start: origin.at.start + from, end: origin.at.start + to };
      parts.push({ origin: exact ? { ...origin, at: own } : origin, text: text.slice(from, to) });
    }
    const saying = parts.filter(({ text }) => /[^\s"':-]/.test(text));
    const all = saying.length > 0 ? saying : parts;
    const isOneLine = !parts.some(({ text }) => text.trim().includes('\n'));
    const deciding = isOneLine ? all.at(-1) : all[0];
    if (!deciding) return undefined;
    const same = all.filter(({ origin }) => origin.file === deciding.origin.file);
    const { file } = deciding.origin;
    // Values of one line may stand far from each other.
    if (file === 'values' && isOneLine) return deciding.origin;
    return { file, at: same.map(({ origin }) => origin.at).reduce(cover) };
  };
}
