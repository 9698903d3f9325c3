/**
 * The core in a file of its own, `server/dist/core.js`, so that the packages hold it once: Node's servers load the file (`server/src/host/node-load.ts`), and the client
 * puts its text before that of the web worker. It is a script, which both can load, and leaves the modules of the core in a global variable.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { posix, relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { globSync } from './files.ts';

const CORE = 'server/src/core/';
/** Those that use the core from its file. */
const USERS = /^server\/src\/(?:host|lsp|cli)\//;
/** The name of the entry that `coreModules` writes. */
export const CORE_ENTRY = 'core-modules';
const GLOBAL = 'globalThis.seaworthyCore';

/** Writes the entry of the core's file: every module of the core that others import, under its path below the core. */
export const coreModules: Plugin = {
  name: 'core-modules',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${CORE_ENTRY}$`) }, ({ path }) => ({ path, namespace: CORE_ENTRY }));
    build.onLoad({ filter: /./, namespace: CORE_ENTRY }, () => {
      const modules = importedModules();
      const imports = modules.map((path, i) => `import * as m${i} from './${CORE}${path}';`);
      const entries = modules.map((path, i) => `${JSON.stringify(path)}: m${i},`);
      const contents = `${imports.join('\n')}\n${GLOBAL} = {\n${entries.join('\n')}\n};`;
      return { contents, resolveDir: process.cwd() };
    });
  },
};

/** Replaces `CORE_HASH` in the module that loads the core by a hash of the built core. The core lies beside the bundle; throws if it is not built. */
export const coreHash: Plugin = {
  name: 'core-hash',
  setup(build) {
    build.onLoad({ filter: /[\\/]host[\\/]node-load\.ts$/ }, ({ path }) => {
      const hash = createHash('sha256')
        .update(readFileSync(posix.join(posix.dirname(build.initialOptions.outfile!), 'core.js')))
        .digest('hex')
        .slice(0, 16);
      const contents = readFileSync(path, 'utf8').replace('${CORE_HASH}', hash);
      return { contents, loader: 'ts' };
    });
  },
};

/** Takes the core's modules from the global variable instead of bundling them. */
export const coreElsewhere: Plugin = {
  name: 'core-elsewhere',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ path, importer, resolveDir }) => {
      const below = (file: string): string => relative(process.cwd(), file).replaceAll('\\', '/');
      const target = below(resolve(resolveDir, path));
      if (!target.startsWith(CORE) || !USERS.test(below(importer))) return undefined;
      return { path: target.slice(CORE.length), namespace: 'core-elsewhere' };
    });
    build.onLoad({ filter: /./, namespace: 'core-elsewhere' }, ({ path }) => ({
      contents: `module.exports = ${GLOBAL}[${JSON.stringify(path)}];`,
    }));
  },
};

/** Paths below the core of the modules that the hosts, the language server and the command line import, sorted. */
export function importedModules(): string[] {
  const found = new Set<string>();
  for (const file of globSync('server/src', (path) => USERS.test(path) && path.endsWith('.ts')))
    for (const [, typed, name] of readFileSync(file, 'utf8').matchAll(/^(import type)?.*\sfrom '(\.[^']+)';$/gm)) {
      const target = posix.join(posix.dirname(file), name!);
      if (!typed && target.startsWith(CORE)) found.add(target.slice(CORE.length));
    }
  return [...found].sort();
}
