/** Kinds with pod templates that the configuration names: the same findings whatever the order of edits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const CRAWLER = `apiVersion: crawl.example.com/v1
kind: Crawler
metadata: {name: news}
spec:
  worker:
    template:
      spec:
        containers:
          - {name: fetch, image: "ghcr.io/example/fetch:1.2.0"}
`;
const CONFIG =
  'profile: strict\npodTemplates: [{group: crawl.example.com, kinds: [Crawler], paths: [spec.worker.template]}]\n';

const lacks = (engine: Engine, path: string): boolean =>
  engine.check(path).findings.some((f) => f.rule === 'privilege/missing-hardening');

function opened(files: Readonly<Record<string, string>>): Engine {
  const engine = createEngine(rules, PINNED_DAY);
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  return engine;
}

test('what a pod of such a kind lacks is reported, whether the configuration comes first or last', () => {
  for (const files of [
    { '.seaworthy.yaml': CONFIG, 'a.yaml': CRAWLER },
    { 'a.yaml': CRAWLER, '.seaworthy.yaml': CONFIG },
  ])
    assert.equal(lacks(opened(files), 'a.yaml'), true);
});

test('an edit, a nearer configuration and a removal count', () => {
  const engine = opened({ 'a/a.yaml': CRAWLER, '.seaworthy.yaml': 'profile: strict\n' });
  assert.equal(lacks(engine, 'a/a.yaml'), false);
  engine.setFile('.seaworthy.yaml', CONFIG);
  assert.equal(lacks(engine, 'a/a.yaml'), true);
  engine.setFile('a/.seaworthy.yaml', 'profile: strict\n');
  assert.equal(lacks(engine, 'a/a.yaml'), false);
  engine.removeFile('a/.seaworthy.yaml');
  assert.equal(lacks(engine, 'a/a.yaml'), true);
  engine.removeFile('.seaworthy.yaml');
  assert.equal(lacks(engine, 'a/a.yaml'), false);
});

test('a configuration that another one extends adds its own', () => {
  const engine = opened({
    'a.yaml': CRAWLER,
    '.seaworthy.yaml': 'extends: ./base.yaml\nprofile: strict\n',
    'base.yaml': CONFIG,
  });
  assert.equal(lacks(engine, 'a.yaml'), true);
});

test('what kustomizations and charts make of such a kind', () => {
  const engine = opened({
    '.seaworthy.yaml': CONFIG,
    'base/kustomization.yaml': 'resources: [a.yaml]\nnamePrefix: x-\n',
    'base/a.yaml': CRAWLER,
    'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\n',
    'chart/values.yaml': 'privileged: true\n',
    'chart/templates/a.yaml': CRAWLER.replace(
      '0"}',
      '0", securityContext: {privileged: {{ .Values.privileged }}}}',
    ).replace(/- \{(.*)\}\n/, (_, inner: string) => `- {${inner}}\n`),
  });
  assert.equal(lacks(engine, 'base/a.yaml'), true);
  assert.ok(engine.check('chart/values.yaml').findings.some((f) => f.rule === 'privilege/privileged-container'));
});

test('wrong entries are reported at their place', () => {
  const text = `podTemplates:
  - {group: apps/v1, kinds: [A], paths: [spec.template]}
  - {group: a.example.com, paths: ["spec/template"]}
  - {group: a.example.com, kinds: [A], path: spec.template}
`;
  const problems = opened({ '.seaworthy.yaml': text })
    .configProblems()
    .map((p) => `${text.slice(p.at.start, p.at.end)}: ${p.message}`);
  assert.deepEqual(problems, [
    'apps/v1: `group` must be an API group without a version, such as `crawl.example.com`',
    '{group: a.example.com, paths: ["spec/template"]}: An entry of `podTemplates` needs `kinds`',
    '"spec/template": A path must be keys with dots between them, such as `spec.worker.template`',
    '{group: a.example.com, kinds: [A], path: spec.template}: An entry of `podTemplates` needs `paths`',
    'path: Unknown key `path`; did you mean `paths`?',
  ]);
});
