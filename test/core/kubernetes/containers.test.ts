import assert from 'node:assert/strict';
import { test } from 'node:test';
import { first, objects, pod, sc } from '../../support/kubernetes-pod.ts';

test('pod settings', () => {
  const text = pod(
    'hostNetwork: true\nhostPID: yes\nhostIPC: "true"\nhostUsers: false\nautomountServiceAccountToken: false\nserviceAccount: old\nos: {name: windows}',
    '',
  );
  const workload = objects(text)[0]?.workload;
  assert.ok(workload);
  const { container, cut } = first(text);
  assert.equal(cut(workload.hostNetwork.at), 'hostNetwork: true');
  assert.equal(workload.hostIPC.unknown, true);
  assert.equal(workload.hostUsers.value, false);
  assert.equal(workload.automountServiceAccountToken.value, false);
  assert.equal(workload.serviceAccountName.value, 'old');
  assert.equal(container.windows, true);
  assert.deepEqual(
    container.hostNamespaces.map((n) => [n.namespace, cut(n.at)]),
    [
      ['network', 'hostNetwork: true'],
      ['pid', 'hostPID: yes'],
    ],
  );
});

test('init and ephemeral containers have roles', () => {
  const text = pod('initContainers: [{name: i, image: x}]\nephemeralContainers:\n- name: e\n  image: y', '');
  const workload = objects(text)[0]?.workload;
  assert.deepEqual(
    workload?.containers.map((c) => [c.role, c.name, text.slice(c.span.start, c.span.end)]),
    [
      ['container', 'app', '- name: app\n    image: app:1'],
      ['init', 'i', '{name: i, image: x}'],
      ['ephemeral', 'e', '- name: e\n    image: y'],
    ],
  );
});

test('environment', () => {
  const text = pod(
    '',
    'env:\n- name: A\n  value: "x"\n- name: B\n  valueFrom: {secretKeyRef: {name: s, key: k}}\n- {name: C, value: "$(A)/y"}\n- {name: D, value: "$$(A)"}\n- {name: E, value: 5}\n- {name: F, value: "{{ .x }}"}\n- 7\n- {value: z}',
  );
  const { container, cut } = first(text);
  assert.deepEqual(
    container.env.map((v) => [v.name, v.value, v.dynamic, cut(v.valueSpan)]),
    [
      ['A', 'x', false, 'x'],
      ['B', undefined, false, '(none)'],
      ['C', '$(A)/y', true, '$(A)/y'],
      ['D', '$$(A)', false, '$$(A)'],
      ['E', '5', false, '5'],
      ['F', '{{ .x }}', true, '{{ .x }}'],
    ],
  );
  assert.equal(cut(container.env[0]?.at), '- name: A\n      value: "x"');
  assert.equal(cut(container.env[2]?.at), '- {name: C, value: "$(A)/y"}');
});

test('commands: expansions of the kubelet are not literal, those of the shell are', () => {
  const body = 'command: [sh, -c]\nargs: ["x=$(date) && run"]\nenv: [{name: lower, value: x}]';
  const { container, cut } = first(pod('', body));
  assert.deepEqual(
    container.command.map((w) => [cut(w.at), w.literal, w.shell, w.part]),
    [
      ['sh', true, false, 'entrypoint'],
      ['-c', true, false, 'entrypoint'],
      ['x=$(date) && run', true, true, 'command'],
    ],
  );
  const literal = (args: string): boolean | undefined => first(pod('', args)).container.command[0]?.literal;
  assert.equal(literal('args: ["--p=$(PASSWORD)"]'), false);
  assert.equal(literal('args: ["--p=$(lower)"]\nenv: [{name: lower, value: x}]'), false);
  assert.equal(literal('args: ["$(x)"]\nenvFrom: [{secretRef: {name: s}}]'), false);
  assert.equal(literal('args: ["$$(PASSWORD)"]'), true);
});

