/** Findings in what the transformers of a kustomization make of a file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

test('a file that is a transformer gives an image its tag', () => {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('prod/kustomization.yaml', 'resources: [web.yaml]\ntransformers: [tags.yaml]\n');
  engine.setFile(
    'prod/web.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: nginx}]}\n',
  );
  engine.setComplete(true);
  const count = (kind: string, name: string): number => {
    const tags = `apiVersion: builtin\nkind: ${kind}\nmetadata: {name: t}\nimageTag: {name: ${name}, newTag: "1.30"}\n`;
    engine.setFile('prod/tags.yaml', tags);
    return engine.check('prod/web.yaml').findings.filter((f) => f.rule === 'image/mutable-tag').length;
  };
  assert.equal(count('ImageTagTransformer', 'nginx'), 0);
  assert.equal(count('ImageTagTransformer', 'redis'), 1);
  // What other programs change is not known.
  assert.equal(count('SetImages', 'redis'), 0);
  engine.setFile('prod/kustomization.yaml', 'resources: [web.yaml]\n');
  assert.equal(count('ImageTagTransformer', 'nginx'), 1);
});
