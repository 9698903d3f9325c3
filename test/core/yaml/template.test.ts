import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, entry } from '../../../server/src/core/yaml/access.ts';
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
    metadata: { name: '{{ include "x.name" . | default "}}" }}-web', '{{ .Values.key }}': 'v', labels: null },
    spec: '{{ .Values.a }}{{ .Values.b }}',
    image: '{{ .Values.image }}:{{ .Values.tag | default "x" }}',
    last: 1,
  });
  for (const path of [['metadata', 'name'], ['spec'], ['image']]) {
    const node = at(unit.root, ...path);
    assert.equal(node?.type === 'scalar' && node.templated, true);
  }
  assert.equal(entry(at(unit.root, 'metadata'), '{{ .Values.key }}')?.templatedKey, true);
});

test('templates inside scalars and comments do not make a document one', () => {
  const rules = parseYaml('# {{ x }}\na: "{{ $labels.job }}"\nb: |\n  {{ range . }}\n  x\n  {{ end }}\nc: 1\n');
  assert.equal(rules.templated, false);
  const b = at(rules.root, 'b');
  assert.deepEqual(b?.type === 'scalar' && [b.text, b.templated, slice(rules, b)], [
    '{{ range . }}\nx\n{{ end }}\n',
    true,
    '|\n  {{ range . }}\n  x\n  {{ end }}',
  ]);
  assert.deepEqual(plain(at(rules.root, 'c')), 1);
  const chart = parseYaml('b: |\n{{ if . }}\n  x\n{{ end }}\nc: 1\n');
  assert.equal(chart.templated, true);
  assert.equal(slice(chart, at(chart.root, 'b')), '|\n{{ if . }}\n  x');
  assert.equal(parseYaml('a: [{x: {y: {}}}]\n').templated, false);
});
