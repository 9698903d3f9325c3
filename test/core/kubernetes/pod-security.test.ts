import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breaches, minorOf } from '../../../server/src/core/kubernetes/pod-security/judge.ts';
import { objects, pod, sc } from '../../support/kubernetes-pod.ts';

/** The checks that refuse the first pod of a text. */
function refusing(text: string, level: 'baseline' | 'restricted', version = 'latest'): readonly string[] {
  const workload = objects(text)[0]?.workload;
  assert.ok(workload);
  return [...new Set(breaches(workload, level, minorOf(version)).map(({ check }) => check))];
}

/** A container that the restricted standard allows, with more fields of its `securityContext`. */
const hardened = (more = ''): string =>
  sc(
    `allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}${more}`,
  );

test('each check of the baseline refuses what it is about', () => {
  const cases: readonly (readonly [string, spec: string, container: string])[] = [
    ['hostNamespaces', 'hostPID: true', ''],
    ['privileged', '', sc('privileged: true')],
    ['capabilities_baseline', '', sc('capabilities: {add: [CAP_CHOWN]}')],
    ['hostPathVolumes', 'volumes: [{name: v, hostPath: {path: /srv}}]', ''],
    ['hostPorts', '', 'ports: [{containerPort: 80, hostPort: 80}]'],
    ['hostProbesAndHostLifecycle', '', 'lifecycle: {preStop: {tcpSocket: {host: a.example.com, port: 1}}}'],
    ['appArmorProfile', 'securityContext: {appArmorProfile: {type: Unconfined}}', ''],
    ['seLinuxOptions', '', sc('seLinuxOptions: {role: system_r}')],
    ['procMount', '', sc('procMount: Unmasked')],
    ['seccompProfile_baseline', '', sc('seccompProfile: {type: Unconfined}')],
    ['sysctls', 'securityContext: {sysctls: [{name: kernel.msgmax, value: "1"}]}', ''],
    ['windowsHostProcess', '', sc('windowsOptions: {hostProcess: true}')],
  ];
  for (const [check, spec, container] of cases) assert.deepEqual(refusing(pod(spec, container), 'baseline'), [check]);
  assert.deepEqual(refusing(pod('', ''), 'baseline'), []);
});

test('annotations count for AppArmor always, for seccomp before 1.19', () => {
  const annotated = (name: string, value: string): string =>
    pod('', '').replace('  name: p\n', `  name: p\n  annotations: {${name}: ${value}}\n`);
  const appArmor = 'container.apparmor.security.beta.kubernetes.io/app';
  assert.deepEqual(refusing(annotated(appArmor, 'unconfined'), 'baseline'), ['appArmorProfile']);
  assert.deepEqual(refusing(annotated(appArmor, 'localhost/web'), 'baseline'), []);
  const seccomp = 'seccomp.security.alpha.kubernetes.io/pod';
  assert.deepEqual(refusing(annotated(seccomp, 'unconfined'), 'baseline', 'v1.18'), ['seccompProfile_baseline']);
  assert.deepEqual(refusing(annotated(seccomp, 'docker/default'), 'baseline', 'v1.18'), []);
  assert.deepEqual(refusing(annotated(seccomp, 'unconfined'), 'baseline', 'v1.19'), []);
});

test('each check of the restricted standard refuses what it is about', () => {
  const cases: readonly (readonly [string, spec: string, container: string])[] = [
    ['allowPrivilegeEscalation', '', hardened().replace('allowPrivilegeEscalation: false, ', '')],
    ['capabilities_restricted', '', hardened().replace('drop: [ALL]', 'drop: [ALL], add: [CHOWN]')],
    ['capabilities_restricted', '', hardened().replace('ALL', 'all')],
    ['restrictedVolumes', 'volumes: [{name: v, nfs: {server: a, path: /}}]', hardened()],
    ['runAsNonRoot', '', hardened().replace('runAsNonRoot: true, ', '')],
    ['runAsNonRoot', 'securityContext: {runAsNonRoot: false}', hardened()],
    ['runAsUser', 'securityContext: {runAsUser: 0}', hardened(', runAsUser: 1')],
    ['seccompProfile_restricted', '', hardened().replace(/, seccompProfile: \{.*?\}/, '')],
    ['procMount_restricted', 'hostUsers: false', hardened(', procMount: Unmasked')],
  ];
  for (const [check, spec, container] of cases) assert.deepEqual(refusing(pod(spec, container), 'restricted'), [check]);
  assert.deepEqual(refusing(pod('', hardened()), 'restricted'), []);
});

test('older versions have fewer checks', () => {
  assert.deepEqual(refusing(pod('', ''), 'restricted', 'v1.7'), ['runAsNonRoot']);
  assert.deepEqual(refusing(pod('', ''), 'restricted', 'v1.18'), ['allowPrivilegeEscalation', 'runAsNonRoot']);
  assert.deepEqual(refusing(pod('securityContext: {runAsUser: 0}', hardened()), 'restricted', 'v1.22'), []);
  assert.deepEqual(refusing(pod('os: {name: windows}', sc('runAsNonRoot: true')), 'restricted', 'v1.25'), []);
});

test('what the file does not show is not refused', () => {
  const template = pod('', 'securityContext: {{ .Values.securityContext }}');
  assert.deepEqual(refusing(template, 'restricted'), []);
});
