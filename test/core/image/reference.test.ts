import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesGlob, matchesImage } from '../../../server/src/core/image/pattern.ts';
import { parseReference } from '../../../server/src/core/image/reference.ts';
import { assertGrowth } from '../../support/growth.ts';

const sha = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** registry | repository | familiar | tag | explicit registry */
const valid: readonly [string, string][] = [
  ['nginx', 'docker.io library/nginx nginx - false'],
  ['nginx:1.28-alpine', 'docker.io library/nginx nginx 1.28-alpine false'],
  ['library/nginx', 'docker.io library/nginx nginx - false'],
  ['docker.io/nginx', 'docker.io library/nginx nginx - true'],
  ['docker.io/library/nginx:1', 'docker.io library/nginx nginx 1 true'],
  ['index.docker.io/bitnami/redis:7', 'docker.io bitnami/redis bitnami/redis 7 true'],
  ['library/a/b', 'docker.io library/a/b library/a/b - false'],
  ['bitnami/redis', 'docker.io bitnami/redis bitnami/redis - false'],
  ['ghcr.io/acme/team/app:v1.0_x', 'ghcr.io acme/team/app ghcr.io/acme/team/app v1.0_x true'],
  ['localhost/app', 'localhost app localhost/app - true'],
  ['localhost:5000/x', 'localhost:5000 x localhost:5000/x - true'],
  ['host:5000/x:y', 'host:5000 x host:5000/x y true'],
  ['host:5000', 'docker.io library/host host 5000 false'],
  ['Registry/x', 'Registry x Registry/x - true'],
  ['10.0.0.1:80/x/y', '10.0.0.1:80 x/y 10.0.0.1:80/x/y - true'],
  ['[fe80::1]:5000/x:t', '[fe80::1]:5000 x [fe80::1]:5000/x t true'],
  ['[::1]/x', '[::1] x [::1]/x - true'],
  ['a__b/c.d/e--f_g', 'docker.io a__b/c.d/e--f_g a__b/c.d/e--f_g - false'],
  ['x:_tag.-9', 'docker.io library/x x _tag.-9 false'],
];

test('references are split as distribution/reference does', () => {
  for (const [raw, expected] of valid) {
    const ref = parseReference(raw);
    assert.ok(ref, raw);
    const got = [ref.registry, ref.repository, ref.familiar, ref.tag ?? '-', ref.explicitRegistry].join(' ');
    assert.equal(got, expected, raw);
  }
});

test('texts that are not references', () => {
  const invalid = [
    '',
    ' nginx',
    'nginx ',
    'Nginx',
    'acme/Nginx',
    'ghcr.io/Acme/x',
    'a:b:c',
    'nginx:',
    'nginx@',
    ':tag',
    '@sha256:00',
    'nginx:a b',
    'nginx:-x',
    `nginx:${'x'.repeat(129)}`,
    'nginx@sha256:abc',
    `nginx@md5:${'0'.repeat(32)}`,
    `nginx@${sha.toUpperCase()}`,
    'nginx:$' + '{TAG}',
    '$' + '{IMAGE}',
    '{{ .Values.image }}',
    '$IMAGE',
    '/nginx',
    'nginx/',
    'a//b',
    'a___b',
    'a..b',
    '-a',
    'a-',
    'a_/b',
    'http://ghcr.io/x',
    'ghcr.io:x/y',
    'ghcr.io:/y',
    '-bad.io/x',
    '.io/x',
    'x:tag/y',
    '0'.repeat(64),
    `a/${'b'.repeat(260)}`,
    'nginx\n',
    'nginx:1\n',
    'é/x',
  ];
  for (const raw of invalid) assert.equal(parseReference(raw), undefined, JSON.stringify(raw));
});

