import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageFailures } from '../../scripts/lib/image-laws.ts';
import { value } from '../../scripts/lib/resolved/model.ts';

const DIGEST = `sha256:${'0'.repeat(64)}`;
const change = (before: string, after: string) => [
  { route: ['compose.yaml', 'service a', 'image'], before: value(before), after: value(after) },
];

test('a lower version of the same image fails', () => {
  assert.deepEqual(imageFailures(change('nginx:1.28', 'nginx:1.27'), undefined), [
    'lowers a version: nginx:1.28 to nginx:1.27',
  ]);
  for (const [before, after] of [
    ['nginx:1.27', 'nginx:1.28'],
    ['node:24.3', 'node:24'],
    ['openjdk:17', 'eclipse-temurin:11'],
    ['nginx:latest', 'nginx:1.28'],
  ] as const)
    assert.deepEqual(imageFailures(change(before, after), undefined), []);
});

test('a lost digest needs a note', () => {
  const lost = change(`python:3.13.6-slim@${DIGEST}`, 'python:3.13-slim');
  assert.equal(imageFailures(lost, undefined).length, 1);
  assert.deepEqual(imageFailures(lost, 'pin the digest of the new tag'), []);
  assert.deepEqual(imageFailures(change('python:3.13', `python:3.13@${DIGEST}`), undefined), []);
});
