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
