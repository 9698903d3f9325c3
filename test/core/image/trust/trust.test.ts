import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imagesWithUsers } from '../../../../server/src/core/image/knowledge/data/image-users.ts';
import { officialNames, withdrawnNames } from '../../../../server/src/core/image/knowledge/data/official.ts';
import { allProducts, imagesOf } from '../../../../server/src/core/image/knowledge/data/products.ts';
import { isOfficialImage } from '../../../../server/src/core/image/knowledge/publisher/official-names.ts';
import { sourcedPublishers } from '../../../../server/src/core/image/knowledge/publisher/publishers.ts';
import { UNSOURCED_PUBLISHERS } from '../../../../server/src/core/image/knowledge/publisher/unsourced.ts';
import { parseReference } from '../../../../server/src/core/image/reference.ts';
import { lookalikeOf } from '../../../../server/src/core/image/trust/lookalike.ts';
import { ORDINARY_WORDS } from '../../../../server/src/core/image/trust/ordinary-words.ts';
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
    // An edit of each kind, in an image and in a namespace that a source names
    ['pyhton', 'python'],
    ['openbaa/openbao', 'openbao/openbao'],
    ['grafanna/loki', 'grafana/loki'],
    ['garfana/loki', 'grafana/loki'],
    // The first letter is rarely the wrong one, and a separator is no letter
    ['raven', undefined],
    ['helloworld', undefined],
    ['pi-hole/pihole', undefined],
    // Ordinary words, and words that are too short
    ['create', undefined],
    ['rocket/app', undefined],
    ['link', undefined],
    ['http', undefined],
    // Withdrawn images, and publishers that no source names, are not what somebody wants
    ['consull', undefined],
    ['vaultt', undefined],
    ['exccalidraw/app', undefined],
  ];
  for (const [raw, expected] of cases) assert.equal(lookalikeOf(ref(raw)), expected, raw);
});

test('no known name is a lookalike', () => {
  const images = [...allProducts().flatMap(imagesOf), ...imagesWithUsers(), ...officialNames(), ...withdrawnNames()];
  const names = [
    ...images.map((name) => name.replace(/\*$/, 'x')),
    ...[...sourcedPublishers('docker.io'), ...UNSOURCED_PUBLISHERS['docker.io']].map((name) => `${name}/x`),
    ...ORDINARY_WORDS,
    ...[...ORDINARY_WORDS].map((word) => `${word}/x`),
  ];
  assert.ok(names.length > 1000);
  assert.deepEqual(
    names.filter((name) => lookalikeOf(ref(name)) !== undefined),
    [],
  );
});

test('every ordinary word is one that would be a lookalike', () => {
  const known = [...officialNames(), ...sourcedPublishers('docker.io')];
  const near = (word: string): boolean => known.some((name) => edits(word).some((edit) => edits(name).includes(edit)));
  assert.deepEqual(
    [...ORDINARY_WORDS].filter((word) => !near(word)),
    [],
  );
});

/** The word, and the word without each letter. */
const edits = (word: string): string[] => [word, ...[...word].map((_, i) => word.slice(0, i) + word.slice(i + 1))];

test('Docker’s names are those of the data, present and past, and the one that it reserves', () => {
  for (const name of ['nginx', 'espocrm', 'java', 'hipache', 'scratch']) assert.ok(isOfficialImage(name), name);
  for (const name of ['ngnix', 'grafana', 'builder', '']) assert.ok(!isOfficialImage(name), name);
});
