/** The language server sends no secret in diagnostics, hovers, titles of actions or the log; only chosen edits may move one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import crash from '../support/crash-rule.ts';
import { FOLDER, withEditor } from '../support/editor.ts';
import { plantedFiles, shownIn } from '../support/secrets-planted.ts';

const files = Object.fromEntries([...plantedFiles].map(([path, text]) => [`${FOLDER}/${path}`, text]));

test(
  'no value in diagnostics, hovers, actions and the log',
  withEditor({ files, rules: [...rules, crash], settings: { [FOLDER]: { profile: 'audit' } } }, async (editor) => {
    await editor.ready();
    let seen = 0;
    for (const [uri, text] of Object.entries(files)) {
      await editor.open(uri, text, uri.endsWith('yaml') ? 'yaml' : 'plaintext');
      const findings = await editor.findings(uri);
      assert.deepEqual(shownIn(JSON.stringify(findings)), [], uri);
      for (const { range, code } of findings) {
        if (!String(code).startsWith('secret/')) continue;
        seen++;
        const hover = await editor.hover(uri, range.start.line, range.start.character);
        assert.deepEqual(shownIn(JSON.stringify(hover)), [], uri);
        const actions = await editor.actions(uri, range);
        assert.ok(actions.length > 0);
        assert.deepEqual(shownIn(JSON.stringify(actions)), [], uri);
      }
    }
    assert.ok(seen > 60, `${seen}`);
    assert.ok(
      editor.log.some((line) => line.includes('build/crash')),
      editor.log.join('\n'),
    );
    assert.deepEqual(shownIn(editor.log.join('\n')), []);
  }),
);
