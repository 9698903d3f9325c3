import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../../server/src/core/text/edits.ts';
import { setPath } from '../../../server/src/core/yaml/edit/edit.ts';
import { lensOf } from '../../../server/src/core/yaml/lens.ts';
import { asMap } from '../../../server/src/core/yaml/node.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';

/** Of the paths, those where a template may write something that the text does not show. */
const hidden = (text: string, ...paths: string[]): string[] => {
  const unit = parseYaml(text);
  assert.deepEqual(unit.problems, []);
  return paths.filter((path) => {
    const found = lensOf(unit).get(...path.split('.'));
    return found.hidden || found.more;
  });
};

const POD = (lines: string): string => `kind: Pod
spec:
  containers:
    - name: web
${lines}  volumes: []
`;
const CONTAINER = 'spec.containers';

test('an action below a key gives the value of that key only', () => {
  for (const action of [
    '{{- toYaml .Values.a | nindent 8 }}',
    '{{ toYaml .Values.a | indent 0 | nindent 8 }}',
    '{{- with .Values.a }}\n{{- toYaml . | nindent 8 }}\n{{- end }}',
    '{{- if .Values.a }}{{ toYaml .Values.a | nindent 8 }}{{- else }}{{ toYaml .Values.b | nindent 8 }}{{- end }}',
    '{{- nindent 8 (toYaml .Values.a) }}',
  ])
    assert.deepEqual(
      hidden(
        `kind: Pod\nspec:\n  a:\n    b:\n      ${action}\n    c: 1\n  d: 1\n`,
        'spec.a.b',
        'spec.a.x',
        'spec.x',
        'x',
      ),
      ['spec.a.b'],
      action,
    );
});

test('an action in the column of a collection may add to it, not to its parents', () => {
  const text = 'a:\n  b:\n    c: 1\n    {{- include "x" . | nindent 4 }}\n  d: 1\n';
  assert.deepEqual(hidden(text, 'a.b.x', 'a.b.c', 'a.x', 'x'), ['a.b.x']);
  assert.deepEqual(hidden('a:\n  b: 1\n{{ toYaml .x | indent 2 }}\nc: 1\n', 'a.x', 'x'), ['a.x']);
  // The items of a list may stand in the column of its key: then either may get more.
  const flush = 'a:\n  b:\n  - 1\n  {{- toYaml .x | nindent 2 }}\n  c: 1\n';
  assert.deepEqual(hidden(flush, 'a.b', 'a.x', 'x'), ['a.b', 'a.x']);
  // Its name says that it is the list.
  const named =
    'a:\n  envs:\n  - 1\n  {{- with .Values.extraEnv }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n  c: 1\n';
  assert.deepEqual(hidden(named, 'a.envs', 'a.x', 'x'), ['a.envs']);
  assert.deepEqual(hidden('a:\n  env:\n{{ include "web.env" . | indent 2}}\n  c: 1\n', 'a.env', 'a.x'), ['a.env']);
  const deep = 'a:\n  b:\n    - 1\n    {{- toYaml .x | nindent 4 }}\n  c: 1\n';
  assert.deepEqual(hidden(deep, 'a.b', 'a.x', 'x'), ['a.b']);
});

test('an action of unknown indentation may add to every collection that is open there', () => {
  const paths = ['a.b.x', 'a.x', 'x'];
  const at = (action: string): string[] => hidden(`a:\n  b:\n    c: 1\n${action}\n  d: 1\n`, ...paths);
  assert.deepEqual(at('    {{- include "x" . }}'), paths);
  assert.deepEqual(at('    {{- template "x" . }}'), paths);
  assert.deepEqual(at('    {{ include "x" . | nindent (int .n) }}'), paths);
  // The first line closes what is further right.
  assert.deepEqual(at('  {{ include "x" . }}'), ['a.x', 'x']);
  assert.deepEqual(at('   {{- toYaml .x | nindent 3 }}'), paths);
});

test('control, comments and assignments add nothing', () => {
  const text =
    '{{- $a := .Values.a }}\n{{- if $a }}\na:\n  {{/* c */}}\n  {{- range .x }}\n  b: 1\n  {{- else }}\n  c: 1\n  {{- end }}\n  {{- $a = 1 }}\n  {{- fail "x" }}\n{{- end }}\n';
  assert.deepEqual(hidden(text, 'a', 'a.x', 'x'), []);
});

test('templated keys and merges may be any key', () => {
  assert.deepEqual(hidden('a:\n  {{ .k }}: 1\nb: {<<: {{ .m }}, c: 1}\n', 'a.x', 'b.x', 'x'), ['a.x', 'b.x']);
});

test('an item or a value that an action prints is unknown', () => {
  const unit = parseYaml(POD('    - \n      {{- include "x" . | nindent 6 }}\n'));
  const items = lensOf(unit).get(...CONTAINER.split('.')).seq?.items;
  assert.deepEqual(
    items?.map(({ value }) => value?.type),
    ['map', 'scalar'],
  );
});

/** The document after `web` gets `securityContext.x`; `undefined` when the key has no place. */
function secured(lines: string): string | undefined {
  const text = POD(lines);
  const unit = parseYaml(text);
  const web = asMap(lensOf(unit).get('spec', 'containers').items()[0]?.node);
  assert.ok(web);
  const edits = setPath(unit, web, ['securityContext', 'x'], true, { after: ['name', 'image', 'resources'] });
  return edits.length === 0 ? undefined : applyEdits(text, edits);
}

