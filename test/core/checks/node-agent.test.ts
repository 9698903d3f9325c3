import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

interface Pod {
  readonly kind?: string;
  /** Lines of the pod's specification. */
  readonly pod?: readonly string[];
  /** Settings of the container's security context. */
  readonly security?: string;
  readonly path?: string;
  readonly mount?: string;
}

/** The profile and severity of a rule's first finding in a manifest with one pod template. */
function found(rule: string, { kind = 'DaemonSet', pod = [], security = '', path, mount = '' }: Pod) {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  const volumes =
    path === undefined
      ? []
      : [
          `          volumeMounts: [{ name: host, mountPath: /host${mount} }]`,
          '      volumes:',
          `        - { name: host, hostPath: { path: ${path} } }`,
        ];
  const lines = [
    'apiVersion: apps/v1',
    `kind: ${kind}`,
    'metadata: { name: probe }',
    'spec:',
    '  selector: { matchLabels: { app: probe } }',
    '  template:',
    '    metadata: { labels: { app: probe } }',
    '    spec:',
    ...pod.map((line) => `      ${line}`),
    '      containers:',
    '        - name: probe',
    '          image: registry.example.com/probe:1.0',
    `          securityContext: { ${security} }`,
    ...volumes,
  ];
  engine.setFile('probe.yaml', `${lines.join('\n')}\n`);
  engine.setComplete(true);
  const one = engine.check('probe.yaml').findings.find((f) => f.rule === rule);
  return one && [one.profile, one.severity];
}

const PRIVILEGED = 'privilege/privileged-container';
const NETWORK = 'privilege/host-namespace';
const MOUNT = 'filesystem/sensitive-host-path';
const SOCKET = 'privilege/runtime-socket';

test('what an agent of the node needs is for the strict profile, as severe as before', () => {
  for (const path of [
    '/',
    '/proc',
    '/sys/class/net',
    '/dev',
    '/lib/modules',
    '/var/lib/kubelet/plugins',
    '/opt/cni/bin',
    '/etc/cni/net.d',
  ])
    assert.deepEqual(found(PRIVILEGED, { security: 'privileged: true', path }), ['strict', 'error'], path);
  const pod = ['hostNetwork: true'];
  assert.equal(found(NETWORK, { pod, path: '/opt/cni/bin' })?.[0], 'strict');
  assert.equal(
    found('privilege/added-capability', { security: 'capabilities: { add: [NET_ADMIN] }', path: '/lib/modules' })?.[0],
    'strict',
  );
  const root = 'runAsUser: 0, allowPrivilegeEscalation: true';
  assert.equal(found('user/root-user', { pod, security: root, path: '/opt/cni/bin' })?.[0], 'strict');
  assert.equal(found('user/privilege-escalation', { pod, security: root, path: '/opt/cni/bin' })?.[0], 'strict');
  assert.equal(
    found(PRIVILEGED, { security: 'privileged: true', path: '/srv', mount: ', mountPropagation: Bidirectional' })?.[0],
    'strict',
  );
});

test('a pod that is critical for its node is one too, whatever its kind', () => {
  const pod = ['priorityClassName: system-node-critical', 'hostNetwork: true'];
  assert.equal(found(NETWORK, { kind: 'Deployment', pod })?.[0], 'strict');
  assert.equal(found(NETWORK, { kind: 'Deployment', pod: pod.slice(1), path: '/' })?.[0], 'default');
  assert.equal(
    found(NETWORK, { pod: ['priorityClassName: system-cluster-critical', 'hostNetwork: true'] })?.[0],
    'default',
  );
});

test('a pod on every node that uses nothing of the node is none', () => {
  assert.equal(found(PRIVILEGED, { security: 'privileged: true' })?.[0], 'default');
  assert.equal(found(PRIVILEGED, { security: 'privileged: true', path: '/var/log' })?.[0], 'default');
  assert.equal(found(NETWORK, { pod: ['hostNetwork: true'], path: '/srv/data' })?.[0], 'default');
  assert.equal(found(PRIVILEGED, { kind: 'Deployment', security: 'privileged: true', path: '/' })?.[0], 'default');
});

test('a mount of the host counts where its container is not privileged', () => {
  const pod = ['hostPID: true'];
  assert.deepEqual(found(MOUNT, { pod, path: '/sys' }), ['default', 'error']);
  assert.deepEqual(found(MOUNT, { security: 'privileged: true', path: '/sys' }), ['strict', 'error']);
  assert.deepEqual(found(MOUNT, { pod, path: '/proc', mount: ', readOnly: true' })?.[0], 'strict');
  assert.deepEqual(found(SOCKET, { pod, path: '/', mount: ', readOnly: true' }), ['default', 'error']);
  assert.deepEqual(found(SOCKET, { security: 'privileged: true', path: '/' }), ['strict', 'error']);
});
