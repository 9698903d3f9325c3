import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharedFolders } from '../../../server/src/core/text/paths.ts';

test('shared folders are counted from the root, and only whole names', () => {
  const shared = [
    ['a/b/one.yaml', 'a/b/two.yaml', 2],
    ['a/one.yaml', 'a/b/two.yaml', 1],
    ['a/b/one.yaml', 'a/two.yaml', 1],
    ['a/one.yaml', 'ab/one.yaml', 0],
    ['one.yaml', 'two.yaml', 0],
    ['a/b', 'a/b/c', 1],
    ['a/b/c/x', 'a/d/c/x', 1],
  ] as const;
  for (const [a, b, count] of shared) assert.equal(sharedFolders(a, b), count, `${a} ${b}`);
});
