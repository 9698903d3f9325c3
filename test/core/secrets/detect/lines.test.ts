/** Configuration files embedded as text in another file, and names of credential files. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { secretFile } from '../../../../server/src/core/secrets/detect/credential-files.ts';
import { detectInLines } from '../../../../server/src/core/secrets/sites/lines.ts';
import { assertGrowth } from '../../../support/growth.ts';

const found = (text: string): string[] => detectInLines(text).map((h) => text.slice(h.span.start, h.span.end));

describe('lines', () => {
  test('of properties, env, YAML, JSON and ini files', () => {
    assert.deepEqual(found('a=1\nspring.datasource.password=mT9-kQv2z\n'), ['mT9-kQv2z']);
    assert.deepEqual(found('export DB_PASSWORD="mT9-kQv2z" # x'), ['mT9-kQv2z']);
    assert.deepEqual(found('db:\n  - password: mT9-kQv2z\n'), ['mT9-kQv2z']);
    assert.deepEqual(found('{\n  "password": "mT9-kQv2z",\n}'), ['mT9-kQv2z']);
    assert.deepEqual(found('[mail]\r\npassword = mT9-kQv2z\r\n'), ['mT9-kQv2z']);
  });

  test('are at most of medium confidence', () => {
    assert.deepEqual(
      detectInLines('password=mT9-kQv2z!7Lw').map((h) => h.confidence),
      ['medium'],
    );
  });

  test('not comments, references, code, nor names of secrets', () => {
    const clean = [
      '# password=mT9-kQv2z',
      ';password = mT9-kQv2z',
      'password=${DB_PASSWORD}',
      'password: {{ .Values.password }}',
      'password = os.environ["X"]',
      'password = getPassword();',
      'password:',
      'password: |',
      'password_file: /etc/x',
      'token_url: https://login.acme.test',
    ];
    for (const line of clean) assert.deepEqual(found(line), [], line);
  });

  test('cost time in proportion to the text', () => {
    const detect = (n: number) => () =>
      detectInLines(`${'password '.repeat(n)}\n${'password='.repeat(n)}\n${'password=a\n'.repeat(n)}`);
    assertGrowth('lines', 10, detect(1000), detect(4000));
  });
});

describe('files', () => {
  const what = (source: string, target = '/app/'): string | undefined => secretFile(source, target)?.what;

  test('that hold credentials', () => {
    assert.equal(what('keys/id_rsa'), 'SSH private key');
    assert.equal(what('./tls/server.key'), 'private key');
    assert.equal(what('key.pem'), 'private key');
    assert.equal(what('release.jks'), undefined);
    assert.equal(what('app.keystore'), 'key store');
    assert.equal(what('.env*'), 'environment file');
    assert.equal(what('config/.aws/'), 'AWS credentials');
    assert.equal(what('.npmrc'), 'npm configuration');
    assert.equal(what('gcp-service-account.json'), 'service account key');
  });

  test('that do not', () => {
    for (const name of [
      '.env.example',
      'sample.env',
      '.env.dist',
      'id_rsa.pub',
      'ca.pem',
      'server-cert.pem',
      'servercert.pem',
      'admin-ecdhcert.pem',
      'keys/*.pem',
      'scripts/*.env',
      'fullchain.pem',
      'truststore.jks',
      'public.key',
      'server.crt',
      'package.json',
      'environment.ts',
      'monkey',
    ])
      assert.equal(what(name), undefined, name);
    assert.equal(what('vendor.key', '/etc/apt/keyrings/'), undefined);
  });
});

test('in the source of a program only what has quotes is a value', () => {
  const of = (file: string, line: string): number => detectInLines(line, file).length;
  for (const file of ['main.go', 'app.js', 'Main.java', 'settings.py', 'x.tf', 'a.TS', 'mod.mjs']) {
    assert.equal(of(file, '\tSentinelPassword: sentinelPass,'), 0, file);
    assert.equal(of(file, 'password = rootPassword2;'), 0, file);
    assert.equal(of(file, 'password = "mT9-kQv2z!7Lw"'), 1, file);
  }
  for (const file of ['', 'app.properties', 'redis.conf', 'init.sh', 'config.yaml', 'go', 'main.go.conf'])
    assert.equal(of(file, 'password=mT9-kQv2z7Lw'), 1, file);
});
