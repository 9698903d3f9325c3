/** Suggested tags: chosen cases, and what holds for every tag of every official image. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { officialImage, officialNames } from '../../../../server/src/core/image/knowledge/data/official.ts';
import { hasEnded, supportOf } from '../../../../server/src/core/image/knowledge/support/support.ts';
import { suggestedTags } from '../../../../server/src/core/image/knowledge/tag/suggestions.ts';
import { isCodename } from '../../../../server/src/core/image/knowledge/tag/tags.ts';
import { parseReference } from '../../../../server/src/core/image/reference.ts';

const DAY = '2026-08-22';
const suggested = (image: string, day = DAY): string => suggestedTags(parseReference(image)!, day).join(' ');

const CASES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'the nearest line first, the newest second': [
    ['python:3.8-slim', '3.11-slim 3.14-slim'],
    ['postgres:12', '15 18'],
    ['ruby:2.7-slim', '3.3-slim 4.0-slim'],
    ['redis:7.0-bookworm', '7.4-bookworm 8.2-bookworm'],
    ['php:7.4-fpm-alpine', '8.3-fpm-alpine 8.5-fpm-alpine'],
    ['neo4j:5.20-community', '5.26-community'],
    ['haproxy:2.5-alpine', '2.8-alpine 3.4-alpine'],
  ],
  'a line that lives stays the first': [
    ['python:3.12.4-slim', '3.12-slim 3.14-slim'],
    ['python:3', '3.14'],
    ['mysql:8', '8.4 9.7'],
    ['node:24-bookworm', ''],
    ['node:24.19-alpine', ''],
    ['node:24.18-alpine', '24-alpine'],
    ['caddy:2-alpine', '2.11-alpine'],
    ['jruby:9.4-dev-jre25', ''],
    ['influxdb:2.6', '2.9'],
  ],
  'long-term lines are preferred': [
    ['node:14', '22 24'],
    ['eclipse-temurin:19-jdk-alpine', '21-jdk-alpine 25-jdk-alpine'],
    ['clojure:temurin-17-alpine', 'temurin-25-alpine'],
    ['ubuntu:22.10', '24.04 26.04'],
    ['mysql:5.7.44', '8.4 9.7'],
  ],
  'but a version never goes down for one': [
    ['node:25', '26'],
    ['mysql:26.7', ''],
    ['mysql', '26.7'],
    ['mediawiki', '1.46'],
  ],
  'a distribution stays while it lives, else its successor': [
    ['python:3.8-slim-bookworm', '3.11-slim-bookworm 3.14-slim-bookworm'],
    ['python:3.12-slim-buster', '3.12-slim-trixie 3.14-slim-trixie'],
    ['node:18-buster-slim', '22-trixie-slim 24-trixie-slim'],
    ['php:7.4-fpm-alpine3.16', '8.3-fpm-alpine3.23 8.5-fpm-alpine3.23'],
    ['eclipse-temurin:8-jre-focal', '8-jre-jammy 25-jre-jammy'],
    ['httpd:2.4-bookworm', '2.4-trixie'],
    ['memcached:1.5-buster', '1.6-trixie'],
    ['amazoncorretto:8-al2-jdk', '8-al2023-jdk 25-al2023-jdk'],
  ],
  'variants that no line has': [
    ['golang:1.19-slim', ''],
    ['golang:1.20-windowsservercore-1809', ''],
    ['traefik:v1.7-alpine', ''],
    ['solr:alpine', ''],
    ['gradle:slim', ''],
    ['gradle:focal', '9-jammy'],
    ['python:3.13-windowsservercore-ltsc2016', ''],
  ],
  'distributions by name or by number, as written': [
    ['debian:buster-20200101-slim', 'trixie-slim'],
    ['debian:10.3-slim', '13-slim'],
    ['ubuntu:bionic', 'jammy resolute'],
    ['alpine:3.12.1', '3.24'],
    ['buildpack-deps:buster-curl', 'trixie-curl'],
    ['ros:foxy', 'humble lyrical'],
    ['ros:noetic-ros-core', ''],
  ],
  'the shape of a tag stays': [
    ['traefik:v2.5', 'v3.7'],
    ['caddy:2.7-alpine', '2.11-alpine'],
    ['ibm-semeru-runtimes:open-17-jre-focal', 'open-17-jre-jammy open-25-jre-jammy'],
    ['eclipse-temurin:11.0.11_9-jdk-focal', '11-jdk-jammy 25-jdk-jammy'],
    ['eclipse-temurin:8u292-b10-jre', '8-jre 25-jre'],
    ['public.ecr.aws/docker/library/node:14-alpine', '22-alpine 24-alpine'],
  ],
  'names give the version that they name': [
    ['nginx', '1.31'],
    ['nginx:stable-alpine', '1.30-alpine'],
    ['nginx:mainline', '1.31'],
    ['node', '24 26'],
    ['node:alpine', '24-alpine 26-alpine'],
    ['node:current', '26'],
    ['composer', '2.10'],
    ['node:lts-alpine', '24-alpine'],
    ['node:jod', '22'],
    ['debian:stable-slim', 'trixie-slim'],
    ['debian:oldstable', 'bookworm'],
    ['groovy:jdk8', '4.0-jdk8'],
    ['eclipse-mosquitto:openssl', '2.0-openssl'],
    ['traefik', 'v3.7'],
    ['redis:alpine', '8.10-alpine'],
  ],
  'names of what is not released, and names that nobody knows, give nothing': [
    ['alpine:edge', ''],
    ['debian:testing', ''],
    ['fedora:rawhide', ''],
    ['perl:devel', ''],
    ['golang:tip-alpine', ''],
    ['ubuntu:devel', ''],
    ['cassandra:3.11', '4.1 5.0'],
    ['tomee', ''],
    ['tomee:9.1-jre17', '10.1-jre17'],
    ['monica:3-apache', '4.1-apache'],
    ['haxe:3.4', '4.3'],
    ['node:buster-fat', ''],
    ['acme/x', ''],
    [`nginx@sha256:${'0'.repeat(64)}`, ''],
  ],
  'images of two products': [
    ['sonarqube:9.9-developer', '2026.1-developer'],
    ['sonarqube:9.9', ''],
    ['ros:noetic', ''],
    ['buildpack-deps:18.04-scm', '22.04-scm 26.04-scm'],
  ],
  'images that are not official': [
    ['mcr.microsoft.com/dotnet/sdk:6.0-alpine', '10.0-alpine'],
    ['mcr.microsoft.com/dotnet/sdk:6.0-focal', '10.0-noble'],
    ['mcr.microsoft.com/dotnet/aspnet:7.0-bullseye-slim', '8.0-bookworm-slim'],
    ['nginxinc/nginx-unprivileged:1.25-alpine', '1.31-alpine'],
    ['nginxinc/nginx-unprivileged:alpine', '1.31-alpine'],
    ['valkey/valkey:8.0-alpine', '9.1-alpine'],
    ['valkey/valkey:8.0-bookworm', '8.0 9.1'],
    ['rockylinux/rockylinux', '10'],
    ['prom/prometheus', 'v3.14.0'],
    ['prom/prometheus:v2.40.0', 'v3.13.2'],
    ['grafana/grafana:11.2.0', '12.4.9 13.2.0'],
    ['oven/bun:slim', '1.4-slim'],
    ['docker/dockerfile', '1'],
    ['docker/dockerfile:labs', ''],
    ['pgvector/pgvector:pg15', ''],
  ],
  'named lines': [
    ['node:erbium-slim', '22-slim 24-slim'],
    ['traefik:banon', 'v3.7'],
    ['neurodebian:nd120', 'bookworm'],
  ],
  'an image that its publisher has left': [
    ['openjdk:8-jdk', ''],
    ['rockylinux:8', ''],
    ['java:8', ''],
  ],
};

for (const [name, cases] of Object.entries(CASES))
  test(name, () => {
    for (const [image, expected] of cases) assert.equal(suggested(image), expected, image);
  });

test('lines end, and others become long-term ones', () => {
  assert.equal(suggested('node', '2026-11-29'), '26');
  assert.equal(suggested('node:14', '2026-11-29'), '24 26');
  assert.equal(suggested('postgres:14', '2026-11-29'), '15 18');
  assert.equal(suggested('rust:1.98-bullseye', '2026-08-31'), '');
  assert.equal(suggested('rust:1.98-bullseye', '2026-09-01'), '1.98-trixie');
  assert.equal(suggested('python:3.8', '2030-10-31'), '3.14');
  assert.equal(suggested('python:3.8', '2030-11-01'), '');
});

/** Every name and line that an official image has or had. */
const everyTag: readonly (readonly [string, string])[] = officialNames().flatMap((name) => {
  const { tags, ended } = officialImage(name)!;
  return [...tags, ...ended.keys()].map((tag) => [name, tag] as const);
});

