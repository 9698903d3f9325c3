import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const RANDOM = 'J7wqHxAXFLQSkf0K';

/** The profile of the secret in each file, with the files of its related places. */
function found(files: Readonly<Record<string, string>>, allow = ''): Record<string, string> {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  if (allow) engine.setFile('.seaworthy.yaml', allow);
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  return Object.fromEntries(
    Object.keys(files).flatMap((path) =>
      engine
        .check(path)
        .findings.filter((f) => f.rule === 'secret/hardcoded-secret')
        .map((f) => [path, [f.profile, ...f.related.map((one) => one.path)].join(' ')]),
    ),
  );
}

const SHOP = `DB_PASSWORD=${RANDOM}\n`;
const STORE = `POSTGRES_PASSWORD=${RANDOM}\n`;

describe('one secret in several environment files', () => {
  test('of a folder is reported in the first one', () =>
    assert.deepEqual(found({ 'env/store.env': STORE, 'env/shop.env': SHOP, 'env/web.env': SHOP }), {
      'env/shop.env': 'default env/store.env env/web.env',
      'env/store.env': 'strict env/shop.env env/web.env',
      'env/web.env': 'strict env/shop.env env/store.env',
    }));
  test('of two folders, or with another value, is reported in each', () => {
    assert.deepEqual(found({ 'a/shop.env': SHOP, 'b/store.env': STORE }), {
      'a/shop.env': 'default',
      'b/store.env': 'default',
    });
    assert.deepEqual(found({ 'shop.env': SHOP, 'store.env': 'POSTGRES_PASSWORD=b3KxV0tqWmZr81Lp\n' }), {
      'shop.env': 'default',
      'store.env': 'default',
    });
  });
  test('the files of production, of examples, tests and developers stand for no other', () => {
    for (const other of ['prod.env', 'app.env.example', 'dev.env', 'app.test.env', 'ci-e2e.env'])
      assert.equal(found({ [other]: SHOP, 'store.env': STORE })['store.env'], 'default', other);
  });
  test('nor a file that Git ignores, nor one in which it is allowed', () => {
    assert.equal(found({ '.gitignore': 'shop.env\n', 'shop.env': SHOP, 'store.env': STORE })['store.env'], 'default');
    const allow = 'secrets:\n  allow:\n    paths: [shop.env]\n';
    assert.equal(found({ 'shop.env': SHOP, 'store.env': STORE }, allow)['store.env'], 'default');
  });
  test('words are equal by chance', () =>
    assert.equal(
      found({ 'shop.env': 'DB_PASSWORD=dragon-castle\n', 'store.env': 'DB_PASSWORD=dragon-castle\n' })['store.env'],
      'default',
    ));
});
