/** Findings in what a chart's templates become with its own values. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import * as counted from '../../support/counted-engine.ts';

const CHART = 'apiVersion: v2\nname: web\nversion: 0.1.0\nappVersion: "1.16.0"\n';

const deployment = (container: string, pod = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels:
    {{- include "web.labels" . | nindent 4 }}
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
${pod}      containers:
        - name: {{ .Chart.Name }}
${container.replace(/^(?=.)/gm, '          ')}`;

const HELPERS = `{{- define "web.labels" -}}
app: {{ .Chart.Name }}
release: {{ .Release.Name }}
{{- end }}
{{- define "web.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
`;

function engineWith(files: Readonly<Record<string, string>>, profile = 'strict'): Engine {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('.seaworthy.yaml', `profile: ${profile}\n`);
  engine.setFile('web/Chart.yaml', CHART);
  engine.setFile('web/templates/_helpers.tpl', HELPERS);
  for (const [path, text] of Object.entries(files)) engine.setFile(`web/${path}`, text);
  engine.setComplete(true);
  return engine;
}

/** `path:line rule message` of the findings of some rules. */
function found(engine: Engine, ...some: readonly string[]): string[] {
  return engine.paths().flatMap((path) =>
    engine
      .check(path)
      .findings.filter((f) => some.some((one) => f.rule === one || f.members.includes(one as never)))
      .map(
        (f) =>
          `${path}:${(engine.textOf(path) ?? '').slice(0, f.span.start).split('\n').length} ${f.rule} ${f.message}`,
      ),
  );
}

test('an image of the values is judged where its tag stands', () => {
  const engine = engineWith({
    'values.yaml': 'image:\n  repository: docker.io/acme/web\n  tag: latest\n',
    'templates/web.yaml': deployment('image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"\n'),
  });
  assert.deepEqual(found(engine, 'image/mutable-tag'), [
    'web/values.yaml:3 image/mutable-tag `acme/web:latest` changes with every release (by default in `values.yaml`)',
  ]);
});

test('a named template is followed; the version of the chart is the default', () => {
  const engine = engineWith({
    'values.yaml': 'image: {repository: docker.io/acme/web, tag: ""}\n',
    'templates/web.yaml': deployment('image: {{ include "web.image" . }}\n'),
  });
  assert.deepEqual(found(engine, 'image/mutable-tag'), []);
  assert.match(found(engine, 'image/unpinned-digest').join(), /^web\/templates\/web\.yaml:16 .*`acme\/web:1\.16\.0`/);
});

const BLOCKS = deployment(`image: docker.io/acme/web:1.2.3
securityContext:
  {{- toYaml .Values.securityContext | nindent 12 }}
resources:
  {{- toYaml .Values.resources | nindent 12 }}
`);

test('blocks of the values hide nothing that they do not set', () => {
  const empty = { 'values.yaml': 'securityContext: {}\nresources: {}\n', 'templates/web.yaml': BLOCKS };
  const [missing] = found(engineWith(empty), 'privilege/missing-hardening', 'privilege/writable-root-filesystem');
  assert.match(
    missing ?? '',
    /^web\/templates\/web\.yaml:15 .*writable root file system.*\(by default in `values\.yaml`\)$/,
  );
  const set = {
    'values.yaml': 'securityContext:\n  readOnlyRootFilesystem: true\nresources:\n  limits: {memory: 1Gi, cpu: 1}\n',
    'templates/web.yaml': BLOCKS,
  };
  const rest = found(engineWith(set), 'privilege/missing-hardening').join();
  assert.doesNotMatch(rest, /writable root|limit missing/);
  assert.match(rest, /capabilities not dropped/);
});

test('what the values switch off is for those who switch it on', () => {
  const files = (on: boolean) => ({
    'values.yaml': `hostNetwork: ${on}\n`,
    'templates/web.yaml': deployment(
      'image: docker.io/acme/web:1.2.3\n',
      '      {{- if .Values.hostNetwork }}\n      hostNetwork: true\n      {{- end }}\n',
    ),
  });
  assert.deepEqual(found(engineWith(files(false)), 'privilege/host-namespace'), []);
  assert.equal(found(engineWith(files(false), 'audit'), 'privilege/host-namespace').length, 1);
  assert.match(
    found(engineWith(files(true)), 'privilege/host-namespace').join(),
    /^web\/templates\/web\.yaml:15 [^,]*, and no[^,]*$/,
  );
});

test('objects that the values switch off are for strict, and say so', () => {
  const files = (enabled: string) => ({
    'values.yaml': `node: {enabled: ${enabled}}\nsome: []\n`,
    'templates/node.yaml': `{{- if .Values.node.enabled }}
apiVersion: v1
kind: Service
metadata: {name: node}
spec: {type: NodePort, ports: [{port: 80}]}
{{- end }}
`,
    'templates/web.yaml': `{{- range .Values.some }}
---
${deployment('image: docker.io/acme/web:latest\n')}{{- end }}
`,
    'templates/_all.yaml': `{{- define "all" }}
apiVersion: v1
kind: Service
metadata: {name: named}
spec: {type: NodePort, ports: [{port: 80}]}
{{- end }}
`,
    'templates/all.yaml': '{{ include "all" . }}\n',
  });
  const rule = ['network/node-port', 'image/mutable-tag'] as const;
  assert.deepEqual(found(engineWith(files('false')), ...rule), [
    'web/templates/_all.yaml:5 network/node-port `named` is open on a port of every node',
    'web/templates/node.yaml:5 network/node-port `node` is open on a port of every node (off by default)',
    'web/templates/web.yaml:18 image/mutable-tag `acme/web:latest` changes with every release (off by default)',
  ]);
  assert.deepEqual(found(engineWith(files('false'), 'default'), ...rule), []);
  assert.deepEqual(found(engineWith(files('true')), 'network/node-port'), [
    'web/templates/_all.yaml:5 network/node-port `named` is open on a port of every node',
    'web/templates/node.yaml:5 network/node-port `node` is open on a port of every node',
  ]);
  const engine = engineWith(files('false'));
  found(engine, ...rule);
  engine.setFile('web/values.yaml', 'node: {enabled: true}\n');
  assert.match(found(engine, 'network/node-port').join(), /node\.yaml:5 [^,]*every node$/);
});

