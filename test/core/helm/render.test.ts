/** What a template becomes with the chart's own values, compared with what Helm 3 prints. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartOf, renderedBy } from '../../../server/src/core/helm/chart.ts';
import { parseTemplate } from '../../../server/src/core/helm/template.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';

const VALUES = `name: web
empty: ""
none:
port: 8080
large: 3000000
on: true
"off": no
list: [a, b]
nested:
  deep:
    key: value
    quoted: "1.10"
  items:
    - name: x
      args: [-c, "yes"]
`;

const HELPERS = `{{- define "labels" -}}
app: {{ .Chart.Name }}
release: {{ .Release.Name }}
{{- end }}
{{- define "short" }}{{ .Values.name | trunc 2 }}{{ end -}}
{{- define "inner" }}{{ .text }}-{{ .context.Chart.Version }}{{ end -}}
`;

const documentOf = (path: string, text: string) => ({ path, yaml: parseYaml(text), unit: undefined });

function rendered(text: string): string | undefined {
  const helpers = parseTemplate('templates/_helpers.tpl', HELPERS);
  const template = parseTemplate('templates/a.yaml', text);
  assert.ok(helpers && template);
  const chart = chartOf({
    description: documentOf('Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.2.3\n'),
    values: documentOf('values.yaml', VALUES),
    helpers: [helpers],
  });
  return (
    chart &&
    renderedBy(chart, template)
      ?.map((p) => p.text)
      .join('')
  );
}

/** A template and what it becomes. */
const CASES: readonly (readonly [string, string])[] = [
  ['{{ .Values.name }}', 'web'],
  ['{{ .Values.none }}{{ .Values.missing }}', ''],
  ['{{ .Values.port }} {{ .Values.on }} {{ .Values.off }}', '8080 true false'],
  ['{{ .Values.missing | default "x" | quote }}', '"x"'],
  ['{{ .Values.empty | default .Chart.Name }}', 'shop'],
  ['{{ .Chart.APIVersion }}{{ .Chart.AppVersion }}', 'v2'],
  ['{{ printf "%s-%s" .Values.name .Chart.Version | replace "." "_" }}', 'web-1_2_3'],
  ['{{- /* nothing */ -}} a', 'a'],
  ['a\n{{- if .Values.on }}\nb\n{{- else }}\nc\n{{- end }}\nd', 'a\nb\nd'],
  ['{{ if eq .Values.name "db" }}a{{ else if .Values.list }}b{{ end }}', 'b'],
  ['{{ if and .Values.on (not .Values.empty) }}a{{ end }}{{ if or .Values.empty .Values.none }}b{{ end }}', 'a'],
  ['{{ with .Values.nested.deep }}{{ .key }}{{ $.Chart.Name }}{{ end }}', 'valueshop'],
  ['{{ with .Values.none }}a{{ else }}b{{ end }}', 'b'],
  ['{{ range $i, $v := .Values.list }}{{ $i }}{{ $v }}{{ end }}', '0a1b'],
  ['{{ range $k, $v := .Values.nested.deep }}{{ $k }}={{ $v }};{{ end }}', 'key=value;quoted=1.10;'],
  ['{{ range .Values.missing }}a{{ else }}b{{ end }}', 'b'],
  ['{{ $x := "a" }}{{ if .Values.on }}{{ $x = "b" }}{{ end }}{{ $x }}', 'b'],
  ['{{ toYaml .Values.nested.deep }}', 'key: value\nquoted: "1.10"'],
  [
    'x:\n  {{- toYaml .Values.nested | nindent 2 }}',
    'x:\n  deep:\n    key: value\n    quoted: "1.10"\n  items:\n  - args:\n    - "-c"\n    - "yes"\n    name: x',
  ],
  ['{{ toYaml (omit .Values.nested.deep "key") }}{{ toYaml .Values.none }}', 'quoted: "1.10"null'],
  ['{{ include "short" . }}{{ template "short" $ }}', 'wewe'],
  ['{{ include "inner" (dict "text" .Values.name "context" $) }}', 'web-1.2.3'],
  ['{{ hasKey .Values "port" | ternary "a" "b" }}{{ (index .Values.list 0) }}', 'aa'],
  ['{{ (fromYaml "a: {b: [pod, job]}").a.b | has "job" | ternary "a" "b" }}{{ has "z" .Values.list }}', 'afalse'],
  ['{{ $c := fromJson `{"a": 1, "b": true}` }}{{ $c.a }}{{ if $c.b }}b{{ end }}{{ hasKey $c "c" }}', '1bfalse'],
  ['{{ tpl .Values.name . }}{{ required "no" .Values.name }}', 'webweb'],
  ['{{ toYaml (merge (dict "key" "own" "more" "") .Values.nested.deep) }}', 'key: own\nmore: ""\nquoted: "1.10"'],
  [
    '{{ with mergeOverwrite (deepCopy .Values.nested.deep) (dict "key" "new") }}{{ .key }}{{ end }}{{ .Values.nested.deep.key }}',
    'newvalue',
  ],
  // Not known: the action, or all branches of the block, stay.
  ['{{ .Release.Name }} {{ .Release.Service }}', '{{ .Release.Name }} Helm'],
  ['{{ .Values.large }}{{ .Values.missing.key }}', '{{ .Values.large }}{{ .Values.missing.key }}'],
  [
    '{{ (fromYaml "- a").b }}{{ (fromYaml .Release.Name).a }}',
    '{{ (fromYaml "- a").b }}{{ (fromYaml .Release.Name).a }}',
  ],
  ['{{ has .Release.Name .Values.list }}', '{{ has .Release.Name .Values.list }}'],
  ['{{ .Values.name | sha256sum }}', '{{ .Values.name | sha256sum }}'],
  ['{{- if .Release.IsInstall }}{{ .Values.name }}{{- end }}', '{{- if .Release.IsInstall }}web{{- end }}'],
  [
    '{{ $x := "a" }}{{ if .Release.IsInstall }}{{ $x = "b" }}{{ end }}{{ $x }}',
    '{{ if .Release.IsInstall }}{{ end }}{{ $x }}',
  ],
  ['l:\n  {{- include "labels" . | nindent 2 }}', 'l:\n  app: shop\n  release: {{ .Release.Name }}'],
  ['l: {{ include "labels" . }}', 'l: {{ include "labels" . }}'],
  ['{{ $d := dict "a" "b" }}{{ $_ := set $d "a" "c" }}{{ $d.a }}', '{{ $d.a }}'],
  // Methods with arguments are unknown, the rest of the action is not.
  ['a{{ if and .Values.empty (.Capabilities.APIVersions.Has "batch/v1") }}b{{ end }}', 'a'],
  ['a{{ if or .Values.on (.Capabilities.APIVersions.Has "batch/v1" | not) }}b{{ end }}', 'ab'],
  ['{{ .Files.Get .Values.name }}', '{{ .Files.Get .Values.name }}'],
  ['{{ "a.txt" | .Files.Get }}', '{{ "a.txt" | .Files.Get }}'],
  // Prose and comments change nothing.
  ['{{ if .Values.empty }}{{ fail "set .Values.on first, or set web.name=x" }}{{ end }}{{ .Values.on }}', 'true'],
  ['{{/* unset .Values.on */}}{{ .Values.on }}', 'true'],
  ['set .Values.on: {{ .Values.on }}', 'set .Values.on: true'],
  ['{{ $_ := set .Values.nested `deep` "x" }}{{ .Values.nested.deep }}', '{{ .Values.nested.deep }}'],
];

