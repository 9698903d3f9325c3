/**
 * `npm run bench [-- --print]`: how long things take on this machine, as medians and 95th percentiles, beside what they are allowed to take. Warm,
 * in this process where nothing else is said; every run edits inside the text, so that nothing is answered from a cache. The exit code is
 * always 0: what is slow on a busy machine is no fault, so only runs on one machine are compared. `--print`: what runs in this process alone, as
 * soon as it is measured, for CI.
 */
import { checkRows, streamRows } from './lib/bench-check.ts';
import { processRows } from './lib/bench-process.ts';
import { type Row, table } from './lib/bench-table.ts';

const brief = process.argv.includes('--print');
const rows: Row[] = [];
for (const make of brief ? [checkRows, streamRows] : [checkRows, streamRows, processRows])
  for await (const row of make()) rows.push(row);
console.log(table(rows));
