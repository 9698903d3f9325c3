/** Objects that a kustomization deletes, and nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: "nginx:1.30", securityContext: {privileged: true}}]}\n';
const DELETE = 'patches:\n  - patch: "{apiVersion: v1, kind: Pod, metadata: {name: web}, $patch: delete}"\n';

/** How many findings say that a container of the base is privileged. */
function privileged(...kustomizations: readonly string[]): number {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('base/web.yaml', POD);
  engine.setFile('base/kustomization.yaml', 'resources: [web.yaml]\n');
  for (const [i, text] of kustomizations.entries())
    engine.setFile(`over-${i}/kustomization.yaml`, `resources: [../base]\n${text}`);
  engine.setComplete(true);
  return engine.check('base/web.yaml').findings.filter((f) => f.rule === 'privilege/privileged-container').length;
}

test('an object that the only kustomization deletes is not reported', () => {
  assert.equal(privileged(''), 1);
  assert.equal(privileged(DELETE), 0);
  assert.equal(privileged(DELETE, DELETE), 0);
});

test('an object that one of two kustomizations deletes is reported for the other', () => {
  assert.equal(privileged(DELETE, ''), 1);
});

test('what cannot be read may hold the object', () => {
  assert.equal(privileged(`${DELETE}configurations: [a.yaml]\n`), 1);
});

test('transformers are no objects that the result lacks', () => {
  assert.equal(privileged('transformers: [t.yaml]\n'), 1);
  const text =
    'transformers:\n  - |-\n    apiVersion: builtin\n    kind: ImageTagTransformer\n    metadata: {name: t}\n    imageTag: {name: a, newTag: b}\n';
  assert.equal(privileged(text), 1);
});
