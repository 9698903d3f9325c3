/** Compares two runs on one machine. */
import { isSame, median, p95, type Run } from './series.ts';
import { shownValue } from './text-table.ts';

/** A line for each series that both runs have: medians before and after, and after ÷ before (of edits, that of the 95th percentile too). */
export function comparison(before: Run, after: Run): string {
  const lines: string[] = [];
  for (const now of after.series) {
    const then = before.series.find((one) => one.by === now.by && isSame(one, now));
    if (!then || then.samples.length === 0 || now.samples.length === 0) continue;
    const values = `${shownValue(median(then.samples), now.unit)} → ${shownValue(median(now.samples), now.unit)}`;
    const factor = (median(now.samples) / median(then.samples)).toFixed(2);
    const tail = now.measure === 'edit' ? `, p95 × ${(p95(now.samples) / p95(then.samples)).toFixed(2)}` : '';
    lines.push(`× ${factor}  ${now.what}, ${now.by}, ${now.measure}: ${values}${tail}`);
  }
  const notes =
    before.machine === after.machine && before.node === after.node
      ? []
      : ['The two runs are not of one machine and one Node.'];
  return [...notes, ...(lines.length > 0 ? lines : ['Nothing was measured in both runs.'])].join('\n');
}
