import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { KNOWLEDGE_DATE, KNOWLEDGE_DAY } from '../../../server/src/core/image/knowledge/date.ts';
import { endOfLife } from '../../../server/src/core/image/knowledge/end-of-life/end-of-life.ts';
import { LANGUAGE_LINES } from '../../../server/src/core/image/knowledge/end-of-life/end-of-life-languages.ts';
import { RETIRED } from '../../../server/src/core/image/knowledge/end-of-life/end-of-life-retired.ts';
import { SERVICE_LINES } from '../../../server/src/core/image/knowledge/end-of-life/end-of-life-services.ts';
import { suggestedTag, tagKind } from '../../../server/src/core/image/knowledge/tag/floating-tags.ts';
import { SUGGESTED_TAGS } from '../../../server/src/core/image/knowledge/tag/suggested-tags.ts';
import { readTag } from '../../../server/src/core/image/knowledge/tag/tags.ts';
import { fileVariable } from '../../../server/src/core/image/knowledge/variable/file-variables.ts';
import { parseReference } from '../../../server/src/core/image/reference.ts';

const ref = (raw: string) => {
  const parsed = parseReference(raw);
  assert.ok(parsed, raw);
  return parsed;
};

/** line | since | replacement */
const end = (raw: string): string => {
  const found = endOfLife(ref(raw), PINNED_DAY);
  if (found === undefined) return '-';
  const { image, tag } = found.replacement ?? {};
  return [found.line, found.since, `${image ?? ''}${tag === undefined ? '' : `:${tag}`}`].join('|');
};

test('tags are read as version, words and distribution', () => {
  assert.equal(readTag('3.8-slim-buster').version, '3.8');
  assert.deepEqual(readTag('3.8-slim-buster').distro, { name: 'debian', release: '10', at: 2, count: 1 });
  assert.deepEqual(readTag('14-alpine3.12').distro, { name: 'alpine', release: '3.12', at: 1, count: 1 });
  assert.deepEqual(readTag('7.2-debian-12-r3').distro, { name: 'debian', release: '12', at: 1, count: 2 });
  assert.deepEqual(readTag('8.0-windowsservercore-ltsc2022').distro?.name, 'windows');
  assert.equal(readTag('20230530').version, undefined);
  assert.equal(readTag('1a2b3c4d').version, undefined);
  assert.equal(readTag('v3.5').version, '3.5');
  assert.deepEqual(readTag(undefined), { words: [], version: undefined, distro: undefined });
});

