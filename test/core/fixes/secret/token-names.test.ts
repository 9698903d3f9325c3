/** Names that fixes make from names of a file hold no token: in another case, or beside other letters, nothing would mask it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesFor, variableName } from '../../../../server/src/core/fixes/secret/dotenv-and-gitignore.ts';
import { secretId } from '../../../../server/src/core/fixes/secret/mount.ts';
import { FAMILIES, shows } from '../../../support/names-planted.ts';
import { write } from '../../../support/secrets-fake.ts';

test('names without tokens stay as they were', () => {
  assert.equal(variableName('shop-a', 'password'), 'SHOP_A_PASSWORD');
  assert.deepEqual(namesFor('A', 'b'), ['A', 'B_A', 'A_2', 'A_3']);
  assert.equal(secretId('NPM_TOKEN'), 'npm_token');
});

for (const family of FAMILIES)
  test(`a name with ${family}`, () => {
    const token = write(family);
    assert.equal(variableName(token), 'SECRET');
    assert.equal(variableName('web', token), 'WEB_SECRET');
    assert.equal(variableName(`web.${token}`, 'password'), 'WEB_PASSWORD');
    const [own, ...others] = namesFor(token, token);
    assert.equal(own, token, 'it is masked as it is');
    assert.ok(others.length > 1 && others.every((name) => !shows(name, token)), others.join());
    assert.equal(secretId(token), token);
  });
