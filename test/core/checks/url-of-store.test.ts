/** The password in the URL of a store of the same Compose file counts as much as the same password in a variable. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const RANDOM = '2H9gNG9obnAQ9qnR9BDTQUph6CbXKCzF';

/** The profiles of the secrets of `web`. */
function profiles(variable: string, path = 'compose.yaml', ports = ''): string[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  engine.setFile(
    path,
    `services:\n  web:\n    image: registry.example.com/web:1.0\n    environment:\n      ${variable}\n  db:\n    image: postgres:18\n${ports}  cache:\n    image: registry.example.com/cache:1.0\n`,
  );
  engine.setComplete(true);
  const found = engine.check(path).findings.filter((f) => f.rule === 'secret/hardcoded-secret');
  return found.map(({ profile }) => profile);
}

for (const variable of [
  'DB_PASSWORD: apphidden',
  'DATABASE_URL: postgres://shop:apphidden@db:5432/shop',
  'DATABASE_URL: shop:apphidden@tcp(db)/shop',
])
  test(`strict: ${variable.split(':')[0]} ${variable.length}`, () => {
    assert.deepEqual(profiles(variable), ['strict']);
    assert.deepEqual(profiles(variable, 'compose.prod.yaml'), ['default']);
  });

test('what more than the services of the file may reach stays', () => {
  const url = 'DATABASE_URL: postgres://shop:apphidden@db:5432/shop';
  assert.deepEqual(profiles(url, 'compose.yaml', '    ports: ["5432:5432"]\n'), ['default']);
  for (const other of [
    'DATABASE_URL: postgres://shop:apphidden@db.shop.com/shop',
    'DATABASE_URL: postgres://shop:apphidden@cache/shop',
    `DATABASE_URL: postgres://shop:${RANDOM}@db/shop`,
  ])
    assert.deepEqual(profiles(other), ['default'], other);
});
