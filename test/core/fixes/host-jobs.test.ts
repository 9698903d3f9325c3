/** What a container works with is not taken from it: the runtime's socket, capabilities, the users of the host. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { RuleId } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The number of findings of a rule in a Compose file with one service, and the titles of their fixes. */
function judged(rule: RuleId, image: string, ...lines: readonly string[]): { findings: number; titles: string[] } {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  engine.setFile('compose.yaml', `services:\n  web:\n    image: ${image}\n${lines.map((l) => `    ${l}\n`).join('')}`);
  engine.setComplete(true);
  const found = engine.check('compose.yaml').findings.filter((f) => f.rule === rule);
  return { findings: found.length, titles: found.flatMap((f) => f.fixes.map(({ title }) => title)) };
}

const SOCKET = "volumes: ['/var/run/docker.sock:/var/run/docker.sock']";
const STORE = 'postgres:17.11';
const OTHER = 'registry.example.com/web:1.2.0';

describe("the runtime's socket stays", () => {
  for (const [image, ...lines] of [
    ['docker/compose:1.29.2', 'command: ./setup.sh'],
    ['docker:29-cli'],
    ['docker/compose:${TAG}'],
    ['containrrr/watchtower:1.7.1'],
    ['portainer/portainer-ce:2.33.0'],
    ['mcuadros/ofelia:0.3.18', 'command: daemon --docker'],
    ['ghcr.io/amir20/dozzle:v8.13.0'],
    ['ghcr.io/crazy-max/diun:4.30'],
    [OTHER, "command: [sh, -c, 'docker exec db backup']"],
    [OTHER, 'command: docker-compose up'],
  ] as const)
    test(`for ${[image, ...lines].join(' ')}`, () => {
      const { findings, titles } = judged('privilege/runtime-socket', image, SOCKET, ...lines);
      assert.equal(findings, 1);
      assert.deepEqual(titles, []);
    });
  test('not for a program that is known to have no use for it', () => {
    assert.deepEqual(judged('privilege/runtime-socket', OTHER, SOCKET).titles, []);
    assert.deepEqual(judged('privilege/runtime-socket', 'jenkins/jenkins:2.541-jdk21', SOCKET).titles, []);
    for (const image of [STORE, 'redis:8', 'rabbitmq:4', 'dpage/pgadmin4:9'])
      assert.deepEqual(judged('privilege/runtime-socket', image, SOCKET).titles, ['Remove the mount'], image);
  });
  test('in a pod', () => {
    const engine = createEngine(rules, PINNED_DAY);
    const fixes = (image: string): number => {
      const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: ${image}\n      volumeMounts: [{name: s, mountPath: /run/docker.sock}]\n    - name: b\n      image: busybox:1.37\n  volumes:\n    - name: s\n      hostPath: {path: /var/run/docker.sock}\n`;
      engine.setFile('pod.yaml', pod);
      engine.setComplete(true);
      const found = engine.check('pod.yaml').findings.find((f) => f.rule === 'privilege/runtime-socket');
      return found!.fixes.length;
    };
    assert.equal(fixes('docker:29-cli'), 0);
    assert.equal(fixes(OTHER), 0);
    assert.equal(fixes(STORE), 1);
  });
});

test('a capability stays that the program of the image is for', () => {
  const of = (image: string, name: string): string[] =>
    judged('privilege/added-capability', image, `cap_add: [${name}]`).titles;
  assert.deepEqual(of('docker.elastic.co/beats/packetbeat:9.2.0', 'NET_ADMIN'), []);
  assert.deepEqual(of('docker.elastic.co/beats/auditbeat:9.2.0', 'AUDIT_CONTROL'), []);
  assert.deepEqual(of('docker.elastic.co/beats/auditbeat:$TAG', 'AUDIT_READ'), []);
  assert.deepEqual(of('ghcr.io/jasonish/suricata:8.0.1', 'SYS_NICE'), []);
  assert.deepEqual(of('tailscale/tailscale:v1.90.0', 'NET_ADMIN'), []);
  // Of other programs nobody knows; a data store has no use for it, but locks its memory.
  assert.deepEqual(of(OTHER, 'NET_ADMIN'), []);
  assert.equal(of(STORE, 'NET_ADMIN').length, 1);
  assert.equal(of(STORE, 'SYS_ADMIN').length, 1);
  for (const name of ['IPC_LOCK', 'SYS_NICE', 'SYS_RESOURCE']) assert.deepEqual(of(STORE, name), [], name);
  // A user other than root gets it only through a file of the image, and not where `no_new_privs` is set.
  const numbered = (...lines: string[]): string[] =>
    judged('privilege/added-capability', OTHER, 'cap_add: [NET_ADMIN]', "user: '1000'", ...lines).titles;
  assert.deepEqual(numbered(), []);
  assert.equal(numbered("security_opt: ['no-new-privileges:true']").length, 1);
});

test('the users of the host stay where a socket, its network or its processes need them', () => {
  const of = (...lines: string[]): string[] =>
    judged('privilege/host-namespace', OTHER, 'userns_mode: host', ...lines).titles;
  assert.equal(of().length, 1);
  assert.deepEqual(of(SOCKET), []);
  assert.deepEqual(of('privileged: true'), []);
  assert.deepEqual(of('pid: host'), []);
});
