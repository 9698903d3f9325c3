import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imagesWithUsers } from '../../../server/src/core/image/knowledge/data/image-users.ts';
import { nonRootPlan } from '../../../server/src/core/image/knowledge/user/non-root-user.ts';
import { userRow } from '../../../server/src/core/image/knowledge/user/user-row.ts';
import { parseReference } from '../../../server/src/core/image/reference.ts';

const sha = `sha256:${'0123456789abcdef'.repeat(4)}`;
const ref = (raw: string) => {
  const parsed = parseReference(raw);
  assert.ok(parsed, raw);
  return parsed;
};

test('plans to run as non-root', () => {
  const plan = (raw: string) => nonRootPlan(ref(raw));
  const existing = (raw: string) => {
    const found = plan(raw);
    return found?.kind === 'existing-user' ? [found.user, found.uid, found.gid].join(':') : found?.kind;
  };
  for (const [raw, expected] of [
    ['node:24-alpine', 'node:1000:1000'],
    ['gradle:9-jdk21', undefined], // the Dockerfile gives no number
    ['gradle:9-jdk21-alpine', 'gradle:1000:1000'],
    ['gradle:9-jdk25-ubi', 'gradle:101:101'],
    ['denoland/deno:alpine', 'deno:1000:1000'],
    ['denoland/deno:debian', 'deno:1993:1993'],
    ['denoland/deno:distroless', undefined],
    ['oven/bun:1', 'bun:1000:1000'],
    ['php:8.4-fpm-alpine', 'www-data:82:82'],
    ['php:7.4-apache', 'www-data:33:33'],
    ['postgres:17', 'postgres:999:999'],
    ['groovy:4', undefined],
    ['mcr.microsoft.com/dotnet/aspnet:10.0', 'app:1654:1654'],
    ['mcr.microsoft.com/dotnet/aspnet:6.0', undefined],
    ['mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled', undefined],
  ] as const)
    assert.equal(existing(raw), expected, raw);
  assert.deepEqual(plan('python:3.13-alpine'), {
    kind: 'create-user',
    family: 'alpine',
    command: 'addgroup -S -g 10001 app && adduser -S -D -u 10001 -G app app',
    user: 'app',
    uid: 10001,
    gid: 10001,
  });
  const debian = plan('python:3.13-slim');
  assert.ok(
    debian?.kind === 'create-user' && debian.command.startsWith('groupadd --system --gid 10001 app && useradd '),
  );
  assert.equal(plan('almalinux:9')?.kind, 'create-user');
  assert.deepEqual(plan('almalinux:9-minimal'), { kind: 'numeric', uid: 1001, gid: 1001 });
  assert.deepEqual(plan('registry.access.redhat.com/ubi9/ubi-minimal'), { kind: 'numeric', uid: 1001, gid: 1001 });
  assert.equal(plan('registry.access.redhat.com/ubi9/ubi-micro'), undefined);
  assert.equal(plan('registry.access.redhat.com/ubi9/ubi')?.kind, 'create-user');
  assert.deepEqual(plan('scratch'), { kind: 'numeric', uid: 10001, gid: 10001 });
  assert.deepEqual(plan('gcr.io/distroless/static-debian12'), { kind: 'tag', tag: 'nonroot', uid: 65532 });
  assert.deepEqual(plan('gcr.io/distroless/base:debug'), { kind: 'tag', tag: 'debug-nonroot', uid: 65532 });
  assert.deepEqual(plan('gcr.io/distroless/base:latest-arm64'), { kind: 'tag', tag: 'nonroot-arm64', uid: 65532 });
  assert.deepEqual(plan(`gcr.io/distroless/base:latest@${sha}`), { kind: 'numeric', uid: 65532, gid: 65532 });
  assert.equal(plan('gcr.io/distroless/base:nonroot'), undefined);
  assert.deepEqual(plan('nginx:1.28-alpine'), {
    kind: 'image',
    image: 'nginxinc/nginx-unprivileged:1.28-alpine',
    uid: 101,
  });
  assert.deepEqual(plan('nginx'), { kind: 'image', image: 'nginxinc/nginx-unprivileged', uid: 101 });
  for (const raw of ['acme/app', 'golang:nanoserver', 'httpd', 'traefik', 'grafana/grafana'])
    assert.equal(plan(raw), undefined, raw);
});

test('a created user has numbers that the image does not use, and no image that is non-root gets one', () => {
  for (const name of imagesWithUsers().filter((image) => !image.includes('*'))) {
    const plan = nonRootPlan(ref(name));
    if (plan?.kind !== 'create-user') continue;
    const row = userRow(ref(name))!;
    assert.equal(row.user, 'root', name);
    for (const { uid, gid } of row.has) assert.ok(uid !== plan.uid && gid !== plan.gid, name);
  }
});
