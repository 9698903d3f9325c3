import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { detectAssignment, detectInCommand, detectInText } from '../../../../server/src/core/secrets/detect/detect.ts';

const kindOf = (name: string, value: string): string | undefined => detectAssignment(name, value)?.kind;

describe('placeholders with which a program starts', () => {
  for (const [name, value] of [
    ['SECRET_KEY', 'replace-me-with-a-random-string'],
    ['JWT_SECRET', 'your-256-bit-secret'],
    ['SHOP_SESSION_SECRET', 'CHANGE_THIS_TO_SOMETHING_RANDOM'],
    ['SHOP_SECRET_KEY_BASE', 'long-and-random-alphanumeric-string'],
  ] as const)
    test(`${name}=${value}`, () => assert.equal(kindOf(name, value), 'weak-default'));

  for (const [name, value] of [
    // What a provider issues does not work until it is replaced.
    ['SLACK_SIGNING_SECRET', 'your-slack-signing-secret'],
    ['STRIPE_SECRET_KEY', 'your-stripe-secret-key'],
    ['SECRET_KEY', '<your-secret-key>'],
    ['SHOP_PASSWORD', '<YOUR_STRONG_PASSWORD>!'],
  ] as const)
    test(`none: ${name}=${value}`, () => assert.equal(kindOf(name, value), undefined));
});

test('a hash as Compose files and environment files escape it', () => {
  for (const value of [
    '$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
    '$$argon2id$$v=19$$m=65536,t=3,p=4$$c29tZXNhbHQ$$RdescudvJCsgt3ub',
    '\\$6\\$saltsalt\\$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
  ]) {
    const hit = detectAssignment('SHOP_PASSWORD', value);
    assert.equal(hit?.what.replace(/ \(.*/, ''), 'password hash', value);
  }
});

describe('names and places', () => {
  for (const [name, value] of [
    ['ENCRYPTION_SECONDARY_KEY', 'hQ7zV2mK9pL4xR8wT3nB6cY1'],
    ['DB_PASS_PROD', 'mT9-kQv2z7'],
    ['BUNDLE_GEMS__ACME__TEST', 'shop:mT9kQv2z7abc'],
  ] as const)
    test(name, () => assert.equal(kindOf(name, value), 'assignment'));
  for (const [name, value] of [
    ['BUNDLE_BUILD__SQLITE3', 'mT9kQv2z7abc:x'],
    ['DB_PASS_TYPE', 'mT9-kQv2z7'],
  ] as const)
    test(`none: ${name}`, () => assert.equal(kindOf(name, value), undefined));

  test('a default password of a database, in an address', () => {
    assert.equal(detectInText('postgres://app:docker@db/x')[0]?.kind, 'weak-default');
    assert.equal(detectInText('user=postgres password=docker host=db')[0]?.kind, 'weak-default');
    assert.deepEqual(detectInText('https://oauth2:token@git.acme.test/x'), []);
  });

  test('the token of a conda channel', () => {
    const text = 'https://conda.acme.test/t/ac-3f1c2b9a-1d5e-4e2b-9d3c-abcd8f6a5b01/shop';
    assert.deepEqual(
      detectInText(text).map(({ span }) => text.slice(span.start, span.end)),
      ['ac-3f1c2b9a-1d5e-4e2b-9d3c-abcd8f6a5b01'],
    );
    assert.deepEqual(detectInText('https://git.acme.test/t/documentation-of-the-shop/x'), []);
    for (const end of ['166175', '166175/3', '166175 and more'])
      assert.deepEqual(detectInText(`https://forum.acme.test/t/ping-breaks-after-4-3-6-5-0-1-upgrade-shop/${end}`), []);
  });

  test('a password of useradd that is no hash', () => {
    assert.equal(detectInCommand(['useradd', '-p', 'mT9-kQv2z7', 'shop'])[0]?.what, 'password');
  });
});
