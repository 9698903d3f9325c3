/** The compliance report for the editor: all files of the window, judged by the rules of every profile. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { STANDARDS } from '../../server/src/core/standards/standards.ts';
import { editorHost } from '../../server/src/host/browser.ts';
import type { ComplianceAnswer } from '../../server/src/lsp/overview.ts';
import { type Editor, FOLDER, withEditor } from '../support/editor.ts';

const files: Readonly<Record<string, string>> = {
  [`${FOLDER}/web/Dockerfile`]: 'FROM debian:12\nUSER root\n',
  [`${FOLDER}/old/Dockerfile`]: 'FROM debian:12\nUSER root\n',
  [`${FOLDER}/.seaworthy.yaml`]: 'exclude:\n  - old/\n',
};
const host = editorHost({
  listFiles: async (folder) => Object.keys(files).filter((uri) => uri.startsWith(`${folder}/`)),
  readFile: async (uri) => ({ text: files[uri] ?? '' }),
});
const NONCE = 'e6a1c1c0-0000-4000-8000-000000000000';
const compliance = (editor: Editor, question: object): Promise<ComplianceAnswer> =>
  editor.client.sendRequest('seaworthy/compliance', question);

test(
  'the standards, then the page of one under the policy of the web view',
  withEditor({ host, rules, folders: [FOLDER] }, async (editor) => {
    await editor.ready();
    const { standards, html: none } = await compliance(editor, {});
    assert.deepEqual([standards.map(({ name }) => name), none], [STANDARDS.map(({ name }) => name), undefined]);
    const { html = '' } = await compliance(editor, { standard: 'cis-docker', nonce: NONCE });
    assert.ok(html.includes(`default-src 'none'; style-src 'nonce-${NONCE}'`));
    assert.match(html, /<code>web\/Dockerfile:2<\/code>/);
    assert.ok(!html.includes('old/Dockerfile'), 'the configuration excludes it');
  }),
);

test(
  'a nonce that could end the policy is refused',
  withEditor({ host, rules, folders: [FOLDER] }, async (editor) => {
    await editor.ready();
    for (const nonce of [undefined, '', `${NONCE}'; script-src *`, 7])
      assert.equal((await compliance(editor, { standard: 'pss', nonce })).html, undefined);
  }),
);

test(
  'the trend against the baseline of the folder',
  withEditor(
    {
      rules,
      files: {
        [`${FOLDER}/Dockerfile`]: 'FROM debian:12\nUSER root\n',
        [`${FOLDER}/.seaworthy-baseline.json`]: JSON.stringify({
          version: 1,
          findings: [{ fingerprint: 'gone', rule: 'user/root-user', path: 'old/Dockerfile', message: 'was root' }],
        }),
      },
    },
    async (editor) => {
      await editor.ready();
      const { html = '' } = await compliance(editor, { standard: 'cis-docker', nonce: NONCE });
      assert.match(html, /Since the baseline: 1 new finding, 0 that were there, 1 mended/);
    },
  ),
);
