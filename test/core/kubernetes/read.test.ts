import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readKubernetes } from '../../../server/src/core/kubernetes/read.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { first, indent, objects, pod, sc } from '../../support/kubernetes-pod.ts';

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
  // The best of many, because other processes share the machine.
  let each = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 300; i++) {
    const started = performance.now();
    readKubernetes(unit);
    each = Math.min(each, performance.now() - started);
  }
  assert.ok(each < 1, `${each} ms`);
});

test('aliases of aliases are read within a budget', () => {
  const many = (name: string, n: number) => `[${Array(n).fill(`*${name}`).join(', ')}]`;
  const text = `a: &e {name: A, value: b}\nb: &env ${many('e', 700)}\nc: &c {name: c, image: i, env: *env}\napiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Pod, spec: {containers: ${many('c', 700)}}}]\n`;
  const started = performance.now();
  const read = objects(text);
  assert.ok(performance.now() - started < 5000);
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
