/**
 * The core and the harness of the pages, each source a module of its own, so that one rule can be exchanged without bundling the rest
 * anew: a mutant costs one small file.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { transformSync } from 'esbuild';
import { globSync, mkdirSync } from './files.ts';

const compiled = (path: string): string => path.replace(/\.ts$/, '.mjs');

/** TypeScript to a module that finds its neighbours. Throws where `source` is not TypeScript. */
function toModule(source: string): string {
  const { code } = transformSync(source, { loader: 'ts', format: 'esm', target: 'node20.19', logLevel: 'silent' });
  return code.replace(/(\bfrom\s*|\bimport\s*\(?\s*)"(\.[^"]+)\.ts"/g, '$1"$2.mjs"');
}

/** Writes the modules, and the sources of the core, below `outdir`, at the same paths as their sources. */
export function writeModules(outdir: string): void {
  const sources = [
    ...globSync('server/src/core', (f) => f.endsWith('.ts')),
    ...globSync('scripts/lib', (f) =>
      /\/(?:page|page-case|rule-page|found|line-diff|prove|shape|mutant-worker)\.ts$/.test(f),
    ),
  ];
  for (const source of sources) {
    mkdirSync(dirname(`${outdir}/${source}`));
    const text = readFileSync(source, 'utf8');
    if (source.startsWith('server/')) writeFileSync(`${outdir}/${source}`, text);
    writeFileSync(`${outdir}/${compiled(source)}`, toModule(text));
  }
}

/** Writes one mutant beside its rule; gives the path of its module. Throws if the mutant is not valid TypeScript. */
export function writeMutant(outdir: string, source: string, nth: number, text: string): string {
  const path = `${outdir}/${source.replace(/\.ts$/, `.mutant-${nth}`)}`;
  writeFileSync(`${path}.ts`, text);
  writeFileSync(`${path}.mjs`, toModule(text));
  return `${path}.mjs`;
}

/** The modules of `writeMutant` whose types do not fit: `npm run types` would not let them through. Unused names do not count. */
export function mistyped(outdir: string): ReadonlySet<string> {
  const options = { noUnusedLocals: false, noUnusedParameters: false, types: [] };
  const config = { extends: '../../tsconfig.json', compilerOptions: options, include: ['server'], exclude: [] };
  writeFileSync(`${outdir}/tsconfig.json`, JSON.stringify(config));
  const tsc = ['node_modules/typescript/bin/tsc', '-p', outdir, '--pretty', 'false'];
  const { stdout } = spawnSync(process.execPath, tsc, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return new Set([...stdout.matchAll(/^(.*\.mutant-\d+)\.ts\(\d+,\d+\): error/gm)].map((m) => `${m[1]}.mjs`));
}
