/** The effects of kustomizations on files: the outermost namespace, patches, images, for any order of the files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kustomizations } from '../../../server/src/core/kustomize/kustomized.ts';

const FILES: Readonly<Record<string, string>> = {
  'base/kustomization.yaml': 'namespace: base\nresources: [web.yaml, ../db/]\npatches:\n  - path: less.yaml\n',
  'db/kustomization.yml': 'resources: [db.yaml]\nimages:\n  - name: db\n    digest: sha256:0\n  - name: same\n',
  'dev/Kustomization': 'namespace: dev\nresources: [../base]\ncomponents: [../extra]\n',
  'extra/kustomization.yaml': 'kind: Component\nimages:\n  - name: registry.example.com:5000/web\n    newTag: "2"\n',
};

/** Sets the files in the given order. */
function entered(paths: readonly string[]) {
  const all = kustomizations();
  for (const path of paths) for (const _ of all.set(path, FILES[path])) void _;
  return all;
}

for (const paths of [Object.keys(FILES), Object.keys(FILES).reverse()])
  test(`the outermost namespace counts, from ${paths[0]} on`, () => {
    const all = entered(paths);
    assert.deepEqual(all.of('base/web.yaml').namespace, { name: 'dev' });
    assert.deepEqual(all.of('db/db.yaml').namespace, { name: 'dev' });
    assert.deepEqual([...all.of('db/db.yaml').images].sort(), ['db', 'registry.example.com:5000/web']);
    assert.deepEqual([...all.of('base/web.yaml').images], ['registry.example.com:5000/web']);
    assert.equal(all.of('base/less.yaml').patch, true);
    assert.equal(all.of('base/web.yaml').patch, false);
    assert.equal(all.of('elsewhere.yaml').namespace, undefined);
  });

test('with two overlays the namespace is unknown; without one of them the other decides, and the changed files are returned', () => {
  const all = entered(Object.keys(FILES));
  const touched = [...all.set('prod/kustomization.yaml', 'namespace: prod\nresources:\n  - ../base\n')];
  assert.ok(touched.includes('base/web.yaml') && touched.includes('db/db.yaml'));
  assert.deepEqual(all.of('base/web.yaml').namespace, { name: undefined });
  assert.ok([...all.set('dev/Kustomization', undefined)].includes('db/db.yaml'));
  assert.deepEqual(all.of('db/db.yaml').namespace, { name: 'prod' });
  all.set('prod/kustomization.yaml', undefined);
  assert.deepEqual(all.of('db/db.yaml').namespace, { name: 'base' });
  all.set('base/kustomization.yaml', undefined);
  assert.equal(all.of('base/web.yaml').namespace, undefined);
});

test('circles end; remote and inline entries are not files', () => {
  const all = kustomizations();
  all.set('a/kustomization.yaml', 'namespace: a\nresources: [../b, x.yaml]\n');
  all.set('b/kustomization.yaml', 'namespace: b\nresources: [../a]\n');
  assert.equal(all.of('a/x.yaml').patch, false);
  const inline =
    'resources: ["https://example.com/x.yaml", "github.com/a/b?ref=1"]\npatchesStrategicMerge:\n- |-\n  a: b\n';
  assert.deepEqual([...all.set('c/kustomization.yaml', inline)], []);
});

test('what may add labels to pods: in the kustomization, in those above, and in their components', () => {
  const adds = (text: string, files: Readonly<Record<string, string>> = {}): boolean => {
    const known = Object.entries({ 'base/kustomization.yaml': `resources: [web.yaml]\n${text}`, ...files });
    const result = [known, known.toReversed()].map((order) => {
      const read = new Map<string, string>();
      const all = kustomizations((path) => read.get(path));
      for (const [path, other] of order) {
        read.set(path, other);
        all.set(path, other);
      }
      return all.of('base/web.yaml').addsLabels;
    });
    assert.equal(result[0], result[1], 'in either order');
    return result[0]!;
  };
  for (const text of [
    'commonLabels: {team: shop}',
    'labels:\n  - pairs: {team: shop}\n    includeSelectors: true',
    'labels: [{pairs: {team: shop}, includeTemplates: true}]',
    'transformers: [labels.yaml]',
    'patches:\n  - target: {kind: Deployment}\n    patch: |-\n      - {op: add, path: /spec/template/metadata/labels/team, value: shop}',
    'patchesStrategicMerge:\n  - |-\n    kind: Deployment\n    spec: {template: {metadata: {labels: {team: shop}}}}',
  ])
    assert.equal(adds(text), true, text);
  for (const text of [
    'commonLabels: {}',
    'labels: [{pairs: {team: shop}}]',
    'commonAnnotations: {team: shop}',
    'patches: [{target: {kind: Deployment}, patch: "[{op: remove, path: /spec/replicas}]"}]',
  ])
    assert.equal(adds(text), false, text);
  assert.equal(adds('', { 'prod/kustomization.yaml': 'resources: [../base]\ncommonLabels: {team: shop}\n' }), true);
  assert.equal(
    adds('', {
      'prod/kustomization.yaml': 'resources: [../base]\ncomponents: [../team]\n',
      'team/kustomization.yaml': 'kind: Component\ncommonLabels: {team: shop}\n',
    }),
    true,
  );
});

