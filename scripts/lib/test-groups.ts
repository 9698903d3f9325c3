/**
 * Which test files share a process. Each process compiles the core anew and runs it slowly at first, which takes longer than most tests; files
 * that only compute do not disturb each other.
 */
import { writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { Metafile } from 'esbuild';

/** Folders with tests that leave the process as it was: no servers, no other folder, no variables. */
const PURE = /^test\/(?:core|resolved|client)\//;
/** Modules whose users start programs, or build and load a bundle of their own. */
const APART = ['esbuild', 'node:child_process', 'node:worker_threads'];
/** Test files in a process. A few slow ones in one group must not keep the run waiting. */
const MOST = 8;
/** Files that take long, longest first: those that begin last are waited for. */
const SLOW = [
  'test/rules/pages',
  'test/fuzz/typed',
  'test/lsp/names',
  'test/fuzz/bad-input',
  'test/fuzz/',
  'test/cli/',
];

/** The path of the bundle of a test file in the folder `outdir`. */
export const builtTest = (file: string, outdir: string): string => `${outdir}/${file.replace(/\.ts$/, '.mjs')}`;

/**
 * The programs to run for these test files, which are bundled in `outdir`, one process each: bundles of single files, and programs that load
 * several, which this writes. Those that take long come first.
 */
export function grouped(files: readonly string[], metafile: Metafile, outdir: string): string[] {
  const shared = files.filter((f) => PURE.test(f) && !needs(builtTest(f, outdir), metafile));
  const groups: string[][] = Array.from({ length: Math.ceil(shared.length / MOST) }, () => []);
  // One in turn for each group, since neighbours are often slow together.
  for (const [nth, file] of shared.entries()) groups[nth % groups.length]!.push(file);
  const rank = (file: string): number => {
    const at = SLOW.findIndex((start) => file.startsWith(start));
    return at < 0 ? SLOW.length : at;
  };
  const single = files.filter((f) => !shared.includes(f)).sort((a, b) => rank(a) - rank(b));
  return [...single.map((f) => builtTest(f, outdir)), ...groups.map((group) => programOf(group, outdir))];
}

/** Whether a bundle or what it imports uses one of the modules that ask for a process of its own. */
function needs(output: string, { outputs }: Metafile, seen = new Set<string>()): boolean {
  if (seen.has(output)) return false;
  seen.add(output);
  const imports = outputs[output]?.imports ?? [];
  return imports.some(({ path, external }) =>
    external ? APART.includes(path) : needs(path, { inputs: {}, outputs }, seen),
  );
}

/** Loads the files of a group one after the other; one that cannot be loaded is a failed test, and the others run. */
function programOf(group: readonly string[], outdir: string): string {
  const [first] = group;
  if (group.length === 1) return builtTest(first!, outdir);
  const program = builtTest(first!, outdir).replace(/\.test\.mjs$/, `-and-${group.length - 1}-more.mjs`);
  const here = posix.dirname(program);
  const names = group.map((file) => `./${posix.relative(here, builtTest(file, outdir))}`);
  writeFileSync(
    program,
    `import { test } from 'node:test';
for (const name of ${JSON.stringify(names)})
  await import(name).catch((error) => test(name.replace('.mjs', '.ts'), () => { throw error; }));
`,
  );
  return program;
}
