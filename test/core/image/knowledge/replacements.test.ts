/** What is offered in place of an image that its publisher has given up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replacements } from '../../../../server/src/core/image/knowledge/end-of-life/replacements.ts';
import { parseReference } from '../../../../server/src/core/image/reference.ts';
import type { Day } from '../../../../server/src/core/text/day.ts';

const TODAY: Day = '2026-11-21';

test('what replaces a given up image', () => {
  const cases: readonly (readonly [string, ...string[]])[] = [
    ['openjdk:8-jdk-alpine', 'eclipse-temurin:8-jdk-alpine'],
    ['openjdk:11-jre-slim', 'eclipse-temurin:11-jre'],
    ['openjdk:14', 'eclipse-temurin:17-jdk'],
    ['openjdk', 'eclipse-temurin:25-jdk'],
    ['openjdk:17-nanoserver'],
    ['java:8', 'eclipse-temurin:8-jdk'],
    ['java:openjdk-8-jre', 'eclipse-temurin:8-jre'],
    // On the same mirror, and for the same architecture
    ['arm32v7/openjdk:8-jre', 'arm32v7/eclipse-temurin:8-jre'],
    ['public.ecr.aws/docker/library/centos:7', 'public.ecr.aws/docker/library/almalinux:9'],
    ['docker.io/library/iojs', 'docker.io/library/node:26'],
    ['arm64v8/rockylinux:9', 'rockylinux/rockylinux:9'],
    // Older than all that is known of the product
    ['vault:1.5.4'],
    ['vault:2.0', 'hashicorp/vault:2.0'],
    ['maven:3-jdk-8-alpine', 'maven:3-eclipse-temurin-8-alpine'],
    ['centos:7', 'almalinux:9'],
    ['k8s.gcr.io/pause:3.2', 'registry.k8s.io/pause:3.2'],
    // The new registry has it, but neither it nor any later release gets updates.
    ['k8s.gcr.io/ingress-nginx/controller:v1.1.0'],
    [`k8s.gcr.io/pause@sha256:${'0'.repeat(64)}`, `registry.k8s.io/pause@sha256:${'0'.repeat(64)}`],
    [`k8s.gcr.io/pause:3.9@sha256:${'0'.repeat(64)}`, `registry.k8s.io/pause:3.9@sha256:${'0'.repeat(64)}`],
    [`gcr.io/google-containers/pause:3.9@sha256:${'0'.repeat(64)}`, 'registry.k8s.io/pause:3.9'],
    ['opensuse', 'opensuse/leap'],
    ['opensuse:42.3'],
    ['rockylinux:9', 'rockylinux/rockylinux:9'],
    ['vault', 'hashicorp/vault'],
    ['emqx:5.8'],
    ['thrift:0.12'],
    ['bitnamilegacy/redis:7'],
    ['kennethreitz/httpbin'],
    ['mcr.microsoft.com/dotnet/core/sdk:3.1', 'mcr.microsoft.com/dotnet/sdk:10.0'],
    [
      'gcr.io/distroless/base-debian10:nonroot',
      'gcr.io/distroless/base-debian12:nonroot',
      'gcr.io/distroless/base-debian13:nonroot',
    ],
    ['registry.access.redhat.com/ubi7/ubi-minimal:7.9'],
    ['registry.access.redhat.com/ubi7/ubi-minimal', 'registry.access.redhat.com/ubi9/ubi-minimal'],
  ];
  for (const [raw, ...expected] of cases) assert.deepEqual(replacements(parseReference(raw)!, TODAY), expected, raw);
});
