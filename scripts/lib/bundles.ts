/** Options of the bundles that ship, by the file each becomes. */
import type { BuildOptions } from 'esbuild';
import { joinedTables, withoutEvidence } from './joined-tables.ts';
import { CORE_ENTRY, coreElsewhere, coreHash, coreModules } from './shared-core.ts';

const shared: BuildOptions = {
  bundle: true,
  minify: true,
  legalComments: 'none',
  logLevel: 'error',
};
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
  plugins: [coreElsewhere, coreHash],
  // The libraries of the language server load Node's own modules by `require`.
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

export const BUNDLES: Readonly<Record<string, BuildOptions>> = {
  'client/dist/node.js': { ...node, entryPoints: ['client/src/node.ts'], format: 'cjs', external: ['vscode'] },
  'client/dist/browser.js': { ...browser, entryPoints: ['client/src/browser.ts'], format: 'cjs', external: ['vscode'] },
  // For Node too: yaml's build for Node reads `process.env` at every token, that for browsers takes half the time.
  'server/dist/core.js': {
    ...browser,
    plugins: [coreModules, joinedTables(), withoutEvidence],
    entryPoints: [CORE_ENTRY],
    format: 'iife',
    target: ['node20.19', 'es2023'],
  },
  'server/dist/server.js': { ...server, entryPoints: ['server/src/lsp/node-start.ts'] },
  'server/dist/worker.js': {
    ...browser,
    plugins: [coreElsewhere],
    entryPoints: ['server/src/lsp/browser.ts'],
    format: 'iife',
  },
  'server/dist/cli.js': { ...server, entryPoints: ['server/src/cli/node-start.ts'] },
};