test('spans cover name, tag and digest', () => {
  const raw = `ghcr.io:443/acme/app:1.2@${sha}`;
  const ref = parseReference(raw)!;
  const at = (part: { start: number; end: number } | undefined) => part && raw.slice(part.start, part.end);
  assert.equal(at(ref.nameSpan), 'ghcr.io:443/acme/app');
  assert.equal(at(ref.tagSpan), '1.2');
  assert.equal(at(ref.digestSpan), sha);
  assert.equal(ref.digest, sha);
  const pinned = parseReference(`nginx@${sha}`)!;
  assert.equal(pinned.tagSpan, undefined);
  assert.equal(pinned.nameSpan.end, 5);
});

test('reading is linear in hostile input', () => {
  for (const part of ['a-', '-', 'a_', 'a.', 'A', ':', '/', '@', 'a/']) {
    const [short, long] = [`${part.repeat(50_000)}!`, `${part.repeat(200_000)}!`];
    assertGrowth(
      part,
      10,
      () => parseReference(short),
      () => parseReference(long),
    );
  }
});

test('globs', () => {
  const cases: readonly [string, string, boolean][] = [
    ['a/*', 'a/b', true],
    ['a/*', 'a/b/c', false],
    ['a/**', 'a/b/c', true],
    ['a/**', 'a', false],
    ['**', '', true],
    ['**/x', 'a/b/x', true],
    ['*b*', 'abc', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['***', 'a/b', true],
    ['a.c', 'abc', false],
    ['', '', true],
    ['', 'a', false],
    ['**a*b', 'x/ab/aab', true],
    ['**a*b', 'x/a/b', false],
  ];
  for (const [pattern, text, expected] of cases)
    assert.equal(matchesGlob(pattern, text), expected, `${pattern} ~ ${text}`);
});

test('a hostile glob does not backtrack', () => {
  for (const [star, text] of [
    ['*a', 'a'],
    ['**a', 'a/'],
  ] as const) {
    const match = (times: number) => () =>
      assert.equal(matchesGlob(`${star.repeat(times)}b`, text.repeat(times * 5)), false);
    // Pattern × text: four times the length of both is at most sixteen times the work.
    assertGrowth(star, 40, match(25), match(100));
  }
});

test('image patterns', () => {
  const cases: readonly [string, string, boolean][] = [
    ['nginx', 'nginx:1.28', true],
    ['nginx', 'docker.io/library/nginx', true],
    ['nginx', 'acme/nginx', false],
    ['nginx', 'evil.io/library/nginx', false],
    ['docker.io/library/*', 'nginx', true],
    ['docker.io/nginx', 'nginx', true],
    ['index.docker.io/library/*', 'nginx', true],
    ['docker.io/library/*', 'acme/nginx', false],
    ['bitnami/*', 'docker.io/bitnami/redis:7', true],
    ['bitnami/*', 'ghcr.io/bitnami/redis', false],
    ['ghcr.io/acme/**', 'ghcr.io/acme/a/b:1', true],
    ['ghcr.io/acme/**', 'ghcr.io/acme-evil/a', false],
    ['ghcr.io/acme/', 'ghcr.io/acme/a/b', true],
    ['ghcr.io', 'ghcr.io/any/thing', true],
    ['*.azurecr.io', 'acme.azurecr.io/x/y', true],
    ['docker.io', 'nginx', true],
    ['node:24*', 'node:24-alpine', true],
    ['node:24*', 'node:22', false],
    ['node:latest', 'node', true],
    ['node:latest', `node@${sha}`, false],
    ['localhost:5000/x', 'localhost:5000/x:1', true],
    ['localhost:5000/**', 'localhost:5000/x/y', true],
    [`nginx@${sha}`, `nginx:1@${sha}`, true],
    [`nginx@${sha}`, 'nginx:1', false],
    ['', 'nginx', false],
  ];
  for (const [pattern, raw, expected] of cases) {
    assert.equal(matchesImage(pattern, parseReference(raw)!), expected, `${pattern} ~ ${raw}`);
  }
});
