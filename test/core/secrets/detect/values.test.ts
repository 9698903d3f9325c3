import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  base64Text,
  detectAssignment,
  isWeakDefault,
  notASecret,
  type SecretHit,
} from '../../../../server/src/core/secrets/detect/detect.ts';
import { fake } from '../../../support/secrets-fake.ts';

const dollar = '$';
const b64 = (text: string): string => Buffer.from(text).toString('base64');

for (const value of [
  `${dollar}{X}`,
  `${dollar}(X)`,
  '$X',
  '{{ x }}',
  '{{ .Values.db.password }}',
  '<password>',
  '[password]',
  'xxx',
  'XXXXXXXX',
  '***',
  'QWxxxxRTzaxxxx81Kxxx',
  'ab12-xxxx-xxxx-8fk2qz7',
  'your-token-here',
  'your_password',
  'YOUR_API_KEY',
  'your.password',
  'your-db-password!',
  'xoxb-your-token',
  'sk_test_your_stripe_key',
  'password@gmail.com',
  'me.and.you@example.org',
  'REPLACE_ME',
  'replace-with-real-key',
  'vault:secret/data/db#password',
  'true',
  'false',
  '12',
  '3600',
  '/run/secrets/x',
  './secrets/x.txt',
  '~/.ssh/id_rsa',
  'https://example.com/x',
  'none',
  'null',
  '',
  '  ',
  '123e4567-e89b-12d3-a456-426614174000',
  'scram-sha-256',
  'aes-cbc-essiv:sha256',
  'aes-xts-plain64',
  'aes-256-gcm',
  'chacha20-poly1305',
  'var.db_password',
  'module.kv.outputs.key',
  'random_password.db.result',
  'random_password.db[0].result',
  'azurerm_storage_account.logs["eu"].primary_access_key',
  'self.password',
  'this.config.token',
  'settings.SECRET_KEY',
  'process.env.DB_PASSWORD,',
  'os.environ.DB_PASSWORD',
  'data.aws_secretsmanager_secret_version.db.secret_string',
  'bearer',
  `sha256:${fake(64, 'h')}`,
  'op://vault/item/field',
  '__TOKEN__',
  '_PASSWORD_',
  'arn:aws:secretsmanager:eu-west-1:1:secret:x',
  'id_rsa.pem',
  '@DB_PASSWORD@',
  '%PASSWORD%',
  'C:\\secrets\\db.txt',
  'TODO',
  '...',
  `a ${dollar}{X} b`,
  'insert-key-here',
  'required',
  '10m',
  'postgres://db:5432/app',
  `${dollar}__env{DB_PASSWORD}`,
  'user_provided',
  'certs/server.key',
  'YourChatAppToken',
  '2y00000000000000000000BB',
  'service_account_token_string',
  'access_token',
  'a-long-and-random-hexadecimal-string',
  'random_value',
  'token_value',
  'password_value',
  '11111111-2222-3333-4444-555555555555',
]) {
  test(`not a secret: ${value}`, () =>
    assert.equal(typeof notASecret(value), value === '3600' ? 'undefined' : 'string'));
}

for (const value of [
  'changeme',
  'hunter2pass',
  'p@ssw0rd!',
  'postgres',
  'Tr0ub4dor&3',
  'correct horse',
  fake(32, 'h'),
  fake(40),
  'admin',
  'a/b+c9dkeL',
  'xK9xxQ2a',
  'nonesuch1',
  'Truest9',
  'certs/server',
  'YourStrongPassw0rd',
  '2y0000001234567890BB',
  'settings',
  'hunter.two.three',
  'a_b.c',
  'snake_case.Pa55word',
  'my_pw.x.Secret9',
]) {
  test(`may be a secret: ${value}`, () => assert.equal(notASecret(value), undefined));
}

test('weak defaults', () => {
  for (const v of 'changeme password admin root postgres secret 123456 guest minioadmin ChangeMe123 Admin123! changeme_in_production password2024 insecure_secret insecure-password unsafe_token not-secure-key not_secret_password InsecureSecret1 0123456789abcdef0123456789abcdef abcdefghijkl 12345678abcd 9876543210'.split(
    ' ',
  )) {
    assert.ok(isWeakDefault(v), v);
  }
  for (const v of [
    ...['', 'hunter2pass', 'Tr0ub4dor&3', 'abcxyz12', '0123abc9', 'abcd'],
    fake(20),
    'true',
    'rooted-in-trees',
    `django-insecure-${fake(20)}`,
    `insecure-secret-${fake(12)}`,
    'insecure_harbour',
  ])
    assert.equal(isWeakDefault(v), false, v);
});

const found = (name: string, value: string): [kind: SecretHit['kind'], text: string] | undefined => {
  const hit = detectAssignment(name, value);
  return hit && [hit.kind, value.slice(hit.span.start, hit.span.end)];
};

