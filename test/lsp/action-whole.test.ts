/** A fix over several files is applied whole or not at all, and what it leaves to do is shown every time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver';
import { at, chosen, type Editor, FOLDER, until, vscode, withEditor } from '../support/editor.ts';

const DOCKERFILE = `${FOLDER}/Dockerfile`;
const CREATED = `${FOLDER}/notes/said%20so.env`;
const ROOT = 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n';
const FIXED = 'FROM alpine:3.22\nCMD ["sh"]\n';
const TITLE = 'Remove it and say so (review, steps remain)';

/** VS Code's capabilities with other ones for edits. */
const withEdits = (workspaceEdit: object, others: object = {}) => ({
  capabilities: { ...vscode, workspace: { ...vscode.workspace, ...others, workspaceEdit } },
  initializationOptions: { files: true },
});
const creates = { documentChanges: true, resourceOperations: ['create'] };

async function offered(editor: Editor): Promise<CodeAction | undefined> {
  await editor.ready();
  await editor.open(DOCKERFILE, ROOT);
  return (await editor.actions(DOCKERFILE, at(1))).find((a) => a.title === TITLE);
}

/** Nothing is changed, and a message shows why. */
async function refused(editor: Editor, message: RegExp): Promise<void> {
  await until('a message', () => editor.shown.length > 0);
  assert.equal(editor.shown.length, 1);
  assert.match(editor.shown[0]!, message);
  assert.ok(editor.text(DOCKERFILE).includes('USER root'));
}

test(
  'VS Code: the server applies it, all parts in one edit without a question, then shows the note',
  withEditor({}, async (editor) => {
    const action = await editor.resolve((await offered(editor))!);
    assert.equal(action.edit, undefined);
    await editor.run(action);
    const [request, ...others] = editor.requested;
    assert.deepEqual(others, []);
    assert.equal(request?.label, TITLE);
    const annotationId = 'seaworthy';
    assert.deepEqual(request?.edit, {
      documentChanges: [
        { kind: 'create', uri: CREATED, options: { overwrite: false, ignoreIfExists: false }, annotationId },
        {
          textDocument: { uri: CREATED, version: null },
          edits: [{ range: at(0), newText: 'SAID=so\n', annotationId }],
        },
        {
          textDocument: { uri: DOCKERFILE, version: 1 },
          edits: [
            { range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, newText: '', annotationId },
          ],
        },
      ],
      changeAnnotations: { seaworthy: { label: TITLE, description: 'Tell others' } },
    });
    assert.equal(editor.files.get(CREATED), 'SAID=so\n');
    assert.equal(editor.text(DOCKERFILE), FIXED);
    await until('the note', () => editor.shown.length > 0);
    assert.deepEqual(editor.shown, ['Seaworthy: To do by hand: Tell others.']);
  }),
);

for (const failureHandling of ['transactional', 'undo'])
  test(
    `a client whose edits are ${failureHandling} gets the edit, and asks for the note`,
    withEditor(withEdits({ ...creates, failureHandling, changeAnnotationSupport: {} }), async (editor) => {
      const action = await editor.resolve((await offered(editor))!);
      const annotations = Object.values(action.edit?.changeAnnotations ?? {});
      assert.deepEqual(annotations, [{ label: TITLE, description: 'Tell others' }]);
      await editor.run(action);
      assert.deepEqual(editor.requested, []);
      assert.equal(editor.files.get(CREATED), 'SAID=so\n');
      await until('the note', () => editor.shown.length > 0);
      assert.deepEqual(editor.shown, ['Seaworthy: To do by hand: Tell others.']);
    }),
  );

for (const [what, options] of [
  ['creates no files', withEdits({ documentChanges: true })],
  ['has no versions in its edits', withEdits({ resourceOperations: ['create'] })],
  ['stops at the first failure and applies no edits of the server', withEdits(creates, { applyEdit: false })],
  ['stops at the first failure and runs no commands', withEdits(creates, { executeCommand: undefined })],
] as const)
  test(
    `a client that ${what} is not offered it`,
    withEditor(options, async (editor) => {
      assert.equal(await offered(editor), undefined);
      assert.ok((await editor.actions(DOCKERFILE, at(1))).some((a) => a.title === 'Remove USER root'));
    }),
  );

for (const [what, codeAction] of [
  ['resolves nothing', {}],
  ['resolves no commands', { dataSupport: true, resolveSupport: { properties: ['edit'] } }],
] as const)
  test(
    `a client that ${what} gets the command with the offer`,
    withEditor(
      { capabilities: { ...vscode, textDocument: { ...vscode.textDocument, codeAction } } },
      async (editor) => {
        const action = await offered(editor);
        assert.equal(action?.command?.command, 'seaworthy.applyFix');
        await editor.run(action);
        assert.equal(editor.files.get(CREATED), 'SAID=so\n');
        assert.equal(editor.text(DOCKERFILE), FIXED);
      },
    ),
  );

