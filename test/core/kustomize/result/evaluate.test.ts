/** What kustomizations build. The expected trees follow the behaviour of `kustomize build` (Kustomize 5.8, library v0.21.1). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Evaluation, evaluate, type Sources } from '../../../../server/src/core/kustomize/result/evaluate.ts';
import type { SourceDocument } from '../../../../server/src/core/kustomize/result/placed.ts';
import { valueAt } from '../../../../server/src/core/kustomize/result/tree.ts';
import { cutStream } from '../../../../server/src/core/yaml/cut.ts';
import type { YamlNode } from '../../../../server/src/core/yaml/node.ts';
import { parseYaml } from '../../../../server/src/core/yaml/parse.ts';

type Files = Readonly<Record<string, string>>;

function sourcesOf(files: Files): Sources {
  const known = new Map<string, readonly SourceDocument[]>();
  const documents = (path: string): readonly SourceDocument[] | undefined => {
    const text = files[path];
    if (text === undefined) return undefined;
    const found =
      known.get(path) ??
      cutStream(text).map(({ start, text: own }): SourceDocument => {
        const yaml = parseYaml(own);
        return { path, yaml, unit: { kind: 'other', path, text: own, start, yaml } };
      });
    known.set(path, found);
    return found;
  };
  return { documents, kustomization: (folder) => documents(`${folder}/kustomization.yaml`)?.[0] };
}

/** The value of a tree; an unknown scalar is `?` with what is known of it. */
function value(node: YamlNode | undefined): unknown {
  if (!node) return null;
  if (node.type === 'map') return Object.fromEntries(node.entries.map((e) => [e.key, value(e.value)]));
  if (node.type === 'seq') return node.items.map((item) => value(item.value));
  return node.templated ? `?${node.text}` : node.value;
}

function built(files: Files, folder = 'prod'): Evaluation {
  const evaluation = evaluate(folder, sourcesOf(files));
  assert.ok(evaluation);
  return evaluation;
}

const objects = (evaluation: Evaluation): unknown[] => evaluation.objects.map((o) => value(o.root));
const reasons = ({ unknown }: Evaluation): string[] => unknown.map((u) => u.reason);

/** The text from which a part of the result comes, as `path: text`. */
function decided(evaluation: Evaluation, path: readonly string[]): string {
  const node = valueAt(evaluation.objects[0]?.root, path);
  assert.ok(node);
  const origin = evaluation.places.origin(node.span);
  assert.ok(origin);
  return `${origin.document.path}: ${origin.document.yaml.text.slice(origin.at.start, origin.at.end)}`;
}

const POD = `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  volumes: [{name: v, emptyDir: {}}]
  tolerations: [{key: x}]
  containers:
    - name: one
      image: nginx:1.25
      env: [{name: A, value: a}, {name: B, value: b}]
      ports: [{containerPort: 80}]
    - name: two
      image: r:5000/t/app@sha256:00
`;
const PARENT = { 'base/kustomization.yaml': 'resources: [pod.yaml]\n', 'base/pod.yaml': POD };

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

