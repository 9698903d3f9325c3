import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isNamedPatch } from '../../../server/src/core/files/folder-names.ts';
import { readKubernetes } from '../../../server/src/core/kubernetes/read.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { assertGrowth } from '../../support/growth.ts';
import { first, indent, objects, pod, sc } from '../../support/kubernetes-pod.ts';

test('values of a wrong type do not hide the rest', () => {
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

test('the cost of reading grows with the number of containers', () => {
  const container =
    'name: c\nimage: a/b:1\nenv:\n- {name: A, value: b}\n- name: B\n  value: c\nports:\n- containerPort: 80\nsecurityContext:\n  runAsNonRoot: true\n  capabilities:\n    drop: [ALL]\nresources:\n  limits:\n    memory: 1Gi';
  const read = (containers: number): (() => void) => {
    const unit = parseYaml(
      pod('hostNetwork: false', '') + `  - ${indent(container, 4).trimStart()}\n`.repeat(containers),
    );
    return () => readKubernetes(unit);
  };
  assertGrowth('containers', 10, read(50), read(200));
});

test('aliases of aliases are read within a budget', () => {
  const many = (name: string, n: number) => `[${Array(n).fill(`*${name}`).join(', ')}]`;
  const text = (n: number): string =>
    `a: &e {name: A, value: b}\nb: &env ${many('e', n)}\nc: &c {name: c, image: i, env: *env}\napiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Pod, spec: {containers: ${many('c', n)}}}]\n`;
  assert.ok((objects(text(700))[0]?.workload?.containers.length ?? 0) <= 700);
  // With aliases written out, four times as many of each give sixteen times the variables.
  assertGrowth(
    'aliases of aliases',
    10,
    () => objects(text(200)),
    () => objects(text(800)),
  );
});

test('a truncated document is still read', () => {
  const text = pod(
    'hostNetwork: true\nvolumes: [{name: v, hostPath: {path: /}}]',
    `env: &e [{name: A, value: "b"}]\n${sc('runAsUser: 0, capabilities: {add: [ALL]}')}\nvolumeMounts:\n- name: v\n  mountPath: /x`,
  );
  for (let end = 0; end < text.length; end++) {
    const read = objects(text.slice(0, end));
    if (end > text.indexOf('image: app:1')) assert.equal(read[0]?.workload?.hostNetwork.value, true);
  }
});

describe('a file that is named as a patch', () => {
  const partOf = (kind: string, more: string, mayBePatch: boolean): boolean | undefined => {
    const text = `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: web}\nspec:\n${more}  template:\n    spec:\n      containers: [{name: web, image: web:1}]\n`;
    return readKubernetes(parseYaml(text), { mayBePatch }).objects[0]?.fragment;
  };

  test('has parts of objects: those that the API server would not take', () => {
    for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'])
      assert.deepEqual([partOf(kind, '', true), partOf(kind, '', false)], [true, false]);
    assert.equal(partOf('Deployment', '  selector: {matchLabels: {app: web}}\n', true), false);
    assert.equal(partOf('Job', '', true), false);
  });

  test('says so in its path', () => {
    for (const path of ['a/manager_image_patch.yaml', 'patch.yaml', 'patches/web.yaml', 'web-patch.yml'])
      assert.ok(isNamedPatch(path), path);
    for (const path of ['dispatch.yaml', 'patched.yaml', 'web.yaml']) assert.ok(!isNamedPatch(path), path);
  });
});