test('host ports', () => {
  const text = pod(
    '',
    'ports:\n- containerPort: 80\n- {containerPort: 81, hostPort: 0}\n- {containerPort: 82, hostPort: 8082, hostIP: 127.0.0.1, protocol: UDP}',
  );
  const { container, cut } = first(text);
  assert.equal(container.ports.length, 1);
  const { at, node: _, ...address } = container.ports[0] ?? assert.fail();
  assert.deepEqual(address, { hostIp: '127.0.0.1', hostPort: '8082', containerPort: '82', protocol: 'udp' });
  assert.equal(cut(at), '- {containerPort: 82, hostPort: 8082, hostIP: 127.0.0.1, protocol: UDP}');
});

test('volumes, their mounts, and host paths', () => {
  const text = pod(
    'volumes:\n- name: sock\n  hostPath: {path: //var/run/docker.sock}\n- {name: none}\n- {name: s, secret: {secretName: x}}\n- {hostPath: {path: /, type: ""}, name: root}',
    'volumeMounts:\n- {name: sock, mountPath: /s, readOnly: true}\n- {name: s, mountPath: /x}\n- {name: gone, mountPath: /y}\n- {name: root, mountPath: /host, readOnly: "true"}',
  );
  const { container, cut } = first(text);
  assert.deepEqual(
    container.hostMounts.map((m) => [m.source, m.target, m.readOnly, cut(m.at)]),
    [
      ['/var/run/docker.sock', '/s', true, '- {name: sock, mountPath: /s, readOnly: true}'],
      ['/', '/host', false, '- {name: root, mountPath: /host, readOnly: "true"}'],
    ],
  );
  const volumes = objects(text)[0]?.workload?.volumes ?? [];
  assert.deepEqual(
    volumes.map((v) => [v.name, v.source, v.hostPath, v.mounts.length]),
    [
      ['sock', 'hostPath', '/var/run/docker.sock', 1],
      ['none', 'emptyDir', undefined, 0],
      ['s', 'secret', undefined, 1],
      ['root', 'hostPath', '/', 1],
    ],
  );
});

test('capabilities', () => {
  const { container, cut } = first(pod('', sc('capabilities: {add: [cap_sys_admin], drop: [all]}')));
  assert.deepEqual([container.capAdd[0]?.name, container.capAdd[0]?.raw], ['SYS_ADMIN', 'cap_sys_admin']);
  assert.deepEqual([container.capDrop[0]?.name, container.capDrop[0]?.raw], ['ALL', 'all']);
  assert.equal(cut(container.capAdd[0]?.at), 'cap_sys_admin');
  for (const body of ['capabilities: {add: ALL}', 'capabilities: {{ x }}', 'capabilities: {drop: ["{{ x }}"]}'])
    assert.equal(first(pod('', sc(body))).container.capabilitiesUnknown, true, body);
  assert.equal(first(pod('', sc('capabilities: {add: , drop: []}'))).container.capabilitiesUnknown, false);
});

test('images', () => {
  const image = (value: string) => first(pod('', `image: ${value}`));
  assert.equal(image('"ghcr.io/a/b:1@sha256:0"').container.image?.raw, 'ghcr.io/a/b:1@sha256:0');
  const { container, cut } = image('"nginx:1.27"');
  assert.equal(container.image?.reference?.tag, '1.27');
  assert.equal(cut(container.image?.at), 'nginx:1.27');
  assert.equal(image('"{{ .Values.image }}:1"').container.image?.reference, undefined);
  assert.equal(image('"{{ .Values.image }}:1"').container.image?.overridable, true);
});

test('aliases are located where they are used', () => {
  const text = `${pod('', 'securityContext: &sc {privileged: true}')}  - name: two\n    image: b\n    securityContext: *sc\n`;
  const two = objects(text)[0]?.workload?.containers[1];
  assert.equal(two?.privileged.value, true);
  assert.equal(text.slice(two?.privileged.at?.start, two?.privileged.at?.end), '*sc');
  assert.ok(
    two?.privileged.node && text.slice(two.privileged.node.span.start, two.privileged.node.span.end) === 'true',
  );
});

test('a name that a template makes is shown without its actions', () => {
  const name = (text: string): string =>
    first(`apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: ${text}\n      image: i\n`).container.name;
  assert.deepEqual(['{{ .Chart.Name }}', '"{{ .a }}{{ .b }}"', '{{ .Chart.Name }}-init', 'web'].map(name), [
    'containers[0]',
    'containers[0]',
    '…-init',
    'web',
  ]);
});
