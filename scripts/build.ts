/**
 * `npm run build [-- --watch] [-- PART…]`: the minified bundles that ship, or those whose path contains one of the PARTs, and the rules'
 * pages for the extension.
 *
 * The client is CommonJS, because only Node's extension host loads ES modules, and its files end in `.js`, because the web
 * worker's host appends that to every path. VS Code applies a `"type": "module"` in the extension's manifest to
 * the bundles, so the root manifest has none. The server's bundles for Node are ES modules; a one-line `package.json` beside them declares it.
 * They and the web worker use one file with the core (`scripts/lib/shared-core.ts`).
 */
import * as fs from 'node:fs';
import { build, context } from 'esbuild';
import { BUNDLES } from './lib/bundles.ts';
import { packedPages } from './lib/packed-pages.ts';

const watch = process.argv.includes('--watch');
const parts = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
for (const dir of ['client/dist', 'server/dist']) {
  if (parts.length === 0) fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(dir, { recursive: true });
}
fs.writeFileSync('server/dist/package.json', '{ "type": "module" }\n');
fs.writeFileSync('client/dist/pages.bin', packedPages());
for (const [outfile, options] of Object.entries(BUNDLES)) {
  if (parts.length > 0 && !parts.some((part) => outfile.includes(part))) continue;
  if (watch) {
    const watched = await context({ ...options, outfile, minify: false, sourcemap: true, logLevel: 'info' });
    await watched.watch();
  } else {
    await build({ ...options, outfile });
    console.log(`${outfile}: ${(fs.statSync(outfile).size / 1024).toFixed(0)} KB`);
  }
}
