/** What `--fix` and `--output` keep of a file that they replace, which files they refuse, and what is left after an error. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { isRead } from '../../server/src/core/files/file-kinds.ts';
import { NotWritten, writeAtomically } from '../../server/src/host/node-write.ts';
import { seaworthyIntercepted } from '../support/intercepted.ts';
import { giveAway, isRoot, seaworthyAsUser } from '../support/ordinary-user.ts';
import { CLI, folderWith, seaworthy } from '../support/program.ts';

const posix = { skip: process.platform === 'win32' };
const ADD = 'FROM node:22-alpine\nADD app.js /app/\nUSER 1000\nCMD ["node", "/app/app.js"]\n';
const COPY = ADD.replace('ADD', 'COPY');
const FIX = ['check', '--fix', '--profile', 'audit'];

const fixable = (more: Readonly<Record<string, string>> = {}): string => folderWith({ Dockerfile: ADD, ...more });
const at = (folder: string, name = 'Dockerfile'): string => path.join(folder, name);
const text = (folder: string, name = 'Dockerfile'): string => fs.readFileSync(at(folder, name), 'utf8');

/** `seaworthy WORDS…` by a shell, after `first`. */
const shell = (cwd: string, first: string, words: readonly string[]) =>
  spawnSync('sh', ['-c', `${first}; exec "$@"`, 'sh', process.execPath, CLI, ...words], { cwd, encoding: 'utf8' });

test('the mode stays, whatever the umask, with setuid, setgid and sticky', posix, () => {
  for (const mode of [0o644, 0o600, 0o666, 0o200 + 0o444, 0o755, 0o4755, 0o2775, 0o1777, 0o7777, 0o640])
    for (const umask of ['077', '000']) {
      const folder = fixable({ 'report.txt': 'before' });
      for (const name of ['Dockerfile', 'report.txt']) fs.chmodSync(at(folder, name), mode);
      shell(folder, `umask ${umask}`, [...FIX, '--output', 'report.txt']);
      assert.equal(text(folder), COPY);
      assert.notEqual(text(folder, 'report.txt'), 'before');
      for (const name of ['Dockerfile', 'report.txt'])
        assert.equal(fs.statSync(at(folder, name)).mode & 0o7777, mode, `${name} ${mode.toString(8)} ${umask}`);
    }
});

test('the owner and the group stay, also of a file with setuid', posix, () => {
  const folder = fixable({ 'report.txt': 'before' });
  const uid = isRoot ? 12345 : process.getuid!();
  const gid = isRoot ? 54321 : process.getgroups!().at(-1)!;
  for (const name of ['Dockerfile', 'report.txt']) {
    fs.chownSync(at(folder, name), uid, gid);
    fs.chmodSync(at(folder, name), 0o6755);
  }
  seaworthy(folder, [...FIX, '--output', 'report.txt']);
  assert.equal(text(folder), COPY);
  for (const name of ['Dockerfile', 'report.txt']) {
    const { uid: owner, gid: group, mode } = fs.statSync(at(folder, name));
    assert.deepEqual([owner, group, mode & 0o7777], [uid, gid, 0o6755], name);
  }
});

test('where the owner or group cannot stay, nobody gets their rights', { skip: !isRoot }, () => {
  const folder = fixable();
  giveAway(folder);
  fs.chownSync(at(folder), 12345, 54321);
  fs.chmodSync(at(folder), 0o6776);
  const run = seaworthyAsUser(folder, FIX);
  assert.equal(text(folder), COPY, run.stderr);
  assert.equal(fs.statSync(at(folder)).mode & 0o7777, 0o766, 'no setuid, no setgid, the new group is like all others');
});

test('a hard link is refused by name, and its other name keeps the text', posix, () => {
  const folder = fixable({ 'b/Dockerfile': ADD });
  fs.linkSync(at(folder), at(folder, 'other'));
  const run = seaworthy(folder, FIX);
  assert.match(
    run.stderr,
    /^seaworthy: .*\/Dockerfile is a hard link \(the file has another name\) and was left alone$/m,
  );
  assert.equal(run.status, 2);
  assert.deepEqual([text(folder), text(folder, 'other'), text(folder, 'b/Dockerfile')], [ADD, ADD, COPY]);
  assert.match(run.stdout, /^Dockerfile:2.*add-instead-of-copy/m, 'its finding is still reported');
});