test('assignments', () => {
  assert.deepEqual(found('DB_PASSWORD', 'hunter2pass'), ['assignment', 'hunter2pass']);
  assert.deepEqual(found('DB_PASSWORD', 'p@ssw0rd!'), ['weak-default', 'p@ssw0rd!']);
  assert.deepEqual(found('DB_PASSWORD', ' Tr0ub4dor&3 '), ['assignment', 'Tr0ub4dor&3']);
  assert.deepEqual(found('POSTGRES_PASSWORD', 'postgres'), ['weak-default', 'postgres']);
  assert.deepEqual(found('NEO4J_AUTH', 'neo4j/graphs-are-fun'), ['assignment', 'graphs-are-fun']);
  assert.equal(found('NEO4J_AUTH', 'none'), undefined);
  assert.deepEqual(found('API_KEY', fake(32, 'h')), ['assignment', fake(32, 'h')]);
  assert.deepEqual(found('GH', `ghp_${fake(36)}`), ['provider', `ghp_${fake(36)}`]);
  assert.deepEqual(found('DD_API_KEY', fake(32, 'h')), ['provider', fake(32, 'h')]);
  assert.deepEqual(found('DATABASE_URL', 'postgres://app:hunter2pass@db/x'), ['url-credentials', 'hunter2pass']);
  assert.deepEqual(found('DATABASE_URL', 'postgres://postgres:postgres@db/x'), ['weak-default', 'postgres']);
  assert.deepEqual(found('APP_TOKEN', '123e4567-e89b-12d3-a456-426614174000')?.[0], 'assignment');
});

test('the confidence of an assignment follows the value', () => {
  assert.equal(detectAssignment('DB_PASSWORD', 'hunter2pass')?.confidence, 'high');
  assert.equal(detectAssignment('DB_PASSWORD', 'hunters')?.confidence, 'medium');
  assert.equal(detectAssignment('JWT_SECRET', fake(40))?.confidence, 'high');
  assert.equal(detectAssignment('APP_TOKEN', '123e4567-e89b-12d3-a456-426614174000')?.confidence, 'medium');
});

test('a key in the spelling of examples is hardly one, a password or a key that its operator chooses may be', () => {
  for (const value of ['S3CrEtApIkEy', 'S3cr3tAp1K3y', 'MyS3cr3tT0k3n'])
    assert.equal(detectAssignment('SMS_API_KEY', value)?.confidence, 'low', value);
  assert.equal(detectAssignment('SMS_API_KEY', 'S3CrEtApIkEyQ7')?.confidence, 'medium');
  assert.equal(detectAssignment('JWT_SECRET', 'MyS3cr3tT0k3n')?.confidence, 'medium');
  assert.equal(detectAssignment('DB_PASSWORD', 'MyS3cr3tP4ssw0rd')?.confidence, 'high');
  // A password may hold an at sign.
  for (const value of ['hunter2@gmail', 'Xk9@Berlin7', 'p4ss@word.de'])
    assert.ok(detectAssignment('DB_PASSWORD', value), value);
});

test('no assignment', () => {
  for (const [name, value] of [
    ['DB_PASSWORD', ''],
    ['DB_PASSWORD', '  '],
    ['DB_PASSWORD', `${dollar}{DB_PASSWORD}`],
    ['DB_PASSWORD', '/run/secrets/db'],
    ['DB_PASSWORD_FILE', 'hunter2pass'],
    ['API_KEY', 'your-api-key'],
    ['AUTH_TOKEN', 'true'],
    ['TOKEN', 'bearer'],
    ['JWT_SECRET', '<jwt secret>'],
    ['HOSTNAME', 'hunter2pass'],
    ['TLS_SECRET', 'app.tls.name'],
    ['GIT_SHA', fake(40, 'h')],
    ['GPG_KEY', fake(40, 'h').toUpperCase()],
    ['RELEASE_GPG_KEYS', `${fake(40, 'h')} ${fake(40, 'h')}`],
    ['PGP_KEY', '0x5DA6C64AD4D29D2D'],
    ['PASSWORD', 'null'],
    ['AZURE_STORAGE_CONNECTION_STRING', 'UseDevelopmentStorage=true'],
    ['SECRET_KEY', 'DJANGO_SECRET_KEY'],
    ['aws_secret', 'my/secret/file/path'],
  ] as const) {
    assert.equal(detectAssignment(name, value), undefined, `${name}=${value}`);
  }
});

test('a hit never holds the value', () => {
  for (const value of ['hunter2pass', 'postgres', fake(32, 'h'), `ghp_${fake(36)}`, 'redis://:hunter2pass@r']) {
    const hit = detectAssignment('DB_PASSWORD', value);
    assert.ok(hit);
    assert.ok(
      !JSON.stringify({ ...hit, span: 0 }).includes(value.slice(hit.span.start, hit.span.end)) || value === 'postgres',
    );
  }
});

test('base64', () => {
  for (const text of ['hunter2pass', 'a', 'ab', 'abc', 'gr\u00fc\u00dfe \u{1f600}', 'line\nline\r\n\t'])
    assert.equal(base64Text(b64(text)), text);
  assert.equal(base64Text(b64('a').replaceAll('=', '')), 'a');
  assert.equal(base64Text('aHVu\ndGVy'), 'hunter');
  assert.equal(base64Text(Buffer.from('??>>~~').toString('base64url')), '??>>~~');
  for (const bad of ['', '!', 'a', 'ab=c', 'aGk===', 'AAAA', '/////w==', b64('\u0007bell'), '4pyT4p', 'wIA=', '7aCA']) {
    assert.equal(base64Text(bad), undefined, bad);
  }
});

test('every byte sequence decodes as Buffer and TextDecoder do, or not at all', () => {
  let seed = 7;
  for (let i = 0; i < 3000; i++) {
    const bytes = new Uint8Array(1 + (i % 6));
    for (let k = 0; k < bytes.length; k++) {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      bytes[k] = (seed >> 16) & (i % 3 === 0 ? 0x7f : 0xff);
    }
    let expected: string | undefined;
    try {
      expected = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(expected)) expected = undefined;
    } catch {
      expected = undefined;
    }
    assert.equal(base64Text(Buffer.from(bytes).toString('base64')), expected);
  }
});
