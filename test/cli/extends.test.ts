/** `extends` with real files: the command line reads what is inside of the folder, and nothing behind a link. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { CLEAN, findings, folderWith, ROOT, seaworthy } from '../support/program.ts';

const OFF = 'rules: { user/root-user: off }\n';

test('a package in node_modules, which no folder walk reads, and a file that Git ignores', () => {
  const folder = folderWith({
    Dockerfile: ROOT,
    '.gitignore': 'node_modules/\nlocal.yaml\n',
    '.seaworthy.yaml': 'extends: "@acme/rules"\n',
    'node_modules/@acme/rules/.seaworthy.yaml': 'extends: ./more.yaml\n',
    'node_modules/@acme/rules/more.yaml': OFF,
    'local.yaml': OFF,
  });
  const roots = (...words: string[]) => findings(folder, words).filter((f) => f.rule === 'user/root-user').length;
  assert.deepEqual([roots(), roots('Dockerfile')], [0, 0]);
  fs.writeFileSync(path.join(folder, '.seaworthy.yaml'), 'extends: ./local.yaml\n');
  assert.deepEqual([roots(), roots('Dockerfile')], [0, 0]);
});

test('a missing file, and a link, are errors', { skip: process.platform === 'win32' }, () => {
  const outside = folderWith({ 'x.yaml': OFF });
  const folder = folderWith({ Dockerfile: CLEAN, '.seaworthy.yaml': 'extends: [./none.yaml, ./link.yaml]\n' });
  fs.symlinkSync(path.join(outside, 'x.yaml'), path.join(folder, 'link.yaml'));
  const { status, stdout } = seaworthy(folder, ['check']);
  assert.equal(status, 2);
  assert.match(stdout, /^\.seaworthy\.yaml:1:11 problem `\.\/none\.yaml` does not exist$/m);
  assert.match(stdout, /^\.seaworthy\.yaml:1:24 problem `\.\/link\.yaml` .*symbolic link/m);
});

test('a package behind the links of pnpm, and what it extends there', { skip: process.platform === 'win32' }, () => {
  const store = 'node_modules/.pnpm/@acme+rules@1.0.0/node_modules/@acme';
  const folder = folderWith({
    Dockerfile: ROOT,
    '.seaworthy.yaml': 'extends: "@acme/rules"\n',
    [`${store}/rules/.seaworthy.yaml`]: 'extends: "@acme/base"\n',
    [`${store}/base/.seaworthy.yaml`]: OFF,
  });
  fs.mkdirSync(path.join(folder, 'node_modules/@acme'));
  fs.symlinkSync('../.pnpm/@acme+rules@1.0.0/node_modules/@acme/rules', path.join(folder, 'node_modules/@acme/rules'));
  assert.deepEqual(
    findings(folder, []).filter((f) => f.rule === 'user/root-user'),
    [],
  );
  const outside = folderWith({ 'rules/.seaworthy.yaml': OFF });
  fs.rmSync(path.join(folder, 'node_modules/@acme/rules'));
  fs.symlinkSync(path.join(outside, 'rules'), path.join(folder, 'node_modules/@acme/rules'));
  const { status, stdout } = seaworthy(folder, ['check']);
  assert.equal(status, 2);
  assert.match(stdout, /problem `@acme\/rules` .*symbolic link/, 'a link out of the folder');
});

test('packages that link to each other are a cycle', { skip: process.platform === 'win32' }, () => {
  const folder = folderWith({
    Dockerfile: CLEAN,
    '.seaworthy.yaml': 'extends: rules\n',
    'packages/rules/.seaworthy.yaml': 'extends: ../../.seaworthy.yaml\n',
    'node_modules/x': '',
  });
  fs.symlinkSync('../packages/rules', path.join(folder, 'node_modules/rules'));
  const { status, stdout } = seaworthy(folder, ['check']);
  assert.equal(status, 2);
  assert.match(stdout, /extends `packages\/rules\/\.seaworthy\.yaml` itself/);
});

test('the file of --config extends others: in its repository, and only there', () => {
  const shared = folderWith({
    '.git/HEAD': 'ref: refs/heads/main\n',
    'ci/strict.yaml': 'extends: ../base.yaml\n',
    'base.yaml': OFF,
    'ci/none.yaml': 'extends: [../none.yaml, ../../x.yaml]\n',
  });
  const folder = folderWith({ Dockerfile: ROOT });
  const run = (name: string) => seaworthy(folder, ['check', '--config', path.join(shared, 'ci', name)]);
  const { status, stdout } = run('strict.yaml');
  assert.equal(status, 0, stdout);
  const wrong = run('none.yaml');
  assert.equal(wrong.status, 2);
  assert.match(wrong.stdout, /ci\/none\.yaml:1:11 problem `\.\.\/none\.yaml` does not exist/);
  assert.match(wrong.stdout, /problem `\.\.\/\.\.\/x\.yaml` leads out of the workspace/);
});