test(
  'the document has changed since: nothing is changed',
  withEditor({}, async (editor) => {
    const action = await editor.resolve((await offered(editor))!);
    await editor.type(DOCKERFILE, 'CMD', 'WORKDIR /\nCMD');
    await editor.run(action);
    await refused(editor, /^Seaworthy: Nothing was changed: the document has changed/);
    assert.deepEqual(editor.requested, []);
  }),
);

test(
  'the new file exists already, unknown to the server: nothing is changed',
  withEditor({}, async (editor) => {
    const action = await editor.resolve((await offered(editor))!);
    editor.files.set(CREATED, 'MINE=1\n');
    await editor.run(action);
    await refused(editor, /^Seaworthy: Nothing was changed: notes\/said so\.env exists already\.$/);
    assert.equal(editor.files.get(CREATED), 'MINE=1\n');
  }),
);

test(
  'another file has changed on disk, unnoticed: nothing is changed',
  withEditor({ files: { [CREATED]: 'A=1\n' } }, async (editor) => {
    const action = await editor.resolve((await offered(editor))!);
    editor.files.set(CREATED, 'A=1\nB=2\n');
    await editor.run(action);
    await refused(editor, /^Seaworthy: Nothing was changed: notes\/said so\.env has changed on disk/);
    assert.equal(editor.files.get(CREATED), 'A=1\nB=2\n');
  }),
);

test(
  'the editor refuses: the message names the reason and the files',
  withEditor(
    { refuse: async () => ({ applied: false, failureReason: 'Dockerfile is read-only.' }) },
    async (editor) => {
      await editor.run(await editor.resolve((await offered(editor))!));
      await refused(
        editor,
        /^Seaworthy: The editor did not apply "Remove it .*": Dockerfile is read-only\. Not changed: Dockerfile, notes\/said so\.env\.$/,
      );
    },
  ),
);

for (const [text, left] of [
  ['', undefined],
  ['SAID=so\n', 'SAID=so\n'],
] as const)
  test(
    `the editor creates the file${text === '' ? '' : ' and writes it'}, then refuses: an empty file is removed, another one named`,
    withEditor({}, async (editor) => {
      // The editor stops half way, once; the edit that removes the file succeeds.
      editor.client.onRequest('workspace/applyEdit', async ({ edit }: { edit: NonNullable<CodeAction['edit']> }) => {
        const [first] = edit.documentChanges ?? [];
        if (first && 'kind' in first && first.kind === 'delete') {
          await editor.apply(edit);
          return { applied: true };
        }
        editor.files.set(CREATED, text);
        return { applied: false };
      });
      await editor.run(await editor.resolve((await offered(editor))!));
      await refused(
        editor,
        left === undefined
          ? /Not changed: Dockerfile, notes\/said so\.env\.$/
          : /Not changed: Dockerfile\. New and left behind: notes\/said so\.env\.$/,
      );
      assert.equal(editor.files.get(CREATED), left);
    }),
  );

test(
  'nonsense from the client changes nothing',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, ROOT);
    for (const args of [
      undefined,
      [],
      [TITLE],
      [7, 7],
      [TITLE, { uri: DOCKERFILE, version: 1, do: 'fix', finding: 7, fix: 'y' }],
    ])
      await editor.client.sendRequest('workspace/executeCommand', { command: 'seaworthy.applyFix', arguments: args });
    for (const args of [undefined, [], [7]])
      await editor.client.sendRequest('workspace/executeCommand', { command: 'seaworthy.showNote', arguments: args });
    assert.deepEqual(editor.requested, []);
    assert.equal(editor.text(DOCKERFILE), ROOT);
    assert.ok(
      editor.shown.every((m) => m.startsWith('Seaworthy: Nothing was changed')),
      editor.shown.join(),
    );
  }),
);

test(
  'a note is no markup: a link in it is broken, control characters are escaped',
  withEditor({}, async (editor) => {
    const note = 'see [it](command:x)\u001b[2J';
    await editor.client.sendRequest('workspace/executeCommand', { command: 'seaworthy.showNote', arguments: [note] });
    await until('the note', () => editor.shown.length > 0);
    assert.deepEqual(editor.shown, ['Seaworthy: see [it] (command:x)\\u{1b}[2J']);
  }),
);

test(
  'the command of the note is registered as long as the server runs, and fixes of one file carry it',
  withEditor({}, async (editor) => {
    assert.deepEqual(editor.capabilities.executeCommandProvider, {
      commands: ['seaworthy.applyFix', 'seaworthy.showNote', 'seaworthy.showConfig', 'seaworthy.showPage'],
    });
    const uri = `${FOLDER}/Dockerfile.web`;
    await editor.open(uri, ROOT);
    const fix = await chosen(editor, await editor.actions(uri, at(1)), 'Remove USER root');
    assert.equal(fix.command, undefined);
  }),
);