test('what is not known stays unknown', () => {
  for (const image of [
    '{{ tpl .Values.image . }}',
    '{{ .Values.image | b64dec }}',
    '{{ .Release.Name }}:latest',
    '{{ .Values.none.image }}',
    '{{ (lookup "v1" "ConfigMap" "" "x").data.image }}:latest',
  ]) {
    const engine = engineWith({
      'values.yaml': "image: '{{ .Values.other }}:latest'\n",
      'templates/web.yaml': deployment(`image: ${image}\n`),
    });
    assert.deepEqual(found(engine, 'image/mutable-tag', 'image/unpinned-digest'), [], image);
  }
});

test('templates that change the values, and names that are defined twice, are not followed', () => {
  const files = {
    'values.yaml': 'image: {repository: docker.io/acme/web, tag: latest}\n',
    'templates/web.yaml': deployment('image: {{ include "web.image" . }}\n'),
  };
  assert.equal(found(engineWith(files), 'image/mutable-tag').length, 1);
  const changing = '{{- define "x" }}{{ $_ := set .Values.image "tag" "1" }}{{ end }}';
  assert.deepEqual(found(engineWith({ ...files, 'templates/_x.tpl': changing }), 'image/mutable-tag'), []);
  const twice = '{{- define "web.image" }}other:{{ .Chart.Version }}{{ end }}';
  assert.deepEqual(found(engineWith({ ...files, 'templates/_x.tpl': twice }), 'image/mutable-tag'), []);
});

test('edits of values, named templates and the chart change what follows from them', () => {
  const files = {
    'values.yaml': 'image: {repository: docker.io/acme/web, tag: 1.2.3}\n',
    'templates/web.yaml': deployment('image: {{ include "web.image" . }}\n'),
  };
  const engine = engineWith(files);
  const tags = () => found(engine, 'image/mutable-tag').map((line) => line.slice(0, line.indexOf(' ')));
  assert.deepEqual(tags(), []);
  engine.setFile('web/values.yaml', 'image:\n  repository: docker.io/acme/web\n  tag: latest\n');
  assert.deepEqual(tags(), ['web/values.yaml:3']);
  engine.setFile(
    'web/templates/_helpers.tpl',
    HELPERS.replace('.Values.image.tag | default .Chart.AppVersion', '"nightly"'),
  );
  assert.deepEqual(tags(), ['web/templates/web.yaml:16']);
  engine.setFile('web/templates/_helpers.tpl', HELPERS);
  engine.removeFile('web/Chart.yaml');
  assert.deepEqual(tags(), []);
  engine.setFile('web/Chart.yaml', CHART);
  assert.deepEqual(tags(), ['web/values.yaml:3']);
});

test('an edit of a template judges it and its result, one of the values the results, one of a plain manifest no chart', () => {
  const engine = counted.createEngine(counted.rules, PINNED_DAY);
  const pod = (image: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: "${image}"}]}\n`;
  const files = {
    'web/Chart.yaml': CHART,
    'web/templates/_helpers.tpl': HELPERS,
    'web/values.yaml': 'image: docker.io/acme/web:1.2.3\n',
    'web/templates/a.yaml': deployment('image: {{ .Values.image }}\n'),
    'web/templates/b.yaml': deployment('image: {{ .Values.image }}\n'),
    'plain.yaml': pod('acme/a:1'),
  };
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  const judgedBy = (path: keyof typeof files, text: string): number => {
    engine.setFile(path, text);
    for (const one of engine.paths()) engine.check(one);
    return counted.takeCounts().judged;
  };
  judgedBy('plain.yaml', pod('acme/a:2'));
  assert.equal(judgedBy('web/templates/a.yaml', deployment('image: {{ .Values.image }}\ntty: true\n')), 2);
  assert.equal(judgedBy('web/values.yaml', 'image: docker.io/acme/web:1.2.4\n'), 3);
  assert.equal(judgedBy('plain.yaml', pod('acme/a:3')), 1);
});

test('a message names what the values decide, and leaves out branches that they switch off', () => {
  const more = `- name: MORE\n  valueFrom: {secretKeyRef: {name: s, key: more}}`;
  const container = `image: registry.example.com/web:1.0.0\nenv:\n  - name: URL\n    valueFrom: {secretKeyRef: {name: s, key: url}}\n  {{- if .Values.more }}\n  ${more.replaceAll('\n', '\n  ')}\n  {{- end }}\n`;
  const messages = (values: string): string[] =>
    found(engineWith({ 'values.yaml': values, 'templates/web.yaml': deployment(container) }), 'secret/secret-in-env');
  assert.deepEqual(messages('more: false\n'), [
    'web/templates/web.yaml:19 secret/secret-in-env `web` gets Secrets through its environment: `URL`',
  ]);
  assert.match(messages('more: true\n')[0] ?? '', /`web` gets .*: `URL`, `MORE`/);
});
