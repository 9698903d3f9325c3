/** What "Fix all safe findings" is answered: whether a fix is safe, and otherwise what there is to review. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import type { FixesOfFile } from '../../server/src/lsp/fixes-of-file.ts';
import { type Editor, FOLDER, withEditor } from '../support/editor.ts';

const asked = ({ client }: Editor, uri: unknown): Promise<FixesOfFile> =>
  client.sendRequest('seaworthy/fixes', { uri });

async function answered(editor: Editor, name: string, text: string): Promise<FixesOfFile> {
  await editor.open(`${FOLDER}/${name}`, text);
  return asked(editor, `${FOLDER}/${name}`);
}

const COMPOSE = 'services:\r\n  "😀": {image: "nginx:1.29", user: "1000", privileged: true}\r\n';

test(
  'a safe fix is applied without a word',
  withEditor({}, async (editor) => {
    const { hasSafe, message } = await answered(editor, 'Dockerfile', 'FROM alpine:3.22\nUSER root\n');
    assert.deepEqual({ hasSafe, message }, { hasSafe: true, message: '' });
  }),
);

test(
  'nothing safe: how many want review, and which',
  withEditor({ rules }, async (editor) => {
    const { hasSafe, message, toReview } = await answered(editor, 'compose.yaml', COMPOSE);
    assert.equal(hasSafe, false);
    assert.ok(toReview.length > 1);
    assert.equal(
      message,
      `No fix in this file is safe to apply without review. ${toReview.length} findings have a fix to review.`,
    );
    const privileged = toReview.find((f) => f.rule === 'privilege/privileged-container');
    assert.match(privileged?.title ?? '', /^Remove privileged \(review/);
    assert.deepEqual(privileged?.range.start, { line: 1, character: COMPOSE.split('\r\n')[1]!.indexOf('privileged') });
  }),
);

test(
  'no fix at all, no finding, and files that are not checked',
  withEditor({}, async (editor) => {
    const messages = [
      (await answered(editor, 'a/Dockerfile', 'FROM alpine:3.22\nLABEL a=b\n')).message,
      (await answered(editor, 'b/Dockerfile', 'FROM alpine:3.22\n')).message,
      (await asked(editor, `${FOLDER}/closed/Dockerfile`)).message,
      (await asked(editor, 7)).message,
    ];
    assert.deepEqual(messages, [
      '1 finding in this file, and no fix for any of them.',
      'Seaworthy finds nothing in this file.',
      'Seaworthy does not check this file.',
      'Seaworthy does not check this file.',
    ]);
  }),
);
