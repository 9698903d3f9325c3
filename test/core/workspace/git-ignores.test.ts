import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gitIgnores } from '../../../server/src/core/workspace/git-ignores.ts';

const ignored = (files: Readonly<Record<string, string>>, path: string): boolean =>
  gitIgnores({ text: (p) => files[p] }, path);

test('a deeper .gitignore decides over those above', () => {
  const files = { '.gitignore': '**/.env\n', 'docker/.gitignore': '!.env\n' };
  assert.equal(ignored(files, '.env'), true);
  assert.equal(ignored(files, 'docker/.env'), false);
  assert.equal(ignored(files, 'docker/app/.env'), false);
  assert.equal(ignored({ ...files, 'docker/app/.gitignore': '/.env\n' }, 'docker/app/.env'), true);
});

test('a file in an ignored folder stays ignored', () =>
  assert.equal(ignored({ '.gitignore': 'secrets/\n', 'secrets/.gitignore': '!*\n' }, 'secrets/a.env'), true));

test('patterns are relative to the folder of their file', () => {
  const files = { 'a/.gitignore': '# c\n/x.env\nsub/y.env\nz.env\n' };
  assert.deepEqual(
    ['x.env', 'a/x.env', 'a/b/x.env', 'a/sub/y.env', 'a/b/sub/y.env', 'a/b/z.env', 'z.env'].map((p) =>
      ignored(files, p),
    ),
    [false, true, false, true, false, true, false],
  );
});

test('a folder whose name looks like a pattern', () => {
  const files = { 'a*b/.gitignore': '.env\n' };
  assert.deepEqual(
    ['a*b/.env', 'axb/.env'].map((p) => ignored(files, p)),
    [true, false],
  );
});
