import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The profile and severity of a finding about the socket in a Compose file. */
function found(image: string, mount = '/var/run/docker.sock:/var/run/docker.sock', path = 'compose.yaml') {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  engine.setFile(path, `services:\n  one:\n    image: ${image}\n    volumes: ["${mount}"]\n`);
  engine.setComplete(true);
  const one = engine.check(path).findings.find((f) => f.rule === 'privilege/runtime-socket');
  return one && [one.profile, one.severity];
}

test('who starts a client of Docker wants that: its socket is for the strict profile', () => {
  for (const image of [
    'traefik:v3.6',
    'portainer/portainer-ce:2.33.0',
    'kestra/kestra:v1.1.0',
    'localstack/localstack:4.11',
    'quay.io/nuclio/dashboard:1.15.0-amd64',
    'quay.io/nuclio/dashboard:${TAG}',
    'ghcr.io/goauthentik/server:2025.10.2',
    'wurstmeister/kafka:2.13-2.8.1',
  ])
    assert.deepEqual(found(image), ['strict', 'error'], image);
  assert.deepEqual(found('otel/opentelemetry-collector-contrib:0.140.0'), ['strict', 'hint']);
  assert.deepEqual(found('grafana/alloy:v1.12.0'), ['strict', 'hint']);
  assert.deepEqual(found('grafana/promtail:3.6.0'), ['strict', 'hint']);
});

test('in production, by a folder that holds it, and for other images it is an error as before', () => {
  assert.deepEqual(found('traefik:v3.6', undefined, 'compose.prod.yaml'), ['default', 'error']);
  assert.deepEqual(found('traefik:v3.6', '/var/run:/var/run'), ['default', 'error']);
  for (const image of ['nginx:1.29', 'example/kestra:1', 'apache/kafka:4.1.0', 'ghcr.io/goauthentik/proxy:2025.10.2'])
    assert.deepEqual(found(image), ['default', 'error'], image);
});
