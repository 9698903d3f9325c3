import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { globMatcher } from '../../../server/src/core/files/file-kinds.ts';

describe('the globs of the table of files', () => {
  const globs = [
    'dockerfile',
    '*.yaml',
    '*entrypoint',
    'dockerfile[._-]?*',
    'templates/**/*.tpl',
    '.envs/**',
    '.kube/config',
  ];
  const anyCase = globMatcher(globs, true);
  const cases: readonly [path: string, is: boolean][] = [
    ['Dockerfile', true],
    ['a/b/DOCKERFILE', true],
    ['a/dockerfile/b', false],
    ['my-dockerfile', false],
    ['.yaml', true],
    ['a/B.Yaml', true],
    ['a.yaml/b', false],
    ['a.yaml.bak', false],
    ['docker-entrypoint', true],
    ['entrypoint', true],
    ['entrypoint/x', false],
    ['Dockerfile.', false],
    ['Dockerfile.web', true],
    ['dockerfile/.web', false],
    ['chart/templates/_names.tpl', true],
    ['chart/templates/a/b/c.TPL', true],
    ['chart/mytemplates/a.tpl', false],
    ['a/.envs/.local/.django', true],
    ['.envs/', false],
    ['home/.kube/config', true],
    ['home/kube/config', false],
  ];
  for (const [path, is] of cases) test(`${path}: ${is}`, () => assert.equal(anyCase(path), is));

  test('with the case of letters', () => {
    const exact = globMatcher(['.gitignore', '*.dockerignore'], false);
    assert.deepEqual(['.gitignore', 'x/.gitignore', 'a.dockerignore', '.GitIgnore', 'a.Dockerignore'].map(exact), [
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