test('end of life: languages, distributions and servers', () => {
  const cases: readonly [string, string][] = [
    ['python:3.8-slim-buster', 'Python 3.8|2024-10-07|:3.13-slim'],
    ['python:3.8.20-slim-bookworm', 'Python 3.8|2024-10-07|:3.13-slim-bookworm'],
    ['python:3.12-slim-buster', 'Debian 10|2024-06-30|:3.12-slim'],
    ['python:3.12.1-alpine3.15', 'Alpine 3.15|2023-11-01|:3.12-alpine'],
    ['python:2.7', 'Python 2|2020-01-01|:3.13'],
    ['python:3.10-windowsservercore', 'Python 3.10|2026-10-31|'],
    ['python:3.13-slim', '-'],
    ['python:3', '-'],
    ['python:3.11-rc', '-'],
    ['node:14-alpine3.12', 'Node.js 14|2023-04-30|:24-alpine'],
    ['node:20.11.1-bookworm-slim', 'Node.js 20|2026-04-30|:24-bookworm-slim'],
    ['node:18-buster-slim', 'Node.js 18|2025-04-30|:24-slim'],
    ['node:22', '-'],
    ['node:24', '-'],
    ['node:buster', 'Debian 10|2024-06-30|'],
    ['golang:1.19-alpine', 'Go 1.19|2023-08-08|:1.26-alpine'],
    ['golang:1.26', '-'],
    ['php:7.4-fpm-alpine3.16', 'PHP 7.4|2022-11-28|:8.4-fpm-alpine'],
    ['php:8.0-apache-bullseye', 'PHP 8.0|2023-11-26|:8.4-apache'],
    ['php:8.2', '-'],
    ['ruby:2.7-slim', 'Ruby 2.7|2023-03-31|:3.4-slim'],
    ['mcr.microsoft.com/dotnet/aspnet:6.0-alpine', '.NET 6.0|2024-11-12|:10.0-alpine'],
    ['mcr.microsoft.com/dotnet/sdk:8.0', '.NET 8.0|2026-11-10|:10.0'],
    ['mcr.microsoft.com/dotnet/sdk:6.0-focal', '.NET 6.0|2024-11-12|:10.0'],
    [
      'mcr.microsoft.com/dotnet/core/sdk:3.1',
      'mcr.microsoft.com/dotnet/core/sdk|2022-12-13|mcr.microsoft.com/dotnet/sdk:10.0',
    ],
    ['mcr.microsoft.com/dotnet/runtime:7.0-bullseye-slim', '.NET 7.0|2024-05-14|:10.0'],
    ['eclipse-temurin:8-jre-focal', 'Ubuntu 20.04|2025-05-31|:8-jre'],
    ['eclipse-temurin:19-jdk-alpine', 'Java 19|2023-03-31|:25-jdk-alpine'],
    ['eclipse-temurin:17-jre', '-'],
    ['httpd:2.4-bullseye', 'Debian 11|2026-08-31|:2.4'],
    ['fedora:38', 'Fedora 38|2024-05-21|:43'],
    ['openjdk:8-jdk-alpine', 'openjdk|2022-07-31|eclipse-temurin:8-jdk-alpine'],
    ['openjdk:11-jre-slim', 'openjdk|2022-07-31|eclipse-temurin:11-jre'],
    ['openjdk:17-slim-buster', 'openjdk|2022-07-31|eclipse-temurin:17-jdk'],
    ['openjdk:14', 'openjdk|2022-07-31|eclipse-temurin:17-jdk'],
    ['openjdk', 'openjdk|2022-07-31|eclipse-temurin:21-jdk'],
    ['openjdk:17-nanoserver', 'openjdk|2022-07-31|'],
    ['openjdk:26-ea-jdk', '-'],
    ['maven:3.8-openjdk-17-slim', 'maven on openjdk|2022-07-31|:3.9-eclipse-temurin-17'],
    ['maven:3-jdk-8-alpine', 'maven on openjdk|2022-07-31|:3.9-eclipse-temurin-8-alpine'],
    ['maven:3.9-eclipse-temurin-21', '-'],
    ['debian:buster', 'Debian 10|2024-06-30|:trixie'],
    ['debian:buster-20200101-slim', 'Debian 10|2024-06-30|:trixie-slim'],
    ['debian:10.3-slim', 'Debian 10|2024-06-30|:13-slim'],
    ['debian:bullseye-slim', 'Debian 11|2026-08-31|:trixie-slim'],
    ['debian:bookworm', '-'],
    ['debian', '-'],
    ['debian:stable', '-'],
    ['ubuntu:18.04', 'Ubuntu 18.04|2023-05-31|:24.04'],
    ['ubuntu:bionic-20230530', 'Ubuntu 18.04|2023-05-31|:noble'],
    ['ubuntu:22.04', '-'],
    ['alpine:3.12.1', 'Alpine 3.12|2022-05-01|:3.22'],
    ['alpine:3.22', '-'],
    ['alpine:3', '-'],
    ['amazonlinux:2', 'Amazon Linux 2|2026-06-30|:2023'],
    ['amazonlinux:2023', '-'],
    ['oraclelinux:7-slim', 'Oracle Linux 7|2024-12-31|:9-slim'],
    ['centos:7', 'centos|2024-06-30|almalinux:9'],
    ['postgres:12-alpine3.18', 'PostgreSQL 12|2024-11-21|:17-alpine'],
    ['postgres:14', 'PostgreSQL 14|2026-11-12|:17'],
    ['postgres:15.3-bullseye', 'Debian 11|2026-08-31|:15'],
    ['mysql:5.7.44', 'MySQL 5.7|2023-10-31|:8.4'],
    ['mysql:8', '-'],
    ['mariadb:10.11', '-'],
    ['mariadb:10.1', 'MariaDB 10.1|2020-10-17|:11.8'],
    ['mongo:4.4-focal', 'MongoDB 4.4|2024-02-29|:8.0'],
    ['elasticsearch:7.17.9', 'Elastic Stack 7|2026-01-15|'],
    ['nginx:1.18-alpine', 'nginx 1.18|2021-04-20|:1.28-alpine'],
    ['nvidia/cuda:11.4.0-base-ubuntu18.04', 'Ubuntu 18.04|2023-05-31|'],
    ['nvidia/cuda:11.4.0-base-centos7', 'CentOS 7|2024-06-30|'],
    ['gcr.io/distroless/base-debian10:nonroot', 'Debian 10|2024-06-30|gcr.io/distroless/base-debian12:nonroot'],
    [
      'registry.access.redhat.com/ubi7/ubi-minimal',
      'Red Hat Enterprise Linux 7|2024-06-30|registry.access.redhat.com/ubi9/ubi-minimal',
    ],
    ['k8s.gcr.io/pause:3.2', 'k8s.gcr.io/pause|2023-04-03|registry.k8s.io/pause:3.2'],
    ['bitnamilegacy/redis:7', 'bitnamilegacy/redis|2025-08-28|'],
    ['acme/python:3.8', '-'],
    ['acme/x:1-buster', '-'],
    ['arm64v8/python:3.8', 'Python 3.8|2024-10-07|:3.13'],
  ];
  for (const [raw, expected] of cases) assert.equal(end(raw), expected, raw);
  assert.equal(
    endOfLife(ref('python:3.8'), PINNED_DAY)?.why,
    'Python 3.8 has had no security updates since 2024-10-07',
  );
});

