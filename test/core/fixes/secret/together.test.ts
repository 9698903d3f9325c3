/** Fixes of secrets change all that belongs together, or nothing: equal values, a `.env` that a script makes, readers, examples, callers. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fixedBy, noteOf, type Texts, titlesIn } from '../../../support/secrets-fixed.ts';

const VALUE = 'qX7vR2mK9tLw4ZpB';
const db = (value = VALUE): string =>
  `x-licence: \${LICENCE:?}\nservices:\n  db:\n    image: postgres:17\n    ports: ["5432:5432"]\n    environment:\n      POSTGRES_PASSWORD: ${value}\n`;

describe('equal values of one service', () => {
  const service = (names: readonly string[], value: string): string =>
    `x-licence: \${LICENCE:?}\nservices:\n  a:\n    image: ghcr.io/acme/a:1\n    environment:\n${names.map((n) => `      - ${n}=${value}\n`).join('')}`;
  const THREE = ['SSL_TRUSTSTORE_PASSWORD', 'SSL_KEYSTORE_PASSWORD', 'SSL_KEY_PASSWORD'];
  for (const value of [VALUE, 'fastlane'])
    test(`three and more move together: ${value.length} characters`, () => {
      const files = { 'compose.yaml': service(THREE, value) };
      const after = fixedBy(files, 'compose.yaml', 'Move the value to `.env`');
      assert.ok(!after['compose.yaml']?.includes(value));
      assert.equal(after['compose.yaml']?.split('${SSL_TRUSTSTORE_PASSWORD:?').length, 4);
      assert.deepEqual(new Set(titlesIn(files, 'compose.yaml')).size, 3);
      assert.ok(titlesIn(files, 'compose.yaml').every((title) => / in 3 places/.test(title)));
    });
  test('two may be two accounts', () => {
    const titles = titlesIn(
      { 'compose.yaml': service(['SSL_KEYSTORE_PASSWORD', 'ADMIN_PASSWORD'], 'fastlane') },
      'compose.yaml',
    );
    assert.ok(titles.length > 0);
    assert.ok(titles.every((title) => !/ in \d places/.test(title)));
  });
});

describe('a script that makes the `.env`', () => {
  const example = { '.env.example': 'LOG_LEVEL=info\n', 'compose.yaml': db() };
  const makesDotenv = (more: Texts): boolean =>
    titlesIn({ ...example, ...more }, 'compose.yaml').some((title) => title.startsWith('Move the value to `.env`'));
  for (const [path, text] of [
    ['install.sh', 'if [ ! -f .env ]; then\n  cp .env.example .env\nfi\n'],
    ['install.sh', '[ -f .env ] || cp .env.example .env\n'],
    ['install.sh', 'is-present "./.env" || cp ./conf/.env.example ./.env\n'],
    ['scripts/install.sh', 'cd ..\ncp -n "$ROOT/.env.example" ../.env\n'],
    ['Makefile', '.env:\n\tcp .env.example .env\n'],
    ['setup.ps1', 'Copy-Item .env.example .env\n'],
    ['setup.js', "fs.copyFileSync('.env.example', '.env');\n"],
    ['install.sh', 'envsubst < .env.example > .env\n'],
  ] as const)
    test(`none is made: ${path} ${JSON.stringify(text)}`, () => assert.ok(!makesDotenv({ [path]: text })));
  for (const [path, text] of [
    ['README.md', 'cp .env.example .env\n'],
    ['install.sh', '# cp .env.example .env\n'],
    ['install.sh', 'cp .env.example web/.env\n'],
    ['install.sh', 'cp .env backup/env\n'],
    ['install.sh', 'cp .env.example .env.local\n'],
    ['install.sh', '[ -f .env ] && . ./.env\n'],
  ] as const)
    test(`one is made: ${path} ${JSON.stringify(text)}`, () => assert.ok(makesDotenv({ [path]: text })));
  test('a default does not move to it, and no fix is offered that changes nothing', () => {
    const fallback = { ...example, 'compose.yaml': db(`\${DB_PASSWORD:-${VALUE}}`) };
    const titles = (more: Texts): string[] => titlesIn({ ...fallback, ...more }, 'compose.yaml');
    const move = (title: string): boolean => title.startsWith('Move the default to `.env`');
    assert.ok(titles({}).some(move));
    assert.ok(!titles({ 'install.sh': 'cp .env.example .env\n' }).some(move));
  });
  test('one is extended', () => {
    const more = { '.env': 'LOG_LEVEL=info\n', '.gitignore': '.env\n', 'install.sh': 'cp .env.example .env\n' };
    assert.ok(makesDotenv(more));
  });
});

describe('an example of another folder', () => {
  const note = (example: string, value = 'shopkeeper'): string =>
    noteOf(
      { 'docker/compose.yaml': db(value), 'conf/.env.example': example },
      'docker/compose.yaml',
      'Move the value to `.env`',
    );
  test('that lists the variable with the same value is named', () => {
    assert.match(note('A=b\nPOSTGRES_PASSWORD=shopkeeper\n'), /`conf\/\.env\.example:2`/);
  });
  test('another variable, or another value', () => {
    assert.doesNotMatch(note('GRAFANA_PASSWORD=shopkeeper\n'), /conf\/\.env/);
    assert.doesNotMatch(note('POSTGRES_PASSWORD=other\n'), /conf\/\.env/);
  });
});

describe('a connection string in another file', () => {
  const component = (value: string): string =>
    `apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {name: sql}\nspec:\n  metadata:\n    - name: url\n      value: "${value}"\n`;
  const titles = (path: string, value: string): string[] =>
    titlesIn({ 'shop/db/compose.yaml': db('postgres'), [path]: component(value) }, 'shop/db/compose.yaml');
  test('reads the password: it gets no other one alone', () => {
    for (const path of ['shop/db/sql.yaml', 'shop/components/sql.yaml'])
      assert.deepEqual(titles(path, 'user=shop password=postgres host=localhost port=5432 dbname=orders'), [], path);
  });
  test('of another host, program, value or project', () => {
    for (const value of [
      'user=shop password=postgres host=sql.example.com dbname=orders',
      'user=shop password=other host=localhost dbname=orders',
      'user=shop password=postgres host=localhost',
    ])
      assert.ok(titles('shop/components/sql.yaml', value).length > 0, value);
    assert.ok(titles('bank/sql.yaml', 'user=shop password=postgres host=localhost dbname=orders').length > 0);
  });
});

describe('what starts a file that extends the edited one', () => {
  const extending = (file: string): string =>
    `x-licence: \${LICENCE:?}\nservices:\n  db:\n    extends: {file: ${file}, service: db}\n`;
  const loads = 'services:\n  db:\n    image: mariadb:11.8\n    env_file: [mysql.env]\n';
  const ENV = { 'config/mysql.env': `MYSQL_ROOT_PASSWORD=${VALUE}\n`, 'config/mariadb.yml': loads };
  const note = (files: Texts): string =>
    noteOf({ ...ENV, ...files }, 'config/mysql.env', 'Keep `mysql.env` out of Git');
  const job = { '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - run: docker compose up -d\n' };
  test('is named', () => {
    const files = { 'compose.yaml': extending('./config/mariadb.yml'), ...job };
    assert.match(note(files), /`\.github\/workflows\/ci\.yml:4` needs the file too/);
  });
  test('also by several steps, without an end', () => {
    const files = {
      'compose.yaml': extending('config/compose.base.yml'),
      'config/compose.base.yml': `${extending('mariadb.yml')}  b:\n    extends: {file: ../compose.yaml, service: db}\n`,
      ...job,
    };
    assert.match(note(files), /`\.github\/workflows\/ci\.yml:4`/);
  });
  test('not what extends another one', () => {
    assert.doesNotMatch(note({ 'compose.yaml': extending('config/other.yml'), ...job }), /ci\.yml/);
  });
});
