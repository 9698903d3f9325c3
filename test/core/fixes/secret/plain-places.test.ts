/** Files without a model that hold the value of a secret: no fix where a program reads them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { noteOf, type Texts, titlesIn } from '../../../support/secrets-fixed.ts';

const VALUE = 'qX7vR2mK9tLw4ZpB';
const compose = (password: string): string =>
  `x-licence: \${LICENCE:?}\nservices:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_USER: shop\n      POSTGRES_PASSWORD: ${password}\n`;
const pod = (value: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: registry.example.com/a:1.2\n      env:\n        - name: API_TOKEN\n          value: ${value}\n`;

/** A file of each kind. */
const READERS: Readonly<Record<string, (value: string) => string>> = {
  'src/main/resources/application.properties': (v) => `a=b\nspring.datasource.password=${v}\n`,
  'web/appsettings.Development.json': (v) => `{\n  "Db": { "DbPassword": "${v}" }\n}\n`,
  'config/app.toml': (v) => `[db]\ndb_password = "${v}"\n`,
  'app.ini': (v) => `[db]\ndb_password = ${v}\n`,
  'feature_store.yaml': (v) => `online_store:\n  type: postgres\n  password: ${v}\n`,
  'seed.sh': (v) => `#!/bin/sh\nPGPASSWORD=${v} psql -h localhost shop\n`,
  Makefile: (v) => `seed:\n\tPGPASSWORD=${v} psql shop\n`,
  Tiltfile: (v) => `local_resource(\n  "seed",\n  env = {"PGPASSWORD": "${v}"})\n`,
  '.github/workflows/ci.yml': (v) => `jobs:\n  a:\n    env:\n      POSTGRES_PASSWORD: ${v}\n`,
  'db/01-init.sql': (v) => `-- users\nCREATE USER shop WITH postgres_password='${v}';\n`,
};

const titles = (files: Texts, path = 'compose.yaml'): string[] => titlesIn(files, path);

describe('no fix where a file keeps the value', () => {
  for (const [path, text] of Object.entries(READERS))
    for (const value of [VALUE, 'shopper'])
      test(`${path}, ${value === VALUE ? 'a distinctive value' : 'a common one'}`, () => {
        assert.deepEqual(titles({ 'compose.yaml': compose(value), [path]: text(value) }), []);
        assert.ok(titles({ 'compose.yaml': compose(value), [path]: text('another1') }).length > 0);
      });
  test('nor for the variable of a pod', () => {
    for (const [path, text] of Object.entries(READERS))
      assert.deepEqual(titles({ 'pod.yaml': pod(VALUE), [path]: text(VALUE) }, 'pod.yaml'), [], path);
  });
});

test('other Compose files start services of their own', () => {
  const others = Object.fromEntries(['a', 'b', 'c'].map((name) => [`compose.${name}.yaml`, compose(VALUE)]));
  assert.ok(titles({ 'compose.yaml': compose(VALUE), ...others }).length > 0);
});

test('a common value is another secret under another name, in another folder and in a longer word', () => {
  const offered = (more: Texts): boolean =>
    titles({ 'a/compose.yaml': compose('shopper'), ...more }, 'a/compose.yaml').length > 0;
  assert.ok(!offered({ 'a/b/app.toml': 'db_password = "shopper"\n' }));
  assert.ok(offered({ 'a/b/app.toml': 'redis_password = "shopper"\n' }));
  assert.ok(offered({ 'a/b/app.toml': 'db_name = "shopper"\n' }));
  assert.ok(offered({ 'b/app.toml': 'db_password = "shopper"\n' }));
  const distinct = (text: string): boolean => titles({ 'compose.yaml': compose(VALUE), 'b/app.toml': text }).length > 0;
  assert.ok(!distinct(`x = "${VALUE}"\n`));
  assert.ok(distinct(`x = "${VALUE}9"\n`));
});

test('a client on the command line holds the password of its program', () => {
  const mysql = `x-licence: \${LICENCE:?}\nservices:\n  db:\n    image: mysql:8.4\n    environment:\n      MYSQL_ROOT_PASSWORD: rootpassword\n`;
  const asks = (line: string): boolean =>
    titles({ 'compose.yaml': mysql, 'cli.sh': `#!/bin/sh\n${line}\n` }).some((title) => title.startsWith('Ask for'));
  assert.ok(!asks('mysql -h db -uroot -prootpassword shop'));
  assert.ok(!asks('mysqladmin -prootpassword ping'));
  assert.ok(asks('mysql -h db -Prootpassword'));
  assert.ok(asks('tar -prootpassword'));
});

test('an example or a comment comes last: no program reads it', () => {
  for (const more of [{ 'app.example.toml': `x = "${VALUE}"\n` }, { 'app.toml': `# x = "${VALUE}"\n` }] as Texts[]) {
    const note = noteOf({ 'compose.yaml': compose(VALUE), ...more }, 'compose.yaml', 'Move the value to `.env`');
    assert.match(note, /; the same value stays in `app(?:\.example)?\.toml:1`: /);
  }
});

test('a script that replaces the text of the manifest: no fix', () => {
  const offered = (script: string, path = 'dev/Tiltfile'): boolean =>
    titlesIn({ 'pod.yaml': pod(VALUE), [path]: script }, 'pod.yaml').length > 0;
  assert.ok(!offered(`text = text.replace(\n'''  - name: API_TOKEN\n  value: ${VALUE}\n''', other)\n`));
  assert.ok(!offered(`sed -i "s/${VALUE}/$TOKEN/" pod.yaml\n`, 'up.sh'));
  assert.ok(!offered(`(Get-Content pod.yaml) -replace '${VALUE}', $token\n`, 'up.ps1'));
  assert.ok(offered('curl http://localhost\n', 'up.sh'));
});
