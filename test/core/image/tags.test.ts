import assert from 'node:assert/strict';
import { test } from 'node:test';
import { officialImage, officialNames } from '../../../server/src/core/image/knowledge/data/official.ts';
import { tagKind } from '../../../server/src/core/image/knowledge/tag/floating-tags.ts';
import { isCodename, readTag } from '../../../server/src/core/image/knowledge/tag/tags.ts';
import { parseReference } from '../../../server/src/core/image/reference.ts';

const ref = (raw: string) => {
  const parsed = parseReference(raw);
  assert.ok(parsed, raw);
  return parsed;
};

test('tags are read as version, words and distribution', () => {
  assert.equal(readTag('3.8-slim-buster').version, '3.8');
  assert.deepEqual(readTag('3.8-slim-buster').distro, { name: 'debian', release: '10', at: 2, count: 1 });
  assert.deepEqual(readTag('14-alpine3.12').distro, { name: 'alpine', release: '3.12', at: 1, count: 1 });
  assert.deepEqual(readTag('7.2-debian-12-r3').distro, { name: 'debian', release: '12', at: 1, count: 2 });
  assert.deepEqual(readTag('21-jre-alpine-3.22').distro, { name: 'alpine', release: '3.22', at: 2, count: 2 });
  assert.deepEqual(readTag('alpine-1.2').distro, { name: 'alpine', release: undefined, at: 0, count: 1 });
  assert.deepEqual(readTag('8.0-windowsservercore-ltsc2022').distro?.name, 'windows');
  assert.equal(readTag('20230530').version, undefined);
  assert.equal(readTag('1a2b3c4d').version, undefined);
  assert.equal(readTag('v3.5').version, '3.5');
  assert.deepEqual(readTag(undefined), { words: [], version: undefined, distro: undefined });
});

test('kinds of tags', () => {
  const kinds: Readonly<Record<string, string>> = {
    none: 'nginx nginx@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    latest: 'nginx:latest acme/x:latest',
    floating:
      'nginx:stable nginx:mainline-alpine alpine:edge node:lts-slim node:lts-alpine3.22 node:alpine node:bookworm python:slim ' +
      'nginx:alpine acme/x:main acme/x:master acme/x:dev acme/x:latest-alpine debian:stable-slim debian:sid acme/x:nightly ' +
      'php:fpm-alpine php:apache acme/x:prod acme/x:canary eclipse-temurin:jdk acme/x:1.0-snapshot docker/dockerfile:labs gcr.io/distroless/static:nonroot ' +
      'debian:oldstable buildpack-deps:oldoldstable-scm debian:rc-buggy nginx:otel adminer:fastcgi influxdb:data-alpine julia:rc ' +
      'gradle:jdk21-alpine mysql:innovation varnish:old ros:rolling xwiki:mysql-tomcat tomee:Temurin-plume node:stretch node:onbuild',
    version:
      'nginx:1.28 node:24 node:24-alpine debian:bookworm debian:bookworm-slim ubuntu:noble registry.acme.test/ubuntu:noble lscr.io/acme/baseimage-ubuntu:noble resin/rpi-raspbian:bookworm gcr.io/distroless/cc-debian13:debug registry.acme.test/distroless/static-debian12:nonroot mcr.microsoft.com/devcontainers/base:trixie node:iron-slim alpine:edge-20230901 ' +
      'ros:humble-ros-core-jammy ros:noetic traefik:mimolette ubuntu:stonking debian:forky-slim buildpack-deps:bookworm-curl ' +
      'neurodebian:nd120 alt:p11 alpine:20240329 debian:sid-20260803 clojure:temurin-21-alpine ibm-semeru-runtimes:open-21-jre ' +
      'acme/x:v1 acme/x:1a2b3c4d5e acme/x:sha-1a2b3c4 acme/x:main-20240101 acme/x:release-1.2 gcr.io/distroless/static:x9 ' +
      'acme/x:20240101 acme/x:build-1234 acme/x:jdk-21.0.2 gcr.io/distroless/static-debian12:nonroot',
  };
  for (const [kind, list] of Object.entries(kinds)) {
    for (const raw of list.split(' ')) assert.equal(tagKind(ref(raw)), kind, raw);
  }
});

test('of the names that official images have or had, only those of releases and lines are versions', () => {
  const lines = new Map<string, Set<string>>();
  for (const name of officialNames()) {
    const { tags, ended } = officialImage(name)!;
    for (const tag of [...tags, ...ended.keys()]) {
      const kind = tagKind(ref(`${name}:${tag}`));
      if (/^v?\d/.test(tag)) assert.equal(kind, 'version', `${name}:${tag}`);
      else if (kind === 'version' && !/(?:^|-)v?\d/.test(tag))
        lines.set(name, (lines.get(name) ?? new Set()).add(tag.split('-')[0]!));
    }
  }
  for (const image of ['debian', 'ubuntu', 'buildpack-deps', 'neurodebian']) {
    const others = [...lines.get(image)!].filter((word) => !isCodename(word));
    assert.deepEqual(
      others.filter((word) => !/^nd/.test(word)),
      [],
      image,
    );
    lines.delete(image);
  }
  assert.deepEqual([...lines.keys()].sort(), ['alt', 'fedora', 'node', 'ros', 'traefik']);
  assert.deepEqual([...lines.get('alt')!].sort(), ['p10', 'p11']);
  assert.deepEqual([...lines.get('fedora')!], ['heisenbug']);
  assert.deepEqual(
    [...lines.get('node')!].filter((word) => /^(?:lts|current|slim|alpine|stretch|onbuild)$/.test(word)),
    [],
  );
  assert.ok(lines.get('traefik')!.size > 25 && lines.get('ros')!.size > 10);
});
