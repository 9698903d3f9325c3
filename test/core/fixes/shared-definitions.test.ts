/** A definition that several read is changed for all of them, with their number in the title, or not at all. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference } from '../../../scripts/lib/resolved/difference.ts';
import { resolveFile } from '../../../scripts/lib/resolved/file.ts';
import type { Rule } from '../../../server/src/core/rule/rule.ts';
import { everyFix, pick } from '../../support/every-fix.ts';
import { random } from '../../support/typing.ts';

/** The titles of the proved fixes of some rules, sorted, without backticks. */
function titles(
  files: Readonly<Record<string, string>>,
  rule: string,
  profile: 'default' | 'strict' | 'audit' = 'default',
) {
  const found: string[] = [];
  for (const { fix, failures } of everyFix(new Map(Object.entries(files)), profile, ({ meta }) => meta.id === rule)) {
    assert.deepEqual(failures, [], fix.title);
    found.push(fix.title.replaceAll('`', ''));
  }
  return found.sort();
}

const compose = (...images: readonly string[]): Record<string, string> => ({
  'compose.yaml': `services:\n${images.map((image, nth) => `  s${nth}:\n    ${image}\n`).join('')}`,
});

test('the default of a variable in Compose images', () => {
  const rule = 'image/mutable-tag';
  const one = titles(compose('image: node:${TAG:-latest}'), rule, 'strict');
  assert.ok(one.length > 0 && one.every((title) => /^Use node:\d+$/.test(title)), String(one));
  const two = titles(compose('image: node:${TAG:-latest}', 'image: node:${TAG:-latest}'), rule, 'strict');
  assert.ok(two.length > 0 && two.every((title) => /^Use node:\d+ in 2 places$/.test(title)), String(two));
  for (const other of [
    'image: redis:${TAG:-latest}',
    'image: node:${TAG:-24}',
    'image: registry.example.com/app:$TAG',
    'image: registry.example.com/app:1.2\n    environment: {VERSION: "${TAG}"}',
    'image: node:${TAG:-latest}\n    build: .',
  ])
    assert.deepEqual(titles(compose('image: node:${TAG:-latest}', other), rule, 'strict'), [], other);
  // An escaped dollar is no variable.
  const escaped = 'image: registry.example.com/app:1.2\n    command: echo $$TAG';
  assert.equal(titles(compose('image: node:${TAG:-latest}', escaped), rule, 'strict').length, one.length);
});

test('an ARG of several stages', () => {
  const rule = 'image/mutable-tag';
  const file = (text: string): string[] => titles({ Dockerfile: text }, rule);
  const both = file('ARG IMAGE=node:latest\nFROM ${IMAGE} AS build\nFROM ${IMAGE}\n');
  assert.ok(both.length > 0 && both.every((title) => title.endsWith(' in 2 places')), String(both));
  assert.ok(file('ARG IMAGE=node:latest\nFROM ${IMAGE}\n').every((title) => !title.includes('places')));
  assert.deepEqual(file('ARG TAG=latest\nFROM alpine:${TAG} AS t\nFROM node:${TAG}\n'), []);
});

const pod = (spec: string): Record<string, string> => ({
  'pod.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\nspec:\n${spec}`,
});
const container = (name: string, more = ''): string =>
  `    - name: ${name}\n      image: registry.example.com/${name}:1.2\n${more}`;

test('the user of a pod', () => {
  const rule = 'user/root-user';
  // Images that are known, and made for no user.
  const known = (text: string): string => text.replaceAll(/registry\.example\.com\/\w+:1\.2/g, 'python:3.14-slim');
  const spec = '  securityContext: {runAsUser: 0}\n  containers:\n';
  assert.deepEqual(titles(pod(known(`${spec}${container('web')}`)), rule), ['Run as user 10001']);
  const two = titles(pod(known(`${spec}${container('web')}${container('log')}`)), rule);
  assert.deepEqual([...new Set(two)], ['Run as user 10001 for 2 containers of the pod']);
  const own = '      securityContext: {runAsUser: 1000}\n';
  assert.deepEqual(titles(pod(known(`${spec}${container('web')}${container('log', own)}`)), rule), [
    'Run as user 10001',
  ]);
  const chown = '      command: [chown, -R, "1000", /data]\n';
  assert.deepEqual(titles(pod(known(`${spec}${container('web')}${container('log', chown)}`)), rule), [
    'Add runAsNonRoot: true and runAsUser: 10001 to web',
  ]);
});

test('a profile of a pod', () => {
  for (const [rule, key] of [
    ['privilege/unconfined-seccomp', 'seccompProfile'],
    ['privilege/unconfined-apparmor', 'appArmorProfile'],
  ] as const) {
    const spec = `  securityContext: {${key}: {type: Unconfined}}\n  containers:\n${container('a')}`;
    assert.deepEqual(titles(pod(spec), rule), ['Use RuntimeDefault']);
    assert.deepEqual(titles(pod(spec + container('b') + container('c')), rule), [
      'Use RuntimeDefault for 3 containers of the pod',
    ]);
    const own = `      securityContext: {${key}: {type: RuntimeDefault}}\n`;
    assert.deepEqual(titles(pod(spec + container('b', own)), rule), ['Use RuntimeDefault']);
  }
});

