/** A drafted policy file is listed in the kustomization that deploys the workload, and in no other. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChanges, engineOver } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const only = rules.filter((r) => r.meta.id === 'network/missing-network-policy');

const WEB =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: c, image: "registry.example.com/web:1"}]}\n';

/** The note of the first draft, and the kustomization at `path` after it. */
function drafted(files: Readonly<Record<string, string>>, path: string) {
  const all = new Map(Object.entries(files));
  const engine = engineOver(all, only, { flags: { profile: 'strict' } });
  const [fix] = engine
    .paths()
    .flatMap((file) => engine.check(file).findings)
    .flatMap(({ fixes }) => fixes);
  assert.ok(fix);
  return { note: fix.note ?? '', text: applyChanges(all, fix.changes()).get(path) };
}

test('the kustomization that lists the workload lists the policies, in its own style', () => {
  const forms: readonly (readonly [string, string])[] = [
    ['resources:\n- web.yaml\n', 'resources:\n- web.yaml\n- network-policies.yaml\n'],
    [
      'resources:\n  - "web.yaml" # the shop\nnamespace: shop\n',
      'resources:\n  - "web.yaml" # the shop\n  - network-policies.yaml\nnamespace: shop\n',
    ],
    ['resources: [web.yaml]\n', 'resources: [web.yaml, network-policies.yaml]\n'],
  ];
  for (const [before, after] of forms) {
    const { note, text } = drafted({ 'k/web.yaml': WEB, 'k/kustomization.yaml': before }, 'k/kustomization.yaml');
    assert.equal(text, after);
    assert.doesNotMatch(note, /kustomization|apply it with/);
  }
});

test('a kustomization that lists the one of the workload is the one, where the file is beside it', () => {
  const files = {
    'k/kustomization.yml': 'bases:\n- web\n- db\n',
    'k/web/kustomization.yaml': 'resources: [web.yaml]\n',
    'k/web/web.yaml': WEB,
    'k/db/kustomization.yaml': 'resources: [db.yaml]\n',
    'k/db/db.yaml': WEB.replaceAll('web', 'db'),
  };
  assert.equal(
    drafted(files, 'k/kustomization.yml').text,
    'bases:\n- web\n- db\nresources:\n- network-policies.yaml\n',
  );
});

test('a kustomization beside the workload that deploys other files is not named', () => {
  const others = [
    'resources: [crd.yaml]\n',
    'resources: [../other]\n',
    'configMapGenerator: [{name: a, files: [web.yaml]}]\n',
    'namePrefix: x-\n',
  ];
  for (const other of others) {
    const { note, text } = drafted({ 'k/web.yaml': WEB, 'k/kustomization.yaml': other }, 'k/kustomization.yaml');
    assert.equal(text, other);
    assert.match(note, /apply it with the others/);
  }
});

test('a kustomization that cannot be edited is named', () => {
  const shared = 'x: &files [web.yaml]\nresources: *files\n';
  const { note, text } = drafted({ 'k/web.yaml': WEB, 'k/kustomization.yaml': shared }, 'k/kustomization.yaml');
  assert.equal(text, shared);
  assert.match(note, /name the file under `resources`/);
});
