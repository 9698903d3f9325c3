import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Container, Setting } from '../../server/src/core/container.ts';
import type { KubernetesObject } from '../../server/src/core/kubernetes/model.ts';
import { readKubernetes } from '../../server/src/core/kubernetes/read.ts';
import type { Span } from '../../server/src/core/text/span.ts';
import { parseYaml } from '../../server/src/core/yaml/parse.ts';

const objects = (text: string): readonly KubernetesObject[] => readKubernetes(parseYaml(text)).objects;
const indent = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** A pod with the lines in its spec, and those in its one container. */
function pod(spec: string, container: string): string {
  const item = `name: app\nimage: app:1\n${container}`;
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n${indent(spec, 2)}\n  containers:\n  - ${indent(item, 4).trimStart()}\n`;
}

function first(text: string): { container: Container; cut: (at: Span | undefined) => string } {
  const container = objects(text)[0]?.workload?.containers[0];
  assert.ok(container);
  return { container, cut: (at) => (at ? text.slice(at.start, at.end) : '(none)') };
}

type SettingKey = {
  [K in keyof Container]-?: Container[K] extends Setting<infer _> ? K : never;
}[keyof Container];
type Row = [
  spec: string,
  container: string,
  key: SettingKey,
  value: string | boolean | undefined,
  at: string,
  level?: string,
];

const sc = (body: string): string => `securityContext: {${body}}`;
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

const template = '{metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: i}]}}';
const KINDS: [apiVersion: string, kind: string, rest: string, builtIn: boolean | undefined, count?: number][] = [
  ['v1', 'Pod', 'metadata: {labels: {app: a}}\nspec: {containers: [{name: c, image: i}]}', true],
  ['v1', 'PodTemplate', `template: ${template}`, true],
  ['v1', 'ReplicationController', `spec: {template: ${template}}`, true],
  ['apps/v1', 'Deployment', `spec: {template: ${template}}`, true],
  ['extensions/v1beta1', 'Deployment', `spec: {template: ${template}}`, true],
  ['apps/v1', 'ReplicaSet', `spec: {template: ${template}}`, true],
  ['apps/v1', 'StatefulSet', `spec: {template: ${template}}`, true],
  ['apps/v1', 'DaemonSet', `spec: {template: ${template}}`, true],
  ['batch/v1', 'Job', `spec: {template: ${template}}`, true],
  ['batch/v1', 'CronJob', `spec: {jobTemplate: {spec: {template: ${template}}}}`, true],
  ['argoproj.io/v1alpha1', 'Rollout', `spec: {template: ${template}}`, false],
  ['serving.knative.dev/v1', 'Service', `spec: {template: ${template}}`, false],
  ['apps.openshift.io/v1', 'DeploymentConfig', `spec: {template: ${template}}`, false],
  ['apps.kruise.io/v1beta1', 'StatefulSet', `spec: {template: ${template}}`, false],
  ['keda.sh/v1alpha1', 'ScaledJob', `spec: {jobTargetRef: {template: ${template}}}`, false],
  [
    'jobset.x-k8s.io/v1alpha2',
    'JobSet',
    `spec: {replicatedJobs: [{template: {spec: {template: ${template}}}}]}`,
    false,
  ],
  [
    'kubeflow.org/v1',
    'TFJob',
    `spec: {tfReplicaSpecs: {Worker: {template: ${template}}, PS: {template: ${template}}}}`,
    false,
    2,
  ],
  [
    'ray.io/v1',
    'RayCluster',
    `spec: {headGroupSpec: {template: ${template}}, workerGroupSpecs: [{template: ${template}}]}`,
    false,
    2,
  ],
  ['example.com/v1', 'Thing', `spec: {template: ${template}}`, false],
  ['{{ include "x" . }}', 'Deployment', `spec: {template: ${template}}`, true],
  ['apps/v1', '{{ .Values.kind }}', `spec: {template: ${template}}`, false],
  ['v1', 'Service', 'spec: {selector: {app: a}}', undefined],
  ['serving.knative.dev/v1', 'Route', 'spec: {traffic: []}', undefined],
  ['policy/v1', 'PodDisruptionBudget', `spec: {template: ${template}}`, undefined],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', `spec: {template: ${template}}`, undefined],
  ['argoproj.io/v1alpha1', 'Rollout', 'spec: {workloadRef: {name: x}}', undefined],
];
for (const [apiVersion, kind, rest, builtIn, count] of KINDS)
  test(`workload of ${apiVersion} ${kind}`, () => {
    const [object, ...more] = objects(`apiVersion: ${apiVersion}\nkind: ${kind}\n${rest}\n`);
    assert.ok(object && more.length === 0);
    assert.equal(object.workload?.builtIn, builtIn);
    assert.equal(object.workloads.length, builtIn === undefined ? 0 : (count ?? 1));
    if (builtIn === undefined) return;
    assert.equal(object.workload?.containers[0]?.name, 'c');
    assert.equal(object.workload?.podLabels.get('app'), 'a');
    assert.equal(object.workload?.object, object);
  });

test('lists, typed lists and lists of lists', () => {
  const text =
    'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: s, namespace: n}\n- {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: ConfigMap}]}\n- 5\n-\n';
  const all = objects(text);
  assert.deepEqual(
    all.map((o) => [o.kind, o.name, o.namespace]),
    [
      ['Secret', 's', 'n'],
      ['ConfigMap', '', undefined],
    ],
  );
  assert.ok(text.slice(all[0]?.span.start, all[0]?.span.end).startsWith('- apiVersion: v1\n  kind: Secret'));
  assert.equal(text.slice(all[0]?.nameSpan.start, all[0]?.nameSpan.end), 's');
  const pods = objects(
    'apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n  spec: {containers: [{name: c, image: i}]}\n',
  );
  assert.equal(pods[0]?.kind, 'Pod');
  assert.equal(pods[0]?.workload?.containers.length, 1);
  assert.equal(objects('apiVersion: v1\nkind: AllowList\nspec: {}\n').length, 1);
  assert.equal(objects('kind: Pod\n').length, 0);
  assert.equal(objects('- apiVersion: v1\n').length, 0);
  assert.equal(objects('').length, 0);
});

test('names and namespaces', () => {
  const [templated] = objects('apiVersion: v1\nkind: X\nmetadata: {name: "{{ .n }}", namespace: "{{ .ns }}"}\n');
  assert.equal(templated?.nameKnown, false);
  assert.equal(templated?.name, '');
  assert.equal(templated?.namespaceKnown, false);
  const [plain] = objects('apiVersion: v1\nkind: X\nmetadata: {generateName: a-, labels: {a: b, c: 1}}\n');
  assert.equal(plain?.nameKnown, false);
  assert.equal(plain?.namespaceKnown, true);
  assert.deepEqual(
    [...(plain?.labels ?? [])],
    [
      ['a', 'b'],
      ['c', '1'],
    ],
  );
});

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

test('commands: what the kubelet expands is not literal, what the shell does is', () => {
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

const head = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\n';
const PARTIAL: [yaml: string, partial: boolean][] = [
  [`${head}spec: {selector: {}, template: ${template}}`, false],
  [`${head}spec: {template: ${template}}`, false],
  [`${head}spec: {template: {spec: {containers: [{name: c}]}}}`, true],
  [`${head}spec: {template: {spec: {containers: [{name: c}, {name: side, image: x}]}}}`, true],
  [`${head}spec: {template: {spec: {hostNetwork: true}}}`, true],
  [`${head}spec: {selector: {}, template: {spec: {containers: [{name: a, image: b}, {name: c}]}}}`, false],
  [`${head}spec: {template: {spec: {containers: [{name: c, image: i}, {name: x, image: i, $patch: delete}]}}}`, true],
  [`$patch: delete\n${head}`, true],
  [`${head}{{- if .x }}\nspec: {template: ${template}}\n{{- end }}`, true],
  ['apiVersion: v1\nkind: Pod\nspec: {containers: [{name: c, image: i}]}', false],
];
for (const [yaml, partial] of PARTIAL)
  test(`partial: ${yaml.slice(yaml.indexOf('spec')).replaceAll('\n', '⏎')} ${partial}`, () => {
    const [object] = objects(yaml);
    assert.equal(object?.partial, partial);
    for (const c of object?.workload?.containers ?? []) assert.equal(c.partial, partial || c.image === undefined);
  });

test('templated labels are not known', () => {
  const known = (labels: string): boolean | undefined =>
    objects(
      `${head}spec:\n  template:\n    metadata:\n      labels:${labels}\n    spec: {containers: [{name: c, image: i}]}\n`,
    )[0]?.workload?.labelsKnown;
  assert.equal(known(' {a: b}'), true);
  assert.equal(known(' {a: "{{ x }}"}'), false);
  assert.equal(known('\n        {{- include "l" . | nindent 8 }}'), false);
  assert.equal(known('\n        a: b\n        {{- include "l" . | nindent 8 }}'), false);
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

test('wrong shapes do not drop the rest', () => {
  const odd = ['5', 'text', '[1, {a: b}, [c]]', '{a: {b: c}}', '~', '{{ x }}'];
  const keys = 'image env ports command args resources volumeMounts envFrom name workingDir'.split(' ');
  for (const value of odd) {
    for (const key of keys) {
      const { container } = first(
        `apiVersion: v1\nkind: Pod\nspec:\n  volumes: ${value}\n  containers:\n  - ${key}: ${value}\n    securityContext: {privileged: true}\n`,
      );
      assert.equal(container.privileged.value, true, `${key}: ${value}`);
    }
    for (const path of ['metadata', 'spec', 'kind', 'apiVersion', 'items'])
      objects(`apiVersion: v1\nkind: Pod\n${path}: ${value}\n`);
    for (const key of ['containers', 'initContainers', 'volumes', 'securityContext', 'os', 'hostNetwork'])
      assert.equal(
        objects(`apiVersion: v1\nkind: Pod\nspec:\n  hostPID: true\n  ${key}: ${value}\n`)[0]?.workload?.hostPID.value,
        true,
      );
  }
});

test('a manifest of 200 lines is read in well under a millisecond', () => {
  const container =
    'name: c\nimage: a/b:1\nenv:\n- {name: A, value: b}\n- name: B\n  value: c\nports:\n- containerPort: 80\nsecurityContext:\n  runAsNonRoot: true\n  capabilities:\n    drop: [ALL]\nresources:\n  limits:\n    memory: 1Gi';
  let text = pod('hostNetwork: false', '');
  for (let i = 0; i < 12; i++) text += `  - ${indent(container, 4).trimStart()}\n`;
  const unit = parseYaml(text);
  for (let i = 0; i < 200; i++) readKubernetes(unit);
  const started = performance.now();
  for (let i = 0; i < 100; i++) readKubernetes(unit);
  const each = (performance.now() - started) / 100;
  assert.ok(each < 1, `${each} ms`);
});

test('aliases of aliases are read within a budget', () => {
  const many = (name: string, n: number) => `[${Array(n).fill(`*${name}`).join(', ')}]`;
  const text = `a: &e {name: A, value: b}\nb: &env ${many('e', 700)}\nc: &c {name: c, image: i, env: *env}\napiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Pod, spec: {containers: ${many('c', 700)}}}]\n`;
  const started = performance.now();
  const read = objects(text);
  assert.ok(performance.now() - started < 2000);
  assert.ok((read[0]?.workload?.containers.length ?? 0) <= 700);
});

test('a document cut off anywhere is still read', () => {
  const text = pod(
    'hostNetwork: true\nvolumes: [{name: v, hostPath: {path: /}}]',
    `env: &e [{name: A, value: "b"}]\n${sc('runAsUser: 0, capabilities: {add: [ALL]}')}\nvolumeMounts:\n- name: v\n  mountPath: /x`,
  );
  for (let end = 0; end < text.length; end++) {
    const read = objects(text.slice(0, end));
    if (end > text.indexOf('image: app:1')) assert.equal(read[0]?.workload?.hostNetwork.value, true);
  }
});
