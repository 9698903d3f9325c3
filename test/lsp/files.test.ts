import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { ignoreMatcher } from '../../server/src/host/ignored.ts';
import { walk } from '../../server/src/host/node-walk.ts';
import { nodeHost } from '../../server/src/lsp/node-host.ts';
import { FOLDER, until, vscode, withEditor } from '../support/editor.ts';

const COMPOSE = `${FOLDER}/compose.yaml`;
const BUILD = 'services:\n  web:\n    build: { context: ./app, args: { UID: "0" } }\n';
const APP = `${FOLDER}/app/Dockerfile`;

/** Whether the server reports that the workspace has no app/Dockerfile. */
const missing = async (editor: { rules(uri: string): Promise<string[]> }): Promise<boolean> =>
  (await editor.rules(COMPOSE)).includes('2 build/missing-dockerfile');

test(
  'the open document overrides the file on disk until it is closed',
  withEditor({ files: { [APP]: 'FROM alpine\n' } }, async (editor) => {
    await editor.ready();
    await editor.open(APP, 'FROM alpine\nUSER root\n');
    await editor.disk(APP, 'FROM alpine\nUSER root\nUSER root\n');
    assert.deepEqual(await editor.rules(APP), ['2 user/root-user']);
    await editor.close(APP);
    await until('the text of the disk', async () => (await editor.rules(APP)).length === 2);
    await editor.disk(APP, undefined);
    await until('the file to be gone', async () => (await editor.rules(APP)).length === 0);
  }),
);

test(
  'a deleted file that is open stays until it is closed',
  withEditor({ files: { [APP]: 'FROM alpine\nUSER root\n' } }, async (editor) => {
    await editor.ready();
    await editor.open(APP, 'FROM alpine\nUSER root\n');
    await editor.disk(APP, undefined);
    assert.deepEqual(await editor.rules(APP), ['2 user/root-user']);
    await editor.close(APP);
    await until('the file to be gone', async () => (await editor.rules(APP)).length === 0);
  }),
);

test(
  'a folder that is removed, and one that is renamed',
  withEditor({ files: { [APP]: 'FROM alpine\n' } }, async (editor) => {
    await editor.open(COMPOSE, BUILD, 'dockercompose');
    await editor.ready();
    assert.equal(await missing(editor), false);
    editor.files.delete(APP);
    await editor.client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: `${FOLDER}/app`, type: 3 }],
    });
    await until('the Dockerfile to be missing', () => missing(editor));
    editor.files.set(APP, 'FROM alpine\n');
    await editor.client.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: `${FOLDER}/old`, newUri: `${FOLDER}/app` }],
    });
    await until('the Dockerfile to be there', async () => !(await missing(editor)));
  }),
);

test(
  'ignored files are left out, also those that come later, until they are not ignored any more',
  withEditor({ files: { [`${FOLDER}/.gitignore`]: 'app/\n', [APP]: 'FROM alpine\n' } }, async (editor) => {
    await editor.open(COMPOSE, BUILD, 'dockercompose');
    await editor.ready();
    assert.equal(await missing(editor), true);
    await editor.disk(APP, 'FROM alpine:3.22\n');
    await editor.disk(`${FOLDER}/node_modules/app/Dockerfile`, 'FROM alpine:3.22\n');
    await editor.disk(`${FOLDER}/.gitignore`, '# nothing\n');
    await until('the Dockerfile to be there', async () => !(await missing(editor)));
    await editor.disk(`${FOLDER}/.gitignore`, '/app\n');
    await until('the Dockerfile to be ignored', () => missing(editor));
  }),
);

