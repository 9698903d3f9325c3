/** Measured values, and how they are kept in a file. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import { quantile } from './in-process/rows.ts';

export { median } from './in-process/rows.ts';

/** What a series measures. `first`: from opening a document to its first diagnostics. `growth`: with the most files ÷ with the fewest. */
export type Measure = 'cpu' | 'wall' | 'edit' | 'first' | 'memory' | 'size' | 'growth' | 'engine';

export interface Series {
  /** The id of the case. */
  readonly id: string;
  readonly what: string;
  /** `seaworthy`, a reference or a peer's command. */
  readonly by: string;
  readonly measure: Measure;
  readonly unit: 'ms' | 'MB' | '×';
  readonly samples: readonly number[];
  /** The limit of the median, where there is one. */
  readonly limit?: number;
  readonly note?: string;
}

export interface Run {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly machine: string;
  readonly processors: number;
  readonly node: string;
  /** The load of the machine (processes that run or wait, mean of one minute) before and after the run. */
  readonly load: readonly [before: number, after: number];
  readonly series: readonly Series[];
}

export const OURS = 'seaworthy';

export const p95 = (samples: readonly number[]): number => quantile(samples, 0.95);

/** Two series of one run that measure the same. */
export const isSame = (a: Series, b: Series): boolean => a.id === b.id && a.measure === b.measure && a.what === b.what;

export const load = (): number => os.loadavg()[0]!;

/** This machine, in a line: processors, memory, system. */
export function machine(): string {
  const processors = os.cpus();
  const model = processors[0]?.model.trim() || 'unknown processor';
  return `${processors.length} × ${model}, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.platform()} ${os.arch()}`;
}

export function writeRun(file: string, run: Run): void {
  fs.writeFileSync(file, `${JSON.stringify(run, null, 2)}\n`);
}

/** Reads a file of `writeRun`. Throws if it is no such file. */
export function readRun(file: string): Run {
  const run = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<Run> | null;
  if (!Array.isArray(run?.series) || run.day === undefined) throw new Error(`${file} is not a file of \`--json\``);
  return run as Run;
}
