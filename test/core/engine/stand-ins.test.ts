/** Passwords of words in the branches of templates and in values: where a Secret is read in their place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** Places and endings of the messages of the findings of literal secrets. */
function found(files: Readonly<Record<string, string>>, profile = 'default'): string[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('.seaworthy.yaml', `profile: ${profile}\n`);
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  return Object.keys(files).flatMap((path) =>
    engine
      .check(path)
      .findings.filter((f) => /^secret\/(?:weak-default|hardcoded-secret)$/.test(f.rule))
      .map((f) => `${f.rule} ${f.message}`),
  );
}

const CHART = { 'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n' };
const READS = '            - {name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: web, key: password}}}\n';
const literal = (value: string): string => `            - name: DB_PASSWORD\n              value: ${value}\n`;
const pod = (env: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: ghcr.io/acme/web:3.2.0
          env:
${env}`;
const ifElse = (condition: string, first: string, second: string): string =>
  pod(`            {{- ${condition} }}\n${first}            {{- else }}\n${second}            {{- end }}\n`);

const SAID = 'secret/weak-default `DB_PASSWORD` holds a well-known default password';

test('a stand-in beside a branch that reads a Secret is for the strict profile', () => {
  for (const template of [
    ifElse('if .Values.secret', READS, literal('changeme')),
    ifElse('if not .Values.secret', literal('changeme'), READS),
    ifElse('with .Values.secret', READS, literal('postgres')),
    ifElse('if .Values.a', literal('changeme'), `            {{- else if .Values.b }}\n${READS}`),
  ]) {
    assert.deepEqual(found({ 'web.yaml': template }), [], template);
    assert.deepEqual(found({ 'web.yaml': template }, 'strict'), [SAID], template);
  }
  // Nothing is known of `lookup`.
  const asked = ifElse('if lookup "v1" "Secret" "a" "b"', READS, literal('changeme'));
  assert.deepEqual(found({ ...CHART, 'templates/web.yaml': asked }), []);
});

test('a stand-in that is used stays', () => {
  assert.deepEqual(found({ 'web.yaml': pod(literal('changeme')) }), [SAID]);
  const other = '            - {name: DB_PASSWORD, value: "{{ .Values.password }}"}\n';
  assert.deepEqual(found({ 'web.yaml': ifElse('if .Values.a', literal('changeme'), other) }), [SAID]);
  // The chart's own values choose it.
  const byDefault = ifElse('if .Values.secret', READS, literal('changeme'));
  assert.deepEqual(found({ ...CHART, 'templates/web.yaml': byDefault }), [SAID]);
  assert.deepEqual(found({ ...CHART, 'values.yaml': 'secret: ""\n', 'templates/web.yaml': byDefault }), [SAID]);
  assert.deepEqual(found({ ...CHART, 'values.yaml': 'secret: a\n', 'templates/web.yaml': byDefault }), []);
  const random = ifElse('if .Values.secret', READS, literal('bPq7rLx09Zkd4v'));
  assert.equal(found({ 'web.yaml': random }).length, 1);
});

test('a stand-in in a branch that is off says so', () => {
  const off = pod(`            {{- if .Values.demo }}\n${literal('changeme')}            {{- end }}\n`);
  const chart = (demo: boolean) => ({ ...CHART, 'values.yaml': `demo: ${demo}\n`, 'templates/web.yaml': off });
  assert.deepEqual(found(chart(false)), []);
  assert.deepEqual(found(chart(false), 'strict'), [`${SAID} (off by default)`]);
  assert.deepEqual(found(chart(true)), [SAID]);
});

test('a value beside the name of the Secret that a chart reads instead', () => {
  const values = (beside: string) => ({
    ...CHART,
    'values.yaml': `db:\n  host: db\n  password: changeme\n  ${beside}\n`,
  });
  for (const beside of [
    'existingSecret: shop-db',
    'existingSecretName: "shop-db"',
    'existingPasswordSecret: shop-db',
    'secretRef: shop-db',
  ])
    assert.deepEqual(found(values(beside)), [], beside);
  for (const beside of [
    'existingSecret: ""',
    'existingSecret: null',
    'existingSecret: ~',
    'existingSecret:',
    'existingSecretPasswordKey: password',
    'secretName: shop-db',
  ])
    assert.equal(found(values(beside)).length, 1, beside);
});
