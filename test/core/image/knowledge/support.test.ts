/** What is known of the support of images: product, rebuilds, distribution. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasEnded, supportOf } from '../../../../server/src/core/image/knowledge/support/support.ts';
import { parseReference } from '../../../../server/src/core/image/reference.ts';

/** `kind line end`, one for each fact. */
const facts = (image: string): string[] =>
  supportOf(parseReference(image)!).map(({ kind, line, end }) => `${kind} ${line} ${end ?? 'no end'}`);

const CASES: readonly (readonly [string, readonly string[]])[] = [
  // By version, longer and shorter than the line
  ['python:3.8', ['product Python 3.8 2024-10-07', 'rebuilt python:3.8 2024-10-07']],
  ['python:3.8.20-slim', ['product Python 3.8 2024-10-07', 'rebuilt python:3.8 2024-10-07']],
  ['node:20.1.0', ['product Node.js 20 2026-04-30', 'rebuilt node:20 2026-04-30']],
  ['node:22.3', ['product Node.js 22 2027-04-30']],
  ['postgres:9', ['product PostgreSQL 9.6 2021-11-11', 'rebuilt postgres:9 2022-02-14']],
  ['mcr.microsoft.com/dotnet/aspnet:8.0', ['product Microsoft .NET 8 2026-11-10']],
  // By code name and by name
  ['debian:bookworm-slim', ['product Debian 12 (bookworm) 2028-06-30']],
  ['debian:12.5', ['product Debian 12 (bookworm) 2028-06-30']],
  ['ros:noetic-ros-core', ['product ROS noetic 2025-05-01', 'rebuilt ros:noetic 2025-06-10']],
  ['node:erbium-slim', ['rebuilt node:erbium-slim 2022-05-03']],
  // The distribution under it
  ['node:24-bullseye', ['product Node.js 24 2028-04-30', 'distribution Debian 11 (bullseye) 2026-08-31']],
  ['python:3.13-alpine3.14', ['product Python 3.13 2029-10-31', 'distribution Alpine Linux 3.14 2023-05-01']],
  ['nginx:1.31-alpine', ['product nginx 1.31 no end']],
  // Mirrors and other registries
  ['public.ecr.aws/docker/library/postgres:13', ['product PostgreSQL 13 2025-11-13', 'rebuilt postgres:13 2025-11-14']],
  ['docker.elastic.co/elasticsearch/elasticsearch:7.17.1', ['product Elasticsearch 7 2026-01-15']],
  // Withdrawn, and what says nothing
  ['java:8', ['withdrawn java 2017-06-08']],
  ['node', []],
  ['node:latest', []],
  ['node:alpine', []],
  ['nobody/knows:1.2', []],
  ['redis:6.0.8', ['product Redis 6.0 2022-05-31', 'rebuilt redis:6.0 2024-05-17']],
  ['redislabs/redis:6.0.8-30', []],
  [`nginx@sha256:${'0'.repeat(64)}`, []],
];

for (const [image, expected] of CASES)
  test(`${image}: ${expected.join(', ') || 'nothing'}`, () => assert.deepEqual(facts(image), expected));

test('the last day of support is a supported day', () => {
  assert.equal(hasEnded('2026-04-30', '2026-04-30'), false);
  assert.equal(hasEnded('2026-04-30', '2026-05-01'), true);
  assert.equal(hasEnded('ended', '2000-01-01'), true);
  assert.equal(hasEnded(undefined, '2050-01-01'), false);
});
