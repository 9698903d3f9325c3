/** Example values, and values that only look like examples. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detectAssignment, detectInText } from '../../../../server/src/core/secrets/detect/detect.ts';

const b64 = (text: string): string => Buffer.from(text).toString('base64');
const confidence = (name: string, value: string): string | undefined => detectAssignment(name, value)?.confidence;

test('the value of an example is not a key in use', () => {
  for (const [name, value] of [
    ['ACCESS_KEY', '1234567h-5678-abcd-3c4d5e-77klmn999'],
    ['CLUSTER_TOKEN', 'shop-cluster-k8s'],
    ['OIDC_CLIENT_SECRET', 'ClientSecret'],
    ['REFRESH_TOKEN_SECRET', 'refresh_token_secret'],
    ['DNS_API_TOKEN', 'MyDnsApiToken'],
    ['DNS_API_TOKEN', 'my-dns-api-token'],
    ['GITHUB_TOKEN', 'personal access token'],
    ['CLIENT_KEY', 'LS0exampleexampleexample='],
    ['DB_PASSWORD', 'REPLICA_PASSWORD'],
    ['SMTP_PASSWORD', 'mail-account-password'],
    ['EMAIL_HOST_PASSWORD', 'password'],
  ] as const) {
    assert.equal(confidence(name, value), 'low', `${name}=${value}`);
  }
  for (const [name, value] of [
    ['NGC_API_KEY', 'nvapi-NVKEY'],
    ['passwd', 'files sss'],
    ['passwd', 'compat'],
  ] as const) {
    assert.equal(confidence(name, value), undefined, `${name}=${value}`);
  }
});

test('a value that only looks like an example may be in use', () => {
  for (const [name, value, expected] of [
    ['DB_PASSWORD', 'my-database-password', 'medium'],
    ['AUTH_TOKEN', 'MySuperSecretToken', 'medium'],
    ['SESSION_SECRET', 'shop-oidc-secret', 'medium'],
    ['SHOP_SECRET', 'shop-oidc-secret', 'low'],
    ['JWT_SECRET', 'shopping', 'medium'],
    ['SECRET_KEY', 'shopsupersecretkey', 'medium'],
    ['secretKey', 'shopping', 'low'],
    ['DB_PASSWORD', 'n8n', 'medium'],
    ['DB_PASSWORD', 'Shopping@1', 'medium'],
    ['DB_PASSWORD', 'shopping2024', 'medium'],
    ['DB_PASSWORD', 'shop4ping2024', 'high'],
    ['NEO4J_AUTH', 'neo4j/shopping', 'medium'],
    ['REDISCLI_AUTH', 'shopping', 'medium'],
    ['VAULT_DEV_ROOT_TOKEN_ID', 'shop-Root-Token9', 'high'],
    ['JWT_SECRET', 'client-Secret-of-9', 'medium'],
    ['SMTP_PASSWORD', 'mT9-kQv2z!7', 'high'],
    ['ENCRYPTION_KEY', '0123456789abcdef0123456789abcdef', 'high'],
    ['DB_PASSWORD', 'if_you_see_this_it_was_not_set', 'medium'],
    ['JWT_SECRET', b64('my-secret-key-that-is-to-be-changed-9'), 'medium'],
    ['DB_PASSWORD', 'deport-silver-showcase-radiant', 'high'],
  ] as const) {
    assert.equal(confidence(name, value), expected, `${name}=${value}`);
  }
});

test('password hashes are reported only in the audit profile', () => {
  for (const value of ['bob:{SSHA}bm90IGEgcGFzc3dvcmQgYXQgYWxs', '$$y$$j9T$$9kQv2z7Lw4Xb8c', '$6$kQv2z7$Lw4Xb8cmT9'])
    assert.deepEqual(
      [detectAssignment('htpasswd', value)?.what, confidence('htpasswd', value)],
      ['password hash', 'low'],
    );
});

test('the key of an emulator, which is published, opens nothing else', () => {
  // Put together here, so that no other scanner stops at this file.
  const storage = `${'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1'}${'OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='}`;
  const cosmos = `${'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEH'}${'LM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw=='}`;
  for (const key of [storage, cosmos]) {
    for (const name of ['AZURE_STORAGE_KEY', 'COSMOS_KEY', 'STORAGE_ACCESS_KEY'])
      assert.equal(confidence(name, key), undefined, name);
    assert.deepEqual(detectInText(`DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};`), []);
  }
  const other = `${'Ab'.repeat(8)}${storage.slice(16)}`;
  assert.equal(detectInText(`AccountName=a;AccountKey=${other};`).length, 1);
});
