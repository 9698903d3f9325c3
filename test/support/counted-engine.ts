/** The engine in a bundle of its own that counts its work. The engine that ships has no counters, so they cost it nothing. */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { wrappedExports } from '../../scripts/lib/wrapped-exports.ts';

const CORE = 'server/src/core';
const outfile = resolve(`out/counted-engine-${process.pid}.mjs`);
after(() => rmSync(outfile, { force: true }));
await build({
  entryPoints: ['test/support/counted-entry.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
  plugins: [
    wrappedExports(
      {
        [`${CORE}/engine/analyse.ts`]: ['analyseUnit'],
        [`${CORE}/dockerfile/raw-instruction.ts`]: ['readInstruction'],
        [`${CORE}/engine/run-states.ts`]: ['runRules'],
        [`${CORE}/yaml/cut.ts`]: ['cutStream'],
        [`${CORE}/secrets/detect/scan.ts`]: ['detectInText'],
      },
      'test/support/work-counts.ts',
    ),
  ],
});

const bundle: typeof import('./counted-entry.ts') = await import(pathToFileURL(outfile).href);

export const { countedRule, createEngine, rules, takeCounts } = bundle;
