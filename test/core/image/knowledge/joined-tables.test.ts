/** How the build joins the lines of the generated tables. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { globSync } from '../../../../scripts/lib/files.ts';
import { joinedLines, withJoinedTables } from '../../../../scripts/lib/joined-tables.ts';
import { IMAGE_USERS } from '../../../../server/src/core/image/knowledge/data/image-users.generated.ts';
import { splitLines } from '../../../../server/src/core/image/knowledge/data/joined-lines.ts';
import { OFFICIAL } from '../../../../server/src/core/image/knowledge/data/official.generated.ts';
import { once } from '../../../../server/src/core/image/knowledge/data/once.ts';
import { PRODUCTS } from '../../../../server/src/core/image/knowledge/data/products.generated.ts';

test('lines survive joining', () => {
  const all = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');
  for (const lines of [[''], ['', ''], ['a'], ['a', 'b'], [all, all], PRODUCTS(), OFFICIAL(), IMAGE_USERS()])
    assert.deepEqual(splitLines(JSON.parse(joinedLines(lines))), lines);
});

test('lines that joining would change are refused', () => {
  for (const bad of [['é'], ['\t'], ['\u2028'], ['two\nlines'], []]) assert.throws(() => joinedLines(bad));
});

test('the build finds every generated table that is a list of lines', () => {
  const folder = 'server/src/core/image/knowledge/data';
  for (const file of globSync(folder, (f) => f.endsWith('.generated.ts'))) {
    const text = readFileSync(file, 'utf8');
    const tables = text.match(/readonly string\[\] => \[$/gm)?.length ?? 0;
    const joined = withJoinedTables(text, './joined-lines.ts');
    assert.equal(joined.match(/splitLines\("/g)?.length ?? 0, tables, file);
    assert.equal(tables === 0, joined === text, file);
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