test('a patch in a file may add labels to pods, or change what selects them', () => {
  const adds = (kustomization: string, patch: string): boolean => {
    const read = new Map([['base/p.yaml', patch]]);
    const all = kustomizations((path) => read.get(path));
    all.set('base/kustomization.yaml', `resources: [web.yaml]\n${kustomization}\n`);
    return all.of('base/web.yaml').addsLabels;
  };
  const merge = 'kind: Deployment\nspec: {template: {metadata: {labels: {team: shop}}}}\n';
  assert.equal(adds('patches: [{path: p.yaml}]', merge), true);
  assert.equal(adds('patchesStrategicMerge: [p.yaml]', merge), true);
  const json = '- {op: add, path: /spec/template/metadata/labels/team, value: shop}\n';
  assert.equal(adds('patches: [{path: p.yaml, target: {kind: Deployment}}]', json), true);
  assert.equal(adds('patchesJson6902: [{path: p.yaml, target: {kind: Deployment, name: web}}]', json), true);
  const policy = '- {op: replace, path: /spec/podSelector/matchLabels, value: {app: web}}\n';
  assert.equal(adds('patches: [{path: p.yaml, target: {kind: NetworkPolicy}}]', policy), true);
  assert.equal(adds('patches: [{path: p.yaml}]', 'kind: Deployment\nspec: {replicas: 2}\n'), false);
  assert.equal(adds('patches: [{path: other.yaml}]', merge), false);
});

test('a patch that gets labels later touches what its kustomization and those above read', () => {
  const all = kustomizations();
  all.set('base/kustomization.yaml', 'resources: [web.yaml]\n');
  all.set('prod/kustomization.yaml', 'resources: [../base]\ncomponents: [../team]\n');
  all.set('team/kustomization.yaml', 'kind: Component\npatches: [{path: p.yaml}]\n');
  assert.equal(all.of('base/web.yaml').addsLabels, false);
  assert.ok([...all.set('team/p.yaml', 'labels: {a: b}\n')].includes('base/web.yaml'));
  assert.equal(all.of('base/web.yaml').addsLabels, true);
  assert.deepEqual([...all.set('team/p.yaml', 'labels: {a: c}\n')], []);
  assert.ok([...all.set('team/p.yaml', undefined)].includes('base/web.yaml'));
  assert.equal(all.of('base/web.yaml').addsLabels, false);
  assert.deepEqual([...all.set('base/other.yaml', 'labels: {a: b}\n')], []);
});

test('components of components change what the kustomization that lists them reads', () => {
  const all = kustomizations();
  all.set('base/kustomization.yaml', 'resources: [web.yaml]\n');
  all.set('mid/kustomization.yaml', 'resources: [../base]\n');
  all.set('prod/kustomization.yaml', 'resources: [../mid]\ncomponents: [../one]\n');
  all.set('one/kustomization.yaml', 'kind: Component\ncomponents: [../two]\n');
  const touched = all.set('two/kustomization.yaml', 'kind: Component\nimages: [{name: nginx, newTag: "1.30"}]\n');
  assert.ok([...touched].includes('base/web.yaml'));
  assert.deepEqual([...all.of('base/web.yaml').images], ['nginx']);
  // Components that list each other end.
  all.set('two/kustomization.yaml', 'kind: Component\ncomponents: [../one]\ncommonLabels: {a: b}\n');
  assert.equal(all.of('base/web.yaml').addsLabels, true);
  assert.deepEqual([...all.of('base/web.yaml').images], []);
});

test('files are returned when their pods may get labels, or no longer', () => {
  const all = kustomizations();
  all.set('a/kustomization.yaml', 'resources: [web.yaml]\n');
  assert.deepEqual(
    [...all.set('a/kustomization.yaml', 'resources: [web.yaml]\ncommonLabels: {a: b}\n')],
    ['a/web.yaml'],
  );
});
