/** How the build packs the generated tables. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { globSync } from '../../../../scripts/lib/files.ts';
import { packLines, withPackedTables } from '../../../../scripts/lib/packed-lines.ts';
import { IMAGE_USERS } from '../../../../server/src/core/image/knowledge/data/image-users.generated.ts';
import { OFFICIAL } from '../../../../server/src/core/image/knowledge/data/official.generated.ts';
import { once } from '../../../../server/src/core/image/knowledge/data/once.ts';
import { unpackLines } from '../../../../server/src/core/image/knowledge/data/packed-lines.ts';
import { PRODUCTS } from '../../../../server/src/core/image/knowledge/data/products.generated.ts';

test('lines survive packing', () => {
  const long = 'node|24,24.1(_ alpine bookworm)|'.repeat(9);
  const all = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');
  // Copies from far away, and of every length
  const far = ['the same words', ...Array.from({ length: 3000 }, (_, i) => `${i * 7}`), 'the same words'];
  const lengths = Array.from({ length: 300 }, (_, i) => `${'xy'.repeat(i)}${i}`);
  for (const lines of [[''], ['', ''], ['a'], ['a', 'b'], [long, long], [all], ['a'.repeat(1000)], far, lengths])
    assert.deepEqual(unpackLines(packLines(lines)), lines);
  assert.ok(packLines(far).length < far.join('\n').length);
});

test('packed text needs no escape in quotes, and only printable ASCII is packed', () => {
  for (const table of [PRODUCTS, OFFICIAL, IMAGE_USERS]) assert.match(packLines(table()), /^[^"'\\`]+$/);
  for (const bad of ['é', '\t', '\u2028']) assert.throws(() => packLines([bad]), /printable/, bad);
});

test('the tables survive packing in six tenths of their size', () => {
  for (const table of [PRODUCTS, OFFICIAL, IMAGE_USERS]) {
    const lines = table();
    const packed = packLines(lines);
    assert.deepEqual(unpackLines(packed), lines);
    const size = lines.join('\n').length;
    assert.ok(packed.length < size * 0.6, `${packed.length} of ${size}`);
  }
});

test('the build finds every generated table that is a list of lines', () => {
  const folder = 'server/src/core/image/knowledge/data';
  for (const file of globSync(folder, (f) => f.endsWith('.generated.ts'))) {
    const text = readFileSync(file, 'utf8');
    const tables = text.match(/readonly string\[\] => \[$/gm)?.length ?? 0;
    const packed = withPackedTables(text, './packed-lines.ts');
    assert.equal(packed.match(/unpackLines\('/g)?.length ?? 0, tables, file);
    assert.equal(tables === 0, packed === text, file);
  }
});

test('a value is made once, at the first question', () => {
  let made = 0;
  const value = once(() => {
    made++;
    return undefined;
  });
  assert.equal(made, 0);
  value();
  value();
  assert.equal(made, 1);
});
