/**
 * Joins the lines of each generated table of image facts into one string when the bundles are built: see data/joined-lines.ts in the core.
 * They are not compressed: unpacking took a tenth of a run over one file, and the packages are compressed as a whole.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { splitLines } from '../../server/src/core/image/knowledge/data/joined-lines.ts';

/** `export const NAME = (): readonly string[] => [lines];` of a generated table. */
const TABLE = /^export const (\w+) = \(\): readonly string\[\] => \[\n((?: {2}'[^'\\\n]*',\n)*)\];$/gm;

/**
 * Replaces the lines of generated tables by joined ones. The tables stay functions: nothing is split before it is needed. `splitter` is
 * the module that has `splitLines`, by default that of the core.
 */
export const joinedTables = (splitter?: string): Plugin => ({
  name: 'joined-tables',
  setup(build) {
    build.onLoad({ filter: /[\\/]knowledge[\\/]data[\\/].*\.generated\.ts$/ }, ({ path }) => {
      const folder = dirname(path);
      const contents = withJoinedTables(readFileSync(path, 'utf8'), splitter ?? join(folder, 'joined-lines.ts'));
      return { contents, loader: 'ts', resolveDir: folder };
    });
  },
});

/**
 * Leaves the evidence of entries that are kept by hand out of the bundles: people read it in the sources and in docs/knowledge.md, no code
 * asks for it. Only that of retired images stays: the hover names it.
 */
export const withoutEvidence: Plugin = {
  name: 'without-evidence',
  setup(build) {
    build.onLoad(
      {
        filter:
          /[\\/]image[\\/]knowledge[\\/](?:(?:distro|publisher|support|tag|user|variable)[\\/].*|end-of-life[\\/]renamed)\.ts$/,
      },
      ({ path }) => ({
        contents: strippedOfEvidence(readFileSync(path, 'utf8')),
        loader: 'ts',
      }),
    );
  },
};

/** A module without the properties `source` and `asOf` of literal text, and without calls that make both. */
export function strippedOfEvidence(module: string): string {
  if (!module.includes("evidence.ts'")) return module;
  return module
    .replace(/\.\.\.read\(\s*'[^']*',\s*'[^']*',?\s*\),?/g, '')
    .replace(/\b(?:source|asOf):\s*(?:'[^']*'|`[^`]*`),?/g, '');
}

export function withJoinedTables(module: string, splitter: string): string {
  const joined = module.replace(TABLE, (_, name: string, lines: string) => {
    const written = [...lines.matchAll(/^ {2}'(.*)',$/gm)].map(([, line]) => line!);
    const texts = name === 'IMAGE_USERS' ? written.map(withoutSource) : written;
    return `export const ${name} = () => splitLines(${joinedLines(texts)});`;
  });
  return joined === module ? module : `import { splitLines } from ${JSON.stringify(splitter)};\n${joined}`;
}

/** A line about an image's users without the Dockerfile's repository and day: only documentation and tests ask for them (`usersSource`). */
const withoutSource = (line: string): string => line.replace(/^([^|]*)\|[^|]*\|[^|]*/, '$1||');

/** Lines as one string literal. Throws for lines that it would change. */
export function joinedLines(lines: readonly string[]): string {
  const text = lines.join('\n');
  if (/[^\n -~]/.test(text)) throw new Error('a character that is no printable ASCII');
  if (lines.length === 0 || splitLines(text).length !== lines.length) throw new Error('lines that change by joining');
  return JSON.stringify(text);
}