test('fields: namespace, names, labels, annotations, replicas and images, from the inside out', () => {
  const all = built({
    'base/kustomization.yaml': 'resources: [a.yaml]\nnamePrefix: in-\nnamespace: inner\n',
    'base/a.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec: {serviceAccountName: robot, containers: [{name: a, image: "nginx:1"}], initContainers: [{name: b, image: nginx}]}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: robot}
---
apiVersion: v1
kind: Namespace
metadata: {name: old}
`,
    'prod/kustomization.yaml': `resources: [../base]
namespace: outer
nameSuffix: -out
commonLabels: {team: x}
labels: [{pairs: {only: own}}]
commonAnnotations: {note: n}
replicas: [{name: a, count: 3}]
images:
  - {name: nginx, newName: registry.example.com/nginx, newTag: "2"}
`,
  });
  const labels = { app: 'a', team: 'x' };
  assert.deepEqual(objects(all), [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'in-a-out',
        namespace: 'outer',
        labels: { only: 'own', team: 'x' },
        annotations: { note: 'n' },
      },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, annotations: { note: 'n' } },
          spec: {
            serviceAccountName: 'in-robot-out',
            containers: [{ name: 'a', image: 'registry.example.com/nginx:2' }],
            initContainers: [{ name: 'b', image: 'registry.example.com/nginx:2' }],
          },
        },
        replicas: 3,
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name: 'in-robot-out',
        namespace: 'outer',
        labels: { only: 'own', team: 'x' },
        annotations: { note: 'n' },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'outer', labels: { only: 'own', team: 'x' }, annotations: { note: 'n' } },
    },
  ]);
  assert.equal(decided(all, ['spec', 'template', 'spec', 'containers', '0', 'image']), 'prod/kustomization.yaml: "2"');
});

test('generated names, variables and replaced values of generated objects are unknown; other replacements are made', () => {
  const all = built({
    ...PARENT,
    'prod/kustomization.yaml': `resources: [../base, c.yaml]
configMapGenerator: [{name: made, literals: [a=b]}]
secretGenerator: [{name: fixed, options: {disableNameSuffixHash: true}}]
vars: [{name: WHO, objref: {kind: Pod, name: a, apiVersion: v1}}]
replacements:
  - source: {kind: Pod, name: a, fieldPath: "spec.containers.[name=one].image", options: {delimiter: ":", index: 1}}
    targets: [{select: {kind: Web}, fieldPaths: [spec.tag, spec.none], options: {create: false}}]
  - source: {kind: ConfigMap, name: made, fieldPath: data.a}
    targets: [{select: {kind: Web}, fieldPaths: [spec.from]}]
`,
    'prod/c.yaml':
      'apiVersion: example.com/v1\nkind: Web\nmetadata: {name: w}\nspec: {tag: x, from: y, who: "I am $(WHO) $(ELSE)", other: $(ELSE)}\n',
  });
  const [, web, made, fixed] = objects(all) as { metadata: { name: string }; spec: unknown }[];
  assert.deepEqual(web?.spec, { tag: '1.25', from: '?', who: '?I am $(WHO) $(ELSE)', other: '$(ELSE)' });
  assert.equal(made?.metadata.name, '?made');
  assert.equal(fixed?.metadata.name, 'fixed');
  assert.deepEqual(reasons(all), ['not-evaluated']);
});

test('components change what the kustomization that lists them has', () => {
  const all = built({
    ...PARENT,
    'extra/kustomization.yaml': 'kind: Component\nresources: [more.yaml]\nimages: [{name: nginx, newTag: "9"}]\n',
    'extra/more.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: {name: m}\nspec: {containers: [{name: m, image: nginx}]}\n',
    'prod/kustomization.yaml': 'resources: [../base]\ncomponents: [../extra]\n',
  });
  assert.deepEqual(
    (objects(all) as { spec: { containers: { image: string }[] } }[]).map((o) => o.spec.containers[0]?.image),
    ['nginx:9', 'nginx:9'],
  );
});

test('what is missing, remote, cyclic, broken or not evaluated is listed; the rest is built', () => {
  const all = built({
    ...PARENT,
    'prod/kustomization.yaml': `resources: [../base, gone.yaml, "https://example.com/x.yaml", "github.com/a/b//c?ref=v1", ../prod]
components: [../nowhere]
transformers: [t.yaml]
patches:
  - path: none.yaml
  - {target: {kind: "(a+)+"}, patch: "- {op: remove, path: /spec}"}
  - {target: {kind: Pod}, patch: "- {op: remove, path: /spec/absent}"}
  - patch: "{apiVersion: v1, kind: Pod, metadata: {name: absent}}"
`,
  });
  assert.equal(objects(all).length, 1);
  assert.deepEqual(reasons(all), [
    'missing',
    'remote',
    'remote',
    'cycle',
    'missing',
    'not-evaluated',
    'missing',
    'target-not-read',
    'failed',
    'no-target',
  ]);
  assert.equal(evaluate('empty', sourcesOf({})), undefined);
});

test('bases that list each other in every way end', () => {
  const files: Record<string, string> = {};
  for (let i = 0; i < 40; i++)
    files[`d${i}/kustomization.yaml`] = `resources: [../d${i + 1}, ../d${(i + 1) % 40}, ../d${(i * 7) % 40}]\n`;
  const all = built(files, 'd0');
  assert.ok(all.folders.length <= 2000);
  assert.ok(reasons(all).includes('too-much'));
});

test('aliases and merge keys are resolved, at the place that uses them', () => {
  const all = built({
    'prod/kustomization.yaml': 'resources: [a.yaml]\nnamespace: n\n',
    'prod/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nx: &x {a: 1, b: 2}\ny: *x\nz: {<<: *x, b: 3}\n',
  });
  const [object] = objects(all) as { y: unknown; z: unknown }[];
  assert.deepEqual(
    [object?.y, object?.z],
    [
      { a: 1, b: 2 },
      { b: 3, a: 1 },
    ],
  );
});
