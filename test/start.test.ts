/** `npm start`: the copy that it opens, and the file in it. test/packaging/install.ts runs it. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { globSync } from '../scripts/lib/files.ts';
import { engineOver } from '../scripts/lib/prove.ts';
import { FIRST_FILE, shopCopy } from '../scripts/lib/shop-copy.ts';
import { rules } from '../server/src/core/rules/rules.generated.ts';

test('examples/ is copied out of the checkout and of every repository', () => {
  const copy = shopCopy();
  try {
    for (let folder = copy; folder !== path.dirname(folder); folder = path.dirname(folder))
      assert.ok(!fs.existsSync(path.join(folder, '.git')), folder);
    const names = (folder: string): string[] => globSync(folder, () => true).map((file) => file.slice(folder.length));
    assert.deepEqual(names(copy), names('examples'));
    fs.writeFileSync(path.join(copy, FIRST_FILE), 'changed');
    assert.notEqual(fs.readFileSync(path.join('examples', FIRST_FILE), 'utf8'), 'changed');
  } finally {
    fs.rmSync(path.dirname(copy), { recursive: true });
  }
});

test('the file that is opened has what is printed to try', () => {
  assert.ok(fs.readFileSync('scripts/start-window/window.js', 'utf8').includes(`'${FIRST_FILE}'`));
  const text = fs.readFileSync(path.join('examples', FIRST_FILE), 'utf8');
  const { findings } = engineOver(new Map([[FIRST_FILE, text]]), rules, {}).check(FIRST_FILE);
  const safe = findings.filter(({ fixes }) => fixes.some(({ safety }) => safety === 'safe'));
  assert.ok(safe.some(({ fixes }) => fixes[0]!.title.replaceAll('`', '') === 'Remove sudo'));
  assert.ok(findings.some(({ rule }) => rule === 'user/root-user'));
});
