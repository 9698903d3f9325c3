/** The command line reads files below the folders it checks and those that the user names; it changes nothing outside. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import * as path from 'node:path';
import { test } from 'node:test';
import { readInside, readText } from '../../server/src/host/node.ts';
import { CANARY, outsideFolder, stateOf } from '../support/canary.ts';
import { findings, folderWith, ROOT, seaworthy } from '../support/program.ts';

const COMPOSE = 'services:\n  web:\n    build: ./app\n';
const reads = (text: string): RegExp => new RegExp(text, 'i');

/** A folder whose links lead to every file of `outside`, and to `outside` itself. */
function trap(outside: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = folderWith({ 'compose.yaml': COMPOSE, 'web/Dockerfile': ROOT, ...files });
  fs.symlinkSync(outside, path.join(folder, 'app'));
  for (const name of fs.readdirSync(outside)) {
    const link = path.join(folder, 'web', name === 'Dockerfile' ? 'linked.Dockerfile' : name);
    if (!fs.existsSync(link)) fs.symlinkSync(path.join(outside, name), link);
  }
  return folder;
}

test('nothing outside is quoted or applied, whatever is named beside it', () => {
  const outside = outsideFolder();
  const folder = trap(outside);
  const before = stateOf(outside);
  for (const words of [
    [],
    ['.'],
    ['compose.yaml'],
    ['web/Dockerfile'],
    ['--workspace', '.', 'web'],
    ['--fix'],
    ['web'],
  ])
    for (const format of ['text', 'json', 'jsonl', 'sarif']) {
      const run = seaworthy(folder, ['check', '--profile', 'audit', '--format', format, ...words]);
      assert.doesNotMatch(run.stdout + run.stderr, reads(CANARY), `${words} ${format}`);
      assert.notEqual(run.status, 3, run.stderr);
    }
  const rules = findings(trap(outside), ['web/Dockerfile']).map((l) => l.rule);
  assert.ok(rules.includes('user/root-user'), 'the configuration outside would turn it off');
  assert.deepEqual(stateOf(outside), before);
});

test('standard input under a name beside links reads nothing outside', () => {
  const folder = trap(outsideFolder());
  for (const name of ['compose.yaml', 'web/compose.yaml', 'app/compose.yaml']) {
    const run = seaworthy(folder, ['check', '--profile', 'audit', '-', '--stdin-filename', name], COMPOSE);
    assert.doesNotMatch(run.stdout + run.stderr, reads(CANARY), name);
  }
});

test('paths in files lead to no file outside', () => {
  const outside = outsideFolder();
  const before = stateOf(outside);
  const up = `../${path.basename(outside)}`;
  for (const to of [up, outside, `x/../../${path.basename(outside)}`, `.//${up}`]) {
    const text = [
      `include: [${to}/compose.yaml]`,
      'services:',
      '  web:',
      `    build: { context: ${to}, dockerfile: ${to}/Dockerfile }`,
      `    env_file: ${to}/.env`,
      `    extends: { file: ${to}/compose.yaml, service: ${CANARY.slice(0, 3)} }`,
      '    secrets: [one]',
      `secrets: { one: { file: ${to}/.env } }`,
      `configs: { two: { file: ${to}/.env } }`,
      '',
    ].join('\n');
    const folder = folderWith({ 'compose.yaml': text });
    for (const words of [[], ['compose.yaml'], ['--fix']]) {
      const run = seaworthy(folder, ['check', '--profile', 'audit', ...words]);
      assert.doesNotMatch(run.stdout + run.stderr, reads(CANARY), `${to} ${words}`);
    }
  }
  assert.deepEqual(stateOf(outside), before);
});

