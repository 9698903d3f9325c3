/** Packs the generated tables of image facts when the bundles are built: see data/packed-lines.ts in the core. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { Plugin } from 'esbuild';
import { DIGITS, PAIR_BITS, unpackLines } from '../../server/src/core/image/knowledge/data/packed-lines.ts';

/** `export const NAME = (): readonly string[] => [lines];` of a generated table. */
const TABLE = /^export const (\w+) = \(\): readonly string\[\] => \[\n((?: {2}'[^'\\\n]*',\n)*)\];$/gm;

/**
 * Replaces the lines of generated tables by packed ones. The tables stay functions: nothing is unpacked before it is needed. `unpacker` is
 * the module that has `unpackLines`, by default that of the core.
 */
export const packedTables = (unpacker?: string): Plugin => ({
  name: 'packed-tables',
  setup(build) {
    build.onLoad({ filter: /[\\/]knowledge[\\/]data[\\/].*\.generated\.ts$/ }, ({ path }) => {
      const folder = dirname(path);
      const contents = withPackedTables(readFileSync(path, 'utf8'), unpacker ?? join(folder, 'packed-lines.ts'));
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

export function withPackedTables(module: string, unpacker: string): string {
  const packed = module.replace(TABLE, (_, name: string, lines: string) => {
    const written = [...lines.matchAll(/^ {2}'(.*)',$/gm)].map(([, line]) => line!);
    const texts = name === 'IMAGE_USERS' ? written.map(withoutSource) : written;
    return `export const ${name} = () => unpackLines('${packLines(texts)}');`;
  });
  return packed === module ? module : `import { unpackLines } from ${JSON.stringify(unpacker)};\n${packed}`;
}

/** A line about an image's users without the Dockerfile's repository and day: only documentation and tests ask for them (`usersSource`). */
const withoutSource = (line: string): string => line.replace(/^([^|]*)\|[^|]*\|[^|]*/, '$1||');

/** Packs lines of printable ASCII. Throws for other characters, and when unpacking would not give the same lines. */
export function packLines(lines: readonly string[]): string {
  const text = lines.join('\n');
  if (/[^\n -~]/.test(text)) throw new Error('a character that is no printable ASCII');
  const packed = digitsOf(deflateRawSync(text, { level: 9, memLevel: 9 }));
  if (unpackLines(packed).join('\n') !== text) throw new Error('lines that change by packing');
  return packed;
}

function digitsOf(bytes: Uint8Array): string {
  let digits = '';
  let [held, size] = [0, 0];
  const put = (): void => {
    const value = held & ((1 << PAIR_BITS) - 1);
    digits += DIGITS[value % DIGITS.length]! + DIGITS[Math.floor(value / DIGITS.length)]!;
    held >>>= PAIR_BITS;
    size -= PAIR_BITS;
  };
  for (const byte of bytes) {
    held |= byte << size;
    size += 8;
    if (size >= PAIR_BITS) put();
  }
  if (size > 0) put();
  return digits;
}
