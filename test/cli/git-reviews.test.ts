/** Reviews in repositories of every kind: merges, renames in the index, submodules, linked worktrees, bare repositories, shallow clones. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { committed, git, PERSON, stage, write } from '../support/git-repository.ts';
import { CLEAN, folderWith, ROOT, seaworthy } from '../support/program.ts';

interface Out {
  readonly findings: readonly { readonly path: string; readonly state?: string }[];
  readonly change?: { readonly fixed: readonly { readonly path: string }[] };
}

/** The files with findings, and those with mended ones. */
function reviewed(cwd: string, ...words: string[]): { found: string[]; fixed: string[] } {
  const run = seaworthy(cwd, ['check', '--format', 'json', '--today', '2026-11-30', ...words], '', PERSON);
  assert.notEqual(run.stdout, '', run.stderr);
  const { findings, change } = JSON.parse(run.stdout) as Out;
  return {
    found: findings.map((f) => `${f.state ?? ''} ${f.path}`.trim()),
    fixed: (change?.fixed ?? []).map((f) => f.path),
  };
}

/** The branch topic adds `topic/Dockerfile`, main meanwhile `main/Dockerfile`; topic is checked out. */
function branched(topic = ROOT, main = ROOT): string {
  const folder = committed({ 'app/Dockerfile': CLEAN });
  for (const [branch, file, text] of [
    ['topic', 'topic/Dockerfile', topic],
    ['main', 'main/Dockerfile', main],
  ] as const) {
    if (branch === 'topic') git(folder, 'checkout', '-q', '-b', branch);
    else git(folder, 'checkout', '-q', branch);
    write(folder, file, text);
    git(folder, 'add', '.');
    git(folder, 'commit', '-qm', branch);
  }
  git(folder, 'checkout', '-q', 'topic');
  return folder;
}

test('a merge: what comes from the default branch is no change of this one', () => {
  const folder = branched();
  git(folder, 'merge', '-q', '-m', 'merge', 'main');
  assert.deepEqual(reviewed(folder, '--since', 'merge-base:main').found, ['new topic/Dockerfile']);
  assert.deepEqual(reviewed(folder, '--since', 'HEAD~1').found, ['new main/Dockerfile'], 'the first parent');
});

test('a merge that is not committed yet: the hook reads all that it stages', () => {
  const folder = branched(CLEAN);
  git(folder, 'merge', '-q', '--no-commit', '--no-ff', 'main');
  assert.deepEqual(reviewed(folder, '--staged'), { found: ['main/Dockerfile'], fixed: [] });
  assert.deepEqual(reviewed(folder, '--staged', '--since', 'HEAD').found, ['new main/Dockerfile']);
});

test('renames in the index, whatever is on disk', () => {
  const folder = committed({ 'app/Dockerfile': `${ROOT}# one\n# two\n`, 'keep/Dockerfile': CLEAN });
  git(folder, 'mv', 'app', 'web');
  assert.deepEqual(reviewed(folder, '--staged', '--since', 'HEAD'), { found: [], fixed: [] });
  assert.deepEqual(reviewed(folder, '--staged').found, ['web/Dockerfile']);
  fs.rmSync(path.join(folder, 'web'), { recursive: true });
  assert.deepEqual(reviewed(folder, '--staged', '--since', 'HEAD'), { found: [], fixed: [] });
  assert.deepEqual(reviewed(folder, '--since', 'HEAD'), { found: [], fixed: ['app/Dockerfile'] });
});

test('a submodule: its files are those of another repository, so they are no change of this one', () => {
  const inner = committed({ Dockerfile: ROOT });
  const outer = committed({ 'app/Dockerfile': CLEAN });
  git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'inner');
  assert.deepEqual(reviewed(outer, '--staged').found, []);
  git(outer, 'commit', '-qm', 'two');
  assert.deepEqual(reviewed(outer, '--since', 'HEAD'), { found: [], fixed: [] });
  write(outer, 'inner/Dockerfile', `${ROOT}# edited\nUSER root\n`);
  write(outer, 'app/Dockerfile', ROOT);
  assert.deepEqual(reviewed(outer, '--since', 'HEAD').found, ['new app/Dockerfile']);
  assert.deepEqual(reviewed(outer).found.sort(), ['app/Dockerfile', 'inner/Dockerfile'], 'a check reads them');
  const within = path.join(outer, 'inner');
  assert.deepEqual(reviewed(within, '--since', 'HEAD').found, ['touched Dockerfile']);
});

test('a linked worktree has a commit and an index of its own', () => {
  const folder = committed({ 'app/Dockerfile': CLEAN });
  const linked = path.join(folderWith({}), 'linked');
  git(folder, 'worktree', 'add', '-q', '-b', 'other', linked);
  write(linked, 'app/Dockerfile', ROOT);
  assert.deepEqual(reviewed(linked, '--since', 'HEAD').found, ['new app/Dockerfile']);
  assert.deepEqual(reviewed(folder, '--since', 'HEAD').found, []);
  git(linked, 'commit', '-qam', 'two');
  assert.deepEqual(reviewed(linked, '--since', 'merge-base:main').found, ['new app/Dockerfile']);
  stage(linked, 'app/Dockerfile', CLEAN, ROOT);
  assert.deepEqual(reviewed(linked, '--staged', '--since', 'HEAD'), { found: [], fixed: ['app/Dockerfile'] });
});

test('a hook of a bare repository: a message, and a way that works', () => {
  const folder = branched();
  const bare = path.join(folderWith({}), 'bare.git');
  git(folder, 'clone', '-q', '--bare', folder, bare);
  for (const words of [['--staged'], ['--since', 'HEAD']]) {
    const { status, stdout, stderr } = seaworthy(bare, ['check', ...words], '', PERSON);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /^seaworthy: --(?:staged|since): /);
    assert.doesNotMatch(stderr, /internal error/);
  }
  // What a hook that runs after a push can do: a worktree for the commit.
  const tree = path.join(folderWith({}), 'tree');
  git(bare, 'worktree', 'add', '-q', '--detach', tree, 'topic');
  assert.deepEqual(reviewed(tree, '--since', 'merge-base:main').found, ['new topic/Dockerfile']);
});

test('a shallow clone that holds the commit compares with it', () => {
  const folder = branched(ROOT, CLEAN);
  const shallow = path.join(folderWith({}), 'clone');
  const words = ['clone', '-q', '--depth=2', '--branch=topic', `file://${folder}`, shallow];
  assert.equal(spawnSync('git', words, { cwd: folder, env: PERSON }).status, 0);
  assert.deepEqual(reviewed(shallow, '--since', 'HEAD~1').found, ['new topic/Dockerfile']);
  const missing = seaworthy(shallow, ['check', '--since', 'HEAD~2'], '', PERSON);
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /--unshallow/);
});
