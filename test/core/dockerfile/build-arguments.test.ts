import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse.ts';

test('build arguments replace the defaults of ARGs, and nothing else', () => {
  const cases: readonly [string, Record<string, string | undefined>, string | undefined][] = [
    ['ARG U=0\nFROM a\nARG U\nUSER $U', { U: '7' }, '7'],
    ['ARG U=0\nFROM a\nARG U=5\nUSER $U', { U: '7' }, '7'],
    ['FROM a\nARG U=5\nUSER $U', { U: '7' }, '7'],
    ['FROM a\nARG U\nUSER $U', { U: '7' }, '7'],
    ['FROM a\nARG U=5\nUSER $U', { V: '7' }, '5'],
    ['FROM a\nARG U=5\nUSER $U', { U: undefined }, undefined],
    ['FROM a\nARG U=5\nENV U=6\nUSER $U', { U: '7' }, '6'],
    ['FROM a\nARG U=5\nENV W=$U\nUSER $W', { U: '7' }, '7'],
    ['FROM a\nARG U=5\nARG W=$U\nUSER $W', { U: '7' }, '7'],
    ['FROM a\nARG U=5\nUSER ${U:-9}', { U: '' }, '9'],
    ['FROM a AS b\nARG U=5\nFROM b\nUSER $U', { U: '7' }, '7'],
    ['FROM a\nENV U=5\nUSER $U', { U: '7' }, '5'],
  ];
  for (const [text, given, expected] of cases)
    assert.equal(parseDockerfile(text, new Map(Object.entries(given))).stages.at(-1)?.user.user, expected, text);
});

test('a build argument chooses the base image', () => {
  const { stages } = parseDockerfile('ARG B=x\nFROM $B', new Map([['B', 'debian:13']]));
  assert.equal(stages[0]?.source.kind === 'image' && stages[0].source.reference.familiar, 'debian');
});
