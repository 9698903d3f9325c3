/** Charts that are parts of other charts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const CHART = 'apiVersion: v2\nname: web\nversion: 0.1.0\n';
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: {{ .Values.image }}\n';

function engineWith(files: Readonly<Record<string, string>>): Engine {
  const engine = createEngine(rules, PINNED_DAY);
  for (const [path, text] of Object.entries({ 'web/Chart.yaml': CHART, ...files })) engine.setFile(path, text);
  engine.setComplete(true);
  return engine;
}

/** How many tags are reported. */
const tags = (engine: Engine): number =>
  engine.paths().flatMap((path) => engine.check(path).findings.filter((f) => f.rule === 'image/mutable-tag')).length;

const part = (folder: string) => ({
  [`${folder}/Chart.yaml`]: CHART,
  [`${folder}/values.yaml`]: 'image: docker.io/acme/web:latest\n',
  [`${folder}/templates/web.yaml`]: POD,
});

test('a chart inside of another one gets values that it does not show', () => {
  assert.equal(tags(engineWith(part('web/charts/sub'))), 0);
});

test('a chart in any folder of another one that depends on it gets values that it does not show', () => {
  const sub = part('web/parts/sub');
  const dependsOn = (where: string) =>
    `${CHART}dependencies:\n  - name: web\n    version: 0.1.0\n    repository: ${where}\n`;
  for (const where of ['file://./parts/sub', 'file://parts/sub/', '"file://./parts/../parts/sub" # own'])
    assert.equal(tags(engineWith({ ...sub, 'web/Chart.yaml': dependsOn(where) })), 0, where);
  for (const where of ['https://example.com/charts', 'file://./parts/other', 'file:///parts/sub'])
    assert.equal(tags(engineWith({ ...sub, 'web/Chart.yaml': dependsOn(where) })), 1, where);
  // A chart beside another one that depends on it is installed by itself too.
  assert.equal(tags(engineWith({ ...sub, 'web/parts/all/Chart.yaml': dependsOn('file://../sub') })), 1);
});

test('an edit of the chart around a chart decides whether it is judged with its own values', () => {
  const engine = engineWith(part('web/parts/sub'));
  const dependent = `${CHART}dependencies:\n  - {name: web, repository: file://parts/sub}\n`;
  for (const [text, count] of [
    [dependent, 0],
    [CHART, 1],
    [dependent, 0],
  ] as const) {
    engine.setFile('web/Chart.yaml', text);
    assert.equal(tags(engine), count);
  }
  engine.removeFile('web/Chart.yaml');
  assert.equal(tags(engine), 1);
});
