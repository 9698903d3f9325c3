import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lens } from '../../../server/src/core/yaml/lens.ts';
import type { YamlUnit } from '../../../server/src/core/yaml/node.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { plain } from '../../support/yaml-plain.ts';

const slice = (unit: YamlUnit, node: { span: { start: number; end: number } } | undefined): string | undefined =>
  node && unit.text.slice(node.span.start, node.span.end);
const texts = (unit: YamlUnit): (string | undefined)[] => unit.comments.map((span) => slice(unit, { span }));

test('templates: values are unknown, control lines vanish, offsets hold', () => {
  const text = `{{- if .Values.on }}
kind: Deployment
metadata:
  name: {{ include "x.name" . | default "}}" }}-web # c
  {{ .Values.key }}: v
  {{- with .Values.labels }}
  labels:
    {{- toYaml . | nindent 4 }}
  {{- end }} # with
spec: {{ .Values.a }}{{ .Values.b }}
image: "{{ .Values.image }}:{{ .Values.tag | default "x" }}"
{{/* a
comment: of two lines
*/}}
last: 1
{{- end }}
`;
  const unit = parseYaml(text);
  assert.deepEqual(unit.problems, []);
  assert.equal(unit.templated, true);
  assert.deepEqual(texts(unit), ['# c', '# with']);
  assert.deepEqual(plain(unit.root), {
    kind: 'Deployment',
    metadata: {
      name: '{{ include "x.name" . | default "}}" }}-web',
      '{{ .Values.key }}': 'v',
      labels: '{{- toYaml . | nindent 4 }}',
    },
    spec: '{{ .Values.a }}{{ .Values.b }}',
    image: '{{ .Values.image }}:{{ .Values.tag | default "x" }}',
    last: 1,
  });
  for (const path of [['metadata', 'name'], ['spec'], ['image']]) {
    const { node } = lens(unit.root).get(...path);
    assert.equal(node?.type === 'scalar' && node.templated, true);
  }
  assert.equal(lens(unit.root).get('metadata', '{{ .Values.key }}').entry?.templatedKey, true);
});

test('templates inside scalars and comments do not make the document templated', () => {
  const rules = parseYaml('# {{ x }}\na: "{{ $labels.job }}"\nb: |\n  {{ range . }}\n  x\n  {{ end }}\nc: 1\n');
  assert.equal(rules.templated, false);
  const b = lens(rules.root).get('b').node;
  assert.deepEqual(b?.type === 'scalar' && [b.text, b.templated, slice(rules, b)], [
    '{{ range . }}\nx\n{{ end }}\n',
    true,
    '|\n  {{ range . }}\n  x\n  {{ end }}',
  ]);
  assert.deepEqual(plain(lens(rules.root).get('c').node), 1);
  const chart = parseYaml('b: |\n{{ if . }}\n  x\n{{ end }}\nc: 1\n');
  assert.equal(chart.templated, true);
  assert.equal(slice(chart, lens(chart.root).get('b').node), '|\n{{ if . }}\n  x');
  assert.equal(parseYaml('a: [{x: {y: {}}}]\n').templated, false);
});
