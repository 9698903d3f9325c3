/** Findings of files that are not open: requested and held, pushed, and how they follow the files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { follow, pullAll, status } from '../support/all-files.ts';
import { FOLDER, until, vscode, withEditor } from '../support/editor.ts';

const ROOT = 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n';
const GOOD = ROOT.replace('USER root', 'USER nobody');
const A = `${FOLDER}/a/Dockerfile`;
const B = `${FOLDER}/b/Dockerfile`;

const USER = 'user/root-user';

test(
  'all files have findings, a request is held until one of them changes, and only that one is answered',
  withEditor({ files: { [A]: ROOT, [B]: GOOD } }, async (editor) => {
    const first = await pullAll(editor);
    assert.deepEqual(
      first.items.map((i) => [i.kind, i.uri, i.kind === 'full' && i.items.map((d) => d.code)]),
      [['full', A, [USER]]],
    );
    const previous = [{ uri: A, value: first.items[0]!.resultId! }];
    const held = pullAll(editor, previous);
    let isAnswered = false;
    void held.then(() => {
      isAnswered = true;
    });
    // Another request is answered meanwhile, so the server has read the held one.
    await editor.pull(B);
    assert.equal(isAnswered, false);
    await editor.disk(B, ROOT);
    const second = await held;
    assert.deepEqual(
      second.items.map((i) => i.uri),
      [B],
    );
  }),
);

test(
  'without changes nothing is sent: one request stays open',
  withEditor({ files: { [A]: ROOT } }, async (editor) => {
    const all = follow(editor);
    await all.has(A, USER);
    await editor.disk(B, ROOT);
    await all.has(B, USER);
    await until('the counts', () => status(editor)?.counts?.warning === 2);
    await editor.pull(A);
    // The server's last message about the edit is later than its timers, which are shorter than this.
    for (let before = -1; before !== editor.received.length; await new Promise((resolve) => setTimeout(resolve, 700)))
      before = editor.received.length;
    const messages = editor.received.length;
    for (let i = 0; i < 3; i++) {
      // Writing what is there already changes nothing.
      await editor.disk(A, ROOT);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await editor.pull(A);
    assert.equal(editor.received.length, messages + 1);
    assert.equal(all.answers(), 2);
  }),
);

test(
  'a file follows its text on disk, its deletion, and the configuration',
  withEditor({ files: { [A]: ROOT, [B]: ROOT } }, async (editor) => {
    const all = follow(editor);
    await all.has(A, USER);
    await editor.disk(A, GOOD);
    await all.has(A);
    await editor.disk(A, ROOT);
    await all.has(A, USER);
    await editor.disk(A, undefined);
    await all.has(A);
    assert.deepEqual(all.rules(B), [USER]);
    await editor.disk(`${FOLDER}/.seaworthy.yaml`, 'rules:\n  user/root-user: error\n');
    await until('an error', () => all.known.get(B)?.items[0]?.severity === 1);
    await editor.disk(`${FOLDER}/.seaworthy.yaml`, 'exclude: [b/]\n');
    await all.has(B);
    await editor.disk(`${FOLDER}/.seaworthy.yaml`, 'exclud: [b/]\n');
    await all.has(`${FOLDER}/.seaworthy.yaml`, 'configuration');
    await all.has(B, USER);
  }),
);

test(
  'a closed file keeps its findings: those of the disk',
  withEditor({ files: { [A]: ROOT } }, async (editor) => {
    const all = follow(editor);
    await all.has(A, USER);
    await editor.open(A, ROOT);
    await editor.type(A, 'root', 'nobody');
    await until('no findings while it is open', async () => (await editor.rules(A)).length === 0);
    await editor.close(A);
    await all.has(A, USER);
    assert.deepEqual(await editor.rules(A), [`2 ${USER}`]);
  }),
);

test(
  'a file that is deleted while it is open loses its findings when it is closed, although the last request for them is thrown away',
  withEditor({ files: { [A]: ROOT, [B]: ROOT } }, async (editor) => {
    const all = follow(editor);
    await all.has(A, USER);
    for (const isChanged of [false, true]) {
      await editor.disk(A, ROOT);
      await all.has(A, USER);
      await editor.open(A, ROOT);
      await editor.pull(A);
      if (isChanged) await editor.type(A, 'root', '0');
      await editor.disk(A, undefined);
      // VS Code sends both, and no longer knows the ids of the document's findings.
      const shown = all.known.get(A)!;
      await editor.close(A);
      await editor.pull(A);
      all.known.set(A, shown);
      await all.has(A);
    }
    assert.deepEqual(all.rules(B), [USER]);
  }),
);

test(
  'a document that is reported only while it is open loses its findings when it is closed',
  withEditor(
    { files: { [A]: ROOT, [`${FOLDER}/.gitignore`]: '.env\n', [`${FOLDER}/.env`]: 'X=1\n' } },
    async (editor) => {
      const [odd, outside] = [`${FOLDER}/build.txt`, 'file:///elsewhere/Dockerfile'];
      const all = follow(editor);
      await all.has(A, USER);
      await editor.open(outside, ROOT);
      await editor.open(
        odd,
        'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n  containers: [{name: a, image: "b:1", securityContext: {privileged: true}}]\n',
        'yaml',
      );
      assert.deepEqual(await editor.rules(outside), [`2 ${USER}`]);
      await editor.pull(odd);
      await editor.close(outside);
      await editor.close(odd);
      await all.has(outside);
      assert.deepEqual(all.rules(odd), []);
    },
  ),
);

test(
  'a folder is renamed: the findings move, and none is reported while it is read',
  withEditor({ files: { [A]: ROOT, [B]: ROOT } }, async (editor) => {
    const all = follow(editor);
    await all.has(B, USER);
    const moved = `${FOLDER}/c/Dockerfile`;
    editor.files.delete(A);
    editor.files.set(moved, ROOT);
    const changes = [
      { uri: `${FOLDER}/a`, type: 3 },
      { uri: `${FOLDER}/c`, type: 1 },
    ];
    await editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await all.has(moved, USER);
    assert.deepEqual(all.rules(A), []);
    assert.equal(all.answers(), 2);
  }),
);

test(
  'what is lowered stays lowered, and an ignored environment file is not reported',
  withEditor(
    {
      settings: { [FOLDER]: { profile: 'strict' } },
      files: {
        [A]: ROOT,
        [`${FOLDER}/testdata/Dockerfile`]: ROOT,
        [`${FOLDER}/vendor/x/Dockerfile`]: ROOT,
        [`${FOLDER}/node_modules/x/Dockerfile`]: ROOT,
        [`${FOLDER}/.gitignore`]: 'out/\n',
        [`${FOLDER}/out/Dockerfile`]: ROOT,
      },
    },
    async (editor) => {
      const { items } = await pullAll(editor);
      const severities = items.map((i) => [
        i.uri.slice(FOLDER.length),
        i.kind === 'full' && i.items.find(({ code }) => code === USER)?.severity,
      ]);
      assert.deepEqual(severities, [
        ['/a/Dockerfile', 2],
        ['/testdata/Dockerfile', 3],
        ['/vendor/x/Dockerfile', 3],
      ]);
    },
  ),
);

test(
  'a request that is held is cancelled, and one at the shutdown is answered',
  withEditor({ files: { [A]: GOOD } }, async (editor) => {
    const source = new CancellationTokenSource();
    const held = pullAll(editor, [], { token: source.token });
    await editor.ready();
    source.cancel();
    await assert.rejects(held, { code: -32800 });
    const last = pullAll(editor);
    await editor.pull(A);
    await editor.client.sendRequest('shutdown');
    assert.deepEqual(await last, { items: [] });
  }),
);

const pushing = { ...vscode, textDocument: { ...vscode.textDocument, diagnostic: undefined } };

test(
  'a client that cannot request is sent the findings of all files once, and each change',
  withEditor({ capabilities: pushing, files: { [A]: ROOT, [B]: GOOD } }, async (editor) => {
    const of = (uri: string) => editor.pushed.filter((p) => p.uri === uri).map((p) => p.diagnostics.length);
    await until('the findings of a', () => of(A).length > 0);
    assert.deepEqual([of(A), of(B)], [[1], []]);
    await editor.open(A, ROOT);
    await editor.type(A, 'root', 'nobody');
    await until('none', () => of(A).at(-1) === 0);
    await editor.close(A);
    await until('those of the disk', () => of(A).at(-1) === 1);
    await editor.disk(B, ROOT);
    await until('the findings of b', () => of(B).at(-1) === 1);
    await editor.disk(A, undefined);
    await until('none after the deletion', () => of(A).at(-1) === 0);
  }),
);
