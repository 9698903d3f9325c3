import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  imagesWithUsers,
  imageUsers,
  type UserRow,
} from '../../../server/src/core/image/knowledge/data/image-users.ts';
import { officialImage, officialNames } from '../../../server/src/core/image/knowledge/data/official.ts';
import { packDay, unpackDay } from '../../../server/src/core/image/knowledge/data/packed-day.ts';
import { distroFamily } from '../../../server/src/core/image/knowledge/distro/distro-family.ts';
import { readTag } from '../../../server/src/core/image/knowledge/tag/tags.ts';
import { ADDED_USERS } from '../../../server/src/core/image/knowledge/user/additions.ts';
import { defaultUser } from '../../../server/src/core/image/knowledge/user/default-user.ts';
import { movedVolume } from '../../../server/src/core/image/knowledge/user/moved-volume.ts';
import { FAMILIES, SAME_IMAGES } from '../../../server/src/core/image/knowledge/user/other-names.ts';
import { runsAs, stepDown } from '../../../server/src/core/image/knowledge/user/step-down.ts';
import { ADDED_STEP_DOWNS } from '../../../server/src/core/image/knowledge/user/step-down-additions.ts';
import {
  CHANGED_UNSOURCED,
  NON_ROOT_UNSOURCED,
  ROOT_UNSOURCED,
} from '../../../server/src/core/image/knowledge/user/unsourced.ts';
import { userRow } from '../../../server/src/core/image/knowledge/user/user-row.ts';
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
    ['registry.access.redhat.com/ubi9/openjdk-21', 'unknown'],
    ['memcached:alpine', 'memcache:11211:11211'],
    ['haproxy', 'haproxy:99:99'],
    ['haproxy:2.4', 'haproxy:99:99'],
    ['haproxy:2', 'haproxy:99:99'],
    ['haproxy:2.3-alpine', 'root'],
    [`haproxy@${sha}`, 'unknown'],
    ['elasticsearch:8.19.0', 'elasticsearch:1000:0'],
    ['elasticsearch:7.17.0', 'unknown'],
    ['prom/prometheus:v1.8.0', 'unknown'],
    ['prom/prometheus:v2.4.2', 'nobody:65534:'],
    // Without `latest` there is no row that stands for it: MySQL's and MongoDB's servers have different users.
    ['percona', '::'],
    ['percona:8.0', 'mysql:1001:1001'],
    [`elasticsearch@${sha}`, 'unknown'],
    ['sonarqube:9.9-community', 'unknown'],
    ['sonarqube:lts', 'sonarqube:1000:0'],
    ['jenkins/jenkins:lts', 'jenkins:1000:1000'],
    ['grafana/grafana', 'grafana:472:'],
    ['prom/prometheus:v3.5.0', 'nobody:65534:'],
    ['nginxinc/nginx-unprivileged', 'nginx:101:101'],
    ['gcr.io/distroless/static', 'root'],
    ['gcr.io/distroless/static:nonroot', 'nonroot:65532:65532'],
    ['gcr.io/distroless/base-debian12:debug-nonroot', 'nonroot:65532:65532'],
    ['cgr.dev/chainguard/node:latest-dev', 'nonroot:65532:65532'],
    ['cgr.dev/chainguard/wolfi-base', 'root'],
    ['cgr.dev/chainguard/go', 'root'],
    ['cgr.dev/chainguard/redis', 'redis::'],
    ['cgr.dev/chainguard/mysql', 'unknown'],
    ['bitnami/redis:7', ':1001:'],
    ['bitnami/node', 'unknown'],
    ['bitnami/minideb', 'root'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0', 'root'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled', 'app:1654:1654'],
    ['mcr.microsoft.com/dotnet/runtime:6.0-jammy-chiseled', 'app::'],
    ['mcr.microsoft.com/dotnet/sdk:8.0-nanoserver-ltsc2022', 'unknown'],
    ['mcr.microsoft.com/windows/servercore:ltsc2022', 'unknown'],
    ['mcr.microsoft.com/mssql/server:2022-latest', 'mssql::'],
    ['mcr.microsoft.com/mssql/server:2017-latest', 'root'],
    ['docker:dind', 'root'],
    ['docker:28-dind-rootless', 'rootless:1000:'],
    ['docker:dind-rootless', 'rootless:1000:'],
    ['gitea/gitea:1.24-rootless', 'git:1000:1000'],
    ['caddy:unprivileged', 'unknown'],
    ['cimg/node:22.1', 'circleci::'],
    ['dhi.io/node:24', 'nonroot::'],
    ['dhi.io/node:24-dev', 'unknown'],
    ['groovy:4-jdk17', ':1000:1000'],
    ['groovy:2.4', ':1000:1000'],
    ['rethinkdb', 'root'],
    ['flink:2.3', 'flink:9999:9999'],
    ['flink:1.18', 'root'],
    ['influxdb:1.8', 'root'],
    ['influxdb:1.8-alpine', 'root'],
    ['influxdb:1.12', 'influxdb:1500:1500'],
    ['influxdb:3-core', 'influxdb3:1500:1500'],
    ['influxdb:2', 'root'],
    ['mariadb:11.4-ubi9', 'mysql:999:999'],
    ['mariadb:10.5', 'root'],
    ['percona:5.7', 'mysql:1001:1001'],
    ['percona:psmdb-8.0', 'mongodb:1001:0'],
    ['wordpress:cli', ':82:'],
    ['wordpress:cli-2.12-php8.5', ':82:'],
    ['wordpress:6.4-fpm-alpine', 'root'],
    ['selenium/standalone-chrome:4', 'seluser:1200:1201'],
    ['openjdk:8-jdk', 'root'],
    ['kong/kong-gateway', '::'],
    ['acme/app', 'unknown'],
    ['golang:nanoserver', 'unknown'],
  ];
  for (const [raw, expected] of cases) assert.equal(user(raw).replace('www-data', ''), expected, raw);
});

