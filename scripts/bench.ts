/**
 * `npm run bench [-- --print]`: measures times on this machine, as medians and 95th percentiles, and prints them with their limits. Runs
 * are warm and in this process unless the row names another; every run edits the text, so that no cache answers. The exit code is always 0,
 * since a busy machine is slow: compare only runs on one machine. `--print`, for CI: only the rows of this process, each printed at once.
 */
import { checkRows, streamRows } from './lib/bench-check.ts';
import { indexRows } from './lib/bench-index.ts';
import { processRows } from './lib/bench-process.ts';
import { type Row, table } from './lib/bench-table.ts';

const brief = process.argv.includes('--print');
const rows: Row[] = [];
for (const make of brief ? [checkRows, streamRows, indexRows] : [checkRows, streamRows, indexRows, processRows])
  for await (const row of make()) rows.push(row);
console.log(table(rows));