test('what Git ignores', () => {
  const texts: Record<string, string> = {
    '.gitignore': '*.log\n/build\n!keep.log\nout/\n',
    'a/.gitignore': '!x.log\nsecret*\n',
    'build/.gitignore': '!*\n',
  };
  const isIgnored = ignoreMatcher((path) => texts[path]);
  const ignored = ['b.log', 'a/y.log', 'build/c.yaml', 'x/out/d', 'a/secrets/e', 'node_modules/f', 'x/.git/g'];
  for (const path of ignored) assert.equal(isIgnored(path), true, path);
  for (const path of ['a.yaml', 'keep.log', 'a/x.log', 'x/build/c', 'secret', 'out', '..', ''])
    assert.equal(isIgnored(path), false, path);
});

test('the disk is read by the Node host as the command line walks it', async () => {
  const root = mkdtempSync(join(tmpdir(), 'seaworthy lsp-'));
  try {
    mkdirSync(join(root, 'app'));
    writeFileSync(join(root, 'app/Dockerfile'), 'FROM alpine\nUSER root\n');
    writeFileSync(join(root, 'compose.yaml'), BUILD);
    writeFileSync(join(root, '.seaworthy.yaml'), 'rules:\n  user/root-user: error\n');
    const folder = pathToFileURL(root).href;
    const host = nodeHost(undefined);
    assert.deepEqual([...(await host.list(folder, () => {}))], [...walk(root)]);
    assert.deepEqual(host.read(`${folder}/none`, folder), { problem: 'does not exist' });
    assert.deepEqual(host.read('file://other/share', folder), { problem: 'unreadable' });
    let unreadable = 0;
    assert.deepEqual([...(await host.list('file://other/share', () => unreadable++))], []);
    assert.equal(unreadable, 1);
    await withEditor({ folders: [folder], host }, async (editor) => {
      await editor.ready();
      const uri = `${folder}/app/Dockerfile`;
      assert.equal((await editor.findings(uri))[0]?.severity, 1);
      assert.deepEqual(editor.refreshes() <= 2, true);
    })();
  } finally {
    rmSync(root, { recursive: true });
  }
});

const watching = {
  ...vscode,
  workspace: { ...vscode.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
};

test(
  'a client that is not ours is asked to watch files and settings',
  withEditor({ capabilities: watching, initializationOptions: {} }, async (editor) => {
    const expected = ['workspace/didChangeConfiguration', 'workspace/didChangeWatchedFiles'];
    await until('registrations', () => expected.every((m) => editor.registered.includes(m)));
  }),
);

const OUTSIDE = 'file:///elsewhere/shop';

test(
  'a document outside of all folders: what it refers to is read',
  withEditor(
    { rules, files: { [`${OUTSIDE}/app/Dockerfile`]: 'FROM alpine:3.22\nARG UID=1\nUSER ${UID}\n' } },
    async (editor) => {
      await editor.open(
        `${OUTSIDE}/compose.yaml`,
        'services:\n  web:\n    build: { context: ./app, args: { UID: "0" } }\n',
        'dockercompose',
      );
      const found = async () => (await editor.rules(`${OUTSIDE}/compose.yaml`)).includes('2 user/root-user');
      await until('the finding', found);
      const related = (await editor.findings(`${OUTSIDE}/compose.yaml`)).find((d) => d.code === 'user/root-user');
      assert.equal(related?.relatedInformation?.[0]?.location.uri, `${OUTSIDE}/app/Dockerfile`);
    },
  ),
);

test('a temporary file of `--fix` is not read and not taken for a new folder', async () => {
  let lists = 0;
  const host = {
    reads: () => true,
    read: () => ({ text: '' }),
    mayChange: () => true,
    folderAround: (uri: string) => uri,
    list: () => {
      lists++;
      return [];
    },
  };
  await withEditor({ host }, async (editor) => {
    await editor.ready();
    const created = (name: string) =>
      editor.client.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: `${FOLDER}/${name}`, type: 1 }],
      });
    await created(`.envs/.seaworthy-${'0a'.repeat(12)}.tmp`);
    // A new folder is read after 300 ms.
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal(lists, 1);
    await created('folder');
    await until('the folder to be read', () => lists === 2);
  })();
});
