/** Patches of kustomizations: strategic merge and JSON 6902. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evaluation } from '../../../../server/src/core/kustomize/result/evaluate.ts';
import { built, decided, objects, PARENT, reasons } from '../../../support/kustomize-result.ts';

const patched = (patch: string): Evaluation =>
  built({
    ...PARENT,
    'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: p.yaml}]\n',
    'prod/p.yaml': patch,
  });

const HEAD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n';

test('a strategic merge patch merges lists by their keys, new items first, and replaces other lists', () => {
  const all = patched(
    `${HEAD}spec:\n  tolerations: [{key: y}]\n  containers:\n    - {name: new, image: n}\n    - name: two\n      env: [{name: C, value: c}]\n    - name: one\n      image: null\n      env: [{name: B, $patch: delete}, {name: A, value: z}]\n      ports: [{containerPort: 80, protocol: UDP}, {containerPort: 81}]\n`,
  );
  assert.deepEqual(objects(all), [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a' },
      spec: {
        volumes: [{ name: 'v', emptyDir: {} }],
        tolerations: [{ key: 'y' }],
        containers: [
          { name: 'new', image: 'n' },
          { name: 'two', image: 'r:5000/t/app@sha256:00', env: [{ name: 'C', value: 'c' }] },
          {
            name: 'one',
            env: [{ name: 'A', value: 'z' }],
            ports: [{ containerPort: 80, protocol: 'UDP' }, { containerPort: 81 }],
          },
        ],
      },
    },
  ]);
  assert.equal(decided(all, ['spec', 'tolerations', '0', 'key']), 'prod/p.yaml: y');
  assert.equal(decided(all, ['spec', 'containers', '1', 'name']), 'base/pod.yaml: two');
  assert.equal(decided(all, ['spec', 'containers', '1', 'image']), 'base/pod.yaml: r:5000/t/app@sha256:00');
});

test('directives: a list or a map is replaced, a part or the whole object is deleted', () => {
  const spec = (patch: string): unknown => (objects(patched(`${HEAD}${patch}`)) as { spec?: unknown }[])[0]?.spec;
  assert.deepEqual(spec('spec: {$patch: replace, containers: [{name: x, image: y}]}\n'), {
    containers: [{ name: 'x', image: 'y' }],
  });
  assert.deepEqual(
    spec('spec: {containers: [{$patch: replace}, {name: x}], volumes: null, tolerations: [{key: x}]}\n') as object,
    { containers: [{ name: 'x' }], tolerations: [{ key: 'x' }] },
  );
  assert.deepEqual(objects(patched(`${HEAD}$patch: delete\n`)), []);
});

test('a kind without a schema merges maps and replaces lists', () => {
  const files = {
    'prod/kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: p.yaml}]\n',
    'prod/a.yaml':
      'apiVersion: example.com/v1\nkind: Web\nmetadata: {name: a}\nspec: {containers: [{name: one}], a: 1, b: 2}\n',
    'prod/p.yaml':
      'apiVersion: example.com/v1\nkind: Web\nmetadata: {name: a}\nspec: {containers: [{name: two}], a: null, c: {d: 3}}\n',
  };
  assert.deepEqual((objects(built(files))[0] as { spec: unknown }).spec, {
    containers: [{ name: 'two' }],
    b: 2,
    c: { d: 3 },
  });
});

test('JSON patches: every operation, in a file and inline, with a selected target', () => {
  const all = built({
    ...PARENT,
    'prod/kustomization.yaml': `resources: [../base]
patches:
  - path: p.json
    target: {kind: P.*, name: a|b, labelSelector: "!x"}
  - target: {kind: Pod, name: other}
    patch: |-
      - {op: remove, path: /spec}
  - target: {kind: Pod}
    patch: |-
      - op: add
        path: /spec/containers/-
        value: {name: three}
      - op: move
        from: /spec/volumes
        path: /spec/v~1w
      - op: remove
        path: /spec/containers/0/env/0
      - op: replace
        path: /spec/containers/1/image
        value: x:2
      - op: copy
        from: /spec/containers/0/ports
        path: /spec/containers/1/ports
`,
    'prod/p.json':
      '[{"op": "add", "path": "/spec/hostPID", "value": true}, {"op": "remove", "path": "/spec/tolerations"}]',
  });
  assert.deepEqual((objects(all)[0] as { spec: unknown }).spec, {
    containers: [
      { name: 'one', image: 'nginx:1.25', env: [{ name: 'B', value: 'b' }], ports: [{ containerPort: 80 }] },
      { name: 'two', image: 'x:2', ports: [{ containerPort: 80 }] },
      { name: 'three' },
    ],
    hostPID: true,
    'v/w': [{ name: 'v', emptyDir: {} }],
  });
  assert.deepEqual(reasons(all), []);
  assert.equal(decided(all, ['spec', 'containers', '1', 'image']), 'prod/kustomization.yaml: x:2');
  assert.equal(decided(all, ['spec', 'containers', '2', 'name']), 'prod/kustomization.yaml: three');
});
