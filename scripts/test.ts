/**
 * `npm test [-- PART…]`: bundles every `test/**\/*.test.ts` (not the editor's suites in test/vscode) whose path contains one of
 * the PARTs, and runs them with Node's own runner. Exit code: the runner's.
 */
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { globSync, mkdirSync, rmSync } from './lib/files.ts';

const parts = process.argv.slice(2).filter((a) => !a.startsWith('-'));
const flags = process.argv.slice(2).filter((a) => a.startsWith('-'));
const outdir = `out/test-${process.pid}`;
const files = globSync('test', (f) => f.endsWith('.test.ts') && !f.startsWith('test/vscode/')).filter(
  (f) => parts.length === 0 || parts.some((p) => f.includes(p)),
);
/** Lists what failed once more at the end, whether or not a person is looking: thousands of lines of TAP hide it. */
const reporter = flags.some((f) => f.startsWith('--test-reporter')) ? [] : ['--test-reporter=spec'];
if (files.length === 0) {
  console.error(`no test file matches ${parts.join(' ') || 'test/**/*.test.ts'}`);
  process.exit(1);
}
mkdirSync(outdir);
try {
  await build({
    entryPoints: files,
    outdir,
    outbase: '.',
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
  });
  const built = files.map((f) => `${outdir}/${f.replace(/\.ts$/, '.mjs')}`);
  const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...reporter, ...flags, ...built], {
    stdio: 'inherit',
  });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(outdir);
}
