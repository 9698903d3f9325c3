/** Files that cannot be opened, found by their names or taken from the index are never passed over in silence. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { seaworthyDenied } from '../support/denied.ts';
import { CLEAN, folderWith, PRIVILEGED, ROOT, seaworthy } from '../support/program.ts';
import { sarifFaults } from '../support/sarif.ts';
import { json, large, unreadIn } from '../support/unread.ts';

test('files and folders that cannot be opened fail; excluded files, other kinds and context files do not', () => {
  const folder = folderWith({
    'a/deploy.yaml': PRIVILEGED,
    'b/Dockerfile': CLEAN,
    'b/.dockerignore': '',
    'b/notes.txt': '',
    'c/Dockerfile': CLEAN,
  });
  const of = (denied: readonly string[], ...words: readonly string[]) => {
    const run = seaworthyDenied(folder, denied, [...json, ...words]);
    return [run.status, unreadIn(run.stdout).map((u) => [u.path, u.extent, u.why])];
  };
  const refused = 'cannot be read (EACCES)';
  assert.deepEqual(of(['deploy.yaml']), [2, [['a/deploy.yaml', 'not-read', refused]]]);
  assert.deepEqual(of(['deploy.yaml'], 'a/deploy.yaml'), [2, [['a/deploy.yaml', 'not-read', refused]]]);
  assert.deepEqual(of(['/b'], 'b', 'c'), [2, [['b', 'not-read', 'cannot be opened']]]);
  assert.deepEqual(of(['/b'], '--workspace', '.', 'b'), [2, [['b', 'not-read', 'cannot be opened']]]);
  assert.deepEqual(of(['.dockerignore', 'notes.txt'], 'b'), [0, []]);
  assert.deepEqual(of(['deploy.yaml'], '--workspace', '.', 'b'), [0, []], 'it only helps to judge the others');
  fs.writeFileSync(path.join(folder, '.seaworthy.yaml'), 'exclude: [a/]\n');
  assert.deepEqual(of(['deploy.yaml', '/a']), [0, []]);
});

test('a configuration that cannot be opened is a broken one, whatever fails', () => {
  const folder = folderWith({ Dockerfile: CLEAN, '.seaworthy.yaml': 'failOn: never\n' });
  for (const words of [[], ['Dockerfile'], ['--fail-on', 'never']]) {
    const run = seaworthyDenied(folder, ['.seaworthy.yaml'], ['check', ...words]);
    assert.equal(run.status, 2, words.join(' '));
    assert.match(run.stderr, /\.seaworthy\.yaml cannot be read/);
  }
});

test('a configuration that cannot be opened does not matter where nothing is to be reported', () => {
  const folder = folderWith({ 'a/Dockerfile': CLEAN, 'b/Dockerfile': CLEAN, 'b/.seaworthy.yaml': '' });
  const of = (words: readonly string[]) => seaworthyDenied(folder, ['.seaworthy.yaml'], ['check', ...words]).status;
  assert.equal(of(['--workspace', '.', 'a']), 0);
  assert.equal(of(['--workspace', '.', 'b']), 2);
});

test('a named link in a circle was not read', () => {
  const folder = folderWith({});
  fs.symlinkSync('Dockerfile', path.join(folder, 'Dockerfile'));
  const run = seaworthy(folder, [...json, 'Dockerfile']);
  assert.deepEqual([run.status, unreadIn(run.stdout).map((u) => u.path)], [2, ['Dockerfile']]);
});

test('files and folders with names that are not UTF-8 are judged, their names escaped', {
  skip: process.platform !== 'linux',
}, () => {
  const folder = folderWith({ '.gitignore': 'ignored*\n' });
  const below = (name: string): Buffer => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);
  fs.mkdirSync(below('caf\xe9'));
  fs.mkdirSync(below('ignored\xe9'));
  for (const name of ['caf\xe9/Dockerfile', 'ignored\xe9/Dockerfile', 'caf\xe9/b\xff.yaml'])
    fs.writeFileSync(below(name), name.endsWith('yaml') ? PRIVILEGED : ROOT);
  const run = seaworthy(folder, ['check']);
  assert.match(run.stdout, /^caf\\xe9\/Dockerfile:2:6 .*\[user\/root-user\]/m);
  assert.match(run.stdout, /^caf\\xe9\/b\\xff\.yaml:10:9 .*\[privilege\/privileged-container\]/m);
  assert.doesNotMatch(run.stdout, /ignored/);
  const log = JSON.parse(seaworthy(folder, ['check', '--format', 'sarif']).stdout);
  assert.deepEqual(sarifFaults(log), []);
  assert.match(JSON.stringify(log), /"caf%E9\/Dockerfile"/);
  assert.equal(JSON.parse(seaworthy(folder, json).stdout).findings[0].path, 'caf\udce9/Dockerfile');
});

test('--staged: an object that is not there fails where its file was to be reported', () => {
  const folder = folderWith({ 'pod.yaml': PRIVILEGED, 'list.txt': '' });
  const git = (...words: string[]): string => spawnSync('git', words, { cwd: folder, encoding: 'utf8' }).stdout.trim();
  git('init', '-q');
  git('add', '.');
  const id = git('rev-parse', ':pod.yaml');
  fs.rmSync(path.join(folder, '.git/objects', id.slice(0, 2), id.slice(2)), { force: true });
  const run = seaworthy(folder, [...json, '--staged']);
  assert.equal(run.status, 2, run.stderr);
  assert.deepEqual(
    unreadIn(run.stdout).map((u) => [u.path, u.extent]),
    [['pod.yaml', 'not-read']],
  );
  assert.equal(seaworthy(folder, ['check', '--staged', '--fail-on', 'never']).status, 0);
});

test('--staged: a large API description breaks no commit, a large manifest does', () => {
  const git = (folder: string, ...words: string[]) => spawnSync('git', words, { cwd: folder });
  const statusOf = (text: string): number | null => {
    const folder = folderWith({ 'api.yaml': text });
    git(folder, 'init', '-q');
    git(folder, 'add', '.');
    return seaworthy(folder, ['check', '--staged']).status;
  };
  assert.equal(statusOf(large('openapi: 3.1.0\n')), 0);
  assert.equal(statusOf(large(PRIVILEGED)), 2);
});
