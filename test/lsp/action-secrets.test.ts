/** All findings of a rule about secrets fixed by one action. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, chosen, FOLDER, until, vscode, withEditor } from '../support/editor.ts';
import { fake } from '../support/secrets-fake.ts';

const ENV = `${FOLDER}/shop.env`;
const TEXT = `A_PASSWORD=${fake(16)}-w3\nB_PASSWORD=${fake(17)}-w4\n`;
const TITLE = 'Fix all secret/hardcoded-secret in this file (review, steps remain)';

test(
  'fixes that change other files: each on what the others left, with what is left to do',
  withEditor({ files: { [`${FOLDER}/.gitignore`]: '*.log\n' } }, async (editor) => {
    await editor.ready();
    await editor.open(ENV, TEXT, 'dotenv');
    await until('the findings', async () => (await editor.rules(ENV)).length === 2);
    await editor.run(await chosen(editor, await editor.actions(ENV, at(0, 15)), TITLE));
    await until('the note', () => editor.shown.length > 0);
    assert.match(
      editor.shown.join('\n'),
      /^Seaworthy: To do by hand: \(1\) Stop tracking it with `git rm --cached shop.env`/,
    );
    assert.equal(editor.text(`${FOLDER}/.gitignore`), '*.log\n/shop.env\n');
    assert.equal(editor.text(`${FOLDER}/shop.env.example`), 'A_PASSWORD=\nB_PASSWORD=\n');
    await until('the findings to go', async () => (await editor.rules(ENV)).length === 0);
  }),
);

for (const [what, capabilities] of [
  ['create files', { ...vscode, workspace: { ...vscode.workspace, workspaceEdit: {} } }],
  ['resolve an action', { ...vscode, textDocument: { ...vscode.textDocument, codeAction: {} } }],
  ['run a command', { ...vscode, workspace: { ...vscode.workspace, executeCommand: undefined } }],
] as const)
  test(
    `a client that cannot ${what} is not offered such a thing`,
    withEditor({ capabilities }, async (editor) => {
      await editor.open(ENV, TEXT, 'dotenv');
      await until('the findings', async () => (await editor.rules(ENV)).length === 2);
      const actions = await editor.actions(ENV, at(0, 15));
      assert.ok(actions.length > 0 && actions.every((a) => a.title !== TITLE));
    }),
  );
