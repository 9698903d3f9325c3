/** Two spellings of one file in the editor and on disk, as on Windows and macOS; on Linux they are two files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { exact, folded } from '../../server/src/host/same-name.ts';
import { nodeHost, toPath } from '../../server/src/lsp/node-host.ts';
import { createWorkspaces } from '../../server/src/lsp/workspaces.ts';
import { at, chosen, until, withEditor } from '../support/editor.ts';

const ROOT = 'FROM alpine:3.22\nUSER root\n';
const FOLDER = 'file:///c%3A/Users/Me/Caf%C3%A9';
const BUILD = 'services:\n  web:\n    build: ./app\n';
const missing = '2 build/missing-dockerfile';

test(
  'an open document is the file of the disk, whatever case and normalisation its URI has',
  withEditor({ fold: folded, folders: [FOLDER], files: { [`${FOLDER}/app/Dockerfile`]: ROOT } }, async (editor) => {
    await editor.open(`${FOLDER}/compose.yaml`, BUILD, 'dockercompose');
    await editor.ready();
    assert.ok(!(await editor.rules(`${FOLDER}/compose.yaml`)).includes(missing));
    for (const uri of [
      'file:///C:/users/me/caf%C3%A9/APP/dockerfile',
      'file:///c%3A/Users/Me/Cafe%CC%81/app/Dockerfile',
      `${FOLDER}/app/Dockerfile`,
    ]) {
      await editor.open(uri, ROOT.replace('USER', '# open\nUSER'));
      assert.deepEqual(await editor.rules(uri), ['3 user/root-user'], uri);
      await editor.apply((await chosen(editor, await editor.actions(uri, at(2)), 'Remove USER root')).edit);
      assert.equal(editor.text(uri), 'FROM alpine:3.22\n# open\n', 'the edit names the document by its own URI');
      await editor.close(uri);
      await until('the text of the disk', async () => (await editor.rules(uri)).join() === '2 user/root-user');
    }
  }),
);

test(
  'a rename that changes only the case, in either order of its events',
  withEditor({ fold: folded, folders: [FOLDER], files: { [`${FOLDER}/app/dockerfile`]: ROOT } }, async (editor) => {
    await editor.open(`${FOLDER}/compose.yaml`, BUILD, 'dockercompose');
    await editor.ready();
    const [old, now] = [`${FOLDER}/app/dockerfile`, `${FOLDER}/app/Dockerfile`];
    for (const [from, to, types] of [
      [old, now, [1, 3]],
      [now, old, [3, 1]],
    ] as const) {
      editor.files.delete(from);
      editor.files.set(to, ROOT);
      await editor.client.sendNotification('workspace/didChangeWatchedFiles', {
        changes: types.map((type) => ({ uri: type === 1 ? to : from, type })),
      });
      await until('the file to be there', async () => (await editor.rules(to)).length > 0);
      assert.deepEqual(await editor.rules(to), ['2 user/root-user']);
    }
  }),
);

test(
  'Linux: spellings are different files',
  withEditor({ folders: ['file:///w'], files: { 'file:///w/Dockerfile': ROOT } }, async (editor) => {
    await editor.ready();
    await editor.open('file:///w/dockerfile', 'FROM alpine:3.22\nUSER 1\n');
    assert.deepEqual(await editor.rules('file:///w/dockerfile'), []);
    assert.deepEqual(await editor.rules('file:///w/Dockerfile'), ['2 user/root-user']);
  }),
);

test('folders in two spellings are one folder; documents belong to it, and not to one whose name only begins like it', () => {
  const workspaces = createWorkspaces(
    [],
    () => PINNED_DAY,
    () => folded,
  );
  const shop = workspaces.addFolder('file:///c%3A/Shop');
  assert.equal(workspaces.addFolder('file:///C:/SHOP/'), undefined);
  assert.deepEqual(workspaces.locate('file:///C:/sHoP/A/Dockerfile'), { workspace: shop, path: 'A/Dockerfile' });
  assert.equal(workspaces.locate('file:///C:/shopping/Dockerfile')?.workspace.folder, undefined);
  assert.equal(workspaces.locate('file:///c:/shop')?.workspace.folder, undefined, 'the folder itself');
  assert.equal(workspaces.removeFolder('file:///c:/sHOP'), shop);
  // The lower case of this name is longer than the name.
  const turkish = workspaces.addFolder('file:///w/\u0130');
  assert.deepEqual(workspaces.locate('file:///w/\u0130/x'), { workspace: turkish, path: 'x' });
});

test('shares and their folders', () => {
  const workspaces = createWorkspaces(
    [],
    () => PINNED_DAY,
    () => folded,
  );
  const share = workspaces.addFolder('file://Server/Share/shop');
  assert.deepEqual(workspaces.locate('file://server/share/SHOP/Dockerfile'), { workspace: share, path: 'Dockerfile' });
  assert.equal(share?.uriOf('a b'), 'file://Server/Share/shop/a%20b');
});

test('the paths of URIs, by the rules of each system', () => {
  for (const [uri, windows, posix] of [
    ['file:///c%3A/Users/a%20b/D%C3%BC', 'c:\\Users\\a b\\Dü', '/c:/Users/a b/Dü'],
    ['file:///C:/x', 'C:\\x', '/C:/x'],
    ['file://server/share/x', '\\\\server\\share\\x', undefined],
    ['file:///x%5Cy', undefined, '/x\\y'],
    ['file:///c:/a%2Fb', undefined, undefined],
    ['file:///home/x', undefined, '/home/x'],
  ] as const) {
    assert.equal(toPath(uri, 'win32'), windows, uri);
    assert.equal(toPath(uri, 'linux'), posix, uri);
  }
});

test('which names mean the same file depends on the system, and only for files on disk', () => {
  for (const [platform, fold] of [
    ['win32', folded],
    ['darwin', folded],
    ['linux', exact],
  ] as const) {
    assert.equal(nodeHost(undefined, platform).foldOf?.('file'), fold);
    assert.equal(nodeHost(undefined, platform).foldOf?.('vscode-vfs'), exact);
  }
});
