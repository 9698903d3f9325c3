/** Fixes that move a value into another file: the content of each file, and that the value parses back to itself. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyChanges, engineOver, proveEverywhere } from '../../../../scripts/lib/prove.ts';
import { dotenvValue, inDotenv } from '../../../../server/src/core/fixes/secret/dotenv-text.ts';
import { rules } from '../../../../server/src/core/rules/rules.generated.ts';

const id = 'secret/hardcoded-secret';

/** The files after fix `fix` of finding `nth` of the rule in `compose.yaml`, with the fix proved. */
function fixed(files: Record<string, string>, fix = 0, nth = 0): Record<string, string> {
  const all = new Map(Object.entries(files));
  const engine = engineOver(all, rules);
  const findings = engine.check('compose.yaml').findings;
  const index = findings.indexOf(findings.filter((f) => f.rule === id)[nth]!);
  assert.deepEqual(proveEverywhere(all, rules, {}, 'compose.yaml', index, fix).failures, []);
  return Object.fromEntries(applyChanges(all, findings[index]!.fixes[fix]!.changes()));
}

const titles = (compose: string): string[] =>
  engineOver(new Map([['compose.yaml', compose]]), rules)
    .check('compose.yaml')
    .findings.filter((f) => f.rule === id)
    .flatMap((f) => f.fixes.map((x) => x.title));

const database = `services:
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: mT9-kQv2z!7
    tmpfs:
      - /tmp
`;

describe('a secret file', () => {
  test('is made without a last newline, granted, defined and kept out of Git', () => {
    assert.deepEqual(fixed({ 'compose.yaml': database }), {
      'compose.yaml': `services:
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password
    secrets:
      - postgres_password
    tmpfs:
      - /tmp
secrets:
  postgres_password:
    file: ./secrets/postgres_password.txt
`,
      'secrets/postgres_password.txt': 'mT9-kQv2z!7',
      '.gitignore': '/secrets/*.txt\n',
    });
  });

  test('joins existing secrets, and takes another name if its own is in use', () => {
    const compose = `services:
  db:
    image: postgres:17
    environment:
      - POSTGRES_PASSWORD=mT9-kQv2z!7
    secrets:
      - postgres_password
secrets:
  postgres_password:
    external: true
`;
    const done = fixed({ 'compose.yaml': compose, '.gitignore': 'secrets/\n' });
    assert.equal(
      done['compose.yaml'],
      `services:
  db:
    image: postgres:17
    environment:
      - POSTGRES_PASSWORD_FILE=/run/secrets/db_postgres_password
    secrets:
      - postgres_password
      - db_postgres_password
secrets:
  postgres_password:
    external: true
  db_postgres_password:
    file: ./secrets/db_postgres_password.txt
`,
    );
    assert.equal(done['.gitignore'], 'secrets/\n');
  });

  test('for an image that takes an address as the value', () => {
    const compose = `services:
  auth:
    image: ghcr.io/goauthentik/server:2026.8
    environment:
      AUTHENTIK_SECRET_KEY: k7Qm2Zx9RbT4vWn1
`;
    const done = fixed({ 'compose.yaml': compose, '.gitignore': 'secrets/\n' });
    assert.match(done['compose.yaml']!, /AUTHENTIK_SECRET_KEY: file:\/\/\/run\/secrets\/authentik_secret_key\n/);
  });

  test('is not offered if the service reads the variable itself, nor for other images', () => {
    const asked = `${database}    healthcheck:\n      test: PGPASSWORD=$$POSTGRES_PASSWORD psql\n`;
    const dotenv = 'Move the value to `.env` as `POSTGRES_PASSWORD`, and fail where it is not set';
    const file = 'Move the variable to `db.env`, read by `env_file` and kept out of Git';
    const fallback = 'Move the default to `.env` as `PG_PASS`, and fail where it is not set';
    assert.deepEqual(titles(asked), [dotenv, file]);
    assert.deepEqual(titles(database.replace('mT9-kQv2z!7', '$'.concat('{PG_PASS:-mT9-kQv2z!7}'))), [fallback]);
    assert.deepEqual(titles(database.replace('postgres:17', 'ghcr.io/acme/db:1')), [dotenv, file]);
  });
});

describe('.env', () => {
  test('gets the value once for two services that share it', () => {
    const compose = `services:
  a:
    image: ghcr.io/acme/a:1
    environment: { SMTP_PASSWORD: mT9-kQv2z }
  b:
    image: ghcr.io/acme/b:1
    environment: { SMTP_PASSWORD: mT9-kQv2z }
`;
    const one = fixed({ 'compose.yaml': compose, '.gitignore': '.env\n' });
    assert.equal(one['.env'], 'SMTP_PASSWORD=mT9-kQv2z\n');
    assert.equal(one['.gitignore'], '.env\n');
    const by = `"\${SMTP_PASSWORD:?SMTP_PASSWORD is not set}"`;
    assert.equal(one['compose.yaml'], compose.replaceAll('mT9-kQv2z', by));
  });

  test('keeps a different value of that name: the service gets a separate name', () => {
    const compose = `services:
  shop-a:
    image: ghcr.io/acme/a:1
    environment:
      SMTP_PASSWORD: mT9-kQv2z
`;
    const done = fixed({ 'compose.yaml': compose, '.env': 'SMTP_PASSWORD=other\n', '.gitignore': '/.env\n' });
    assert.equal(done['.env'], 'SMTP_PASSWORD=other\nSHOP_A_SMTP_PASSWORD=mT9-kQv2z\n');
    assert.match(done['compose.yaml']!, /SMTP_PASSWORD: \$\{SHOP_A_SMTP_PASSWORD:\?SHOP_A_SMTP_PASSWORD is not set\}/);
  });

  test('is beside a Compose file in a folder, and a .gitignore above it counts', () => {
    const files = new Map([
      ['ops/compose.yaml', database.replace('postgres:17', 'ghcr.io/acme/db:1')],
      ['.gitignore', '*.log\n.env\n'],
    ]);
    const finding = engineOver(files, rules)
      .check('ops/compose.yaml')
      .findings.find((f) => f.rule === id);
    const done = applyChanges(files, finding!.fixes[0]!.changes());
    assert.deepEqual([...done.keys()].sort(), ['.gitignore', 'ops/.env', 'ops/compose.yaml']);
  });

  test('values are quoted as compose-go reads them', () => {
    assert.equal(dotenvValue('mT9-kQv2z!7'), 'mT9-kQv2z!7');
    assert.equal(dotenvValue('a b#c'), "'a b#c'");
    assert.equal(dotenvValue('pa$$word'), "'pa$$word'");
    assert.equal(dotenvValue(`it's $5 "x" \\ y`), `"it's \\$5 \\"x\\" \\\\ y"`);
    assert.equal(dotenvValue('ends\\'), '"ends\\\\"');
    assert.equal(dotenvValue(''), "''");
  });

  test('values are looked up by name', () => {
    assert.equal(inDotenv('# A=1\nexport A=2\nB: 3\r\n', 'A'), '2');
    assert.equal(inDotenv('A=1\nB: 3\r\nAB=4', 'B'), '3');
    assert.equal(inDotenv('AB=4', 'A'), undefined);
    assert.equal(inDotenv(undefined, 'A'), undefined);
  });
});
