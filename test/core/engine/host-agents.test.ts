import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** Profile, severity and number of fixes of a rule's finding about a mount of the host. */
function found(
  image: string,
  mount: string,
  rule = 'filesystem/sensitive-host-path',
): readonly [string, string, number] | undefined {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  engine.setFile('compose.yaml', `services:\n  agent:\n    image: ${image}\n    volumes: ["${mount}"]\n`);
  engine.setComplete(true);
  const one = engine.check('compose.yaml').findings.find((f) => f.rule === rule);
  return one && [one.profile, one.severity, one.fixes.length];
}

test('what an agent needs is a hint of the strict profile, without a fix', () => {
  assert.deepEqual(found('prom/node-exporter:v1.10.2', '/proc:/host/proc:ro'), ['strict', 'hint', 0]);
  assert.deepEqual(found('ghcr.io/google/cadvisor:v0.53.0', '/:/rootfs:ro', 'privilege/runtime-socket'), [
    'strict',
    'hint',
    0,
  ]);
});

test('write access to what the host runs from stays an error', () =>
  assert.deepEqual(found('prom/node-exporter:v1.10.2', '/etc:/host/etc')?.slice(0, 2), ['default', 'error']));

test('other images, also with such a name, are no agents', () => {
  for (const image of ['nginx:1.29', 'example.com/prom/node-exporter:1', 'prom/prometheus:v3.7.0'])
    assert.deepEqual(found(image, '/proc:/host/proc:ro')?.[0], 'default', image);
});
