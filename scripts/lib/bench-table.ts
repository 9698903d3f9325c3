/** Measures, and prints the results as a table. Times are milliseconds. */

/** One row of the table: samples and the limit of their median. `undefined` samples: not measured, for the reason in `note`. */
export interface Row {
  readonly what: string;
  readonly samples: readonly number[];
  readonly limit: number | undefined;
  readonly unit: 'ms' | 'MB';
  readonly note?: string;
}

/** The `share`-quantile (0 to 1) of samples, by the nearest rank. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** Runs `work(i)` a few times without measuring, so that the code is compiled, then measures `runs` runs. */
export function time(runs: number, warmUp: number, work: (i: number) => void): number[] {
  for (let i = 0; i < warmUp; i++) work(i);
  const samples: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    work(warmUp + i);
    samples.push(performance.now() - start);
  }
  return samples;
}

/** The rows as a table of plain text. */
export function table(rows: readonly Row[]): string {
  const cells = [['what', 'median', 'p95', 'limit', 'ok']];
  for (const { what, samples, limit, unit, note } of rows) {
    const show = (n: number): string => `${n.toFixed(n < 10 ? 2 : n < 100 ? 1 : 0)} ${unit}`;
    const measured = samples.length > 0;
    const ok = measured && limit !== undefined ? (median(samples) <= limit ? 'ok' : 'TOO SLOW') : '';
    cells.push([
      what,
      measured ? show(median(samples)) : '–',
      samples.length > 1 ? show(quantile(samples, 0.95)) : '',
      limit === undefined ? '' : `≤ ${show(limit)}`,
      note ?? ok.replace('SLOW', unit === 'MB' ? 'LARGE' : 'SLOW'),
    ]);
  }
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells
    .map((row) =>
      row
        .map((cell, i) => (i === 1 || i === 2 || i === 3 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
