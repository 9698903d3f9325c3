/** Leads from a rendered text back to the files of its chart. */
import type { Origin, Piece } from '../../helm/value.ts';
import { cover, type Span } from '../../text/span.ts';

/**
 * A function that gives the place which decides a span of the rendered text. In one line the last part that says something decides:
 * of `"{{ .Values.repository }}:{{ .Values.tag }}"` the tag. Of several lines it is the file where they begin.
 */
export function placesOf(pieces: readonly Piece[]): (at: Span) => Origin | undefined {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of pieces) {
    starts.push(length);
    length += text.length;
  }
  const indexAt = (offset: number): number => {
    let [low, high] = [0, pieces.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return (at) => {
    const first = indexAt(at.start);
    const parts: { readonly origin: Origin; readonly text: string }[] = [];
    for (let i = first; i < pieces.length && (starts[i]! < at.end || i === first); i++) {
      const { text, origin, exact } = pieces[i]!;
      const from = Math.max(0, at.start - starts[i]!);
      const to = Math.min(text.length, Math.max(at.end - starts[i]!, from));
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
