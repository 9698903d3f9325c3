import assert from 'node:assert/strict';
import { test } from 'node:test';
import { objects } from '../../support/kubernetes-pod.ts';

const PRIVILEGED = '{image: a/b:1, securityContext: {privileged: true}}';

/** The containers of all pods of all objects: name, role, and whether they are privileged. */
const containers = (text: string): (string | boolean | undefined)[][] =>
  objects(text)
    .flatMap((o) => o.workloads)
    .flatMap((w) => w.containers)
    .map((c) => [c.name, c.role, c.privileged.value]);

const CUSTOM: [apiVersion: string, kind: string, spec: string, found: [name: string, role: string][]][] = [
  [
    'argoproj.io/v1alpha1',
    'Workflow',
    `{templates: [{name: a, container: ${PRIVILEGED}}, {name: b, script: ${PRIVILEGED}, sidecars: [${PRIVILEGED}]}]}`,
    [
      ['container', 'container'],
      ['sidecars[0]', 'container'],
      ['script', 'container'],
    ],
  ],
  [
    'argoproj.io/v1alpha1',
    'CronWorkflow',
    `{workflowSpec: {templates: [{initContainers: [${PRIVILEGED}], container: ${PRIVILEGED}}]}}`,
    [
      ['initContainers[0]', 'init'],
      ['container', 'container'],
    ],
  ],
  ['tekton.dev/v1', 'Task', `{steps: [${PRIVILEGED}]}`, [['steps[0]', 'container']]],
  ['tekton.dev/v1', 'Pipeline', `{tasks: [{taskSpec: {steps: [${PRIVILEGED}]}}]}`, [['steps[0]', 'container']]],
  [
    'elasticsearch.k8s.elastic.co/v1',
    'Elasticsearch',
    '{nodeSets: [{podTemplate: {spec: {containers: [{name: elasticsearch, securityContext: {privileged: true}}]}}}]}',
    [['elasticsearch', 'container']],
  ],
  ['apps.kruise.io/v1alpha1', 'SidecarSet', `{containers: [${PRIVILEGED}]}`, [['containers[0]', 'container']]],
  ['monitoring.coreos.com/v1', 'Prometheus', `{containers: [${PRIVILEGED}]}`, [['containers[0]', 'container']]],
  ['example.com/v1', 'Thing', `{deep: [{er: {containers: [${PRIVILEGED}]}}]}`, [['containers[0]', 'container']]],
  [
    'sparkoperator.k8s.io/v1beta2',
    'SparkApplication',
    '{driver: {securityContext: {privileged: true}}, executor: {enabled: false, securityContext: {privileged: true}}}',
    [['driver', 'container']],
  ],
  ['example.com/v1', 'Agent', '{securityContext: {privileged: true}}', [['Agent', 'container']]],
  [
    'example.com/v1',
    'Thing',
    '{securityContext: {}, list: [{securityContext: {enabled: false, privileged: true}}]}',
    [],
  ],
  ['kyverno.io/v1', 'ClusterPolicy', `{rules: [{validate: {pattern: {spec: {containers: [${PRIVILEGED}]}}}}]}`, []],
  ['v1', 'ConfigMap', `{containers: [${PRIVILEGED}]}`, []],
  ['example.com/v1', 'Thing', '{containers: [{name: a}], steps: [one], container: x}', []],
];
for (const [apiVersion, kind, spec, found] of CUSTOM)
  test(`containers of ${kind}: ${spec.slice(0, 40)}`, () => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: x}\nspec: ${spec}\n`;
    assert.deepEqual(
      containers(text),
      found.map(([name, role]) => [name, role, true]),
    );
    // The kind may set what is missing.
    for (const workload of objects(text)[0]?.workloads ?? [])
      assert.ok(
        workload.containers.every((c) => c.partial),
        'partial',
      );
  });

test('settings of the pods of an operator', () => {
  const [object] = objects('apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nspec: {hostNetwork: true}\n');
  assert.equal(object?.workload?.hostNetwork.value, true);
});

test('settings of pods without containers', () => {
  const [object] = objects(
    'apiVersion: example.com/v1\nkind: Thing\nspec: {a: {hostNetwork: true}, b: {volumes: [{name: v, hostPath: {path: /}}]}, c: {hostNetwork: false}}\n',
  );
  assert.deepEqual(
    object?.workloads.map((w) => [w.hostNetwork.value, w.volumes.map((v) => v.hostPath)]),
    [
      [true, []],
      [undefined, ['/']],
    ],
  );
});

test('settings beside containers that only a name stands for are those of the pod', () => {
  const pods = objects(
    'apiVersion: example.com/v1\nkind: Thing\nspec: {podTemplateSpec: {spec: {containers: [{name: cassandra}], securityContext: {runAsGroup: 0}}}}\n',
  ).flatMap((o) => o.workloads);
  assert.deepEqual(
    pods.map((w) => [w.containers.length, w.pod.get('securityContext', 'runAsGroup').text]),
    [[0, '0']],
  );
});

const POD = '{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i}]}}';
const HOLDERS: [text: string, holder: string][] = [
  [`apiVersion: template.openshift.io/v1\nkind: Template\nobjects: [${POD}]\n`, 'Template'],
  [`apiVersion: v1\nkind: Template\nobjects: [${POD}]\n`, 'Template'],
  [
    `apiVersion: work.open-cluster-management.io/v1\nkind: ManifestWork\nspec: {workload: {manifests: [${POD}]}}\n`,
    'ManifestWork',
  ],
  [`apiVersion: kubernetes.crossplane.io/v1alpha2\nkind: Object\nspec: {forProvider: {manifest: ${POD}}}\n`, 'Object'],
];
for (const [text, holder] of HOLDERS)
  test(`objects in a ${holder}: ${text.slice(12, 30)}`, () => {
    const [pod, outer, ...more] = objects(text);
    assert.deepEqual([pod?.kind, pod?.name, outer?.kind, more.length], ['Pod', 'p', holder, 0]);
    assert.equal(pod?.workload?.containers[0]?.partial, false);
    assert.equal(outer?.workloads.length, 0);
  });
