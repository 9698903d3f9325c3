/** Line differences of two texts for readers, with only as many context lines as identify the place. */
import { difference } from '../../server/src/core/text/edits.ts';

/** The line between changes that are not adjacent. */
export const GAP = '…';

/**
 * The changes from `before` to `after`, one per line, after `-`, `+` or, for an unchanged line, a blank. Each change has just enough context
 * lines to identify its place, so that `after` follows from `before` and the outcome.
 */
export function lineDiff(before: string, after: string): string[] {
  const old = linesOf(before);
  const out: string[] = [];
  for (const { span, text } of difference(before, after)) {
    const from = linesOf(before.slice(0, span.start)).length;
    const removed = linesOf(before.slice(span.start, span.end));
    const { above, below } = contextOf(old, from, from + removed.length);
    if (out.length > 0) out.push(GAP);
    out.push(
      ...above.map(kept),
      ...removed.map((l) => `-${l}`),
      ...linesOf(text).map((l) => `+${l}`),
      ...below.map(kept),
    );
  }
  if (before !== '' && before.endsWith('\n') !== after.endsWith('\n')) out.push('\\ last newline changed');
  return out;
}

/** All lines of a new text, as added lines. */
export function added(text: string): string[] {
  return [...linesOf(text).map((l) => `+${l}`), ...(text.endsWith('\n') ? [] : ['\\ no last newline'])];
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g)?.map((l) => l.replace(/\n$/, '')) ?? [];
const kept = (line: string): string => (line === '' ? '' : ` ${line}`);

/** The lines above the half-open range of 0-based lines that make it the only such place; at the file's beginning, those below. */
function contextOf(lines: readonly string[], from: number, to: number): { above: string[]; below: string[] } {
  let [start, end] = [from, to];
  const clear = (): boolean =>
    lines.slice(start, end).some((l) => l.trim() !== '') && places(lines, lines.slice(start, end)) === 1;
  while (!clear() && start > 0) start--;
  while (!clear() && end < lines.length) end++;
  return { above: lines.slice(start, from), below: lines.slice(to, end) };
}

/** How often `part` occurs in `lines`. */
function places(lines: readonly string[], part: readonly string[]): number {
  let n = 0;
  for (let i = 0; i + part.length <= lines.length; i++) if (part.every((l, k) => lines[i + k] === l)) n++;
  return n;
}
