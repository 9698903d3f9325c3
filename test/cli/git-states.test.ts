/** `--staged` in every state of a repository: staged text is read, unreadable files are listed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { type Staged, stagedFiles } from '../../server/src/cli/staged.ts';
import { limits } from '../../server/src/core/yaml/limits.ts';
import { committed, git, lose, PERSON, stage, withFinding, write } from '../support/git-repository.ts';
import { CLEAN, folderWith, ROOT, seaworthy } from '../support/program.ts';

/** What is staged, with its text. */
const texts = (staged: Staged): [string, string | undefined][] => staged.staged.map((p) => [p, staged.files.get(p)]);
const FOUND: [string, string][] = [['app/Dockerfile', ROOT]];

/** Runs `work` with these variables in the environment. */
function within<T>(env: Readonly<Record<string, string>>, work: () => T): T {
  Object.assign(process.env, env);
  try {
    return work();
  } finally {
    for (const name of Object.keys(env)) delete process.env[name];
  }
}

test('before the first commit everything is staged', () => {
  const folder = folderWith({ 'app/Dockerfile': ROOT });
  git(folder, 'init', '-q');
  git(folder, 'add', '.');
  assert.deepEqual(texts(stagedFiles(folder)), FOUND);
});

test('a detached HEAD, and a folder below the top', () => {
  const folder = withFinding();
  git(folder, 'checkout', '-q', '--detach');
  assert.deepEqual(texts(stagedFiles(folder)), FOUND);
  const below = stagedFiles(path.join(folder, 'app'));
  assert.deepEqual([below.root, texts(below)], [folder, FOUND]);
});

test('a SHA-256 repository', () => {
  const folder = committed({ 'app/Dockerfile': CLEAN }, '--object-format=sha256');
  stage(folder, 'app/Dockerfile', ROOT);
  assert.equal(git(folder, 'rev-parse', 'HEAD').length, 64);
  assert.deepEqual(texts(stagedFiles(folder)), FOUND);
});

test('a split index', () => {
  const folder = withFinding();
  git(folder, 'update-index', '--split-index');
  assert.ok(fs.readdirSync(path.join(folder, '.git')).some((name) => name.startsWith('sharedindex.')));
  assert.deepEqual(texts(stagedFiles(folder)), FOUND);
});

test('a sparse checkout with a sparse index, whose folders stand for their files', () => {
  const folder = withFinding();
  git(folder, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'app');
  assert.match(git(folder, 'ls-files', '--sparse'), /^old\/$/m);
  const staged = stagedFiles(folder);
  assert.deepEqual(texts(staged), FOUND);
  assert.equal(staged.files.get('old/Dockerfile'), '# old\n', 'a file that only helps, and is not on disk');
});

test('a linked worktree: its own index and HEAD', () => {
  const folder = committed({ 'app/Dockerfile': CLEAN });
  const linked = path.join(folder, 'trees/linked');
  git(folder, 'worktree', 'add', '-q', '-b', 'other', linked);
  stage(linked, 'app/Dockerfile', ROOT);
  assert.deepEqual(texts(stagedFiles(linked)), FOUND);
  assert.deepEqual(texts(stagedFiles(folder)), []);
});

test('a bare repository, and a git directory, have nothing staged, and a message explains it', () => {
  const folder = folderWith({});
  git(folder, 'init', '-q', '--bare', 'bare');
  git(folder, 'init', '-q', 'whole');
  const refused = (name: string): string => {
    const run = seaworthy(path.join(folder, name), ['check', '--staged']);
    assert.equal(run.status, 2);
    return run.stderr;
  };
  for (const name of ['bare', 'bare/refs', 'whole/.git', 'whole/.git/refs'])
    assert.match(refused(name), /no staged files/);
});