test('a new key stands where every rendering has it', () => {
  const key = '      securityContext:\n        x: true\n';
  const cases: [above: string, below: string][] = [
    ['      image: a\n', '      {{- if .a }}\n      resources: {}\n      {{- end }}\n'],
    ['      image: a\n', '      resources:\n        {{- toYaml .a | nindent 8 }}\n'],
    ['      image: a\n      {{- with .a }}\n      resources: {}\n      {{- end }}\n      tty: true\n', ''],
    ['', '      {{- if .a }}\n      image: a\n      {{- else }}\n      image: b\n      {{- end }}\n'],
  ];
  for (const [above, below] of cases) {
    const got = secured(above + below) ?? '';
    assert.ok(got.includes(key), got);

    const without = got.replace(key, '');
    assert.equal(without, POD(above + below));
    const [before = ''] = got.split(key);
    const words = [...before.matchAll(/\{\{- (if|with|end)/g)].map((m) => (m[1] === 'end' ? -1 : 1));
    assert.equal(
      words.reduce<number>((sum, n) => sum + n, 0),
      0,
      got,
    );
    assert.ok(!/resources:\n$/.test(before), got);
  }
});

test('a map that a template may add to, or leave out, gets no key', () => {
  assert.equal(secured('      {{- include "x" . | nindent 6 }}\n'), undefined);
  assert.equal(secured('      {{- if .a }}\n      securityContext:\n        y: 1\n      {{- end }}\n'), undefined);
  assert.equal(secured('      securityContext:\n        {{- toYaml .a | nindent 8 }}\n'), undefined);
});

test('the rest of an item behind `end` belongs to the items of all branches', () => {
  const text =
    'a:\n  {{- if .x }}\n  - name: a\n    b: 1\n  {{- else if .y }}\n  - name: b\n  {{- else }}\n  - name: c\n  {{- end }}\n    d: 1\n  - name: e\n';
  const items = lensOf(parseYaml(text)).get('a').items();
  assert.deepEqual(
    items.map((item) => [item.get('name').text, item.get('d').hidden]),
    [
      ['a', true],
      ['b', true],
      ['c', false],
      ['e', false],
    ],
  );
  const apart = text.replace('    d: 1\n', '');
  assert.ok(
    lensOf(parseYaml(apart))
      .get('a')
      .items()
      .every((item) => !item.more),
  );
});

test('an action behind a key or a dash may print the first lines of a block', () => {
  const item =
    'a:\n  {{- range .x }}\n  - {{ toYaml . | nindent 4 | trim }}\n    {{- if .y }}\n    b: 1\n    {{- end }}\n  {{- end }}\nc: 1\n';
  assert.deepEqual(hidden(item, 'a', 'x', 'c'), []);
  const items = lensOf(parseYaml(item)).get('a').items();
  assert.deepEqual(
    items.map((one) => [one.get('b').text, one.get('x').hidden]),
    [['1', true]],
  );
  const map = 'a:\n  b: {{- include "x" . | nindent 4 }}\n    c: 1\n  d: 1\n';
  assert.deepEqual(hidden(map, 'a.b.x', 'a.b.c', 'a.x', 'x'), ['a.b.x']);
  // Without such lines the action is a value.
  const value = parseYaml('a:\n  - {{ .x }}\n  - {{ .y }}\nb: {{ .z }}\nc: 1\n');
  assert.deepEqual(
    lensOf(value)
      .get('a')
      .items()
      .map(({ node }) => node.type === 'scalar' && node.text),
    ['{{ .x }}', '{{ .y }}'],
  );
  assert.equal(value.templated, false);
});

test('a branch that is indented further than the one before it belongs beside it', () => {
  const both = (first: string, second: string, word = 'if .x'): string =>
    `a:\n  p: 1\n  {{- ${word} }}\n${first}  {{- else }}\n${second}  {{- end }}\n`;
  const paths = ['a.x', 'a.b.x', 'x'];
  // In the tree `c` is a part of `b`, which the first branch writes.
  for (const word of ['if .x', 'with .x', 'range .x'])
    assert.deepEqual(hidden(both('  b:\n    d: 1\n', '    c: 1\n', word), ...paths), ['a.x'], word);
  assert.deepEqual(hidden(both('  b:\n    d: 1\n  {{- else if .y }}\n  e: 1\n', '  c: 1\n'), ...paths), []);
  assert.deepEqual(hidden(both('  b:\n    d: 1\n  {{- else if .y }}\n    e: 1\n', '  c: 1\n'), ...paths), ['a.x']);
  assert.deepEqual(hidden(both('  c: 1\n  {{- else if .y }}\n  b:\n    d: 1\n', '    e: 1\n'), ...paths), ['a.x']);
  assert.deepEqual(hidden(both('  b:\n    d: 1\n', '  c: 1\n'), ...paths), []);
  assert.deepEqual(hidden(both('  b:\n    d: 1\n', '  # c: 1\n'), ...paths), []);
  // A branch inside of a value stays inside.
  assert.deepEqual(
    hidden('a:\n  b:\n    {{- if .x }}\n    d: 1\n    {{- else }}\n    c: 1\n    {{- end }}\n', ...paths),
    [],
  );
  // The item of the second branch stands in the list of the first one's last key.
  const list = 'a:\n  {{- if .x }}\n  - n: 1\n    e:\n    - f\n  {{- else }}\n    - n: 2\n      g: 1\n  {{- end }}\n';
  assert.deepEqual(hidden(list, 'a', 'x'), ['a']);
});
