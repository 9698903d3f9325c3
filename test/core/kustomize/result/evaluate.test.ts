/** What kustomizations build. The expected trees follow the behaviour of `kustomize build` (Kustomize 5.8, library v0.21.1). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate } from '../../../../server/src/core/kustomize/result/evaluate.ts';
import { built, decided, objects, PARENT, reasons, sourcesOf } from '../../../support/kustomize-result.ts';

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

test('labels reach selectors and templates only where they are told to', () => {
  const reach = (flags: string): unknown => {
    const [object] = objects(
      built({
        'prod/kustomization.yaml': `resources: [a.yaml]\nlabels: [{pairs: {team: x}${flags}}]\n`,
        'prod/a.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {app: a}}\n  template:\n    metadata: {labels: {app: a}}\n    spec: {containers: [{name: a, image: nginx}]}\n',
      }),
    ) as {
      metadata: { labels: unknown };
      spec: { selector: { matchLabels: unknown }; template: { metadata: { labels: unknown } } };
    }[];
    assert.deepEqual(object?.metadata.labels, { team: 'x' });
    return [object?.spec.selector.matchLabels, object?.spec.template.metadata.labels];
  };
  const [own, both] = [{ app: 'a' }, { app: 'a', team: 'x' }];
  assert.deepEqual(reach(''), [own, own]);
  assert.deepEqual(reach(', includeSelectors: false'), [own, own]);
  assert.deepEqual(reach(', includeTemplates: true'), [own, both]);
  assert.deepEqual(reach(', includeSelectors: true'), [both, both]);
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
    'missing',
    'target-not-read',
    'failed',
    'no-target',
    'missing',
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
