/** A new key of a Helm template goes where it tears nothing apart. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setKey } from '../../../../server/src/core/yaml/edit/edit.ts';
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
