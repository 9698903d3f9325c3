/** Laws about images, for planted violations and for every fix of random files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageFailures } from '../../scripts/lib/image-laws.ts';
import { value } from '../../scripts/lib/resolved/model.ts';
import { everyFixByLaws, pick, some } from '../support/every-fix.ts';
import { random } from '../support/typing.ts';

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

const NAMES = ['node', 'python', 'redis', 'nginx', 'postgres', 'golang', 'alpine', 'debian', 'ghcr.io/shop/web'];
const TAGS = [
  ...['', ':latest', ':alpine', ':slim', ':stable-alpine', ':stable', ':lts', ':bookworm', ':1', ':3.9', ':14-alpine'],
  ...[':3.13.6-slim-bullseye', ':16.4-bookworm', ':22.1.0-alpine3.19', ':1.25.3', ':7.0.5-alpine', ':12', ':3.18'],
];

function randomFiles(next: () => number): ReadonlyMap<string, string> {
  const image = (): string => `${pick(next, NAMES)}${pick(next, TAGS)}${some(next, 0.4, `@${DIGEST}`)}`;
  const [first, second] = [image(), image()];
  const kind = pick(next, ['Dockerfile', 'compose.yaml', 'pod.yaml'] as const);
  const text = {
    Dockerfile: `FROM ${first} AS build\nRUN make\nFROM ${some(next, 0.3, '--platform=linux/amd64 ')}${second}\nCOPY --from=build /x /x\n`,
    'compose.yaml': `services:\n  a:\n    image: ${first}\n  b:\n    image: "${second}"\n`,
    'pod.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - {name: a, image: "${first}"}\n    - {name: b, image: "${second}"}\n`,
  }[kind];
  return new Map([[kind, text]]);
}

test('no fix lowers a version, or drops a digest without a word', () => {
  const next = random(20261203);
  let fixes = 0;
  for (let i = 0; i < 200; i++) {
    const files = randomFiles(next);
    for (const { fix, failures } of everyFixByLaws(files, 'audit')) {
      fixes++;
      assert.deepEqual(failures, [], `${fix.title}\n${[...files.values()].join('')}`);
    }
  }
  assert.ok(fixes > 200, String(fixes));
});
