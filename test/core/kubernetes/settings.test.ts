import assert from 'node:assert/strict';
import { test } from 'node:test';
import { first, pod, type SettingKey, sc } from '../../support/kubernetes-pod.ts';

type Row = [
  spec: string,
  container: string,
  key: SettingKey,
  value: string | boolean | undefined,
  at: string,
  level?: string,
];

const SETTINGS: Row[] = [
  ['', sc('privileged: true'), 'privileged', true, 'privileged: true', 'container'],
  ['', sc('privileged: yes'), 'privileged', true, 'privileged: yes', 'container'],
  ['', sc('privileged: On'), 'privileged', true, 'privileged: On', 'container'],
  ['', sc('privileged: n'), 'privileged', false, 'privileged: n', 'container'],
  ['', sc('privileged: null'), 'privileged', undefined, '(none)'],
  ['', 'securityContext:', 'privileged', undefined, '(none)'],
  [sc('privileged: true'), '', 'privileged', undefined, '(none)'],
  [
    '',
    sc('allowPrivilegeEscalation: false'),
    'allowPrivilegeEscalation',
    false,
    'allowPrivilegeEscalation: false',
    'container',
  ],
  ['', sc('readOnlyRootFilesystem: true'), 'readOnlyRootFilesystem', true, 'readOnlyRootFilesystem: true', 'container'],
  [sc('runAsNonRoot: true'), '', 'runAsNonRoot', true, 'runAsNonRoot: true', 'pod'],
  [sc('runAsNonRoot: true'), sc('runAsNonRoot: false'), 'runAsNonRoot', false, 'runAsNonRoot: false', 'container'],
  [sc('runAsNonRoot: true'), sc('runAsNonRoot: ~'), 'runAsNonRoot', true, 'runAsNonRoot: true', 'pod'],
  [sc('runAsUser: 0'), sc(''), 'user', '0', 'runAsUser: 0', 'pod'],
  ['', sc('runAsUser: 0644'), 'user', '420', 'runAsUser: 0644', 'container'],
  ['', sc('runAsUser: 1000, runAsGroup: 3000'), 'group', '3000', 'runAsGroup: 3000', 'container'],
  [sc('seccompProfile: {type: RuntimeDefault}'), '', 'seccomp', 'RuntimeDefault', 'type: RuntimeDefault', 'pod'],
  [
    sc('seccompProfile: {type: RuntimeDefault}'),
    sc('seccompProfile: {type: Unconfined}'),
    'seccomp',
    'Unconfined',
    'type: Unconfined',
    'container',
  ],
  [sc('appArmorProfile: {type: Unconfined}'), '', 'appArmor', 'Unconfined', 'type: Unconfined', 'pod'],
  ['', 'resources: {limits: {memory: 1Gi, cpu: 2}}', 'memoryLimit', '1Gi', 'memory: 1Gi', 'container'],
  ['', 'resources: {limits: {memory: 1Gi, cpu: 2}}', 'cpuLimit', '2', 'cpu: 2', 'container'],
  ['resources: {limits: {memory: 2Gi}}', '', 'memoryLimit', '2Gi', 'memory: 2Gi', 'pod'],
];
for (const [spec, container, key, value, at, level] of SETTINGS)
  test(`setting ${key} of pod {${spec}} and container {${container}}`, () => {
    const { container: c, cut } = first(pod(spec, container));
    assert.equal(c[key].value, value);
    assert.equal(c[key].unknown, false);
    assert.equal(cut(c[key].at), at);
    assert.equal(c[key].level, level);
    assert.equal(c.partial, false);
  });

const UNKNOWN: [spec: string, container: string, key: SettingKey, level: string][] = [
  ['', sc('privileged: "true"'), 'privileged', 'container'],
  ['', sc('privileged: 1'), 'privileged', 'container'],
  ['', sc('privileged: {{ .Values.p }}'), 'privileged', 'container'],
  ['', 'securityContext: {{ toYaml .Values.sc }}', 'runAsNonRoot', 'container'],
  ['securityContext: {{ toYaml .Values.sc }}', '', 'runAsNonRoot', 'pod'],
  ['', sc('runAsUser: "1000"'), 'user', 'container'],
  ['', sc('runAsUser: root'), 'user', 'container'],
  ['', 'resources: []', 'memoryLimit', 'container'],
  ['', sc('seccompProfile: RuntimeDefault'), 'seccomp', 'container'],
];
for (const [spec, container, key, level] of UNKNOWN)
  test(`unknown ${key} of pod {${spec}} and container {${container}}`, () => {
    const { container: c } = first(pod(spec, container));
    assert.equal(c[key].value, undefined);
    assert.equal(c[key].unknown, true);
    assert.equal(c[key].level, level);
    assert.ok(c[key].at);
  });

const annotated = (annotation: string, podContext: string, context: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  annotations:\n    ${annotation}\nspec:\n  securityContext: {${podContext}}\n  containers:\n  - name: app\n    image: a\n    securityContext: {${context}}\n`;
const BETA = 'container.apparmor.security.beta.kubernetes.io';
const ANNOTATED: [
  annotation: string,
  pod: string,
  container: string,
  key: 'appArmor' | 'seccomp',
  value: string | undefined,
][] = [
  [`${BETA}/app: unconfined`, '', '', 'appArmor', 'Unconfined'],
  [`${BETA}/app: runtime/default`, '', '', 'appArmor', 'RuntimeDefault'],
  [`${BETA}/app: localhost/mine`, '', '', 'appArmor', 'Localhost'],
  [`${BETA}/other: unconfined`, '', '', 'appArmor', undefined],
  [`${BETA}/app: unconfined`, 'appArmorProfile: {type: RuntimeDefault}', '', 'appArmor', 'Unconfined'],
  [`${BETA}/app: unconfined`, '', 'appArmorProfile: {type: RuntimeDefault}', 'appArmor', 'RuntimeDefault'],
  ['seccomp.security.alpha.kubernetes.io/pod: docker/default', '', '', 'seccomp', 'RuntimeDefault'],
  ['container.seccomp.security.alpha.kubernetes.io/app: unconfined', '', '', 'seccomp', 'Unconfined'],
  [
    'container.seccomp.security.alpha.kubernetes.io/app: unconfined',
    'seccompProfile: {type: Localhost}',
    '',
    'seccomp',
    'Localhost',
  ],
];
for (const [annotation, podContext, context, key, value] of ANNOTATED)
  test(`${key} of ${annotation} {${podContext}} {${context}}`, () => {
    assert.equal(first(annotated(annotation, podContext, context)).container[key].value, value);
  });
