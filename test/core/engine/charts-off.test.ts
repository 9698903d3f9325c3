/** What the values of a chart switch off, in objects without pods and for rules over all files. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

function engineWith(files: Readonly<Record<string, string>>, profile = 'strict'): Engine {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('.seaworthy.yaml', `profile: ${profile}\n`);
  engine.setFile('web/Chart.yaml', 'apiVersion: v2\nname: web\nversion: 0.1.0\n');
  for (const [path, text] of Object.entries(files)) engine.setFile(`web/${path}`, text);
  engine.setComplete(true);
  return engine;
}

/** The messages of the findings of a rule. */
const found = (engine: Engine, rule: string): string[] =>
  engine.paths().flatMap((path) =>
    engine
      .check(path)
      .findings.filter((f) => f.rule === rule)
      .map((f) => f.message),
  );

test('what the values switch off in an object without pods is for those who switch it on', () => {
  const role = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: {{ .Release.Name }}}
rules:
  - apiGroups: [""]
    resources:
      - pods
      {{- if .Values.kubelets }}
      - nodes/proxy
      {{- end }}
    verbs: [get]
`;
  const say = (kubelets: boolean, profile: string) =>
    found(
      engineWith({ 'values.yaml': `kubelets: ${kubelets}\n`, 'templates/role.yaml': role }, profile),
      'rbac/node-proxy',
    ).length;
  assert.deepEqual([say(false, 'strict'), say(true, 'strict'), say(false, 'audit')], [0, 1, 1]);
});

test('a finding of a rule over all files about an object that is off says so', () => {
  const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
  const workload = (name: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  selector: {matchLabels: {app: ${name}}}\n  template:\n    metadata: {labels: {app: ${name}}}\n    spec: {containers: [{name: a, image: "{{ .Values.image }}"}]}\n`;
  const web = (name: string) => `{{- if .Values.${name} }}\n${config}---\n${workload(name)}---\n${config}{{- end }}\n`;
  const say = (files: Readonly<Record<string, string>>) =>
    found(engineWith(files), 'network/missing-network-policy').map((line) => line.slice(line.indexOf('NetworkPolicy')));
  const one = { 'values.yaml': 'a: false\nb: true\n', 'templates/a.yaml': web('a') };
  assert.deepEqual(say(one), ['NetworkPolicy selects `a` (off by default)']);
  assert.deepEqual(say({ ...one, 'templates/b.yaml': web('b') }), ['NetworkPolicy selects `a` or `b`']);
});

test('an object whose name has an action inside may be the one that is missing', () => {
  const name = 'operator{{- if not (eq .Values.revision "") }}-{{ .Values.revision }}{{- end }}';
  const of = (kind: string, version: string, rest: string) =>
    `apiVersion: ${version}\nkind: ${kind}\nmetadata:\n  namespace: {{.Values.space}}\n  name: ${name}\n${rest}`;
  const rbac = 'rbac.authorization.k8s.io/v1';
  const files = (revision: string) => ({
    'values.yaml': `space: a\nrevision: "${revision}"\n`,
    'templates/account.yaml': of('ServiceAccount', 'v1', '---\n'),
    'templates/role.yaml': of('Role', rbac, 'rules: []\n---\n'),
    'templates/pod.yaml': of(
      'Pod',
      'v1',
      `spec:\n  serviceAccountName: ${name}\n  containers:\n    - name: c\n      image: registry.example.com/c:1.0.0\n`,
    ),
    'templates/binding.yaml': of(
      'RoleBinding',
      rbac,
      `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: operator}\nsubjects: []\n`,
    ),
  });
  for (const revision of ['', 'x'])
    for (const rule of ['rbac/missing-account', 'rbac/missing-role'])
      assert.deepEqual(found(engineWith(files(revision), 'audit'), rule), [], rule);
});

describe('a setting in the values', () => {
  const VALUES = 'agent:\n  runAsDaemonSet: false\n  hostNetwork: true\n';
  const pod = (more: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n${more}  containers: [{name: web, image: "registry.example.com/web:1"}]\n`;
  const daemon = `{{- if .Values.agent.runAsDaemonSet }}\n${pod('  {{- if .Values.agent.hostNetwork }}\n  hostNetwork: {{ .Values.agent.hostNetwork }}\n  {{- end }}\n')}{{- end }}\n`;
  const messages = (values: string, templates: Readonly<Record<string, string>>): string[] => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.setFile('.seaworthy.yaml', 'profile: strict\n');
    engine.setFile('Chart.yaml', 'apiVersion: v2\nname: web\nversion: 0.1.0\n');
    engine.setFile('values.yaml', values);
    for (const [name, text] of Object.entries(templates)) engine.setFile(`templates/${name}`, text);
    engine.setComplete(true);
    return engine
      .check('values.yaml')
      .findings.filter(({ rule }) => rule === 'privilege/host-namespace')
      .map(({ message }) => message.replace(/^.*policy applies to it/, '…'));
  };

  test('says that it is off where only an object that is off reads it', () => {
    assert.deepEqual(messages(VALUES, { 'daemon.yaml': daemon }), ['… (off by default)']);
    const other = pod('  hostname: {{ .Values.agent.name }}\n');
    assert.deepEqual(messages(VALUES, { 'daemon.yaml': daemon, 'other.yaml': other }), ['… (off by default)']);
  });

  test('and not where another template, or a named one, may read it too', () => {
    const whole = pod('  hostname: {{ include "x" .Values.agent }}\n');
    assert.deepEqual(messages(VALUES, { 'daemon.yaml': daemon, 'other.yaml': whole }), ['…']);
    const helper = '{{- define "x" }}{{ .Values.agent.hostNetwork }}{{ end }}\n';
    assert.deepEqual(messages(VALUES, { 'daemon.yaml': daemon, '_helpers.tpl': helper }), ['…']);
    assert.deepEqual(messages(VALUES, { 'web.yaml': pod('') }), ['…']);
  });
});