test('a file without write permission is refused by name, also as root', posix, () => {
  for (const run of [seaworthy, seaworthyAsUser]) {
    const folder = fixable();
    fs.chmodSync(at(folder), 0o444);
    giveAway(folder);
    const { status, stderr } = run(folder, FIX);
    assert.match(stderr, /^seaworthy: .*\/Dockerfile has no write permission and was left alone$/m);
    assert.deepEqual([status, text(folder)], [2, ADD]);
  }
});

test("another user's file that only its owner may write is refused", { skip: !isRoot }, () => {
  const folder = fixable();
  giveAway(folder);
  fs.chownSync(at(folder), 12345, 54321);
  const { status, stderr } = seaworthyAsUser(folder, FIX);
  assert.match(stderr, /Dockerfile has no write permission/);
  assert.deepEqual([status, text(folder)], [2, ADD]);
});

test('a file in a folder that cannot be written is reported by its own name', posix, () => {
  const folder = fixable({ 'a/Dockerfile': ADD });
  giveAway(folder);
  fs.chmodSync(at(folder, 'a'), 0o555);
  const { status, stderr } = seaworthyAsUser(folder, FIX);
  assert.match(
    stderr,
    /^seaworthy: .*\/a\/Dockerfile cannot be replaced, perhaps because its folder is read-only \(EACCES\)/m,
  );
  assert.doesNotMatch(stderr, /\.tmp/);
  assert.deepEqual([status, text(folder), text(folder, 'a/Dockerfile')], [2, COPY, ADD]);
  fs.chmodSync(at(folder, 'a'), 0o755);
});

test('a named link is written through to its target; links that the walk finds are left alone', posix, () => {
  const folder = fixable({ 'real/deploy': ADD });
  fs.renameSync(at(folder, 'real/deploy'), at(folder, 'real/x.Dockerfile'));
  fs.symlinkSync('real/x.Dockerfile', at(folder, 'link.Dockerfile'));
  fs.symlinkSync('link.Dockerfile', at(folder, 'again.Dockerfile'));
  seaworthy(folder, [...FIX, 'again.Dockerfile']);
  assert.equal(text(folder, 'real/x.Dockerfile'), COPY);
  for (const [name, target] of [
    ['link.Dockerfile', 'real/x.Dockerfile'],
    ['again.Dockerfile', 'link.Dockerfile'],
  ] as const)
    assert.equal(fs.readlinkSync(at(folder, name)), target);
});

test('the new file is flushed before the rename, and the folder after it', posix, () => {
  const { calls } = seaworthyIntercepted(fixable(), FIX, {});
  const temporary = calls[0]!.replace('openSync ', '');
  assert.match(temporary, /^\.seaworthy-[0-9a-f]{24}\.tmp$/);
  const order = calls.filter((c) => /^(?:writeFile|fsync|close|rename)Sync/.test(c) && !c.includes('Dockerfile'));
  assert.deepEqual(
    order.map((c) => c.replace(temporary, 'TEMPORARY').replace(/seaworthy-cli-\w+/, 'FOLDER')),
    ['writeFile', 'fsync', 'close', 'rename']
      .map((name) => `${name}Sync TEMPORARY`)
      .concat('fsyncSync FOLDER', 'closeSync FOLDER'),
  );
});

test('the temporary file has a name that cannot be guessed and that is never read', posix, () => {
  const names = [1, 2].map(() => seaworthyIntercepted(fixable(), FIX, {}).calls[0]!.replace('openSync ', ''));
  assert.notEqual(names[0], names[1]);
  for (const folder of ['', '.envs/', 'templates/', '.kube/']) assert.equal(isRead(folder + names[0]!), false);
  assert.equal(isRead('.envs/production'), true);
  const folder = fixable({ [`.envs/${names[0]}`]: 'PASSWORD=gh7f6d5s4a\n', [`${names[1]}`]: ADD });
  assert.doesNotMatch(seaworthy(folder, ['check']).stdout, /\.tmp/);
});

