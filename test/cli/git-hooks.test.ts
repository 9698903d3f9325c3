/** The command line in real git hooks checks the content of the hook's commit. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { committed, git, PERSON, stage, write } from '../support/git-repository.ts';
import { CLEAN, CLI, ROOT } from '../support/program.ts';

/** A pre-commit hook that runs the command line, and what of git's environment it saw. */
function hooked(folder: string, words = ''): string {
  const seen = path.join(folder, '.git/seen');
  const hook = `#!/bin/sh\nenv | grep '^GIT_' > '${seen}'\nexec '${process.execPath}' '${CLI}' check --staged --format jsonl ${words}\n`;
  write(folder, '.git/hooks/pre-commit', hook, 0o755);
  return seen;
}

/** Runs `git WORDS…` and gives its exit code and the files with findings that the hook printed. */
function attempt(cwd: string, ...words: string[]): { status: number | null; found: string[]; all: string } {
  const run = spawnSync('git', words, { cwd, env: PERSON, encoding: 'utf8' });
  const all = run.stdout + run.stderr;
  const found = [...all.matchAll(/^\{"path":"([^"]+)"/gm)].map((m) => m[1]!);
  return { status: run.status, found: [...new Set(found)], all };
}

const two = (): string => committed({ 'a/Dockerfile': CLEAN, 'b/Dockerfile': CLEAN });

test('git commit: the index', () => {
  const folder = two();
  hooked(folder);
  stage(folder, 'a/Dockerfile', ROOT);
  write(folder, 'b/Dockerfile', ROOT);
  const refused = attempt(folder, 'commit', '-m', 'x');
  assert.deepEqual([refused.status, refused.found], [1, ['a/Dockerfile']], refused.all);
  git(folder, 'checkout', '-q', 'HEAD', '--', 'a');
  stage(folder, 'a/Dockerfile', `${CLEAN}# fine\n`);
  assert.equal(attempt(folder, 'commit', '-m', 'x').status, 0, 'what is only on disk is no matter');
});

test('git commit FILE: a temporary index with that file alone', () => {
  const folder = two();
  const seen = hooked(folder);
  stage(folder, 'a/Dockerfile', ROOT, ROOT);
  write(folder, 'b/Dockerfile', ROOT);
  const refused = attempt(folder, 'commit', '-m', 'x', 'b/Dockerfile');
  assert.deepEqual([refused.status, refused.found], [1, ['b/Dockerfile']], refused.all);
  assert.match(fs.readFileSync(seen, 'utf8'), /^GIT_INDEX_FILE=.*next-index/m, 'the case that this is about');
  write(folder, 'b/Dockerfile', `${CLEAN}# fine\n`);
  assert.equal(attempt(folder, 'commit', '-m', 'x', 'b/Dockerfile').status, 0, 'a/Dockerfile is not in this commit');
});

test('git commit -a, from a folder below', () => {
  const folder = two();
  const seen = hooked(folder);
  write(folder, 'b/Dockerfile', ROOT);
  const refused = attempt(path.join(folder, 'a'), 'commit', '-am', 'x');
  assert.deepEqual([refused.status, refused.found], [1, ['b/Dockerfile']], refused.all);
  assert.match(fs.readFileSync(seen, 'utf8'), /^GIT_INDEX_FILE=.*index\.lock/m);
});

test('git commit --amend of what was clean', () => {
  const folder = two();
  hooked(folder);
  stage(folder, 'a/Dockerfile', ROOT);
  assert.equal(attempt(folder, 'commit', '--amend', '-m', 'x').status, 1);
});

test('a linked worktree, where git sets GIT_DIR', () => {
  const folder = two();
  const linked = path.join(folder, 'linked');
  git(folder, 'worktree', 'add', '-q', '-b', 'other', linked);
  const seen = hooked(folder);
  stage(linked, 'a/Dockerfile', ROOT);
  const refused = attempt(linked, 'commit', '-m', 'x');
  assert.deepEqual([refused.status, refused.found], [1, ['a/Dockerfile']], refused.all);
  assert.match(fs.readFileSync(seen, 'utf8'), /^GIT_DIR=/m);
  hooked(folder, '--workspace a');
  assert.deepEqual(attempt(linked, 'commit', '-m', 'x').found, ['a/Dockerfile'], 'from a folder below');
});

test('a relative GIT_DIR and GIT_WORK_TREE, as `git --git-dir=… commit` hands them on', () => {
  const folder = two();
  hooked(folder, '--workspace a');
  stage(folder, 'a/Dockerfile', ROOT);
  const refused = attempt(folder, '--git-dir=.git', '--work-tree=.', 'commit', '-m', 'x');
  assert.deepEqual([refused.status, refused.found], [1, ['a/Dockerfile']], refused.all);
});

test('a submodule', () => {
  const outer = committed({ 'x.txt': '' });
  git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', two(), 'inner');
  const inner = path.join(outer, 'inner');
  const hooks = path.join(git(inner, 'rev-parse', '--absolute-git-dir'), 'hooks');
  const hook = `#!/bin/sh\nexec '${process.execPath}' '${CLI}' check --staged --format jsonl\n`;
  write(hooks, 'pre-commit', hook, 0o755);
  stage(inner, 'a/Dockerfile', ROOT);
  const refused = attempt(inner, 'commit', '-m', 'x');
  assert.deepEqual([refused.status, refused.found], [1, ['a/Dockerfile']], refused.all);
});
