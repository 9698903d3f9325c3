/**
 * `npm run build [-- --watch]`: the minified bundles that ship. Sources are ES modules; the bundles are CommonJS, because only
 * Node's extension host loads ES modules, and keep the ending `.js`, because the web worker's host appends it to every path. It
 * also takes `"type": "module"` in the extension's manifest for the kind of the bundles, so the root has none; `server/` has,
 * and a `package.json` of one line in server/dist says otherwise there.
 */
import * as fs from 'node:fs';
import { type BuildOptions, build, context } from 'esbuild';

const shared: BuildOptions = { bundle: true, minify: true, legalComments: 'none', logLevel: 'error', metafile: true };
const node: BuildOptions = {
  ...shared,
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  // Some libraries name a UMD file as `main`, whose requires no bundler can follow.
  mainFields: ['module', 'main'],
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
};
const browser: BuildOptions = {
  ...shared,
  platform: 'browser',
  target: 'es2023',
  mainFields: ['browser', 'module', 'main'],
};

/** Each bundle by the file it becomes. */
const bundles: Readonly<Record<string, BuildOptions>> = {
  'client/dist/node.js': { ...node, entryPoints: ['client/src/node.ts'], external: ['vscode'] },
  'client/dist/browser.js': { ...browser, entryPoints: ['client/src/browser.ts'], format: 'cjs', external: ['vscode'] },
  'server/dist/server.js': { ...node, entryPoints: ['server/src/lsp/node.ts'] },
  'server/dist/worker.js': { ...browser, entryPoints: ['server/src/lsp/browser.ts'], format: 'iife' },
  'server/dist/cli.js': { ...node, entryPoints: ['server/src/cli/main.ts'] },
};

const watch = process.argv.includes('--watch');
for (const dir of ['client/dist', 'server/dist']) {
  fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(dir, { recursive: true });
}
fs.writeFileSync('server/dist/package.json', '{ "type": "commonjs" }\n');
for (const [outfile, options] of Object.entries(bundles)) {
  const entry = (options.entryPoints as string[])[0]!;
  // The command line is written after the editor's machinery: this allowance goes away with its first version.
  if (entry === 'server/src/cli/main.ts' && !fs.existsSync(entry)) {
    console.log(`${outfile}: left out, ${entry} does not exist yet`);
    continue;
  }
  if (watch) {
    const watched = await context({ ...options, outfile, minify: false, sourcemap: true, logLevel: 'info' });
    await watched.watch();
  } else {
    await build({ ...options, outfile });
    console.log(`${outfile}: ${(fs.statSync(outfile).size / 1024).toFixed(0)} KB`);
  }
}