for (const [template, text] of CASES) test(template, () => assert.equal(rendered(template), text));

test('what a template changes in the values is not known', () => {
  assert.equal(
    rendered('{{ $_ := set .Values.nested "deep" "x" }}{{ .Values.nested.deep }}{{ .Values.name }}'),
    '{{ .Values.nested.deep }}web',
  );
  assert.equal(rendered('{{ $_ := set . "x" "y" }}{{ .x }}{{ .Values.name }}'), '{{ .x }}web');
  assert.equal(rendered('{{ $_ := set .Values .Chart.Name "x" }}{{ .Values.name }}'), undefined);
  assert.equal(rendered('{{ $_ := merge .Values (dict "name" "x") }}{{ .Values.name }}'), undefined);
  // One key of the values.
  const known = '{{ .Values.name }}{{ .Values.port }}{{ .Values.nodes }}';
  for (const values of ['.Values', '$.Values'])
    assert.equal(rendered(`{{ $_ := set ${values} "name" "x" }}${known}`), '{{ .Values.name }}8080');
  assert.equal(rendered(`{{ $_ := set .Values "nodes" "x" }}${known}`), 'web8080{{ .Values.nodes }}');
  assert.equal(rendered(`{{ $_ := unset .Values "nested" }}{{ .Values.nested.deep }}`), '{{ .Values.nested.deep }}');
  assert.equal(
    rendered(
      '{{ $v := .Values.nested }}{{ $_ := set $v "deep" "x" }}{{ $v.deep }}{{ .Values.nested.deep }}{{ .Values.name }}',
    ),
    '{{ $v.deep }}{{ .Values.nested.deep }}web',
  );
});