test('no table recommends a line that has ended', () => {
  assert.ok(KNOWLEDGE_DAY.startsWith(KNOWLEDGE_DATE));
  for (const row of [...LANGUAGE_LINES, ...SERVICE_LINES]) {
    for (const day of Object.values(row.ended)) assert.match(day, /^20\d\d-[01]\d-[0-3]\d$/, row.label);
    for (const image of row.next === undefined ? [] : row.images) {
      for (const variant of ['', ...row.variants]) {
        const tag = variant === '' ? row.next : `${row.next}-${variant}`;
        assert.equal(end(`${image}:${tag}`), '-', `${image}:${tag}`);
        assert.equal(tagKind(ref(`${image}:${tag}`)), 'version', `${image}:${tag}`);
      }
    }
  }
  for (const [image, { tag, variants }] of SUGGESTED_TAGS) {
    for (const full of [tag, ...(variants?.split(' ') ?? []).map((variant) => `${tag}-${variant}`)]) {
      assert.equal(end(`${image}:${full}`), '-', `${image}:${full}`);
      assert.equal(tagKind(ref(`${image}:${full}`)), 'version', `${image}:${full}`);
    }
  }
  for (const { since, to, image } of RETIRED) {
    assert.ok(since <= KNOWLEDGE_DAY, image);
    if (to !== undefined && !to.endsWith('/')) assert.equal(end(to), '-', to);
  }
});

test('kinds of tags', () => {
  const kinds: Readonly<Record<string, string>> = {
    none: 'nginx nginx@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    latest: 'nginx:latest acme/x:latest',
    floating:
      'nginx:stable nginx:mainline-alpine alpine:edge node:lts-slim node:lts-alpine3.22 node:alpine node:bookworm python:slim ' +
      'nginx:alpine acme/x:main acme/x:master acme/x:dev acme/x:latest-alpine debian:stable-slim debian:sid acme/x:nightly ' +
      'php:fpm-alpine php:apache acme/x:prod acme/x:canary eclipse-temurin:jdk acme/x:1.0-snapshot docker/dockerfile:labs gcr.io/distroless/static:nonroot',
    version:
      'nginx:1.28 node:24 node:24-alpine debian:bookworm debian:bookworm-slim ubuntu:noble registry.acme.test/ubuntu:noble mcr.microsoft.com/devcontainers/base:trixie node:iron-slim alpine:edge-20230901 ' +
      'acme/x:v1 acme/x:1a2b3c4d5e acme/x:sha-1a2b3c4 acme/x:main-20240101 acme/x:release-1.2 gcr.io/distroless/static:x9 ' +
      'acme/x:20240101 acme/x:build-1234 acme/x:jdk-21.0.2 gcr.io/distroless/static-debian12:nonroot',
  };
  for (const [kind, list] of Object.entries(kinds)) {
    for (const raw of list.split(' ')) assert.equal(tagKind(ref(raw)), kind, raw);
  }
});