test('a name of the greatest length is fixed', posix, () => {
  const name = `Dockerfile.${'x'.repeat(244)}`;
  const folder = folderWith({ [name]: ADD });
  seaworthy(folder, FIX);
  assert.equal(text(folder, name), COPY);
});

for (const [name, code] of [
  ['writeFileSync', 'ENOSPC'],
  ['fsyncSync', 'EIO'],
  ['fchmodSync', 'EPERM'],
  ['renameSync', 'EBUSY'],
] as const)
  test(`${name} fails with ${code}: the file is what it was, nothing else is left`, posix, () => {
    const folder = fixable();
    const run = seaworthyIntercepted(folder, FIX, { fail: { [name]: code } });
    assert.match(run.stderr, new RegExp(`^seaworthy: .*/Dockerfile cannot be replaced.*\\(${code}\\)`, 'm'));
    assert.doesNotMatch(run.stderr, /\.tmp/);
    assert.equal(run.status, 2);
    assert.equal(text(folder), ADD);
    assert.deepEqual(fs.readdirSync(folder), ['Dockerfile']);
  });

test('file systems that cannot flush or change owners are written to', posix, () => {
  const folder = fixable();
  seaworthyIntercepted(folder, FIX, { fail: { fsyncSync: 'EINVAL', fchownSync: 'ENOSYS' } });
  assert.equal(text(folder), COPY);
});

test('a disk that takes only the beginning: the file is what it was, nothing else is left', posix, () => {
  const long = ADD + '# a line that makes the file longer than the limit\n'.repeat(100);
  const folder = folderWith({ Dockerfile: long });
  const run = shell(folder, 'ulimit -f 1; trap "" XFSZ', FIX);
  assert.match(run.stderr, /Dockerfile cannot be replaced \(EFBIG\)/);
  assert.equal(run.status, 2);
  assert.equal(text(folder), long);
  assert.deepEqual(fs.readdirSync(folder), ['Dockerfile']);
});

test('a file that changes while its new text is written is not overwritten', posix, () => {
  for (const changed of [`${ADD}# changed\n`, ADD.replace('ADD', 'Add')]) {
    const folder = fixable();
    const run = seaworthyIntercepted(folder, FIX, { meanwhile: { file: at(folder), text: changed } });
    assert.match(run.stderr, /Dockerfile has changed meanwhile and was left alone/);
    assert.equal(run.status, 2);
    assert.equal(text(folder), changed);
    assert.deepEqual(fs.readdirSync(folder), ['Dockerfile']);
  }
});

test('pipes and folders in the place of a file are refused at once', posix, () => {
  const folder = folderWith({ 'x/y': '' });
  spawnSync('mkfifo', [at(folder, 'pipe')]);
  for (const name of ['pipe', 'x'])
    assert.throws(
      () => writeAtomically(at(folder, name), 'new', 'old'),
      (error) => error instanceof NotWritten && error.message.startsWith(at(folder, name)),
    );
});

test('--output writes a hard link in place and refuses a file without write permission', posix, () => {
  const folder = folderWith({ Dockerfile: COPY, 'a.txt': 'before', 'read-only.txt': 'before' });
  fs.linkSync(at(folder, 'a.txt'), at(folder, 'b.txt'));
  assert.equal(seaworthy(folder, ['check', '--output', 'a.txt']).status, 0);
  assert.match(text(folder, 'b.txt'), /^0 findings/);
  assert.equal(fs.statSync(at(folder, 'a.txt')).nlink, 2);
  fs.chmodSync(at(folder, 'read-only.txt'), 0o444);
  giveAway(folder);
  for (const run of [seaworthy, seaworthyAsUser]) {
    const { status, stderr } = run(folder, ['check', '--output', 'read-only.txt']);
    assert.match(stderr, /--output: read-only\.txt has no write permission/);
    assert.deepEqual([status, text(folder, 'read-only.txt')], [2, 'before']);
  }
});
