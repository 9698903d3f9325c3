/**
 * Writes the core and the pages' harness as separate modules, one per source file. A mutant then replaces one small file, and nothing
 * else is bundled again.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';
import { globSync, mkdirSync } from './files.ts';

const compiled = (path: string): string => path.replace(/\.ts$/, '.mjs');

/** Compiles TypeScript to a module with resolvable imports. Throws if `source` is not valid TypeScript. */
function toModule(source: string): string {
  const { code } = transformSync(source, { loader: 'ts', format: 'esm', target: 'node20.19', logLevel: 'silent' });
  return code.replace(/(\bfrom\s*|\bimport\s*\(?\s*)"(\.[^"]+)\.ts"/g, '$1"$2.mjs"');
}

/** A source and all that it imports by a relative path, directly or through others. */
function imported(source: string): Set<string> {
  const found = new Set<string>();
  const open = [source];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (found.has(here)) continue;
    found.add(here);
    for (const [, path = ''] of readFileSync(here, 'utf8').matchAll(/\bfrom '(\.[^']+\.ts)'/g))
      open.push(join(dirname(here), path).replaceAll('\\', '/'));
  }
  return found;
}

/** Writes the modules, and the sources of the core, below `outdir`, at the same paths as their sources. */
export function writeModules(outdir: string): void {
  const sources = new Set([
    ...globSync('server/src/core', (f) => f.endsWith('.ts')),
    ...imported('scripts/lib/mutant-worker.ts'),
  ]);
  for (const source of sources) {
    mkdirSync(dirname(`${outdir}/${source}`));
    const text = readFileSync(source, 'utf8');
    if (source.startsWith('server/')) writeFileSync(`${outdir}/${source}`, text);
    writeFileSync(`${outdir}/${compiled(source)}`, toModule(text));
  }
}

/** Writes one mutant beside its rule; returns the path of its module. Throws if the mutant is not valid TypeScript. */
export function writeMutant(outdir: string, source: string, nth: number, text: string): string {
  const path = `${outdir}/${source.replace(/\.ts$/, `.mutant-${nth}`)}`;
  writeFileSync(`${path}.ts`, text);
  writeFileSync(`${path}.mjs`, toModule(text));
  return `${path}.mjs`;
}

/** The modules of `writeMutant` with type errors, which `npm run types` would report. Unused names do not count. */
export function mistyped(outdir: string): ReadonlySet<string> {
  const options = { noUnusedLocals: false, noUnusedParameters: false, types: [] };
  const config = { extends: '../../tsconfig.json', compilerOptions: options, include: ['server'], exclude: [] };
  writeFileSync(`${outdir}/tsconfig.json`, JSON.stringify(config));
  const tsc = ['node_modules/typescript/bin/tsc', '-p', outdir, '--pretty', 'false'];
  const { stdout } = spawnSync(process.execPath, tsc, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return new Set([...stdout.matchAll(/^(.*\.mutant-\d+)\.ts\(\d+,\d+\): error/gm)].map((m) => `${m[1]}.mjs`));
}
