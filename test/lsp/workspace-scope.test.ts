/** Which folders and how many files have findings while they are closed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WorkspaceDiagnosticRequest } from 'vscode-languageserver-protocol/node';
import { follow, pullAll, status } from '../support/all-files.ts';
import { FOLDER, until, vscode, withEditor } from '../support/editor.ts';

const ROOT = 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n';
const A = `${FOLDER}/a/Dockerfile`;
const B = `${FOLDER}/b/Dockerfile`;
const USER = 'user/root-user';

test('two folders: one is disabled, then enabled, then removed', async () => {
  const settings: Record<string, unknown> = { 'file:///a': { enable: false }, 'file:///b': {} };
  const [a, b] = ['file:///a/Dockerfile', 'file:///b/Dockerfile'];
  const options = { folders: ['file:///a', 'file:///b'], settings, files: { [a]: ROOT, [b]: ROOT } };
  await withEditor(options, async (editor) => {
    const all = follow(editor);
    await all.has(b, USER);
    assert.equal(all.known.has(a), false);
    settings['file:///a'] = {};
    await editor.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await all.has(a, USER);
    const event = { added: [], removed: [{ uri: 'file:///b', name: 'b' }] };
    await editor.client.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    await all.has(b);
    assert.deepEqual(all.rules(a), [USER]);
  })();
});

test('folders in each other: a file is reported once, by the inner folder, whose settings decide', async () => {
  const [outer, inner] = [FOLDER, `${FOLDER}/a`];
  const settings: Record<string, unknown> = {};
  await withEditor({ folders: [outer, inner], settings, files: { [A]: ROOT, [B]: ROOT } }, async (editor) => {
    const { items } = await pullAll(editor);
    assert.deepEqual(items.map((i) => i.uri).sort(), [A, B]);
    settings[inner] = { enable: false };
    const held = pullAll(
      editor,
      items.map(({ uri, resultId }) => ({ uri, value: resultId! })),
    );
    await editor.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    const changed = (await held).items;
    assert.deepEqual(
      changed.map((i) => [i.uri, i.kind === 'full' && i.items.length]),
      [[A, 0]],
    );
  })();
});

test('many files come in parts, whole, and more than 2,000 only if the setting says so', async () => {
  const names = Array.from({ length: 2001 }, (_, i) => `${FOLDER}/d${i}/${i < 250 ? 'Dockerfile' : 'data.json'}`);
  const files = Object.fromEntries(names.map((uri) => [uri, uri.endsWith('.json') ? '{}' : ROOT]));
  const settings: Record<string, unknown> = {};
  await withEditor({ files, settings }, async (editor) => {
    while (status(editor)?.indexing !== false) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(status(editor)?.tooMany, true);
    assert.equal(status(editor)?.scope, 'openFiles');
    assert.equal(status(editor)?.total, 2001);
    const parts: number[] = [];
    const progress = editor.client.onProgress(
      WorkspaceDiagnosticRequest.partialResult,
      'parts',
      ({ items }) => void parts.push(items.length),
    );
    const held = pullAll(editor, [], { partial: 'parts' });
    await editor.pull(A);
    assert.deepEqual(parts, []);
    settings[FOLDER] = { diagnostics: { scope: 'workspace' } };
    await editor.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    const { items } = await held;
    progress.dispose();
    assert.deepEqual([...parts, items.length], [100, 100, 50]);
    await until('the counts', () => status(editor)?.counts?.warning === 250);
    assert.equal(status(editor)?.tooMany, undefined);
  })();
});

test('a client that keeps what a document request answered is not sent the same again and again', async () => {
  const settings = { [FOLDER]: { diagnostics: { scope: 'openFiles' } } };
  await withEditor({ files: { [A]: ROOT }, settings }, async (editor) => {
    await editor.ready();
    // The document of a tab that was never shown is not open, and VS Code requests its diagnostics all the same.
    const tab = await editor.pull(A);
    assert.ok(tab.kind === 'full' && tab.items.length === 1);
    const claims = [{ uri: A, value: tab.resultId! }];
    const first = await pullAll(editor, claims);
    assert.deepEqual(
      first.items.map((i) => [i.uri, i.kind === 'full' && i.items.length]),
      [[A, 0]],
    );
    let isAnswered = false;
    const again = pullAll(editor, claims).then(() => {
      isAnswered = true;
    });
    await editor.disk(B, ROOT);
    await editor.pull(B);
    assert.equal(isAnswered, false);
    await editor.pull(A);
    // It got them in another way since.
    await editor.disk(B, 'FROM alpine:3.22\n');
    await again;
  })();
});

test('the setting `openFiles`: closed files have no findings', async () => {
  const settings: Record<string, unknown> = { [FOLDER]: { diagnostics: { scope: 'openFiles' } } };
  await withEditor({ files: { [A]: ROOT }, settings }, async (editor) => {
    await editor.ready();
    await until('the scope', () => status(editor)?.scope === 'openFiles');
    assert.equal(status(editor)?.scope, 'openFiles');
    const all = follow(editor);
    await editor.open(A, ROOT);
    assert.deepEqual(await editor.rules(A), [`2 ${USER}`]);
    assert.equal(all.answers(), 0);
    settings[FOLDER] = {};
    await editor.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await until('the counts', () => status(editor)?.counts?.warning === 1);
    settings[FOLDER] = { diagnostics: { scope: 'openFiles' } };
    await editor.close(A);
    await editor.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await all.has(A);
  })();
});

test('an editor without our status item is shown progress, which ends', async () => {
  const capabilities = { ...vscode, window: { workDoneProgress: true } };
  await withEditor({ files: { [A]: ROOT }, capabilities, initializationOptions: {} }, async (editor) => {
    editor.client.onRequest('window/workDoneProgress/create', () => null);
    const kinds = () =>
      editor.received.flatMap((m) => ('method' in m && m.method === '$/progress' ? [JSON.stringify(m)] : []));
    await until('the end', () => kinds().some((text) => text.includes('"kind":"end"')));
    assert.ok(kinds()[0]!.includes('"kind":"begin"'));
    assert.equal(status(editor), undefined);
  })();
});
