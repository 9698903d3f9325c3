/** The bundles that ship: how much of them is knowledge about images, and that none of it is unpacked at start-up. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { BUNDLES } from '../scripts/lib/bundles.ts';
import { joinedTables } from '../scripts/lib/joined-tables.ts';
import { officialNames, withdrawnNames } from '../server/src/core/image/knowledge/data/official.ts';
import { RETIRED } from '../server/src/core/image/knowledge/end-of-life/additions.ts';
import { aboutSupport } from '../server/src/core/image/knowledge/support/about.ts';
import { parseReference } from '../server/src/core/image/reference.ts';

/** Bytes in the server's bundle at commit 0e1f890, before the tables of public data: all of it was typed by hand. */
const TYPED = 54_930;
/** What the tables may add to that: lines of text, which the packages compress to half of it. */
const MAY_ADD = 150 * 1024;

const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bundles-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test(`the knowledge about images adds at most ${MAY_ADD} bytes`, async () => {
  const outfile = 'server/dist/core.js';
  const { metafile, outputFiles } = await build({ ...BUNDLES[outfile]!, outfile, write: false, metafile: true });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const own = inputs.filter(([path]) => path.includes('core/image/knowledge/'));
  const bytes = own.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  assert.ok(own.length > 10 && bytes > TYPED / 2, 'the knowledge is in the bundle');
  assert.doesNotMatch(
    outputFiles![0]!.text,
    /official-images library\/|Dockerfile @[0-9a-f]{7}/,
    'evidence is for people',
  );
  assert.ok(
    bytes <= TYPED + MAY_ADD,
    `${bytes} bytes: ${own.map(([path, o]) => `${path} ${o.bytesInOutput}`).join('\n')}`,
  );
});

test('the bundled code says the same of the support of images', async () => {
  const outfile = join(folder, 'about.mjs');
  const { entryPoints: _, ...options } = BUNDLES['server/dist/core.js']!;
  const contents = `export { aboutSupport } from './server/src/core/image/knowledge/support/about.ts';`;
  await build({
    ...options,
    format: 'esm',
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    outfile,
  });
  const { aboutSupport: bundled } = await import(pathToFileURL(outfile).href);
  const names = [...RETIRED.map(({ image }) => image.replace('*', 'pause')), ...officialNames(), ...withdrawnNames()];
  for (const name of names) {
    const ref = parseReference(`${name}:3-jdk-8`)!;
    assert.deepEqual(bundled(ref, '2026-11-29'), aboutSupport(ref, '2026-11-29'), name);
  }
});

const DATA = join(process.cwd(), 'server/src/core/image/knowledge/data');

test('the tables are split at the first question, and once', async () => {
  const splitter = join(folder, 'counting.ts');
  writeFileSync(
    splitter,
    `import { splitLines as split } from ${JSON.stringify(join(DATA, 'joined-lines.ts'))};
     export const counted = { lines: 0 };
     export function splitLines(joined: string): string[] { counted.lines++; return split(joined); }`,
  );
  const outfile = join(folder, 'counting.mjs');
  const { entryPoints: _, ...options } = BUNDLES['server/dist/core.js']!;
  await build({
    ...options,
    format: 'esm',
    stdin: {
      contents: `import { rules } from './server/src/core/rules/rules.generated.ts';
        import { officialImage } from ${JSON.stringify(join(DATA, 'official.ts'))};
        import { productsOf } from ${JSON.stringify(join(DATA, 'products.ts'))};
        import { imageUsers } from ${JSON.stringify(join(DATA, 'image-users.ts'))};
        import { counted } from ${JSON.stringify(splitter)};
        export { rules, officialImage, productsOf, imageUsers, counted };`,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    outfile,
    plugins: [joinedTables(splitter)],
  });
  const made = await import(pathToFileURL(outfile).href);
  assert.ok(made.rules.length > 50);
  assert.equal(made.counted.lines, 0, 'at start-up');
  for (let i = 0; i < 3; i++) assert.equal(made.officialImage('nginx').name, 'nginx');
  assert.equal(made.counted.lines, 1);
  for (const image of ['node', 'python', 'nobody/knows']) made.productsOf(image);
  assert.equal(made.counted.lines, 2);
  assert.ok(made.imageUsers('redis').rows.length > 0 && made.imageUsers('postgres'));
  assert.equal(made.counted.lines, 3);
});
