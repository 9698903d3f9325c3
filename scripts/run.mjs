// Runs scripts/NAME.ts: TypeScript is bundled by esbuild first, because the Node floor (20.19) does not read it.
// Usage: node scripts/run.mjs NAME [ARG…]
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const name = process.argv[2];
if (!name || !/^[a-z-]+$/.test(name)) {
  console.error('usage: node scripts/run.mjs NAME [ARG…], NAME being a file scripts/NAME.ts');
  process.exit(2);
}
mkdirSync(join(root, 'out', 'scripts'), { recursive: true });
// One file per process, so that concurrent runs never load each other's half-written bundle.
const outfile = join(root, 'out', 'scripts', `${name}-${process.pid}.mjs`);
process.on('exit', () => rmSync(outfile, { force: true }));
await build({
  entryPoints: [join(root, 'scripts', `${name}.ts`)],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'error',
});
process.argv.splice(1, 2, outfile);
await import(pathToFileURL(outfile).href);
