/** Measures work in this process. Times are milliseconds. */

/** One row: samples and the limit of their median. */
export interface Row {
  readonly what: string;
  readonly samples: readonly number[];
  readonly limit: number | undefined;
  readonly unit: 'ms' | 'MB';
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
