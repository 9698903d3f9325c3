/**
 * `npm test [-- PART…]`: bundles every `test/**\/*.test.ts` (not the editor's suites in test/vscode) whose path contains one of the PARTs,
 * and runs them with Node's own runner. A PART that only matches the path of a rule's page (`user/root-user`) runs that page alone.
 * Arguments that begin with `-` go to the runner. Prints the failures and one line `N passed, N failed`. Exit code: the runner's.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { build } from 'esbuild';
import { buildProgram, codeFolder, PROGRAM_VARIABLE } from '../test/support/built-program.ts';
import { globSync, mkdirSync, rmSync } from './lib/files.ts';
import { builtTest, grouped } from './lib/test-groups.ts';

const PAGES = 'test/rules/pages.test.ts';
const REPORTER = 'scripts/lib/quiet-reporter.ts';

const parts = process.argv.slice(2).filter((a) => !a.startsWith('-'));
const flags = process.argv.slice(2).filter((a) => a.startsWith('-'));
const outdir = `out/test-${process.pid}`;
const program = `out/program-${process.pid}`;
const all = globSync('test', (f) => f.endsWith('.test.ts') && !f.startsWith('test/vscode/'));
const named = (f: string): boolean => parts.length === 0 || parts.some((p) => f.includes(p));
const files = all.filter(named);
const pages = files.includes(PAGES) ? [] : globSync('test/rules', (f) => f.endsWith('.md') && named(f));
if (pages.length > 0) files.push(PAGES);
if (files.length === 0) {
  console.error(`no test file matches ${parts.join(' ') || 'test/**/*.test.ts'}`);
  process.exit(1);
}
const ids = pages.map((p) => p.slice('test/rules/'.length, -'.md'.length));
const env: NodeJS.ProcessEnv = pages.length > 0 ? { ...process.env, PAGES: ids.join(',') } : { ...process.env };
const reporter = flags.some((f) => f.startsWith('--test-reporter'))
  ? []
  : [`--test-reporter=./${builtTest(REPORTER, outdir)}`, '--test-reporter-destination=stdout'];

mkdirSync(outdir);
try {
  const { metafile } = await build({
    entryPoints: [...files, REPORTER],
    outdir,
    outbase: '.',
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
    sourcesContent: false,
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
    metafile: true,
  });
  if ('test/support/program.ts' in metafile.inputs) env[PROGRAM_VARIABLE] = await buildProgram(program);
  // By default the runner leaves one processor free; many tests wait for other processes.
  const atOnce = `--test-concurrency=${availableParallelism()}`;
  const processes = grouped(files, metafile, outdir);
  const args = ['--enable-source-maps', '--test', atOnce, ...reporter, ...flags, ...processes];
  const run = spawnSync(process.execPath, args, { stdio: 'inherit', env });
  process.exitCode = run.status ?? 1;
} finally {
  for (const folder of [outdir, program, codeFolder(program)]) rmSync(folder);
}
