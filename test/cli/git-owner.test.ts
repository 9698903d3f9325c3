/** A repository of another user is refused, as git refuses it, unless the user allowed it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { test } from 'node:test';
import { git, PERSON, withFinding, write } from '../support/git-repository.ts';
import { folderWith, type Outcome, seaworthy } from '../support/program.ts';

/** Runs the command line with a git that takes every repository for another user's, by a variable made for git's own tests. */
function asStranger(folder: string, extra: NodeJS.ProcessEnv): Outcome {
  const real = spawnSync('sh', ['-c', 'command -v git'], { env: PERSON, encoding: 'utf8' }).stdout.trim();
  const bin = folderWith({});
  write(bin, 'git', `#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec '${real}' "$@"\n`, 0o755);
  return seaworthy(folder, ['check', '--staged'], '', {
    ...PERSON,
    PATH: [bin, process.env.PATH].join(path.delimiter),
    ...extra,
  });
}

test('refused, with the message of git; the settings of the repository cannot allow it', () => {
  const folder = withFinding();
  git(folder, 'config', 'safe.directory', '*');
  const run = asStranger(folder, {});
  assert.equal(run.status, 2);
  assert.match(run.stderr, /dubious ownership/);
});

test("allowed by the user's own configuration", () => {
  const folder = withFinding();
  const home = folderWith({ '.gitconfig': `[safe]\n\tdirectory = ${folder}\n` });
  assert.equal(asStranger(folder, { HOME: home, GIT_CONFIG_GLOBAL: undefined }).status, 1);
  const elsewhere = path.join(home, '.gitconfig');
  assert.equal(asStranger(folder, { GIT_CONFIG_GLOBAL: elsewhere, GIT_CONFIG_NOSYSTEM: '1' }).status, 1);
});

test('allowed by the environment, as continuous integration does it', () => {
  const folder = withFinding();
  const counted = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: folder };
  assert.equal(asStranger(folder, counted).status, 1);
  assert.equal(asStranger(folder, { GIT_CONFIG_PARAMETERS: `'safe.directory'='${folder}'` }).status, 1);
});
