/** Findings in disabled branches of a chart move to the strict profile; errors become warnings. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { Profile } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** Rules and severities of the findings in a Deployment with these lines in its pod and its container. */
function found(pod: string, container: string, profile: Profile = 'default', around = ['', '']): string[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile } });
  engine.setFile(
    'chart/templates/web.yaml',
    `${around[0]}apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "name" . }}
spec:
  template:
    spec:
${pod}      containers:
        - name: web
          image: {{ .Values.image }}
${container}${around[1]}`,
  );
  const { findings } = engine.check('chart/templates/web.yaml');
  return findings.filter((f) => f.members.length === 0).map((f) => `${f.rule} ${f.severity} ${f.confidence}`);
}

const HOST = '      hostNetwork: true\n';
const PRIVILEGED = '          securityContext:\n            privileged: true\n';
const branch = (lines: string, word = 'if .Values.on'): string => `      {{- ${word} }}\n${lines}      {{- end }}\n`;

test('a branch inside the object', () => {
  assert.deepEqual(found(HOST, ''), ['privilege/host-namespace warning high']);
  assert.deepEqual(found(branch(HOST), ''), []);
  // The token is missing in every rendering, whatever the branch adds.
  assert.deepEqual(found(branch(HOST), '', 'strict'), [
    'privilege/automounted-token info medium',
    'privilege/host-namespace warning medium',
  ]);
  assert.deepEqual(found(branch(branch(HOST, 'with .Values.x')), ''), []);
  assert.deepEqual(
    found(`      {{- if .Values.on }}\n      hostIPC: false\n      {{- else }}\n${HOST}      {{- end }}\n`, ''),
    [],
  );
});

test('errors stay, as warnings', () => {
  assert.deepEqual(found('', PRIVILEGED), ['privilege/privileged-container error high']);
  assert.deepEqual(found('', branch(PRIVILEGED)), ['privilege/privileged-container warning medium']);
});

test('text after a branch, and a branch around the whole object', () => {
  assert.deepEqual(found(`${branch('      hostIPC: false\n')}${HOST}`, ''), ['privilege/host-namespace warning high']);
  const around = ['{{- if .Values.enabled }}\n', '{{- end }}\n'];
  assert.deepEqual(found(HOST, '', 'default', around), ['privilege/host-namespace warning high']);
});

test('a secret is reported in a disabled branch too', () => {
  const env = '          env:\n            - name: DB_PASSWORD\n              value: Xk3-vvq9-Lm2\n';
  assert.deepEqual(found('', branch(env)), ['secret/hardcoded-secret warning high']);
});
