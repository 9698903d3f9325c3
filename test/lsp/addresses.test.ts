import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { below, keyOf, parseUri } from '../../server/src/host/uri.ts';
import { createWorkspaces } from '../../server/src/lsp/workspaces.ts';
import { at, chosen, until, withEditor } from '../support/editor.ts';

const ROOT = 'FROM alpine:3.22\nUSER root\n';
const ROOTED = ['2 user/root-user'];
const key = (uri: string): string | undefined => {
  const parsed = parseUri(uri);
  return parsed && keyOf(parsed);
};

test('one key for every spelling of an address', () => {
  assert.equal(key('file:///c%3A/Users/a%20b/Dockerfile'), key('file:///C:/Users/a b/Dockerfile'));
  assert.equal(key('FILE:///c:/x'), 'file:///c:/x');
  assert.notEqual(key('file:///work/A'), key('file:///work/a'));
  assert.equal(key('vscode-vfs://github/o/r/x%2Bz.yaml?ref#f'), 'vscode-vfs://github/o/r/x+z.yaml');
  assert.equal(key('untitled:Untitled-1'), 'untitled://Untitled-1');
  assert.equal(key('file:///bad%zzescape/%E4'), 'file:///bad%zzescape/%E4');
  for (const wrong of ['', 'x', '/a/b', 7, null, undefined, {}]) assert.equal(parseUri(wrong), undefined);
});

test('addresses of paths come out as VS Code writes them', () => {
  assert.equal(
    below('file:///w/', "a b/ü(1)'s[x]:#?%.yaml"),
    'file:///w/a%20b/%C3%BC%281%29%27s%5Bx%5D%3A%23%3F%25.yaml',
  );
  assert.equal(below('file:///w', 'lone\ud800'), 'file:///w/lone%EF%BF%BD');
});

test('the innermost folder has a file first, and every folder around it has it too', () => {
  const workspaces = createWorkspaces([], () => PINNED_DAY);
  workspaces.addFolder('file:///w');
  const inner = workspaces.addFolder('file:///w/in%20ner/');
  assert.equal(workspaces.addFolder('file:///w/'), undefined, 'added already');
  const uri = 'file:///w/in ner/x/Dockerfile';
  assert.deepEqual(
    workspaces.places(uri).map((p) => p.path),
    ['x/Dockerfile', 'in ner/x/Dockerfile'],
  );
  assert.equal(workspaces.locate(uri)?.workspace, inner);
  assert.equal(inner?.uriOf('a b'), 'file:///w/in%20ner/a%20b');
  assert.equal(workspaces.locate('file:///wide/x')?.workspace.folder, undefined);
  workspaces.removeFolder('file:///w/in%20ner');
  assert.deepEqual(
    workspaces.places(uri).map((p) => p.path),
    ['in ner/x/Dockerfile'],
  );
});

const WINDOWS = 'file:///c%3A/Users/me/my%20shop';

test(
  'a Windows folder, whatever way the client spells its documents',
  withEditor(
    { folders: [WINDOWS], files: { [`${WINDOWS}/.seaworthy.yaml`]: 'rules:\n  user/root-user: error\n' } },
    async (editor) => {
      await editor.ready();
      for (const uri of [
        `${WINDOWS}/Dockerfile`,
        'file:///C:/Users/me/my%20shop/b/Dockerfile',
        'file:///c:/Users/me/my shop/c.Dockerfile',
      ]) {
        await editor.open(uri, ROOT);
        const [found] = await editor.findings(uri);
        assert.equal(found?.severity, 1, uri);
        const fix = await chosen(editor, await editor.actions(uri, at(1)), 'Remove USER root');
        await editor.apply(fix.edit);
        assert.equal(editor.text(uri), 'FROM alpine:3.22\n');
      }
    },
  ),
);

test(
  'folders of different schemes have configurations of their own',
  withEditor(
    {
      folders: ['file:///one', 'vscode-vfs://github/o/two'],
      files: {
        'file:///one/.seaworthy.yaml': 'rules:\n  user/root-user: off\n',
        'vscode-vfs://github/o/two/.seaworthy.yaml': 'rules:\n  user/root-user: hint\n',
        'vscode-vfs://github/o/two/Dockerfile': ROOT,
      },
    },
    async (editor) => {
      await editor.ready();
      await editor.open('file:///one/Dockerfile', ROOT);
      await editor.open('vscode-vfs://github/o/two/Dockerfile', ROOT);
      assert.deepEqual(await editor.findings('file:///one/Dockerfile'), []);
      assert.equal((await editor.findings('vscode-vfs://github/o/two/Dockerfile'))[0]?.severity, 4);
    },
  ),
);

test(
  'folders come and go',
  withEditor(
    { folders: ['file:///one'], files: { 'file:///two/.seaworthy.yaml': 'rules:\n  user/root-user: off\n' } },
    async (editor) => {
      const uri = 'file:///two/Dockerfile';
      await editor.open(uri, ROOT);
      // Outside of all folders the configuration beside it is found as well.
      await until('the configuration to hold', async () => (await editor.rules(uri)).length === 0);
      const change = (added: string[], removed: string[]) =>
        editor.client.sendNotification('workspace/didChangeWorkspaceFolders', {
          event: { added: added.map((u) => ({ uri: u, name: u })), removed: removed.map((u) => ({ uri: u, name: u })) },
        });
      editor.files.set('file:///two/.seaworthy.yaml', 'rules:\n  user/root-user: error\n');
      await change(['file:///two'], []);
      await until('the folder to be read', async () => (await editor.findings(uri))[0]?.severity === 1);
      await change([], ['file:///two']);
      await until('the folder to be gone', async () => (await editor.rules(uri)).length === 0);
    },
  ),
);

test(
  'documents without a file: by their language, in no folder',
  withEditor({}, async (editor) => {
    await editor.open('untitled:Untitled-1', ROOT, 'dockerfile');
    assert.deepEqual(await editor.rules('untitled:Untitled-1'), ROOTED);
    const actions = await editor.actions('untitled:Untitled-1', at(1));
    assert.ok(!actions.some((a) => a.title.startsWith('Turn')), 'there is no place for a configuration');
    await editor.apply((await chosen(editor, actions, 'Ignore user/root-user here')).edit);
    assert.deepEqual(await editor.rules('untitled:Untitled-1'), []);
    await editor.open(
      'untitled:Untitled-2',
      'services:\n  a:\n    image: x:1\n    privileged: true\n    cap_drop: [ALL]\n',
      'dockercompose',
    );
    assert.deepEqual(await editor.rules('untitled:Untitled-2'), ['4 privilege/privileged-container']);
    await editor.open('untitled:/work/new/Dockerfile', ROOT, 'plaintext');
    assert.deepEqual(await editor.rules('untitled:/work/new/Dockerfile'), ROOTED);
    await editor.open('untitled:Untitled-3', 'USER root\n', 'yaml');
    assert.deepEqual(await editor.rules('untitled:Untitled-3'), []);
    await editor.close('untitled:Untitled-1');
    assert.deepEqual(await editor.rules('untitled:Untitled-1'), []);
  }),
);
