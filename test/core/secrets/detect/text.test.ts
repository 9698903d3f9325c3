import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detectInText } from '../../../../server/src/core/secrets/detect/detect.ts';
import { assertGrowth } from '../../../support/growth.ts';
import { fake } from '../../../support/secrets-fake.ts';

const dollar = '$';
const found = (text: string): string[] =>
  detectInText(text).map((h) => `${h.kind} ${h.confidence}: ${text.slice(h.span.start, h.span.end)}`);

const pem = (label: string, body = `${fake(64, 'b')}\n${fake(40, 'b')}`): string =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;

test('private keys', () => {
  for (const label of [
    'RSA PRIVATE KEY',
    'EC PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
    'PRIVATE KEY',
    'PGP PRIVATE KEY BLOCK',
  ]) {
    const key = pem(label);
    assert.deepEqual(found(`a\n${key}\nb`), [`private-key high: ${key}`]);
    const indented = key.replaceAll('\n', '\n    ');
    assert.deepEqual(found(`k: |\n    ${indented}\nb`), [`private-key high: ${indented}`]);
    const escaped = key.replaceAll('\n', '\\n');
    assert.deepEqual(found(`"private_key": "${escaped}\\n"`), [`private-key high: ${escaped}`]);
  }
  assert.equal(detectInText(pem('ENCRYPTED PRIVATE KEY'))[0]?.confidence, 'medium');
  assert.equal(detectInText(`-----BEGIN PRIVATE KEY-----\n${fake(64, 'b')}`)[0]?.confidence, 'medium');
  assert.deepEqual(found(pem('CERTIFICATE')), []);
  assert.deepEqual(found(pem('PUBLIC KEY')), []);
  assert.deepEqual(found(pem('PRIVATE KEY', '...')), []);
  assert.deepEqual(found(pem('PRIVATE KEY', `${dollar}{KEY}`)), []);
  assert.deepEqual(found('grep -q "-----BEGIN RSA PRIVATE KEY-----" f'), []);
});

for (const [text, ...expected] of [
  ['https://bob:hunter2pass@git.corp/x', 'url-credentials high: hunter2pass'],
  ['git clone https://bob:p%40ss9word@git.corp/x.git .', 'url-credentials high: p%40ss9word'],
  ['DATABASE_URL="postgresql+psycopg2://app:s3crEtpw@db:5432/x"', 'url-credentials high: s3crEtpw'],
  ['mongodb+srv://u:Tr0ub4dor3@a.b.net,c.d.net/x?y=z', 'url-credentials high: Tr0ub4dor3'],
  ['redis://:hunters@redis:6379/0', 'url-credentials medium: hunters'],
  ['amqp://guest:guest@mq', 'weak-default medium: guest'],
  ['postgres://user:password@example.com/x', 'weak-default low: password'],
  ['postgres://user:pass@db/x', 'weak-default low: pass'],
  ['http://u:a@b:c9hunter@proxy:3128', 'url-credentials high: a@b:c9hunter'],
  [`https://${fake(40)}@github.com/a/b`, `url-credentials medium: ${fake(40)}`],
  [`https://x-access-token:ghp_${fake(36)}@github.com/a`, `provider high: ghp_${fake(36)}`],
  ['Server=db;Database=x;User Id=sa;Password=Str0ngPw!;', 'url-credentials high: Str0ngPw!'],
  ['jdbc:mysql://db/x?user=app&password=hunter2pass&ssl=1', 'url-credentials high: hunter2pass'],
  ['host=db user=app password=hunter2pass dbname=x', 'url-credentials high: hunter2pass'],
  ['PlainLoginModule required username="bob" password="hunter2pass";', 'url-credentials high: hunter2pass'],
  ['required username=\\"bob\\" password=\\"hunter2pass\\";', 'url-credentials high: hunter2pass'],
  ['app:hunter2pass@tcp(db:3306)/x?parseTime=true', 'url-credentials high: hunter2pass'],
  ['DSN="app:root@unix(/run/mysqld.sock)/x"', 'weak-default medium: root'],
  ['Data Source=db;Pwd=changeme', 'weak-default medium: changeme'],
  ['AKIAIOSFODNN7EXAMPLE', 'provider low: AKIAIOSFODNN7EXAMPLE'],
  [
    'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'provider low: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  ],
  [`a\\nghp_${fake(36)}\\n`, `provider high: ghp_${fake(36)}`],
  [`https://a.test/?next=%2Fb%3Ftoken%3Dghp_${fake(36)}`, `provider high: ghp_${fake(36)}`],
  [`file:///a%20ghp_${fake(36)}%20b`, `provider high: ghp_${fake(36)}`],
  [
    `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${fake(86, 'b')}==;EndpointSuffix=x`,
    `provider high: ${fake(86, 'b')}==`,
  ],
] as [string, ...string[]][]) {
  test(`finds in ${text.slice(0, 60)}`, () => assert.deepEqual(found(text), expected));
}

