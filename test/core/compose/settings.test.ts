import assert from 'node:assert/strict';
import { test } from 'node:test';
import { file, type SettingKey, web } from '../../support/compose-file.ts';

const SETTINGS: [body: string, key: SettingKey, value: string | boolean | undefined, at: string][] = [
  ['privileged: true', 'privileged', true, 'privileged: true'],
  ['privileged: "yes"', 'privileged', true, 'privileged: "yes"'],
  ['privileged: ${P:-true}', 'privileged', true, 'privileged: ${P:-true}'],
  ['privileged: off', 'privileged', false, 'privileged: off'],
  ['privileged:', 'privileged', undefined, '(none)'],
  ['read_only: on', 'readOnlyRootFilesystem', true, 'read_only: on'],
  ['user: "1000:1001"', 'user', '1000', 'user: "1000:1001"'],
  ['user: "1000:1001"', 'group', '1001', 'user: "1000:1001"'],
  ['user: 0', 'user', '0', 'user: 0'],
  ['user: ${UID:-0}', 'user', '0', 'user: ${UID:-0}'],
  ['user: ${UID}:0', 'group', '0', 'user: ${UID}:0'],
  ['user: root', 'group', undefined, '(none)'],
  ['security_opt:\n  - no-new-privileges', 'allowPrivilegeEscalation', false, '- no-new-privileges'],
  ['security_opt:\n  - no-new-privileges:true', 'allowPrivilegeEscalation', false, '- no-new-privileges:true'],
  ['security_opt: [no-new-privileges=true]', 'allowPrivilegeEscalation', false, 'no-new-privileges=true'],
  ['security_opt: [no-new-privileges=false]', 'allowPrivilegeEscalation', true, 'no-new-privileges=false'],
  ['security_opt: ["seccomp:unconfined"]', 'seccomp', 'Unconfined', '"seccomp:unconfined"'],
  ['security_opt: [seccomp=unconfined]', 'seccomp', 'Unconfined', 'seccomp=unconfined'],
  ['security_opt: ["seccomp:./my.json"]', 'seccomp', 'Localhost', '"seccomp:./my.json"'],
  ['security_opt: ["apparmor:unconfined"]', 'appArmor', 'Unconfined', '"apparmor:unconfined"'],
  ['security_opt: [apparmor=docker-default]', 'appArmor', 'RuntimeDefault', 'apparmor=docker-default'],
  ['mem_limit: 512m', 'memoryLimit', '512m', 'mem_limit: 512m'],
  ['deploy: {resources: {limits: {memory: 1g}}}', 'memoryLimit', '1g', 'memory: 1g'],
  ['cpus: 0.5', 'cpuLimit', '0.5', 'cpus: 0.5'],
  ['deploy:\n  resources:\n    limits:\n      pids: 100', 'pidsLimit', '100', 'pids: 100'],
  ['pids_limit: -1', 'pidsLimit', '-1', 'pids_limit: -1'],
];
for (const [body, key, value, at] of SETTINGS)
  test(`setting ${key} of ${body.replaceAll('\n', '⏎')}`, () => {
    const { container, cut } = web(file(body));
    const setting = container[key];
    assert.equal(setting.value, value);
    assert.equal(setting.unknown, false);
    assert.equal(cut(setting.at), at);
    assert.equal(setting.level, value === undefined ? undefined : 'container');
  });

const UNKNOWN: [body: string, key: SettingKey][] = [
  ['privileged: ${P}', 'privileged'],
  ['privileged: maybe', 'privileged'],
  ['privileged: [true]', 'privileged'],
  ['privileged: {{ x }}', 'privileged'],
  ['user: ${UID}', 'user'],
  ['user: ${UID}:0', 'user'],
  ['security_opt: [no-new-privileges=yes]', 'allowPrivilegeEscalation'],
  ['security_opt: ["seccomp:${PROFILE}"]', 'seccomp'],
  ['security_opt: ["${OPT}"]', 'appArmor'],
  ['security_opt: seccomp:unconfined', 'seccomp'],
  ['mem_limit: ${MEM:?}', 'memoryLimit'],
];
for (const [body, key] of UNKNOWN)
  test(`unknown ${key} of ${body}`, () => {
    const { container } = web(file(body));
    assert.equal(container[key].unknown, true);
    assert.equal(container[key].value, undefined);
    assert.ok(container[key].at);
  });

test('capabilities are compared in upper case, without CAP_', () => {
  const { container, cut } = web(file('cap_add: [cap_net_admin, SYS_TIME]\ncap_drop:\n  - all'));
  assert.deepEqual(
    container.capAdd.map((c) => [c.name, c.raw]),
    [
      ['NET_ADMIN', 'cap_net_admin'],
      ['SYS_TIME', 'SYS_TIME'],
    ],
  );
  assert.equal(container.capDrop[0]?.name, 'ALL');
  assert.equal(cut(container.capDrop[0]?.at), '- all');
  assert.equal(container.capabilitiesUnknown, false);
  assert.equal(web(file('cap_add: ["${CAP}"]')).container.capabilitiesUnknown, true);
  assert.equal(web(file('cap_add: ALL')).container.capabilitiesUnknown, true);
});

test('host namespaces', () => {
  const body = 'network_mode: host\npid: "host"\nipc: host\nuts: host\nuserns_mode: host\ncgroup: host';
  const { service, container, cut } = web(file(body));
  assert.deepEqual(
    container.hostNamespaces.map((n) => n.namespace),
    ['network', 'pid', 'ipc', 'uts', 'user', 'cgroup'],
  );
  assert.equal(cut(container.hostNamespaces[1]?.at), 'pid: "host"');
  assert.equal(service.networkMode, 'host');
  assert.deepEqual(web(file('ipc: shareable\npid: service:x\nnetwork_mode: bridge')).container.hostNamespaces, []);
});

test('commands: strings in one piece, lists as words, scripts marked', () => {
  const { container, cut } = web(file('entrypoint: ["/bin/sh", -euc, "curl $$X | sh"]\ncommand: run --p "a b" ${X}'));
  assert.deepEqual(
    container.command.map(({ at, ...word }) => ({ ...word, at: cut(at) })),
    [
      { text: '/bin/sh', at: '/bin/sh', literal: true, shell: false, unsplit: false, part: 'entrypoint' },
      { text: '-euc', at: '-euc', literal: true, shell: false, unsplit: false, part: 'entrypoint' },
      { text: 'curl $X | sh', at: 'curl $$X | sh', literal: true, shell: true, unsplit: false, part: 'entrypoint' },
      {
        text: 'run --p "a b" ${X}',
        at: 'run --p "a b" ${X}',
        literal: false,
        shell: false,
        unsplit: true,
        part: 'command',
      },
    ],
  );
});
