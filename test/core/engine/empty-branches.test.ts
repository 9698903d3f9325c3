import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The titles of the fixes of a rule in a template. */
function titles(rule: string, container: string, pod = ''): string[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'audit' } });
  engine.setFile('chart/Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.0.0\n');
  const path = 'chart/templates/shop.yaml';
  engine.setFile(
    path,
    `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  template:
    spec:
${pod}      containers:
        - name: shop
          image: postgres:17.11
${container}`,
  );
  engine.setComplete(true);
  return engine
    .check(path)
    .findings.filter((f) => f.rule === rule)
    .flatMap((f) => f.fixes.map(({ title }) => title));
}

const PRIVILEGED = 'privilege/privileged-container';

test('a fix that would empty a branch of a template is not offered', () => {
  const inside = `          securityContext:
            readOnlyRootFilesystem: true
            {{- if .Values.privileged }}
            privileged: true
            {{- end }}
`;
  assert.deepEqual(titles(PRIVILEGED, inside), []);
  assert.deepEqual(titles(PRIVILEGED, inside.replace('if .Values.privileged', 'with .Values.admin')), []);
  assert.deepEqual(
    titles(
      PRIVILEGED,
      inside.replace('{{- end }}', '{{- else }}\n            privileged: false\n            {{- end }}'),
    ),
    [],
  );
});

test('a branch that keeps something, and text outside of branches, is edited', () => {
  const two = `          securityContext:
            {{- if .Values.privileged }}
            privileged: true
            readOnlyRootFilesystem: true
            {{- end }}
`;
  assert.deepEqual(titles(PRIVILEGED, two), ['Remove `privileged`']);
  const between = `          {{- if .Values.name }}
          tty: true
          {{- end }}
          securityContext:
            privileged: true
          {{- if .Values.port }}
          stdin: true
          {{- end }}
`;
  assert.deepEqual(titles(PRIVILEGED, between), ['Remove `privileged`']);
  const value = `          stdin: {{ .Values.stdin }}
          securityContext:
            privileged: true
`;
  assert.deepEqual(titles(PRIVILEGED, value), ['Remove `privileged`']);
});

test('mounts and host namespaces in a branch of their own are left to the values', () => {
  assert.deepEqual(
    titles('privilege/host-namespace', '', '      {{- if .Values.host }}\n      hostPID: true\n      {{- end }}\n'),
    [],
  );
  assert.deepEqual(titles('privilege/host-namespace', '', '      hostPID: true\n'), ['Remove `hostPID`']);
});
