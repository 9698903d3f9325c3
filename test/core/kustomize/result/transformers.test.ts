/** What `transformers` of a kustomization change. The expected trees follow the behaviour of `kustomize build` (Kustomize 5.8, library v0.21.1). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { built, objects, reasons } from '../../../support/kustomize-result.ts';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: a}
spec:
  replicas: 1
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
`;

const config = (kind: string, rest: string, apiVersion = 'builtin'): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: t${kind === 'NamespaceTransformer' ? ', namespace: shop' : ''}}\n${rest}\n`;
const indented = (text: string): string => text.replace(/^(?=.)/gm, '      ');

interface Workload {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: {
    readonly replicas: unknown;
    readonly template: {
      readonly metadata: Readonly<Record<string, unknown>>;
      readonly spec: { readonly containers: readonly unknown[] };
    };
  };
}

/** What the transformer makes of a Deployment: from a file, from a folder with a kustomization, and written in the kustomization. */
function made(transformer: string, files: Readonly<Record<string, string>> = {}): Workload {
  const from = {
    file: { 'prod/kustomization.yaml': 'resources: [web.yaml]\ntransformers: [t.yaml]\n', 'prod/t.yaml': transformer },
    folder: {
      'prod/kustomization.yaml': 'resources: [web.yaml]\ntransformers: [./more]\n',
      'prod/more/kustomization.yaml': 'resources: [t.yaml]\n',
      'prod/more/t.yaml': transformer,
    },
    inline: { 'prod/kustomization.yaml': `resources: [web.yaml]\ntransformers:\n  - |-\n${indented(transformer)}` },
  };
  const [first, ...others] = Object.values(from).map((one) => {
    const evaluation = built({ 'prod/web.yaml': WEB, ...files, ...one });
    assert.deepEqual(reasons(evaluation), []);
    return objects(evaluation) as Workload[];
  });
  for (const other of others) assert.deepEqual(other, first);
  return first![0]!;
}

test('built-in transformers change what the fields of a kustomization change', () => {
  const image = (of: Workload): unknown => of.spec.template.spec.containers[0];
  assert.deepEqual(image(made(config('ImageTagTransformer', 'imageTag: {name: nginx, newTag: "1.30"}'))), {
    name: 'web',
    image: 'nginx:1.30',
  });
  const names = 'fieldSpecs: [{path: metadata/name}]';
  assert.equal(made(config('PrefixTransformer', `prefix: x-\n${names}`)).metadata.name, 'x-web');
  assert.equal(made(config('SuffixTransformer', `suffix: -x\n${names}`)).metadata.name, 'web-x');
  assert.equal(made(config('NamespaceTransformer', '')).metadata.namespace, 'shop');
  const labels = made(
    config(
      'LabelTransformer',
      'labels: {team: shop}\nfieldSpecs: [{path: spec/template/metadata/labels, create: true}]',
    ),
  );
  assert.deepEqual(labels.spec.template.metadata, { labels: { app: 'web', team: 'shop' } });
  assert.equal(labels.metadata.labels, undefined);
  const notes = made(
    config('AnnotationsTransformer', 'annotations: {a: b}\nfieldSpecs: [{path: metadata/annotations, create: true}]'),
  );
  assert.deepEqual(notes.metadata.annotations, { a: 'b' });
  assert.equal(made(config('ReplicaCountTransformer', 'replica: {name: web, count: 3}')).spec.replicas, 3);
});

test('patches of transformers', () => {
  const replicas = (of: Workload): unknown => of.spec.replicas;
  const json = 'target: {kind: Deployment}\npatch: "[{op: replace, path: /spec/replicas, value: 4}]"';
  assert.equal(replicas(made(config('PatchTransformer', json))), 4);
  const six = 'target: {kind: Deployment}\njsonOp: "[{op: replace, path: /spec/replicas, value: 4}]"';
  assert.equal(replicas(made(config('PatchJson6902Transformer', six))), 4);
  const merge = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: a}\nspec: {replicas: 4}\n';
  const inText = `patches: "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: a}, spec: {replicas: 4}}"`;
  assert.equal(replicas(made(config('PatchStrategicMergeTransformer', inText))), 4);
  const inFile = { 'prod/p.yaml': merge };
  assert.equal(replicas(made(config('PatchTransformer', 'path: p.yaml'), inFile)), 4);
  assert.equal(replicas(made(config('PatchStrategicMergeTransformer', 'paths: [p.yaml]'), inFile)), 4);
  const source =
    'replacements:\n  - {sourceValue: "7", targets: [{select: {kind: Deployment}, fieldPaths: [spec.replicas]}]}';
  assert.equal(replicas(made(config('ReplacementTransformer', source))), '7');
});

test('images are not known behind a transformer that is another program, or that is not there', () => {
  const program = config('SetImages', 'spec: {}', 'acme.test/v1');
  const cases: [Record<string, string>, string][] = [
    [{ 'prod/t.yaml': program }, 'not-evaluated'],
    [{ 'prod/t.yaml': config('HashTransformer', '') }, 'not-evaluated'],
    [{}, 'missing'],
  ];
  for (const [files, reason] of cases) {
    const all = built({
      'prod/web.yaml': WEB,
      'prod/kustomization.yaml': 'resources: [web.yaml]\ntransformers: [t.yaml]\n',
      ...files,
    });
    assert.deepEqual(reasons(all), [reason]);
    const [web] = objects(all) as Workload[];
    assert.deepEqual(web?.spec.template.spec.containers, [{ name: 'web', image: '?nginx' }]);
  }
});
