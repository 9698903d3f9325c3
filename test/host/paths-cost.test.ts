/** Paths, URIs and `.gitignore` lines of any length neither throw nor take long. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ignoreMatcher } from '../../server/src/host/ignored.ts';
import { parseUri } from '../../server/src/host/uri.ts';
import { assertGrowth } from '../support/growth.ts';

const ignores = (lines: string, path: string): boolean =>
  ignoreMatcher((p) => (p === '.gitignore' ? lines : undefined))(path);

test('a line of a .gitignore that is longer than any path ignores nothing', () => {
  for (const unit of ['a', 'é', '?', '[a]', '\\a', '/', ' '])
    assert.equal(ignores(`${unit.repeat(200_000)}\r\n*.env\r\n`, 'b/a.env'), true, unit);
});

test('folders of any depth between `**`: the time grows with the length of the path', () => {
  const lines = `${'**/a/'.repeat(6)}b\n*.env\n`;
  const match = (folders: number) => () => assert.equal(ignores(lines, `${'a/'.repeat(folders)}c`), false);
  assertGrowth('folders', 40, match(15), match(60));
  assert.equal(ignores('a/**/b/**/c/**\n', 'a/x/b/y/c/d'), true);
});

test('a path is matched by the .gitignore files that exist, not once for each folder of each folder', () => {
  let asked = 0;
  const matcher = ignoreMatcher((path) => {
    asked++;
    return path === '.gitignore' ? '*.env\n' : undefined;
  });
  assert.equal(matcher(`${'a/'.repeat(300)}b`), false);
  assert.ok(asked <= 301, `${asked} texts`);
});

test('a URI with more folders than any system allows is not a file', () => {
  assert.equal(parseUri(`file:///${'a/'.repeat(900)}Dockerfile`)?.scheme, 'file');
  for (const unit of ['a/', '/', '../', '%2e/'])
    assert.equal(parseUri(`file:///${unit.repeat(5000)}Dockerfile`), undefined);
});