test('a conflict: the file has no staged text and is not passed over', () => {
  const folder = committed({ 'app/Dockerfile': CLEAN, 'b/Dockerfile': CLEAN });
  git(folder, 'checkout', '-qb', 'other');
  write(folder, 'app/Dockerfile', ROOT);
  git(folder, 'commit', '-qam', 'two');
  git(folder, 'checkout', '-q', 'main');
  write(folder, 'app/Dockerfile', CLEAN.replace('USER node', 'USER 1000'));
  git(folder, 'commit', '-qam', 'three');
  const merge = spawnSync('git', ['merge', '-q', 'other'], { cwd: folder, env: PERSON });
  assert.equal(merge.status, 1);
  const staged = stagedFiles(folder);
  assert.deepEqual(staged.wantedUnread, ['app/Dockerfile']);
  assert.match(staged.unread.get('app/Dockerfile')!, /merge conflict/);
  assert.match(seaworthy(folder, ['check', '--staged']).stderr, /app\/Dockerfile was not read: has a merge conflict/);
});

test('names: newlines, quotes, tabs, a byte order mark; and one that is not UTF-8 is named as unread', () => {
  const odd = ['a\nb/Dockerfile', '"q"/Dockerfile', 'tab\t/Dockerfile', '\ufeffx/Dockerfile', '文/Dockerfile'];
  const folder = committed({ 'x.txt': '' });
  for (const name of odd) stage(folder, name, ROOT);
  const id = git(folder, 'rev-parse', `:${odd[4]}`);
  const entry = Buffer.concat([Buffer.from(`100644 ${id}\tcaf`), Buffer.from([0xe9]), Buffer.from('/Dockerfile\0')]);
  const added = spawnSync('git', ['update-index', '-z', '--index-info'], { cwd: folder, env: PERSON, input: entry });
  assert.equal(added.status, 0);
  const staged = stagedFiles(folder);
  assert.deepEqual([...staged.staged].sort(), [...odd].sort());
  assert.deepEqual([...staged.unread], [['caf\\xe9/Dockerfile', 'has a name that is not UTF-8']]);
  assert.deepEqual(staged.wantedUnread, ['caf\\xe9/Dockerfile']);
});

/** A clone that has the files of `app` alone, of a server that may be asked for more. */
function partialClone(): string {
  const server = committed({ 'app/Dockerfile': CLEAN, 'old/Dockerfile': '# old\n' });
  git(server, 'config', 'uploadpack.allowFilter', 'true');
  const folder = path.join(folderWith({}), 'clone');
  git(server, 'clone', '-q', '--filter=blob:none', '--no-checkout', `file://${server}`, folder);
  git(folder, 'sparse-checkout', 'set', '--cone', 'app');
  git(folder, 'checkout', '-q', 'main');
  return folder;
}

test('a partial clone: what only helps is unknown, and nothing is fetched', () => {
  const folder = partialClone();
  stage(folder, 'app/Dockerfile', ROOT);
  const staged = stagedFiles(folder);
  assert.deepEqual(texts(staged), FOUND);
  assert.deepEqual([...staged.unread], [['old/Dockerfile', 'is not in the repository']]);
  assert.deepEqual(staged.wantedUnread, []);
  assert.equal(seaworthy(folder, ['check', '--staged']).status, 1);
  assert.deepEqual([...stagedFiles(folder).unread.keys()], ['old/Dockerfile'], 'it is still not there');
});

test('a partial clone: a staged file whose text is missing is named', () => {
  const folder = partialClone();
  stage(folder, 'app/Dockerfile', ROOT);
  lose(folder, ':app/Dockerfile');
  const staged = stagedFiles(folder);
  assert.deepEqual(staged.wantedUnread, ['app/Dockerfile']);
  assert.match(
    seaworthy(folder, ['check', '--staged']).stderr,
    /app\/Dockerfile was not read: is not in the repository/,
  );
});