test('blocks without an end, and what runs without one, give no result', () => {
  assert.equal(parseTemplate('a.yaml', '{{ if .Values.on }}a'), undefined);
  assert.equal(parseTemplate('a.yaml', 'a{{ end }}'), undefined);
  const loop = parseTemplate('_a.tpl', '{{ define "a" }}{{ include "a" . }}{{ include "a" . }}{{ end }}');
  const template = parseTemplate('a.yaml', '{{ include "a" . }}');
  assert.ok(loop && template);
  const chart = chartOf({ description: documentOf('Chart.yaml', 'name: a'), values: undefined, helpers: [loop] });
  assert.equal(chart && renderedBy(chart, template), undefined);
});

test('a text or a map that doubles again and again is not known', () => {
  const times = (action: string) => action.repeat(60);
  assert.equal(rendered(`{{ $x := "ab" }}${times('{{ $x = printf "%s%s" $x $x }}')}{{ $x }}`), undefined);
  const map = `{{ $x := dict }}${times('{{ $x = dict "a" $x "b" $x }}')}{{ toYaml $x }}`;
  assert.equal(rendered(map), '{{ toYaml $x }}');
});

test('a map of the template that it changes again and again is none of the values', () => {
  const local =
    '{{ $own := dict "i" 0 }}{{ range .Release.Name }}{{ $_ := set $own "i" 1 }}{{ $_ := set $own "i" 2 }}{{ end }}';
  assert.match(rendered(`${local}{{ .Values.name }}`) ?? '', /web$/);
  const values = '{{ $own := .Release.Name }}{{ $_ := set $own "i" 1 }}';
  assert.equal(rendered(`${values}{{ .Values.name }}`), undefined);
});

test('a map of the values that a template changes is not known', () => {
  const text = '{{ $map := index .Values "nested" "deep" }}{{ $all := merge $map (dict "new" 1) }}';
  assert.equal(
    rendered(`${text}{{ .Values.name }} {{ .Values.nested.deep.key }}`),
    'web {{ .Values.nested.deep.key }}',
  );
});

test('thousands of commands one after another are not known, and stop nothing', () => {
  assert.equal(rendered(`{{ .Values.name${' | default "x"'.repeat(30)} }}`), 'web');
  for (const action of [' | quote', ' | default "x"'])
    assert.equal(rendered(`{{ .Values.name${action.repeat(20_000)} }}`)?.slice(0, 14), '{{ .Values.nam');
});