const DAYS = [DAY, '2026-11-29', '2027-01-01', '2028-06-01', '2031-01-01'];

const PRE_RELEASE = /^(?:rc|beta|alpha|ea|dev|m|preview|snapshot)[\d.]*$/i;

/** The words of a tag that are neither version, date, release of a distribution nor of a pre-release. */
const variantWords = (tag: string): string =>
  tag
    .toLowerCase()
    .split('-')
    .map((word) =>
      /^(?:alpine|ubi|al|amazonlinux|oraclelinux|debian|almalinux|rhel)[\d.]*$/.test(word)
        ? word.replace(/[\d.]+$/, '')
        : word,
    )
    .filter((word) => !/^v?\d/.test(word) && !isCodename(word) && !PRE_RELEASE.test(word))
    .sort()
    .join(' ');

const numbers = (tag: string): readonly number[] =>
  (/(?:^|-)v?(\d+(?:\.\d+)*)/.exec(tag)?.[1] ?? '').split('.').map(Number);

const isLower = (tag: string, than: string): boolean => {
  const [a, b] = [numbers(tag), numbers(than)];
  const at = a.findIndex((number, index) => number !== (b[index] ?? number));
  return at >= 0 && a[at]! < b[at]!;
};

for (const day of DAYS)
  test(`every suggestion for ${everyTag.length} tags is listed, supported on ${day}, not lower, and of the same variant`, () => {
    for (const [name, tag] of everyTag) {
      const found = suggestedTags(parseReference(`${name}:${tag}`)!, day);
      assert.ok(found.length <= 2 && new Set(found).size === found.length && !found.includes(tag), `${name}:${tag}`);
      for (const next of found) {
        const what = `${name}:${tag} → ${next}`;
        assert.ok(officialImage(name)!.tags.has(next), what);
        assert.deepEqual(
          supportOf(parseReference(`${name}:${next}`)!).filter(({ end }) => hasEnded(end, day)),
          [],
          what,
        );
        assert.doesNotMatch(
          next,
          /(?:^|-)(?:rc|beta|alpha|ea|dev|m)\d*(?:-|$)|snapshot|edge|devel(?:-|$)|nightly|\d(?:rc|beta)\d/i,
          what,
        );
        if (/^v?\d/.test(tag) && /^v?\d/.test(next)) {
          assert.ok(!isLower(next, tag), what);
          assert.equal(variantWords(next), variantWords(tag), what);
        }
      }
    }
  });

test('most images have a suggestion for their newest release, and fewer as lines end', () => {
  const counts = DAYS.map((day) => officialNames().filter((name) => suggested(name, day) !== '').length);
  assert.ok(counts[0]! >= 100, `${counts}`);
  for (const [index, count] of counts.entries()) assert.ok(count <= (counts[index - 1] ?? count), `${counts}`);
});
