/** Observes exported functions of a bundle. Nothing of the shipped code changes: only a bundle that is built with this plugin has the wrappers. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/** The exports to replace, by file (relative to the project's root, with `/`). */
export type Wrapped = Readonly<Record<string, readonly string[]>>;

const PLAIN = '?plain';

/**
 * Replaces each export in `wrapped` by `wrap(name, original)`, where `wrap` is an export of the file `observer` (relative to the project's
 * root). Calls inside the exporting file keep the original. The build fails if a name is not exported, or a file is not part of the bundle.
 */
export function wrappedExports(wrapped: Wrapped, observer: string): Plugin {
  const names = new Map(Object.entries(wrapped).map(([file, list]) => [resolve(file), list]));
  return {
    name: 'wrapped-exports',
    setup(build) {
      const left = new Set(names.keys());
      build.onResolve({ filter: /\?plain$/ }, ({ path }) => ({ path: path.slice(0, -PLAIN.length), suffix: PLAIN }));
      build.onLoad({ filter: /\.ts$/ }, ({ path, suffix }) => {
        const list = names.get(path);
        if (!list || suffix === PLAIN) return undefined;
        left.delete(path);
        const missing = list.filter(
          (name) => !new RegExp(`^export .*\\b${name}\\b`, 'm').test(readFileSync(path, 'utf8')),
        );
        if (missing.length > 0) return { errors: missing.map((name) => ({ text: `${path} does not export ${name}` })) };
        return { contents: wrapper(path, list, resolve(observer)), loader: 'ts' };
      });
      build.onEnd(() => ({ errors: [...left].map((path) => ({ text: `${path} is not part of the bundle` })) }));
    },
  };
}

/** A module with all exports of the file. The ones that it exports itself take precedence over those of `export *`. */
function wrapper(path: string, names: readonly string[], observer: string): string {
  const plain = JSON.stringify(path + PLAIN);
  return [
    `export * from ${plain};`,
    `import { ${names.map((name) => `${name} as plain_${name}`).join(', ')} } from ${plain};`,
    `import { wrap } from ${JSON.stringify(observer)};`,
    ...names.map((name) => `export const ${name} = wrap(${JSON.stringify(name)}, plain_${name});`),
  ].join('\n');
}
