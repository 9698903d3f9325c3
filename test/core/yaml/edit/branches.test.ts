/** A new key of a Helm template goes where it tears nothing apart. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appendItem, setKey } from '../../../../server/src/core/yaml/edit/edit.ts';
import { lens } from '../../../../server/src/core/yaml/lens.ts';
import { asMap } from '../../../../server/src/core/yaml/node.ts';
import { parseYaml } from '../../../../server/src/core/yaml/parse.ts';
import { applied } from '../../../support/yaml-plain.ts';

/** The template after `user: 1` was set behind `mounts`, as far as that is possible. */
function withUser(text: string): string {
  const unit = parseYaml(text);
  return applied(text, setKey(unit, asMap(unit.root)!, 'user', 1, { after: ['mounts'] }));
}

const MORE = '  {{- with .Values.more }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n';
const LIST = 'mounts:\n  - name: a\n';

test('not between a list and the actions that print more of its items', () => {
  for (const tail of [
    MORE,
    '  {{- if .Values.on }}\n  {{- range .Values.more }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n  {{- end }}\n',
    `  # More of them.\n${MORE}`,
    `  {{- $more := .Values.more }}\n${MORE}`,
    '  {{- toYaml .Values.more | nindent 2 }}\n',
  ])
    for (const [before, after] of [
      ['name: web\n', ''],
      ['', 'tty: true\n'],
      ['name: web\n', 'tty: true\n'],
    ]) {
      const done = withUser(before + LIST + tail + after);
      assert.ok(done.includes(LIST + tail), done);
      assert.ok(done.includes('user: 1\n'), done);
    }
});

test('between a list and a branch with a key of its own', () => {
  const own = '{{- with .Values.resources }}\nresources:\n  {{- toYaml . | nindent 2 }}\n{{- end }}\n';
  assert.equal(withUser(`name: web\n${LIST}${own}`), `name: web\n${LIST}user: 1\n${own}`);
  assert.equal(withUser(`name: web\n${LIST}tty: true\n`), `name: web\n${LIST}user: 1\ntty: true\n`);
});

test('above what actions print of a collection further out', () => {
  const inner = (tail: string): string => {
    const text = `rules:\n  - to:\n      - mounts: a\n${tail}`;
    const unit = parseYaml(text);
    const item = lens(unit.root).get('rules').items()[0]!.get('to').items()[0]!;
    return applied(text, setKey(unit, item.map!, 'user', 1));
  };
  const key = 'rules:\n  - to:\n      - mounts: a\n        user: 1\n';
  for (const tail of [
    '{{ include "more" . | indent 2 }}\n',
    '  # More rules.\n{{ include "more" . | indent 2 }}\n',
    '  {{- toYaml .Values.rules | nindent 2 }}\n',
    '{{- if .Values.on }}\n{{ include "more" . | indent 2 }}\n{{- end }}\n',
  ])
    assert.equal(inner(tail), key + tail);
  // It may print more of the map, or where is not known.
  for (const tail of ['{{ include "more" . | indent 8 }}\n', '{{ include "more" . | nindent 10 }}\n'])
    assert.ok(!inner(tail).startsWith(key), tail);
});

test('no item between a list and what prints more of it', () => {
  const text = 'rules:\n  - to: a\n{{ include "more" . | indent 2 }}\n';
  const unit = parseYaml(text);
  const list = lens(unit.root).get('rules').seq;
  const done = list ? applied(text, appendItem(unit, list, 'b')) : '';
  assert.ok(!done.includes('- to: a\n  - b'), done);
});