test('a damaged object is named, or an error: never a file without findings', () => {
  const folder = withFinding();
  const id = git(folder, 'rev-parse', ':app/Dockerfile');
  const file = path.join(folder, '.git/objects', id.slice(0, 2), id.slice(2));
  const whole = fs.readFileSync(file);
  fs.chmodSync(file, 0o644);
  fs.writeFileSync(file, 'damaged');
  assert.deepEqual(stagedFiles(folder).wantedUnread, ['app/Dockerfile']);
  fs.writeFileSync(file, whole.subarray(0, whole.length - 8));
  assert.throws(() => stagedFiles(folder), /git cat-file failed/);
  assert.equal(seaworthy(folder, ['check', '--staged']).status, 2);
});

test('a replacement of an object is not what a commit holds', () => {
  const folder = withFinding();
  const clean = git(folder, 'rev-parse', 'HEAD:app/Dockerfile');
  git(folder, 'replace', git(folder, 'rev-parse', ':app/Dockerfile'), clean);
  assert.equal(git(folder, 'cat-file', '-p', ':app/Dockerfile'), CLEAN.trim(), 'git shows the replacement');
  assert.deepEqual(texts(stagedFiles(folder)), FOUND);
});

test('files above the limit are named and do not keep others from being read; many files are read in groups', () => {
  const folder = committed({ 'x.txt': '' });
  const names = Array.from({ length: 9 }, (_, i) => `data-${i}.json`);
  for (const [i, name] of names.entries()) write(folder, name, `${i}`.repeat(limits.file - i));
  write(folder, 'large.json', '1'.repeat(limits.file + 1));
  stage(folder, 'app/Dockerfile', ROOT);
  git(folder, 'add', '.');
  stage(folder, 'app/Dockerfile', ROOT);
  const staged = stagedFiles(folder);
  assert.equal(staged.files.get('app/Dockerfile'), ROOT);
  assert.deepEqual(staged.wantedUnread, ['large.json']);
  for (const [i, name] of names.entries()) assert.equal(staged.files.get(name), `${i}`.repeat(limits.file - i));
});

test('links and submodules are no files', () => {
  const folder = withFinding();
  fs.symlinkSync('app/Dockerfile', path.join(folder, 'Dockerfile'));
  git(folder, 'add', 'Dockerfile');
  assert.deepEqual(texts(stagedFiles(folder)), FOUND);
});

test('pre-commit: between two commits, over all files, and in a shallow clone without a common commit', () => {
  const folder = committed({ 'app/Dockerfile': CLEAN, 'old/Dockerfile': ROOT });
  git(folder, 'checkout', '-qb', 'topic');
  write(folder, 'app/Dockerfile', ROOT);
  git(folder, 'commit', '-qam', 'two');
  git(folder, 'checkout', '-q', 'main');
  write(folder, 'old/Dockerfile', CLEAN);
  git(folder, 'commit', '-qam', 'three');
  git(folder, 'checkout', '-q', 'topic');
  const range = { PRE_COMMIT: '1', PRE_COMMIT_FROM_REF: 'main', PRE_COMMIT_TO_REF: 'HEAD' };
  assert.deepEqual(
    within(range, () => texts(stagedFiles(folder))),
    FOUND,
  );
  assert.deepEqual(
    within({ PRE_COMMIT: '1' }, () => stagedFiles(folder).staged),
    ['app/Dockerfile', 'old/Dockerfile'],
  );
  const shallow = path.join(folderWith({}), 'clone');
  git(folder, 'clone', '-q', '--depth=1', '--no-single-branch', `file://${folder}`, shallow);
  const remote = { ...range, PRE_COMMIT_FROM_REF: 'origin/main' };
  const both = within(remote, () => stagedFiles(shallow).staged);
  assert.deepEqual(both, ['app/Dockerfile', 'old/Dockerfile']);
  const unknown = { ...range, PRE_COMMIT_FROM_REF: '--output=x' };
  assert.throws(() => within(unknown, () => stagedFiles(folder)), /knows no commit --output=x/);
});
