import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distroFamily } from '../../../server/src/core/image/knowledge/distro/distro-family.ts';
import { defaultUser } from '../../../server/src/core/image/knowledge/user/default-user.ts';
import { OTHER_USERS } from '../../../server/src/core/image/knowledge/user/default-user-other.ts';
import { ROOT_IMAGES } from '../../../server/src/core/image/knowledge/user/default-user-root.ts';
import { dropsPrivileges, runsAs } from '../../../server/src/core/image/knowledge/user/drops-privileges.ts';
import { nonRootPlan } from '../../../server/src/core/image/knowledge/user/non-root-user.ts';
import { parseReference } from '../../../server/src/core/image/reference.ts';

const sha = `sha256:${'0123456789abcdef'.repeat(4)}`;
const ref = (raw: string) => {
  const parsed = parseReference(raw);
  assert.ok(parsed, raw);
  return parsed;
};

const user = (raw: string): string => {
  const found = defaultUser(ref(raw));
  if (found === undefined) return 'unknown';
  return found.user === 'root' ? 'root' : [found.name ?? '', found.uid ?? '', found.gid ?? ''].join(':');
};

test('default users, by name, version and variant', () => {
  const cases: readonly [string, string][] = [
    ['debian', 'root'],
    ['node:24-alpine', 'root'],
    ['postgres:17', 'root'],
    ['arm64v8/nginx', 'root'],
    ['public.ecr.aws/docker/library/python:3.13', 'root'],
    ['redhat/ubi9-minimal', 'root'],
    ['registry.access.redhat.com/ubi9/ubi-minimal:9.4', 'root'],
    ['registry.access.redhat.com/ubi9/nodejs-22', ':1001:0'],
    ['registry.access.redhat.com/ubi9/openjdk-21', ':185:'],
    ['memcached:alpine', 'memcache:11211:11211'],
    ['haproxy', 'haproxy:99:99'],
    ['haproxy:2.4', 'haproxy:99:99'],
    ['haproxy:2', 'haproxy:99:99'],
    ['haproxy:2.3-alpine', 'root'],
    [`haproxy@${sha}`, 'unknown'],
    ['elasticsearch:8.19.0', 'elasticsearch:1000:0'],
    ['elasticsearch:7.17.0', 'root'],
    ['sonarqube:9.9-community', 'unknown'],
    ['sonarqube:lts', 'sonarqube:1000:0'],
    ['jenkins/jenkins:lts', 'jenkins:1000:1000'],
    ['grafana/grafana', 'grafana:472:'],
    ['prom/prometheus:v3.5.0', 'nobody:65534:65534'],
    ['nginxinc/nginx-unprivileged', 'nginx:101:101'],
    ['gcr.io/distroless/static', 'root'],
    ['gcr.io/distroless/static:nonroot', 'nonroot:65532:65532'],
    ['gcr.io/distroless/base-debian12:debug-nonroot', 'nonroot:65532:65532'],
    ['cgr.dev/chainguard/node:latest-dev', 'nonroot:65532:65532'],
    ['cgr.dev/chainguard/wolfi-base', 'root'],
    ['cgr.dev/chainguard/go', 'unknown'],
    ['bitnami/redis:7', ':1001:0'],
    ['bitnami/node', 'unknown'],
    ['bitnami/minideb', 'root'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0', 'root'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled', 'app:1654:1654'],
    ['mcr.microsoft.com/dotnet/runtime:6.0-jammy-chiseled', 'app::'],
    ['mcr.microsoft.com/dotnet/sdk:8.0-nanoserver-ltsc2022', 'unknown'],
    ['mcr.microsoft.com/windows/servercore:ltsc2022', 'unknown'],
    ['mcr.microsoft.com/mssql/server:2022-latest', 'mssql:10001:'],
    ['mcr.microsoft.com/mssql/server:2017-latest', 'root'],
    ['docker:dind', 'root'],
    ['docker:28-dind-rootless', 'rootless:1000:1000'],
    ['gitea/gitea:1.24-rootless', 'git:1000:1000'],
    ['caddy:unprivileged', 'unknown'],
    ['cimg/node:22.1', 'circleci:3434:3434'],
    ['dhi.io/node:24', 'nonroot::'],
    ['dhi.io/node:24-dev', 'unknown'],
    ['acme/app', 'unknown'],
    ['golang:nanoserver', 'unknown'],
  ];
  for (const [raw, expected] of cases) assert.equal(user(raw), expected, raw);
});

