/** Maps offsets in the text of a literal block scalar (`|`) to offsets in the file. The indentation is not part of the text. */
import { type Span, shift } from '../../text/span.ts';

/** Start of each line, as offsets in the text and in the unit. In order. */
export type BlockLines = readonly { readonly inValue: number; readonly inUnit: number }[];

/** The lines of `value`, whose block spans `at` (from its `|`). `undefined` if it is not such a block, or if the lines do not match. */
export function blockLines(text: string, value: string, at: Span): BlockLines | undefined {
  if (text[at.start] !== '|') return undefined;
  const starts: { inValue: number; inUnit: number }[] = [];
  let inValue = 0;
  let from = text.indexOf('\n', at.start) + 1;
  for (const line of value.split('\n')) {
    const end = text.indexOf('\n', from);
    const written = text.slice(from, end < 0 ? text.length : end).replace(/\r$/, '');
    if (line !== '' && !written.endsWith(line)) return undefined;
    starts.push({ inValue, inUnit: from + Math.max(0, written.length - line.length) });
    inValue += line.length + 1;
    if (end < 0) break;
    from = end + 1;
  }
  return starts;
}

/** The place of the range `within` of a text that is written at `at`: exact when `exact` is set, else by lines, else the whole of `at`. */
export function placedIn({ at, exact, lines }: Written, within: Span): Span {
  if (exact) return shift(within, at.start);
  const start = lines && inUnit(lines, within.start);
  const end = lines && inUnit(lines, within.end);
  return start === undefined || end === undefined || end < start ? at : { start, end };
}

interface Written {
  readonly at: Span;
  readonly exact: boolean;
  readonly lines?: BlockLines | undefined;
}

/** Maps an offset in the value to an offset in the unit. */
function inUnit(lines: BlockLines, offset: number): number | undefined {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle]!.inValue <= offset) low = middle;
    else high = middle - 1;
  }
  const line = lines[low];
  return line && line.inUnit + offset - line.inValue;
}
