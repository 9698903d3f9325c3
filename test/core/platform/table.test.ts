/** The form of the table, and the rows that sources prove. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInEffect, mayWrite, type Platform, type Treatment } from '../../../server/src/core/platform/platform.ts';
import { platforms } from '../../../server/src/core/platform/platforms/platforms.generated.ts';
import { type SettingName, settingNames } from '../../../server/src/core/platform/setting.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { parseDay } from '../../../server/src/core/text/day.ts';

const named = (name: string): Platform => {
  const found = platforms.find((p) => p.name === name);
  assert.ok(found, name);
  return found;
};

test('each platform has a name of its own, all settings, and dated sources', () => {
  assert.equal(new Set(platforms.map((p) => p.name)).size, platforms.length);
  for (const { name, settings, sources } of platforms) {
    assert.deepEqual(Object.keys(settings).sort(), [...settingNames].sort(), name);
    assert.ok(sources.length > 0, name);
    for (const { address, day } of sources) {
      assert.match(address, /^https:\/\/\S+$/, name);
      assert.equal(parseDay(day), day, name);
    }
  }
});

test('a platform differs from its base in some row: otherwise it needs no file', () => {
  for (const { name, base, settings } of platforms)
    if (base)
      assert.ok(
        settingNames.some((s) => settings[s] !== base.settings[s]),
        name,
      );
});

test('every setting is asked for by a rule or a fix', () => {
  const byFixes: readonly SettingName[] = ['user', 'portAddress', 'dotEnv'];
  const asked = new Set<string>([...rules.flatMap((r) => r.meta.setting ?? []), ...byFixes]);
  assert.deepEqual(
    settingNames.filter((name) => !asked.has(name)),
    [],
  );
});

test('only what is honoured everywhere may be written', () => {
  const verdicts: readonly [Treatment, effect: boolean, write: boolean][] = [
    ['honoured', true, true],
    ['supplied', true, false],
    ['optional', true, false],
    ['ignored', false, false],
    ['refused', false, false],
    ['none', false, false],
  ];
  const [some] = platforms;
  assert.ok(some);
  for (const [treatment, effect, write] of verdicts) {
    const platform: Platform = { ...some, settings: { ...some.settings, user: treatment } };
    assert.deepEqual([isInEffect(platform, 'user'), mayWrite(platform, 'user')], [effect, write], treatment);
  }
});

const ROWS: readonly [platform: string, setting: SettingName, Treatment][] = [
  // docker/cli: `UnsupportedProperties`, and the fields that `convert.Service` copies.
  ['swarm', 'privileged', 'ignored'],
  ['swarm', 'privilegeEscalation', 'ignored'],
  ['swarm', 'readOnlyRoot', 'honoured'],
  ['swarm', 'addedCapabilities', 'honoured'],
  ['swarm', 'droppedCapabilities', 'honoured'],
  ['swarm', 'sysctls', 'honoured'],
  ['swarm', 'portAddress', 'ignored'],
  ['swarm', 'dotEnv', 'ignored'],
  // docker/compose: `config_schema_v1.json`.
  ['compose-1', 'processLimit', 'refused'],
  ['compose-1', 'sysctls', 'refused'],
  ['compose-1', 'readOnlyRoot', 'honoured'],
  ['compose-1', 'memoryLimit', 'honoured'],
  ['compose-1', 'privilegeEscalation', 'honoured'],
  // knative/serving: `SecurityContextMask`, `ContainerPortMask`, `PodSpecMask`.
  ['knative', 'readOnlyRoot', 'honoured'],
  ['knative', 'privileged', 'refused'],
  ['knative', 'addedCapabilities', 'optional'],
  ['knative', 'hostPort', 'refused'],
  ['knative', 'networkPolicy', 'honoured'],
  ['cloud-run', 'readOnlyRoot', 'ignored'],
  ['cloud-run', 'memoryLimit', 'supplied'],
  ['cloud-run', 'networkPolicy', 'none'],
  // containers/podman: `docs/kubernetes_support.md`.
  ['podman', 'readOnlyRoot', 'honoured'],
  ['podman', 'seccomp', 'ignored'],
  ['podman', 'runAsNonRoot', 'ignored'],
  // containers/podman: `options/pids-limit.md`.
  ['quadlet', 'processLimit', 'supplied'],
  ['quadlet', 'privilegeEscalation', 'honoured'],
  ['openshift', 'user', 'optional'],
  ['openshift-restricted', 'droppedCapabilities', 'supplied'],
  ['windows', 'droppedCapabilities', 'ignored'],
  ['windows', 'runAsNonRoot', 'honoured'],
];
for (const [platform, setting, treatment] of ROWS)
  test(`${platform}: ${setting} is ${treatment}`, () => {
    assert.equal(named(platform).settings[setting], treatment);
  });