for (const text of [
  '',
  'https://example.com/a@b',
  'https://registry.npmjs.org/@scope/pkg',
  'ssh://git@github.com/x',
  'git@github.com:a/b.git',
  `postgres://app:${dollar}{DB_PASSWORD}@db/x`,
  `postgres://${dollar}{U:-a}:${dollar}{P:?need it}@db/x`,
  'postgres://app:$DB_PASSWORD@db/x',
  'https://<user>:<password>@host',
  'app@tcp(db:3306)/x',
  `app:${dollar}{DB_PASSWORD}@tcp(db:3306)/x`,
  'app:%s@tcp(%s)/x',
  'https://{user}:{password}@host',
  "redis://:{os.getenv('REDIS_PASSWORD')}@redis/1",
  'https://user:***@host',
  'https://user:xxxx@host',
  'https://host:8080/x',
  `https://${fake(32, 'h')}@o1.ingest.sentry.io/1`,
  `Server=db;Password=${dollar}(PW);`,
  'password=hunter2pass',
  '# set password=yes to enable',
  'npm_config_cache task-sk-list sk-learn github_pat ghp_ key-value AKIA',
  `ghp_${'x'.repeat(36)}`,
  `ghp_${fake(36)}extra`,
  `x_ghp_${fake(36)}`,
  'sha256:9b0c8e0f2b7d4c5a8f1e6d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0918',
  'FROM node:22@sha256:9b0c8e0f2b7d4c5a8f1e6d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0918',
  'RUN echo secret_for_the_reporting_service_of_the_company_and_all',
  'COPY is.json this.is.a.long.sentence.with.dots.and.words ./',
]) {
  test(`finds nothing in ${text.slice(0, 60)}`, () => assert.deepEqual(found(text), []));
}

test('hits are ordered, inside the text, and do not overlap', () => {
  const text = `ghp_${fake(36)} redis://:hunter2pass@r ${pem('PRIVATE KEY')} npm_${fake(36)} `.repeat(3);
  const hits = detectInText(text);
  assert.equal(hits.length, 12);
  let end = 0;
  for (const { span } of hits) {
    assert.ok(span.start >= end && span.end > span.start && span.end <= text.length);
    end = span.end;
  }
});

const page = `FROM node:22-alpine AS build\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev && npm cache clean --force
ENV NODE_ENV=production PORT=3000 API_URL=https://api.corp.internal/v1\nEXPOSE 3000\nUSER node\nCMD ["node", "server.js"] # the usual way to start\n`;
const megabyte = (unit: string): string => unit.repeat(Math.ceil(1_000_000 / unit.length)).slice(0, 1_000_000);

/** Texts built to be expensive: every keyword without a token, long runs, starts without ends. */
const hostile: readonly [name: string, text: string][] = [
  ['ordinary Dockerfile', megabyte(page)],
  ['one letter', megabyte('a')],
  ['spaces', megabyte(' ')],
  ['URL starts', megabyte('a://')],
  ['URL with colons', megabyte('://a:b')],
  ['URL with at signs', megabyte('http://a:b@')],
  ['open braces', megabyte('http://{')],
  ['PEM starts', megabyte('-----BEGIN RSA PRIVATE KEY-----')],
  ['PEM starts with bodies', megabyte(`-----BEGIN RSA PRIVATE KEY-----\n${fake(64, 'b')}\n`)],
  ['PEM ends', megabyte('-----END ')],
  ['web token starts', megabyte('eyJ.')],
  ['web tokens on and on', megabyte(`.eyJ${'a'.repeat(12)}`)],
  ['web token halves', megabyte(`-eyJ${'a'.repeat(12)}`)],
  ['password=', megabyte('password=')],
  ['password pairs', megabyte('&password=abc123;')],
  ['settings', megabyte('datadog_')],
  ['settings with blanks', megabyte(`datadog${'_'.repeat(29)}   `)],
  ['github', megabyte('ghp_')],
  ['github with a boundary', megabyte('.ghp_aaaaaaaaaaaaaaa')],
  ['OpenAI middles', megabyte('T3BlbkFJ')],
  ['OpenAI whole', megabyte(`sk-${fake(48)}T3BlbkFJ`)],
  ['AWS session tokens', megabyte('IQoJb3JpZ2luX2Vj')],
  ['bearer', megabyte('bearer a ')],
  ['bearer on and on', `Bearer ${megabyte(fake(60))}`],
  ['surrogates', megabyte('\ud83d')],
  ['tokens', megabyte(`ghp_${fake(36)} `)],
];

for (const [name, text] of hostile) {
  test(`cost of a megabyte: ${name}`, () => {
    const hits = detectInText(text);
    assert.ok(hits.every((h) => h.span.end <= text.length));
    assertGrowth(
      name,
      10,
      () => detectInText(text.slice(0, 16_000)),
      () => detectInText(text.slice(0, 64_000)),
    );
  });
}
