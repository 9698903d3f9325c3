/** Git's index, as git itself writes it. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { pathsOfIndex } from '../../server/src/host/git-index.ts';
import { repositoryOf } from '../../server/src/host/node-repository.ts';
import { committed, git, write } from '../support/git-repository.ts';

const FILES = {
  '.gitignore': '*.env\n',
  'a/b/c/Dockerfile': 'FROM scratch\n',
  'a/b/compose.yaml': 'services: {}\n',
  'a/bc/compose.yaml': 'services: {}\n',
  'a/ü/Dockerfile': 'FROM scratch\n',
  [`${'long/'.repeat(60)}Dockerfile`]: 'FROM scratch\n',
};
const EXPECTED = Object.keys(FILES).sort();

const indexOf = (folder: string): Buffer => fs.readFileSync(path.join(folder, '.git/index'));
const tracked = (folder: string): string[] | undefined => {
  const found = repositoryOf(folder)?.tracked;
  return found && [...found].sort();
};

describe('each version of the index', () => {
  for (const version of [2, 4])
    test(String(version), () => {
      const folder = committed(FILES);
      git(folder, 'update-index', '--index-version', String(version));
      assert.equal(indexOf(folder).readUInt32BE(4), version);
      assert.deepEqual(tracked(folder), EXPECTED);
    });

  test('3, which git writes for a file that is meant to be added', () => {
    const folder = committed(FILES);
    write(folder, 'later/Dockerfile', 'FROM scratch\n');
    git(folder, 'add', '--intent-to-add', 'later/Dockerfile');
    assert.equal(indexOf(folder).readUInt32BE(4), 3);
    assert.deepEqual(tracked(folder), [...EXPECTED, 'later/Dockerfile'].sort());
  });

  test('with SHA-256', () => assert.deepEqual(tracked(committed(FILES, '--object-format=sha256')), EXPECTED));
});

test('a sparse index: its folders are no files', () => {
  const folder = committed(FILES);
  git(folder, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'a');
  assert.deepEqual(
    tracked(folder),
    EXPECTED.filter((p) => !p.startsWith('long/')),
  );
});

test('a split index is unknown', () => {
  const folder = committed(FILES);
  git(folder, 'update-index', '--split-index');
  assert.equal(tracked(folder), undefined);
});

test('a folder without index, and one outside of a repository', () => {
  const folder = committed(FILES);
  fs.rmSync(path.join(folder, '.git/index'));
  assert.equal(repositoryOf(folder)?.prefix, '');
  assert.equal(tracked(folder), undefined);
  fs.rmSync(path.join(folder, '.git'), { recursive: true });
  assert.equal(repositoryOf(folder), undefined);
});

test('a folder below the top sees its own files, and the patterns above', () => {
  const folder = committed({ ...FILES, 'a/.gitignore': 'x\n', 'a/b/.gitignore': 'y\n' });
  fs.writeFileSync(path.join(folder, '.git/info/exclude'), 'private\n');
  const found = repositoryOf(path.join(folder, 'a/b'));
  assert.equal(found?.prefix, 'a/b/');
  assert.deepEqual([...found.tracked!].sort(), ['.gitignore', 'c/Dockerfile', 'compose.yaml']);
  assert.deepEqual(found.outer, [
    { folder: '', text: 'private\n' },
    { folder: '', text: '*.env\n' },
    { folder: 'a/', text: 'x\n' },
  ]);
});

test('a worktree has an index of its own, and shares `info/exclude`', () => {
  const folder = committed(FILES);
  fs.writeFileSync(path.join(folder, '.git/info/exclude'), 'private\n');
  const other = path.join(folder, 'worktrees/other');
  git(folder, 'worktree', 'add', '-q', other);
  git(other, 'rm', '-q', 'a/b/compose.yaml');
  const found = repositoryOf(other);
  assert.deepEqual(
    [...found!.tracked!].sort(),
    EXPECTED.filter((p) => p !== 'a/b/compose.yaml'),
  );
  assert.deepEqual(found!.outer, [{ folder: '', text: 'private\n' }]);
});

describe('an index that is cut or changed', () => {
  const folder = committed(FILES);
  git(folder, 'update-index', '--index-version', '4');
  const whole = indexOf(folder);
  const count = pathsOfIndex(whole, 20)!.length;

  test('is read whole or not at all', () => {
    for (let length = 0; length < whole.length; length++) {
      const paths = pathsOfIndex(whole.subarray(0, length), 20);
      assert.ok(paths === undefined || paths.length === count, String(length));
    }
  });

  test('ends', () => {
    for (let at = 0; at < whole.length; at++)
      for (const value of [0, 127, 255])
        pathsOfIndex(Buffer.concat([whole.subarray(0, at), Buffer.of(value), whole.subarray(at + 1)]), 20);
  });
});
