/** What kustomizations and charts are judged without, and where the report says so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: acme/a:1}]}\n';

function engineWith(files: Readonly<Record<string, string>>): Engine {
  const engine = createEngine(rules, PINNED_DAY);
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  return engine;
}

/** `line message` of what a file leaves out. */
const leftOut = (engine: Engine, path: string): string[] =>
  engine
    .check(path)
    .leftOut()
    .map(({ at, message }) => `${(engine.textOf(path) ?? '').slice(0, at.start).split('\n').length} ${message}`);

test('remote and missing parts of a kustomization, and fields that are not evaluated, stand at their line', () => {
  const files = {
    'over/kustomization.yaml':
      'resources:\n  - ../base\n  - https://example.com/base?ref=v1\n  - gone.yaml\nconfigurations:\n  - a.yaml\n',
    'base/kustomization.yaml': 'resources:\n  - pod.yaml\n',
    'base/pod.yaml': POD,
  };
  const engine = engineWith(files);
  assert.deepEqual(
    leftOut(engine, 'over/kustomization.yaml').map((one) => one.replace(/, so.*/, '')),
    [
      '3 this part of the kustomization is remote',
      '4 this part of the kustomization is not in the workspace',
      '6 this field of the kustomization is not evaluated',
    ],
  );
  assert.deepEqual(leftOut(engine, 'base/pod.yaml'), []);
  engine.setFile('over/gone.yaml', POD);
  assert.doesNotMatch(leftOut(engine, 'over/kustomization.yaml').join(), /not in the workspace/);
});

test('a template that is not rendered is judged as it is written, and says so', () => {
  const template = `{{- $_ := set $.Values (lookup "v1" "ConfigMap" "a" "b") 1 }}\n${POD.replace('acme/a:1', '{{ .Values.image }}')}`;
  const files = {
    'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
    'web/values.yaml': 'image: acme/a:1\n',
    'web/templates/a.yaml': template,
    'web/templates/b.yaml': POD.replace('acme/a:1', '"{{ .Values.image }}"'),
  };
  const engine = engineWith(files);
  assert.match(leftOut(engine, 'web/templates/a.yaml').join(), /^1 what this template becomes .* is not known/);
  assert.deepEqual(leftOut(engine, 'web/values.yaml'), []);
});
