/** Files without a model that hold the value of a secret: the note names them first, and where the fix would break them there is none. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { noteOf, type Texts, titlesIn } from '../../../support/secrets-fixed.ts';

const VALUE = 'qX7vR2mK9tLw4ZpB';
const compose = (password: string): string =>
  `x-licence: \${LICENCE:?}\nservices:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_USER: shop\n      POSTGRES_PASSWORD: ${password}\n`;
const pod = (value: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: registry.example.com/a:1.2\n      env:\n        - name: API_TOKEN\n          value: ${value}\n`;

/** A file of each kind, and the line with the value. */
const READERS: Readonly<Record<string, readonly [text: (value: string) => string, line: number]>> = {
  'src/main/resources/application.properties': [(v) => `a=b\nspring.datasource.password=${v}\n`, 2],
  'web/appsettings.Development.json': [(v) => `{\n  "Db": { "DbPassword": "${v}" }\n}\n`, 2],
  'config/app.toml': [(v) => `[db]\ndb_password = "${v}"\n`, 2],
  'app.ini': [(v) => `[db]\ndb_password = ${v}\n`, 2],
  'feature_store.yaml': [(v) => `online_store:\n  type: postgres\n  password: ${v}\n`, 3],
  'seed.sh': [(v) => `#!/bin/sh\nPGPASSWORD=${v} psql -h localhost shop\n`, 2],
  Makefile: [(v) => `seed:\n\tPGPASSWORD=${v} psql shop\n`, 2],
  Tiltfile: [(v) => `local_resource(\n  "seed",\n  env = {"PGPASSWORD": "${v}"})\n`, 3],
  '.github/workflows/ci.yml': [(v) => `jobs:\n  a:\n    env:\n      POSTGRES_PASSWORD: ${v}\n`, 4],
  'db/01-init.sql': [(v) => `-- users\nCREATE USER shop WITH postgres_password='${v}';\n`, 2],
};

describe('the note of a moved secret begins with the file that keeps its value', () => {
  for (const [path, [text, line]] of Object.entries(READERS))
    for (const value of [VALUE, 'shopper'])
      test(`${path}, ${value === VALUE ? 'a distinctive value' : 'a common one'}`, () => {
        const files: Texts = { 'compose.yaml': compose(value), [path]: text(value) };
        const note = noteOf(files, 'compose.yaml', 'Move the value to `.env`');
        assert.match(note, new RegExp(`^The same (?:value stays|password seems to stand) in \`${path}:${line}\`: `));
        assert.ok(!note.includes(VALUE));
        const other = noteOf({ ...files, [path]: text('another1') }, 'compose.yaml', 'Move the value to `.env`');
        assert.ok(!other.includes(path), other);
      });
});

test('a common value is another secret under another name, in another folder and in a longer word', () => {
  const note = (more: Texts): string =>
    noteOf({ 'a/compose.yaml': compose('shopper'), ...more }, 'a/compose.yaml', 'Move the value to `.env`');
  assert.match(note({ 'a/b/app.toml': 'db_password = "shopper"\n' }), /a\/b\/app\.toml:1/);
  assert.doesNotMatch(note({ 'a/b/app.toml': 'redis_password = "shopper"\n' }), /app\.toml/);
  assert.doesNotMatch(note({ 'a/b/app.toml': 'db_name = "shopper"\n' }), /app\.toml/);
  assert.doesNotMatch(note({ 'b/app.toml': 'db_password = "shopper"\n' }), /app\.toml/);
  const distinct = (text: string): string =>
    noteOf({ 'compose.yaml': compose(VALUE), 'b/app.toml': text }, 'compose.yaml', 'Move the value to `.env`');
  assert.match(distinct(`x = "${VALUE}"\n`), /app\.toml/);
  assert.doesNotMatch(distinct(`x = "${VALUE}9"\n`), /app\.toml/);
});

test('a client on the command line holds the password of its program', () => {
  const mysql = `x-licence: \${LICENCE:?}\nservices:\n  db:\n    image: mysql:8.4\n    environment:\n      MYSQL_ROOT_PASSWORD: rootpassword\n`;
  const note = (line: string): string =>
    noteOf(
      { 'compose.yaml': mysql, 'cli.sh': `#!/bin/sh\n${line}\n` },
      'compose.yaml',
      'Ask for `MYSQL_ROOT_PASSWORD`',
    );
  assert.match(note('mysql -h db -uroot -prootpassword shop'), /^The same password seems to stand in `cli\.sh:2`: /);
  assert.match(note('mysqladmin -prootpassword ping'), /`cli\.sh:2`/);
  assert.doesNotMatch(note('mysql -h db -Prootpassword'), /cli\.sh/);
  assert.doesNotMatch(note('tar -prootpassword'), /cli\.sh/);
});

test('an example or a comment comes last: no program reads it', () => {
  for (const more of [{ 'app.example.toml': `x = "${VALUE}"\n` }, { 'app.toml': `# x = "${VALUE}"\n` }] as Texts[]) {
    const note = noteOf({ 'compose.yaml': compose(VALUE), ...more }, 'compose.yaml', 'Move the value to `.env`');
    assert.match(note, /; the same value stays in `app(?:\.example)?\.toml:1`: /);
  }
});

test('three places that have to agree: by hand', () => {
  const all = Object.entries(READERS).map(([path, [text]]): readonly [string, string] => [path, text(VALUE)]);
  const titles = (count: number, own: string, path: string): string[] =>
    titlesIn({ [path]: own, ...Object.fromEntries(all.slice(0, count)) }, path);
  for (const [path, own] of [
    ['compose.yaml', compose(VALUE)],
    ['pod.yaml', pod(VALUE)],
  ] as const) {
    assert.ok(titles(2, own, path).length > 0);
    assert.deepEqual(titles(3, own, path), []);
  }
  // Other Compose files start services of their own.
  const others = Object.fromEntries(['a', 'b', 'c'].map((name) => [`compose.${name}.yaml`, compose(VALUE)]));
  assert.ok(titlesIn({ 'compose.yaml': compose(VALUE), ...others }, 'compose.yaml').length > 0);
});

test('a script that replaces the text of the manifest: no fix', () => {
  const offered = (script: string, path = 'dev/Tiltfile'): boolean =>
    titlesIn({ 'pod.yaml': pod(VALUE), [path]: script }, 'pod.yaml').length > 0;
  assert.ok(!offered(`text = text.replace(\n'''  - name: API_TOKEN\n  value: ${VALUE}\n''', other)\n`));
  assert.ok(!offered(`sed -i "s/${VALUE}/$TOKEN/" pod.yaml\n`, 'up.sh'));
  assert.ok(!offered(`(Get-Content pod.yaml) -replace '${VALUE}', $token\n`, 'up.ps1'));
  assert.ok(offered(`curl -H "token: ${VALUE}" http://localhost\n`, 'up.sh'));
});