test('a named file is read through its links, but only changed inside', () => {
  const outside = folderWith({ Dockerfile: 'FROM node:22-alpine\nADD app.js /app/\nUSER node\n' });
  const before = stateOf(outside);
  const folder = folderWith({});
  fs.symlinkSync(path.join(outside, 'Dockerfile'), path.join(folder, 'Dockerfile'));
  assert.ok(findings(folder, ['--profile', 'audit', 'Dockerfile']).some((l) => l.rule === 'build/add-instead-of-copy'));
  const run = seaworthy(folder, ['check', '--profile', 'audit', '--fix', 'Dockerfile']);
  assert.equal(run.status, 2);
  assert.match(run.stderr, /Dockerfile leads out of .* by a symbolic link and was left alone/);
  assert.deepEqual(stateOf(outside), before);
  const listed = seaworthy(folder, ['check']);
  assert.match(listed.stderr, /Dockerfile is a symbolic link that leads out of the folder/);
  assert.equal(listed.status, 0);
});

test('a folder that is named is read through its own link', () => {
  const folder = folderWith({ 'real/Dockerfile': ROOT, 'other/Dockerfile': ROOT });
  fs.symlinkSync('real', path.join(folder, 'link'));
  const paths = findings(folder, ['link', 'other']).flatMap((l) => (l.rule === 'user/root-user' ? [l.path] : []));
  assert.deepEqual(paths, ['link/Dockerfile', 'other/Dockerfile']);
});

test('a configuration that is a link does not apply, and that is reported', () => {
  const folder = folderWith({ 'shared.yaml': 'rules: { user/root-user: off }\n', Dockerfile: ROOT });
  fs.symlinkSync('shared.yaml', path.join(folder, '.seaworthy.yaml'));
  for (const words of [[], ['Dockerfile']]) {
    const run = seaworthy(folder, ['check', ...words]);
    assert.match(run.stdout, /user\/root-user/, words.join());
    assert.match(run.stderr, /\.seaworthy\.yaml is .*symbolic link and was not read/, words.join());
  }
  assert.doesNotMatch(seaworthy(folder, ['check', '--config', '.seaworthy.yaml']).stdout, /user\/root-user/);
});

test('pipes, folders and devices are not read and do not block', { skip: process.platform === 'win32' }, () => {
  const folder = folderWith({ 'compose.yaml': COMPOSE });
  fs.mkdirSync(path.join(folder, 'Dockerfile'));
  for (const name of ['.env', '.gitignore', '.seaworthy.yaml', 'web.Dockerfile'])
    assert.equal(spawnSync('mkfifo', [path.join(folder, name)]).status, 0);
  for (const words of [[], ['compose.yaml'], ['web.Dockerfile', 'Dockerfile']])
    assert.notEqual(seaworthy(folder, ['check', ...words]).status, null, 'it ended by itself');
  assert.deepEqual(readInside(folder, '.env'), { problem: 'no-file', message: 'is not a file' });
  assert.deepEqual(readText('/dev/zero'), { problem: 'no-file', message: 'is not a file' });
});

test('a link that takes the place of a folder or file during the read is not followed', () => {
  const outside = outsideFolder();
  const folder = folderWith({ 'app/Dockerfile': ROOT });
  const place = path.join(folder, 'app/Dockerfile');
  const open = fs.openSync;
  // The files are swapped after the check and before the file is opened.
  const swapped = (swap: () => void): ReturnType<typeof readInside> => {
    let done = false;
    const mutable = fs as { openSync: typeof open };
    mutable.openSync = (...words) => {
      if (!done) swap();
      done = true;
      return open(...words);
    };
    syncBuiltinESMExports();
    try {
      return readInside(folder, 'app/Dockerfile');
    } finally {
      mutable.openSync = open;
      syncBuiltinESMExports();
    }
  };
  const byFile = swapped(() => {
    fs.rmSync(place);
    fs.symlinkSync(path.join(outside, 'Dockerfile'), place);
  });
  assert.equal('problem' in byFile && byFile.problem, 'outside');
  fs.rmSync(place);
  fs.writeFileSync(place, ROOT);
  const byFolder = swapped(() => {
    fs.renameSync(path.join(folder, 'app'), path.join(folder, 'old'));
    fs.symlinkSync(outside, path.join(folder, 'app'));
  });
  assert.equal('problem' in byFolder && byFolder.problem, 'outside');
});
