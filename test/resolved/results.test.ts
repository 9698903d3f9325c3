/** What a change of one file changes in what Compose and Kustomize make of several. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectFailures } from '../../scripts/lib/effects.ts';
import { changeText } from '../../scripts/lib/resolved/difference.ts';
import type { Claim } from '../../server/src/core/rule/effect.ts';
import { type Files, meaningOf } from './routes.ts';

const resultsIn = (before: Files, changed: Files): string[] =>
  meaningOf(before, { ...before, ...changed }).results.map(({ change }) => changeText(change));

/** What an effect with these claims does not cover. */
const unclaimed = (before: Files, changed: Files, ...claims: Claim[]): string[] =>
  effectFailures(
    claims.map((claim) => ({ either: [claim] })),
    meaningOf(before, { ...before, ...changed }),
    () => [],
  );

const BASE = 'services:\n  base:\n    image: a:1\n';

test('a service changes with the one that it extends', () => {
  const files = {
    'compose.yaml': `services:\n  web:\n    extends: {file: lib/common.yaml, service: base}\n  db:\n    image: b:1\n`,
    'lib/common.yaml': BASE,
  };
  const now = { 'lib/common.yaml': `${BASE}    read_only: true\n` };
  assert.deepEqual(resultsIn(files, now), ['compose.yaml (result) / service web / read_only: nothing → "true"']);
  assert.deepEqual(
    unclaimed(files, now, { at: ['lib/common.yaml', 'service base', 'read_only'], how: 'added' }),
    [],
    'the claim for the base covers the service that extends it',
  );
});

test('a service changes with the one of its own file that it extends', () => {
  const files = { 'compose.yaml': `${BASE}  web:\n    extends: base\n` };
  const now = { 'compose.yaml': files['compose.yaml'].replace('a:1', 'a:2') };
  assert.deepEqual(resultsIn(files, now), [
    'compose.yaml (result) / service base / image: "a:1" → "a:2"',
    'compose.yaml (result) / service web / image: "a:1" → "a:2"',
  ]);
  assert.deepEqual(unclaimed(files, now, { at: ['compose.yaml', 'service base', 'image'], how: 'set' }), []);
});

test('an override hides a change, or has its own', () => {
  const files = {
    'compose.yaml': 'services:\n  web:\n    image: a:1\n',
    'compose.override.yaml': 'services:\n  web:\n    image: a:2\n    read_only: false\n',
  };
  assert.deepEqual(resultsIn(files, { 'compose.yaml': 'services:\n  web:\n    image: a:3\n' }), []);
  const now = { 'compose.yaml': 'services:\n  web:\n    image: a:1\n    privileged: true\n' };
  assert.deepEqual(resultsIn(files, now), ['compose.yaml (result) / service web / privileged: nothing → "true"']);
  assert.deepEqual(
    unclaimed(
      files,
      { 'compose.override.yaml': 'services:\n  web:\n    image: a:2\n' },
      {
        at: ['compose.override.yaml', 'service web', 'read_only'],
        how: 'removed',
      },
    ),
    [],
  );
});

test('a variable beside a file that another folder extends has no value there', () => {
  const files = {
    'compose.yaml': 'services:\n  web:\n    extends: {file: lib/common.yaml, service: base}\n',
    'lib/common.yaml': `${BASE}    environment:\n      DB_PASSWORD: hunter2hunter2\n`,
  };
  const now = {
    'lib/common.yaml': files['lib/common.yaml'].replace('hunter2hunter2', '$' + '{DB_PASSWORD:?}'),
    'lib/.env': 'DB_PASSWORD=hunter2hunter2\n',
  };
  assert.deepEqual(unclaimed(files, now, { at: ['lib/.env'], how: 'set' }), [
    'changes more than it says: compose.yaml (result) / service web / environment / DB_PASSWORD: **** → ****',
  ]);
});

test('an included project reads the `.env` of its folder', () => {
  const files = {
    'compose.yaml': 'include: [lib/compose.yaml]\nservices:\n  web:\n    image: b:1\n',
    'lib/compose.yaml': `${BASE}    environment:\n      DB_PASSWORD: hunter2hunter2\n`,
  };
  const now = {
    'lib/compose.yaml': files['lib/compose.yaml'].replace('hunter2hunter2', '$' + '{DB_PASSWORD:?}'),
    'lib/.env': 'DB_PASSWORD=hunter2hunter2\n',
  };
  assert.deepEqual(unclaimed(files, now, { at: ['lib/.env'], how: 'set' }), []);
});

test('a file that the result no longer finds', () => {
  const files = {
    'compose.yaml': 'services:\n  web:\n    extends: {file: lib/common.yaml, service: base}\n',
    'lib/common.yaml': BASE,
  };
  const now = { 'lib/common.yaml': `${BASE}    env_file: ./db.env\n` };
  const { dangling } = meaningOf(files, { ...files, ...now });
  assert.deepEqual(
    dangling.map((d) => `${d.from}: ${d.path}`),
    ['lib/common.yaml: lib/db.env', 'compose.yaml: lib/db.env'],
  );
});

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: app
          image: a:1
`;

test('an object changes in every kustomization that reads it, under its new name', () => {
  const files = {
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': WEB,
    'dev/kustomization.yaml': 'resources: [../base]\nnamePrefix: dev-\n',
    'prod/kustomization.yaml': 'resources: [../base]\nnamespace: prod\nimages: [{name: a, newTag: "2"}]\n',
  };
  const now = { 'base/web.yaml': WEB.replace('a:1', 'a:3').replace('name: app', 'name: app\n          tty: true') };
  assert.deepEqual(resultsIn(files, now), [
    'dev/kustomization.yaml (result) / Deployment dev-web / container app / image: "a:1" → "a:3"',
    'dev/kustomization.yaml (result) / Deployment dev-web / container app / tty: nothing → "true"',
    'prod/kustomization.yaml (result) / Deployment prod/web / container app / tty: nothing → "true"',
  ]);
  const container = ['base/web.yaml', 'Deployment web', 'container app'];
  assert.deepEqual(
    unclaimed(files, now, { at: [...container, 'image'], how: 'set' }, { at: [...container, 'tty'], how: 'added' }),
    [],
  );
});

test('a new file of a kustomization adds an object', () => {
  const files = { 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yaml': WEB };
  const now = {
    'kustomization.yaml': 'resources: [web.yaml, api.yaml]\n',
    'api.yaml': WEB.replaceAll('web', 'api'),
  };
  assert.deepEqual(resultsIn(files, now), ['kustomization.yaml (result) / Deployment api: nothing → …']);
});
