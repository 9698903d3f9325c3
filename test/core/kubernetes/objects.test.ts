import assert from 'node:assert/strict';
import { test } from 'node:test';
import { head, objects, template } from '../../support/kubernetes-pod.ts';

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
  ['agones.dev/v1', 'Fleet', `spec: {template: {spec: {template: ${template}}}}`, false],
  ['agones.dev/v1', 'GameServer', `spec: {template: ${template}}`, false],
  ['actions.github.com/v1alpha1', 'EphemeralRunnerSet', `spec: {ephemeralRunnerSpec: ${template}}`, false],
  [
    'apps.kruise.io/v1alpha1',
    'UnitedDeployment',
    `spec: {template: {cloneSetTemplate: {spec: {template: ${template}}}}}`,
    false,
  ],
  [
    'flink.apache.org/v1beta1',
    'FlinkDeployment',
    `spec: {podTemplate: ${template}, jobManager: {podTemplate: ${template}}}`,
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
    for (const c of object?.workload?.containers ?? [])
      assert.equal(c.partial, object?.fragment || c.image === undefined);
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

test('a template that the kind completes shows what it states only', () => {
  const [flink] = objects(
    'apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nspec: {podTemplate: {spec: {containers: [{name: c, image: i}]}}}\n',
  );
  assert.equal(flink?.workload?.containers[0]?.partial, true);
});

test('an object that the release operator of OpenShift deletes is none', () => {
  const account = (annotation: string): string =>
    `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, annotations: {${annotation}}}\n`;
  assert.deepEqual(objects(account('release.openshift.io/delete: "true"')), []);
  for (const other of ['release.openshift.io/delete: "false"', 'include.release.openshift.io/self-managed: "true"'])
    assert.equal(objects(account(other)).length, 1, other);
});
