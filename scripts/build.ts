/**
 * `npm run build [-- --watch] [-- PART…]`: the minified bundles that ship, or those whose path contains one of the PARTs.
 *
 * The client is CommonJS, because only Node's extension host loads ES modules, and its files end in `.js`, because the web
 * worker's host appends that to every path. VS Code applies a `"type": "module"` in the extension's manifest to
 * the bundles, so the root manifest has none. The server's bundles for Node are ES modules; a one-line `package.json` beside them declares it.
 */
import * as fs from 'node:fs';
import { type BuildOptions, build, context } from 'esbuild';

const shared: BuildOptions = { bundle: true, minify: true, legalComments: 'none', logLevel: 'error' };
const node: BuildOptions = {
  ...shared,
  platform: 'node',
  target: 'node20.19',
  // Some libraries name a UMD file as `main`, whose requires no bundler can follow.
  mainFields: ['module', 'main'],
};
const server: BuildOptions = {
  ...node,
  format: 'esm',
  // CommonJS libraries load Node's own modules by `require`.
  // yaml's build for Node reads `process.env` at every token: its build for browsers takes half the time.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  banner: {
    js: "import{createRequire as createRequireOfBundle}from'node:module';const require=createRequireOfBundle(import.meta.url);",
  },
};
const browser: BuildOptions = {
  ...shared,
  platform: 'browser',
  target: 'es2023',
  mainFields: ['browser', 'module', 'main'],
};

/** Each bundle by the file it becomes. */
const bundles: Readonly<Record<string, BuildOptions>> = {
  'client/dist/node.js': { ...node, entryPoints: ['client/src/node.ts'], format: 'cjs', external: ['vscode'] },
  'client/dist/browser.js': { ...browser, entryPoints: ['client/src/browser.ts'], format: 'cjs', external: ['vscode'] },
  'server/dist/server.js': { ...server, entryPoints: ['server/src/lsp/node.ts'] },
  'server/dist/worker.js': { ...browser, entryPoints: ['server/src/lsp/browser.ts'], format: 'iife' },
  'server/dist/cli.js': { ...server, entryPoints: ['server/src/cli/main.ts'] },
};

const watch = process.argv.includes('--watch');
const parts = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
for (const dir of ['client/dist', 'server/dist']) {
  if (parts.length === 0) fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(dir, { recursive: true });
}
fs.writeFileSync('server/dist/package.json', '{ "type": "module" }\n');
for (const [outfile, options] of Object.entries(bundles)) {
  if (parts.length > 0 && !parts.some((part) => outfile.includes(part))) continue;
  if (watch) {
    const watched = await context({ ...options, outfile, minify: false, sourcemap: true, logLevel: 'info' });
    await watched.watch();
  } else {
    await build({ ...options, outfile });
    console.log(`${outfile}: ${(fs.statSync(outfile).size / 1024).toFixed(0)} KB`);
  }
}