test('concrete tags keep the variant', () => {
  const cases: readonly [string, string | undefined][] = [
    ['nginx', '1.28'],
    ['nginx:latest', '1.28'],
    ['nginx:stable-alpine', '1.28-alpine'],
    ['nginx:mainline-alpine', undefined],
    ['node:alpine', '24-alpine'],
    ['node:lts-slim', '24-slim'],
    ['ubuntu', '24.04'],
    ['debian:stable-slim', 'trixie-slim'],
    ['postgres:latest', '17'],
    ['alpine:edge', undefined],
    ['debian:testing', undefined],
    ['node:24', undefined],
    ['node:buster', undefined],
    ['acme/x', undefined],
    [`nginx@sha256:${'0'.repeat(64)}`, undefined],
  ];
  for (const [raw, expected] of cases) assert.equal(suggestedTag(ref(raw)), expected, raw);
  assert.ok(SUGGESTED_TAGS.size >= 60);
});

test('variables for files', () => {
  const cases: readonly [string, string, string | undefined][] = [
    ['postgres:17', 'POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE'],
    ['postgres:17', 'PGPASSWORD', undefined],
    ['postgres:17', 'POSTGRES_PASSWORD_FILE', undefined],
    ['mysql', 'MYSQL_ROOT_PASSWORD', 'MYSQL_ROOT_PASSWORD_FILE'],
    ['mysql', 'MARIADB_ROOT_PASSWORD', undefined],
    ['mariadb', 'MARIADB_ROOT_PASSWORD', 'MARIADB_ROOT_PASSWORD_FILE'],
    ['mongo', 'MONGO_INITDB_ROOT_PASSWORD', 'MONGO_INITDB_ROOT_PASSWORD_FILE'],
    ['grafana/grafana', 'GF_SECURITY_ADMIN_PASSWORD', 'GF_SECURITY_ADMIN_PASSWORD__FILE'],
    ['gitea/gitea', 'GITEA__database__PASSWD', 'GITEA__database__PASSWD__FILE'],
    ['lscr.io/linuxserver/mariadb', 'MYSQL_ROOT_PASSWORD', 'FILE__MYSQL_ROOT_PASSWORD'],
    ['bitnami/postgresql', 'POSTGRESQL_PASSWORD', 'POSTGRESQL_PASSWORD_FILE'],
    ['bitnami/node', 'DB_PASSWORD', undefined],
    ['rabbitmq', 'RABBITMQ_DEFAULT_PASS', undefined],
    ['quay.io/keycloak/keycloak', 'KC_DB_PASSWORD', undefined],
    ['zabbix/zabbix-server-pgsql', 'POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE'],
    ['acme/postgres', 'POSTGRES_PASSWORD', undefined],
    ['n8nio/n8n', 'N8N_ENCRYPTION_KEY', 'N8N_ENCRYPTION_KEY_FILE'],
    ['influxdb:2', 'DOCKER_INFLUXDB_INIT_ADMIN_TOKEN', 'DOCKER_INFLUXDB_INIT_ADMIN_TOKEN_FILE'],
    ['qmcgaw/gluetun', 'WIREGUARD_PRIVATE_KEY', 'WIREGUARD_PRIVATE_KEY_SECRETFILE'],
    ['ghcr.io/goauthentik/server', 'AUTHENTIK_SECRET_KEY', 'AUTHENTIK_SECRET_KEY'],
    ['ghcr.io/goauthentik/server', 'AUTHENTIK_BOOTSTRAP_PASSWORD', undefined],
    ['redis', 'REDIS_PASSWORD', undefined],
  ];
  for (const [raw, name, expected] of cases) assert.equal(fileVariable(ref(raw), name), expected, `${raw} ${name}`);
});
