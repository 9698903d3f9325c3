/** The private keys of Secrets in folders whose files tests compare. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fake } from '../../support/secrets-fake.ts';
import { severities } from '../../support/severities.ts';

const ID = 'secret/plain-secret-manifest';
const PEM = `-----BEGIN RSA PRIVATE KEY-----\n${fake(64)}\n${fake(64)}\n-----END RSA PRIVATE KEY-----\n`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const secret = (data: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: web-tls }\ntype: kubernetes.io/tls\ndata: { ${data} }\n`;
const KEY = `tls.key: ${base64(PEM)}`;

test('in test data the key of a TLS Secret is for the strict profile', () => {
  for (const path of ['pkg/testdata/tls.yaml', 'fixtures/a/tls.yaml']) {
    assert.equal(severities(path, secret(KEY), '', 'default')[ID], undefined, path);
    assert.equal(severities(path, secret(KEY), '', 'strict')[ID], 'warning', path);
    assert.equal(severities(path, secret(KEY), 'lowerSeverity: []\n', 'default')[ID], 'error', path);
  }
});

test('elsewhere, and with a token beside it, it is an error', () => {
  for (const path of ['tls.yaml', 'deploy/tls.yaml', 'examples/tls.yaml'])
    assert.equal(severities(path, secret(KEY), '', 'default')[ID], 'error', path);
  const token = `${KEY}, token: ${base64(`ghp_${fake(36)}`)}`;
  assert.equal(severities('pkg/testdata/tls.yaml', secret(token), '', 'default')[ID], 'error');
});
