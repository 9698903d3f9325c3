import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  OFFICIAL_IMAGES,
  POPULAR_IMAGES,
} from '../../../../server/src/core/image/knowledge/publisher/official-images.ts';
import { HUB_PUBLISHERS } from '../../../../server/src/core/image/knowledge/publisher/publishers-hub.ts';
import { parseReference } from '../../../../server/src/core/image/reference.ts';
import { lookalikeOf } from '../../../../server/src/core/image/trust/lookalike.ts';
import { isTrustedFrontend, publisherTrust } from '../../../../server/src/core/image/trust/trust.ts';

const ref = (raw: string) => {
  const parsed = parseReference(raw);
  assert.ok(parsed, raw);
  return parsed;
};
const none = { trusted: [], untrusted: [] };
const verdict = (raw: string, policy = none as { trusted: string[]; untrusted: string[] }) =>
  publisherTrust(ref(raw), policy).verdict;

test('known publishers are trusted by default', () => {
  for (const raw of [
    'nginx',
    'docker.io/library/redis:7',
    'arm64v8/alpine',
    'bitnami/redis',
    'grafana/grafana:12.1.0',
    'mcr.microsoft.com/dotnet/sdk:10.0',
    'registry.k8s.io/pause:3.10',
    'gcr.io/distroless/static',
    'quay.io/prometheus/prometheus',
    'ghcr.io/fluxcd/source-controller',
    'public.ecr.aws/docker/library/nginx',
    'public.ecr.aws/lambda/python:3.13',
    'cgr.dev/chainguard/node',
    'docker.elastic.co/kibana/kibana:8.19.0',
    'registry-1.docker.io/library/nginx',
  ]) {
    assert.equal(verdict(raw), 'trusted', raw);
  }
  assert.ok(HUB_PUBLISHERS.size >= 200);
});

test('registries of one owner are trusted', () => {
  for (const raw of [
    'registry.corp:5000/x',
    'localhost:5000/x',
    'localhost/x',
    'harbor.acme.internal/team/x',
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com/x',
    'acme.azurecr.io/x',
    'europe-docker.pkg.dev/p/r/x',
    'gcr.io/my-project/x',
  ]) {
    assert.equal(verdict(raw), 'trusted', raw);
  }
});

test('other namespaces of public registries are unknown', () => {
  for (const raw of [
    'someone/nginx',
    'docker.io/someone/nginx',
    'ghcr.io/someone/x',
    'quay.io/someone/x',
    'public.ecr.aws/a1b2c3d4/x',
    'registry.gitlab.com/someone/x',
    'registry-1.docker.io/someone/x',
    'mirror.gcr.io/someone/x',
  ]) {
    const judged = publisherTrust(ref(raw), none);
    assert.equal(judged.verdict, 'unknown-publisher', raw);
    assert.match(judged.why, /someone|a1b2c3d4/);
  }
});

test('the user’s lists decide, the untrusted one first', () => {
  const policy = { trusted: ['docker.io/library/*', 'ghcr.io/acme/**'], untrusted: ['nginx', 'ghcr.io/acme/old/*'] };
  assert.equal(verdict('redis', policy), 'trusted');
  assert.equal(verdict('ghcr.io/acme/a/b', policy), 'trusted');
  assert.equal(verdict('nginx', policy), 'untrusted');
  assert.equal(verdict('ghcr.io/acme/old/x', policy), 'untrusted');
  assert.equal(verdict('bitnami/redis', policy), 'untrusted');
  assert.equal(verdict('localhost:5000/x', policy), 'untrusted');
  assert.equal(verdict('docker.io/someone/x', { trusted: [], untrusted: ['docker.io'] }), 'untrusted');
  assert.match(publisherTrust(ref('bitnami/redis'), policy).why, /matches none of the trusted images/);
});

test('frontends', () => {
  for (const raw of [
    'docker/dockerfile:1',
    'docker.io/docker/dockerfile:1.7-labs',
    'docker/dockerfile-upstream:master',
  ]) {
    assert.equal(isTrustedFrontend(ref(raw)), true, raw);
  }
  for (const raw of ['evil/dockerfile:1', 'ghcr.io/docker/dockerfile:1', 'dockerfile', 'docker/dockerfile-x']) {
    assert.equal(isTrustedFrontend(ref(raw)), false, raw);
  }
});

test('lookalikes of popular images', () => {
  const cases: readonly [string, string | undefined][] = [
    ['ngnix', 'nginx'],
    ['pythn:3', 'python'],
    ['ubunut', 'ubuntu'],
    ['postgress', 'postgres'],
    ['rubys-x', undefined],
    ['postgrs', 'postgres'],
    ['dockers', undefined], // a plural is more likely a separate image
    ['alpinne', 'alpine'],
    ['bitnmai/redis', 'bitnami/redis'],
    ['nginx', undefined],
    ['nginx2', undefined],
    ['nginx-1', undefined],
    ['python3', undefined],
    ['mode', undefined],
    ['acme/ngnix', undefined],
    ['ghcr.io/acme/ngnix', undefined],
    ['grafana/grafana', undefined],
    ['myapp', undefined],
  ];
  for (const [raw, expected] of cases) assert.equal(lookalikeOf(ref(raw)), expected, raw);
  for (const name of OFFICIAL_IMAGES) assert.equal(lookalikeOf(ref(name)), undefined, name);
  for (const name of POPULAR_IMAGES) assert.ok(OFFICIAL_IMAGES.has(name), name);
});