test('runAsNonRoot of a pod', () => {
  const rule = 'user/run-as-non-root-not-set';
  const spec = '  securityContext: {runAsNonRoot: false}\n  containers:\n';
  const user = '      securityContext: {runAsUser: 1000}\n';
  assert.deepEqual(titles(pod(`${spec}${container('a')}${container('b')}`), rule, 'audit'), []);
  assert.deepEqual(titles(pod(`${spec}${container('a', user)}${container('b', user)}`), rule, 'audit'), [
    'Set runAsNonRoot: true for 2 containers of the pod',
  ]);
  const known = Object.fromEntries(
    Object.entries(pod(`  containers:\n${container('a')}${container('b')}`)).map(([path, text]) => [
      path,
      text.replace(/image: \S+/g, 'image: grafana/grafana:13.2.0'),
    ]),
  );
  const added = titles(known, rule, 'audit');
  assert.deepEqual([...new Set(added)], ['Add runAsNonRoot: true for 2 containers of the pod']);
});

test('a default that is a secret', () => {
  const secret = 'qX7vR2mK9tLw4ZpB';
  const service = (value: string): string =>
    `image: registry.example.com/app:1.2\n    environment: {DB_PASSWORD: "${value}"}`;
  const form = `\${DB_PASSWORD:-${secret}}`;
  const found = (...values: readonly string[]): string[] =>
    titles(compose(...values.map(service)), 'secret/hardcoded-secret').filter((title) =>
      title.startsWith('Move the default'),
    );
  assert.match(String(found(form)), /^Move the default to \.env as DB_PASSWORD, and/);
  assert.match(String(found(form, form)), /^Move the default to \.env as DB_PASSWORD in 2 places, and/);
  assert.deepEqual(found(form, '${DB_PASSWORD:-}'), []);
  assert.deepEqual(found(form, '$DB_PASSWORD'), []);
});

test('an anchor is changed for nobody', () => {
  const text = (limits: string): Record<string, string> => ({
    'compose.yaml': `x-deploy: &deploy\n  resources: {reservations: {memory: 64M}}\nservices:\n  a:\n    image: registry.example.com/a:1.2\n    ${limits}\n  b:\n    image: registry.example.com/b:1.2\n    ${limits}\n`,
  });
  assert.deepEqual(titles(text('deploy: *deploy'), 'resource/missing-memory-limit', 'audit'), []);
  assert.equal(titles(text('restart: always'), 'resource/missing-memory-limit', 'audit').length, 2);
});

test('the `.env` of a folder with two Compose files', () => {
  const form = '${DB_PASSWORD:-qX7vR2mK9tLw4ZpB}';
  const service = (value: string): string =>
    `services:\n  db:\n    image: registry.example.com/app:1.2\n    environment: {DB_PASSWORD: "${value}"}\n`;
  const moves = (files: Readonly<Record<string, string>>): string[] =>
    titles(files, 'secret/hardcoded-secret').filter((title) => title.includes('.env'));
  const other = service('${DB_PASSWORD}');
  assert.equal(moves({ 'compose.yaml': service(form) }).length, 1);
  assert.deepEqual(moves({ 'compose.yaml': service(form), 'compose.test.yaml': other }), []);
  assert.equal(moves({ 'compose.yaml': service(form), 'other/compose.yaml': other }).length, 1);
  // A literal gets a name that the other file does not read.
  const [title] = moves({ 'compose.yaml': service('qX7vR2mK9tLw4ZpB'), 'compose.test.yaml': other });
  assert.match(title ?? '', /Move the value to \.env as DB_DB_PASSWORD|Move the value to \.env as (?!DB_PASSWORD,)/);
});

/** The parts of a file that differ after a fix, by their routes. */
function changedParts(path: string, before: string, after: string): string[] {
  const [old, now] = [before, after].map((text) => resolveFile(path, text, () => undefined).resolved);
  return difference([path], old, now).flatMap(({ route }) =>
    /^(?:from|image)$/.test(route.at(-1)!) ? [route.slice(0, -1).join(' / ')] : [],
  );
}

test('in random files a definition changes for all that read it, with their number, or for none', () => {
  const next = random(20261204);
  const values = [
    'node:latest',
    'alpine:latest',
    'node:20',
    'registry.example.com/app:latest',
    'python:3.9-slim',
    'redis',
  ];
  const literal = (): string => pick(next, values);
  const isOfImages = ({ meta: { id } }: Rule): boolean => id.startsWith('image/');
  let shared = 0;
  for (let i = 0; i < 60; i++) {
    const readers = 1 + Math.floor(next() * 3);
    const isDockerfile = next() < 0.5;
    const [name, tag = 'latest'] = literal().split(':');
    const whole = next() < 0.5;
    const definition = whole ? `${name}:${tag}` : tag;
    const variable = isDockerfile ? '${X}' : `\${X:-${definition}}`;
    const reading = (): string =>
      next() < 0.2 ? literal() : whole ? variable : `${pick(next, [name, 'alpine'])}:${variable}`;
    const images = Array.from({ length: readers }, reading);
    const path = isDockerfile ? 'Dockerfile' : 'compose.yaml';
    const text = isDockerfile
      ? `ARG X=${definition}\n${images.map((image, nth) => `FROM ${image} AS s${nth}\nRUN make\n`).join('')}`
      : `services:\n${images.map((image, nth) => `  s${nth}:\n    image: "${image}"\n`).join('')}`;
    for (const { fix, after, failures } of everyFix(new Map([[path, text]]), 'audit', isOfImages)) {
      assert.deepEqual(failures, [], `${fix.title}\n${text}`);
      const parts = changedParts(path, text, after.get(path)!);
      if (parts.length < 2) continue;
      shared++;
      assert.match(fix.title, new RegExp(`\\b${parts.length} places`), `${parts.join(', ')}\n${text}`);
    }
  }
  assert.ok(shared > 5, String(shared));
});
