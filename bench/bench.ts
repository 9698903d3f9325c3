/**
 * `npm run bench [-- OPTION… CASE…]`: measures on this machine and prints medians and 95th percentiles. The exit code is 0 however slow it
 * is, since a busy machine is slow: compare only within a run, or runs of one quiet machine. It is 2 for wrong arguments. `HELP` lists the options.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { CASES, type Case, ENGINE } from './cases.ts';
import { comparison } from './compare.ts';
import { checkRows, streamRows } from './in-process/edits.ts';
import { indexRows } from './in-process/many-files.ts';
import type { Row } from './in-process/rows.ts';
import { filesIn, measured } from './measure.ts';
import { performancePage } from './performance-page.ts';
import { profiled, profileTable } from './profile/profile.ts';
import { load, machine, OURS, type Run, readRun, type Series, writeRun } from './series.ts';
import { textTable } from './text-table.ts';

const PAGE = 'docs/performance.md';

const HELP = `npm run bench [-- OPTION… CASE…]: measures the cases whose id holds one of the CASEs; without CASE, all.

  --print              only what runs in this process, with the CASEs ignored (for CI)
  --runs N             runs of each command, at least 5 (default 5); the median counts
  --against COMMAND    another program over the same files, run in turn with ours; may be repeated.
                       {dir} stands for the folder, {files} for the files; without both, the files are its last arguments
  --against-lsp COMMAND  another language server, which gets the same edits over standard input; may be repeated
  --files DIR          takes the files of the commands' cases from DIR, not from the generators
  --profile            times the phases and rules of one run of our command line, for the cases of commands; measures nothing else
  --format FORMAT      the output format of the profiled run (default text)
  --json FILE          writes the result to FILE
  --compare OLD.json   compares with a result of --json
  --from RUN.json      takes a result of --json, and measures nothing
  --write-docs         writes ${PAGE} from this run, or that of --from

Cases: ${[ENGINE, ...CASES.map((c) => c.id)].join(' ')}`;

function wrong(message: string): never {
  console.error(`bench: ${message}\n\n${HELP}`);
  process.exit(2);
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean' },
        print: { type: 'boolean' },
        runs: { type: 'string', default: '5' },
        against: { type: 'string', multiple: true, default: [] },
        'against-lsp': { type: 'string', multiple: true, default: [] },
        files: { type: 'string' },
        profile: { type: 'boolean' },
        format: { type: 'string', default: 'text' },
        json: { type: 'string' },
        compare: { type: 'string' },
        from: { type: 'string' },
        'write-docs': { type: 'boolean' },
      },
    });
    const runs = Number(values.runs);
    if (!Number.isSafeInteger(runs) || runs < 5) wrong('--runs needs a whole number of at least 5');
    if (values.files !== undefined && !fs.existsSync(values.files)) wrong(`--files: ${values.files} does not exist`);
    const isWanted = (id: string): boolean => positionals.length === 0 || positionals.some((part) => id.includes(part));
    const unknown = positionals.filter((part) => ![ENGINE, ...CASES.map((c) => c.id)].some((id) => id.includes(part)));
    if (unknown.length > 0) wrong(`no case is named ${unknown.join(', ')}`);
    return { ...values, runs, isWanted, cases: CASES.filter((c) => isWanted(c.id)) };
  } catch (error) {
    return wrong((error as Error).message);
  }
}

/** What is measured in this process: warm, and each run edits the text so that no cache answers. */
function engineSeries(): Series[] {
  const rows: Row[] = [...checkRows(), ...streamRows(), ...indexRows()];
  // A row whose name is indented belongs to the one above.
  return rows.map(({ what, samples, limit, unit }) => ({
    ...{ id: ENGINE, what, by: OURS, measure: 'engine', unit, samples, limit },
  }));
}

/** Builds the bundles, so that no stale one is measured. */
function built(): void {
  const run = spawnSync(process.execPath, ['scripts/run.mjs', 'build', 'core.js', 'server.js', 'cli.js'], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`the bundles were not built:\n${run.stderr}`);
}

async function printProfiles(cases: readonly Case[], folder: string | undefined, format: string): Promise<void> {
  for (const one of cases) {
    if (one.kind !== 'command') continue;
    const place = fs.mkdtempSync(path.join(os.tmpdir(), 'seaworthy-bench-'));
    try {
      const { of, count, bytes } = one.files;
      const files = filesIn(place, { folder }, of, count, bytes);
      console.log(
        `\n${one.what} (${files.note}), format ${format}\n${profileTable(await profiled(files.path, format))}`,
      );
    } finally {
      fs.rmSync(place, { recursive: true, force: true });
    }
  }
}

/** Measures what the options select. */
async function newRun(): Promise<Run> {
  const before = load();
  const series: Series[] = [];
  if (!options.print) {
    built();
    for (const one of options.cases) {
      console.error(`${one.id} …`);
      const { runs, against, files: folder } = options;
      series.push(...(await measured(one, { runs, against, againstServers: options['against-lsp'], folder })));
    }
  }
  if (options.print || options.isWanted(ENGINE)) series.push(...engineSeries());
  const day = new Date().toISOString().slice(0, 10);
  return {
    day,
    machine: machine(),
    processors: os.cpus().length,
    node: process.version,
    load: [before, load()],
    series,
  };
}

const options = readOptions();
if (options.help) console.log(HELP);
else if (options.profile) await printProfiles(options.cases, options.files, options.format);
else {
  const run = options.from === undefined ? await newRun() : readRun(options.from);
  console.log(textTable(run.series));
  console.log(`\n${run.machine}, Node ${run.node}, load ${run.load.map((l) => l.toFixed(2)).join(' → ')}`);
  if (options.json !== undefined) writeRun(options.json, run);
  if (options.compare !== undefined) console.log(`\n${comparison(readRun(options.compare), run)}`);
  if (options['write-docs']) fs.writeFileSync(PAGE, performancePage(run));
}
