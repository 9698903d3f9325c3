/** `seaworthy install-hook` in real repositories. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { committed, git, PERSON, stage, write } from '../support/git-repository.ts';
import { CLEAN, folderWith, ROOT, seaworthy } from '../support/program.ts';

const commits = (cwd: string): boolean =>
  spawnSync('git', ['commit', '-qm', 'next'], { cwd, env: PERSON, encoding: 'utf8' }).status === 0;

test('the hook refuses a commit with a finding, and lets others pass', () => {
  const folder = committed({ Dockerfile: CLEAN });
  const { status, stdout } = seaworthy(folder, ['install-hook']);
  assert.deepEqual([status, stdout.trim().endsWith('pre-commit')], [0, true]);
  stage(folder, 'Dockerfile', ROOT);
  assert.ok(!commits(folder));
  stage(folder, 'Dockerfile', `${CLEAN}# more\n`);
  assert.ok(commits(folder));
});

test('from a folder below and in a linked worktree it is the hook of the repository', () => {
  const folder = committed({ 'a/Dockerfile': CLEAN });
  const tree = path.join(folderWith({}), 'tree');
  git(folder, 'worktree', 'add', '-q', tree);
  assert.equal(seaworthy(path.join(tree, 'a'), ['install-hook']).status, 0);
  assert.ok(fs.existsSync(path.join(folder, '.git/hooks/pre-commit')));
  stage(tree, 'a/Dockerfile', ROOT);
  assert.ok(!commits(tree));
});

test('our own hook is replaced, that of others is not', () => {
  const folder = committed({ Dockerfile: CLEAN });
  const hook = path.join(folder, '.git/hooks/pre-commit');
  for (let i = 0; i < 2; i++) assert.equal(seaworthy(folder, ['install-hook']).status, 0);
  write(folder, '.git/hooks/pre-commit', '#!/bin/sh\ntrue\n', 0o755);
  const { status, stderr } = seaworthy(folder, ['install-hook']);
  assert.equal(status, 2);
  assert.match(stderr, /exists and is not ours; add to it: .*check --staged/);
  assert.equal(fs.readFileSync(hook, 'utf8'), '#!/bin/sh\ntrue\n');
});

test('where git runs the hooks of another folder, or there is no repository, it says so', () => {
  const folder = committed({ Dockerfile: CLEAN });
  git(folder, 'config', 'core.hooksPath', '.husky/_');
  const { status, stderr } = seaworthy(folder, ['install-hook']);
  assert.equal(status, 2);
  assert.match(stderr, /core\.hooksPath is \.husky\/_/);
  assert.ok(!fs.existsSync(path.join(folder, '.git/hooks/pre-commit')));
  assert.match(seaworthy(folderWith({}), ['install-hook']).stderr, /is not in a git repository/);
  assert.match(seaworthy(folder, ['install-hook', 'x']).stderr, /takes no paths/);
});