test('every listed tag of every official image has the user of its row', () => {
  let tags = 0;
  for (const name of officialNames()) {
    const known = imageUsers(name);
    if (!known) continue;
    const general = known.rows.find((row) => row.tags === undefined)!;
    for (const tag of officialImage(name)!.tags) {
      const raw = `${name}:${tag}`;
      if (distroFamily(ref(raw)) === 'windows') continue;
      const row: UserRow = known.rows.find((candidate) => candidate.tags?.has(tag)) ?? general;
      tags++;
      // The hand-kept rows are about versions that are no longer listed, and about volumes that moved.
      const volumes = movedVolume(name, readTag(tag).version) ?? row.volumes;
      assert.deepEqual(userRow(ref(raw)), { ...row, volumes }, raw);
      assert.equal(defaultUser(ref(raw))?.user, row.user === 'root' ? 'root' : 'non-root', raw);
      assert.equal(stepDown(ref(raw)) === undefined || row.user === 'root', true, raw);
      if (row.drops) assert.equal(stepDown(ref(raw))?.to, row.drops.to, raw);
    }
  }
  assert.ok(tags > 4000, String(tags));
});

test('every row of other images is found by its word', () => {
  for (const name of imagesWithUsers().filter((image) => image.includes('/'))) {
    if (/^bitnami|dotnet/.test(name)) continue; // families with a convention of their own
    const image = name.replace('*', 'x');
    for (const row of imageUsers(name)!.rows)
      assert.deepEqual(userRow(ref(row.word === undefined ? image : `${image}:1-${row.word}`)), row, name);
  }
});

test('a tag that is not listed has the row of the nearest listed version with its variant', () => {
  const same = (raw: string, listed: string) => assert.deepEqual(userRow(ref(raw)), userRow(ref(listed)), raw);
  same('redis:8.6.4-alpine', 'redis:8-alpine');
  same('redis:5-alpine3.9', 'redis:6-alpine');
  same('postgres:13-alpine3.18', 'postgres:14-alpine');
  same('postgres:13-bullseye', 'postgres:14');
  same('postgres:9.6', 'postgres:14');
  same('php:7.4-fpm-buster', 'php:8.2-fpm');
  same('gradle:7.2-jdk11-alpine', 'gradle:7-jdk11-alpine');
  same('nginx', 'nginx:latest');
  assert.deepEqual(runsAs(ref('postgres:13-alpine3.18')), { name: 'postgres', uid: 70, gid: 70 });
});

test('a digest without a tag gives what all variants have in common', () => {
  assert.equal(user(`postgres@${sha}`), 'root');
  assert.equal(stepDown(ref(`postgres@${sha}`))?.by, 'gosu');
  assert.equal(runsAs(ref(`postgres@${sha}`)), undefined);
  assert.deepEqual(runsAs(ref(`mysql@${sha}`)), { name: 'mysql', uid: 999, gid: 999 });
  assert.equal(user(`influxdb@${sha}`), 'unknown');
});

test('every hand-kept row has evidence and a real day, and the table of Dockerfiles does not have it', () => {
  const rows = [...ADDED_USERS, ...SAME_IMAGES, ...FAMILIES, ...ADDED_STEP_DOWNS];
  for (const { images, source, asOf } of rows) {
    assert.match(source, /^(?:https:\/\/[^/\s]+\/\S+|github\.com\/[\w.-]+\/[\w.-]+.*)$/, images);
    assert.equal(unpackDay(packDay(asOf)), asOf, images);
    for (const image of images.split(' ')) {
      const name = image.replace('*', 'x');
      assert.equal(parseReference(name)?.familiar, name, image);
    }
  }
  for (const row of ADDED_USERS) {
    for (const image of row.images.split(' ')) {
      assert.ok(row.before !== undefined || !imageUsers(image), `${image} is in the table`);
      assert.ok(!NON_ROOT_UNSOURCED.has(image), image);
    }
    if (row.user === 'root') assert.deepEqual([row.uid, row.name], [undefined, undefined], row.images);
  }
  for (const { original } of SAME_IMAGES) assert.ok(imageUsers(original), original);
  for (const image of NON_ROOT_UNSOURCED) assert.ok(!imageUsers(image), image);
  for (const image of ROOT_UNSOURCED) assert.equal(defaultUser(ref(image)), undefined, image);
  for (const image of CHANGED_UNSOURCED.keys()) assert.ok(imageUsers(image), image);
});

test('what has no evidence has neither a name nor a number', () => {
  for (const image of NON_ROOT_UNSOURCED)
    assert.deepEqual(defaultUser(ref(image.replace('*', 'x'))), { user: 'non-root', unsourced: true }, image);
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
