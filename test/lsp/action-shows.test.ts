/** What the light bulb shows: safe fixes first, the changed configuration, the page of a rule; in our extension and in other editors. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ShowDocumentParams } from 'vscode-languageserver';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { editorHost } from '../../server/src/host/browser.ts';
import { at, chosen, type Editor, FOLDER, until, vscode, withEditor } from '../support/editor.ts';

const DOCKERFILE = `${FOLDER}/Dockerfile`;
const CONFIG = `${FOLDER}/.seaworthy.yaml`;
const ROOT = 'FROM alpine:3.22\nUSER root\n';
const OFF = 'Turn user/root-user off in .seaworthy.yaml';
const other = { ...vscode, window: {} };

/** The files that the server asks the editor to open, from now on. */
function openedIn({ client }: Editor): ShowDocumentParams[] {
  const opened: ShowDocumentParams[] = [];
  client.onRequest('window/showDocument', (p: ShowDocumentParams) => ({ success: opened.push(p) > 0 }));
  return opened;
}

async function turnedOff(editor: Editor): Promise<void> {
  await editor.open(DOCKERFILE, ROOT);
  await editor.ready();
  await editor.run(await chosen(editor, await editor.actions(DOCKERFILE, at(1)), OFF));
}

test(
  'a rule that is turned off shows the new configuration',
  withEditor({}, async (editor) => {
    const opened = openedIn(editor);
    await turnedOff(editor);
    assert.equal(editor.files.get(CONFIG), 'rules:\n  user/root-user: off\n');
    assert.deepEqual(opened, [{ uri: CONFIG, takeFocus: true, selection: at(0) }]);
  }),
);

test(
  'an existing configuration is shown at the line that was added, after the edit',
  withEditor({ files: { [CONFIG]: 'profile: strict\nrules:\n  build/label: off\n' } }, async (editor) => {
    const opened = openedIn(editor);
    await turnedOff(editor);
    assert.match(editor.text(CONFIG), /user\/root-user: off/);
    const [shown] = opened;
    const line = editor.text(CONFIG).split('\n').indexOf('  user/root-user: off');
    assert.ok(shown && Math.abs(shown.selection!.start.line - line) <= 1, JSON.stringify(shown));
  }),
);

test(
  'an editor that opens no files gets a message with the name',
  withEditor({ capabilities: other }, async (editor) => {
    const opened = openedIn(editor);
    await turnedOff(editor);
    await until('a message', () => editor.shown.length > 0);
    assert.deepEqual(editor.shown, ['Seaworthy: Changed .seaworthy.yaml.']);
    assert.deepEqual(opened, []);
  }),
);

test(
  'the command opens nothing but configuration files',
  withEditor({}, async (editor) => {
    const opened = openedIn(editor);
    for (const uri of ['file:///etc/passwd', `${FOLDER}/Dockerfile`, 7, undefined])
      await editor.client.sendRequest('workspace/executeCommand', {
        command: 'seaworthy.showConfig',
        arguments: [{ uri }],
      });
    assert.deepEqual(opened, []);
  }),
);

const LABEL = 'FROM alpine:3.22\nLABEL a=b\n';
const memory = editorHost(
  { listFiles: async () => [], readFile: async () => ({ problem: 'not-found' }) },
  (uri) => uri,
);
const PAGES = 'file:///opt/seaworthy/docs/rules/';

test(
  'without a fix the first action never silences: another editor opens the installed page',
  withEditor({ initializationOptions: {}, host: { ...memory, pages: PAGES } }, async (editor) => {
    const opened = openedIn(editor);
    await editor.open(DOCKERFILE, LABEL);
    const [first, ...others] = await editor.actions(DOCKERFILE, at(1, 8));
    assert.equal(first?.title, 'Open the page of build/label');
    assert.ok(others.length > 0 && others.every((a) => a.kind?.startsWith('quickfix.suppress') && !a.isPreferred));
    await editor.run(first);
    assert.deepEqual(opened, [{ uri: `${PAGES}build/label.md`, external: false }]);
  }),
);

test(
  'without installed pages it explains the rule in a message',
  withEditor({ initializationOptions: {}, capabilities: other }, async (editor) => {
    await editor.open(DOCKERFILE, LABEL);
    const [first] = await editor.actions(DOCKERFILE, at(1, 8));
    assert.equal(first?.title, 'Explain build/label');
    await editor.run(first);
    await until('a message', () => editor.shown.length > 0);
    assert.deepEqual(editor.shown, ['Seaworthy: build/label: Label. Root of the container is root of the kernel.']);
  }),
);

test(
  'safe fixes of all findings come before fixes to review',
  withEditor({ rules }, async (editor) => {
    const uri = `${FOLDER}/compose.yaml`;
    const text =
      'services:\n  web:\n    image: nginx:1.29\n    privileged: true # seaworthy: ignore[Image/End-Of-Life, network/host-prt]\n';
    await editor.open(uri, text, 'dockercompose');
    const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 90 } };
    const titles = (await editor.actions(uri, range)).map((a) => a.title);
    const first = titles.findIndex((t) => t.includes('(review'));
    assert.equal(titles[0], 'Change to image/end-of-life', titles.join('\n'));
    assert.ok(first > 0 && titles.indexOf('Remove privileged (review, steps remain)') !== 0, titles.join('\n'));
    const silencing = titles.findIndex((t) => t.startsWith('Ignore'));
    assert.ok(
      titles.slice(silencing).every((t) => /^(?:Ignore|Turn|Not a secret)/.test(t)),
      titles.join('\n'),
    );
  }),
);