test('the tables of users are broad and well formed', () => {
  const others = OTHER_USERS.flatMap((row) => row.images.split(' '));
  assert.ok(others.length >= 100 && ROOT_IMAGES.size >= 150);
  for (const name of [...others, ...ROOT_IMAGES]) {
    assert.equal(parseReference(name.replace('*', 'x'))?.familiar, name.replace('*', 'x'), name);
  }
  for (const row of OTHER_USERS.filter(({ word }) => word === undefined)) {
    for (const name of row.images.split(' ')) assert.ok(!ROOT_IMAGES.has(name), `${name} is in both tables`);
  }
});

test('distribution families', () => {
  const cases: readonly [string, string | undefined][] = [
    ['python:3.13-slim', 'debian'],
    ['python:3.13-alpine3.22', 'alpine'],
    ['node:24-bookworm', 'debian'],
    ['eclipse-temurin:21-ubi9-minimal', 'rhel'],
    ['openjdk:17', 'rhel'],
    ['openjdk:17-slim', 'debian'],
    ['busybox', 'busybox'],
    ['scratch', 'scratch'],
    ['gcr.io/distroless/java21', 'distroless'],
    ['golang:windowsservercore-ltsc2022', 'windows'],
    ['bitnami/redis:7.2.4-debian-12-r3', 'debian'],
    ['acme/x:1-alpine', 'alpine'],
    ['acme/x', undefined],
  ];
  for (const [raw, expected] of cases) assert.equal(distroFamily(ref(raw)), expected, raw);
});

test('images that drop root', () => {
  for (const raw of ['postgres:17', 'nginx', 'php:8.4-fpm', 'lscr.io/linuxserver/plex', 'mariadb', 'hashicorp/vault']) {
    assert.equal(dropsPrivileges(ref(raw)), true, raw);
  }
  for (const raw of ['node', 'php:8.4-cli', 'debian', 'acme/postgres'])
    assert.equal(dropsPrivileges(ref(raw)), false, raw);
  assert.deepEqual(runsAs(ref('postgres:17')), { name: 'postgres', uid: 999, gid: 999 });
  assert.deepEqual(runsAs(ref('postgres:17-alpine')), { name: 'postgres', uid: 70, gid: 70 });
  assert.deepEqual(runsAs(ref('redis:8-alpine')), { name: 'redis', uid: 999, gid: 1000 });
  assert.equal(runsAs(ref('nginx')), undefined);
  assert.equal(runsAs(ref('constructor')), undefined);
});

test('plans to run as non-root', () => {
  const plan = (raw: string) => nonRootPlan(ref(raw));
  assert.deepEqual(plan('node:24-alpine'), { kind: 'existing-user', user: 'node', uid: 1000, gid: 1000 });
  assert.deepEqual(plan('php:8.4-fpm-alpine'), { kind: 'existing-user', user: 'www-data', uid: 82, gid: 82 });
  assert.deepEqual(plan('postgres:17'), { kind: 'existing-user', user: 'postgres', uid: 999, gid: 999 });
  assert.deepEqual(plan('mcr.microsoft.com/dotnet/aspnet:10.0'), {
    kind: 'existing-user',
    user: 'app',
    uid: 1654,
    gid: 1654,
  });
  assert.equal(plan('mcr.microsoft.com/dotnet/aspnet:6.0'), undefined);
  assert.equal(plan('mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled'), undefined);
  assert.deepEqual(plan('python:3.13-alpine'), {
    kind: 'create-user',
    family: 'alpine',
    command: 'addgroup -S -g 10001 app && adduser -S -D -H -u 10001 -G app app',
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
  assert.deepEqual(plan('gcr.io/distroless/static-debian12'), { kind: 'tag', tag: 'nonroot' });
  assert.deepEqual(plan('gcr.io/distroless/base:debug'), { kind: 'tag', tag: 'debug-nonroot' });
  assert.deepEqual(plan('gcr.io/distroless/base:latest-arm64'), { kind: 'tag', tag: 'nonroot-arm64' });
  assert.deepEqual(plan(`gcr.io/distroless/base:latest@${sha}`), { kind: 'numeric', uid: 65532, gid: 65532 });
  assert.equal(plan('gcr.io/distroless/base:nonroot'), undefined);
  assert.deepEqual(plan('nginx:1.28-alpine'), { kind: 'image', image: 'nginxinc/nginx-unprivileged:1.28-alpine' });
  assert.deepEqual(plan('nginx'), { kind: 'image', image: 'nginxinc/nginx-unprivileged' });
  for (const raw of ['acme/app', 'golang:nanoserver', 'httpd', 'traefik', 'grafana/grafana'])
    assert.equal(plan(raw), undefined, raw);
});
