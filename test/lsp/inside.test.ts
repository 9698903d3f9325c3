/** The language server on disk: it reads and changes files inside the folder, and an event leaves it as a fresh start would. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { editorHost } from '../../server/src/host/browser.ts';
import { nodeHost } from '../../server/src/lsp/node-host.ts';
import { CANARY, outsideFolder, stateOf } from '../support/canary.ts';
import { at, type Editor, until, withEditor } from '../support/editor.ts';
import { folderWith, ROOT } from '../support/program.ts';
import { fake } from '../support/secrets-fake.ts';

const uriOf = (...parts: string[]): string => pathToFileURL(path.join(...parts)).href;
const host = nodeHost(undefined);

test('events of links lead to the findings of a fresh start', async () => {
  const outside = outsideFolder();
  const folder = folderWith({ 'real/Dockerfile': ROOT });
  fs.symlinkSync(outside, path.join(folder, 'app'));
  fs.symlinkSync('real', path.join(folder, 'inner'));
  fs.symlinkSync(path.join(outside, 'Dockerfile'), path.join(folder, 'web.Dockerfile'));
  fs.symlinkSync(path.join(outside, '.seaworthy.yaml'), path.join(folder, '.seaworthy.yaml'));
  const names = ['app/Dockerfile', 'app/compose.yaml', 'inner/Dockerfile', 'web.Dockerfile', '.seaworthy.yaml'];
  const all = [...names, 'real/Dockerfile'].map((name) => uriOf(folder, name));
  const shown = async (editor: Editor) => JSON.stringify(await Promise.all(all.map((uri) => editor.findings(uri))));
  await withEditor({ folders: [uriOf(folder)], host, rules }, async (editor) => {
    await editor.ready();
    const fresh = await shown(editor);
    assert.match(fresh, /user\/root-user/);
    for (const type of [1, 2]) {
      const changes = all.map((uri) => ({ uri, type }));
      await editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes });
      await editor.client.sendNotification('workspace/didCreateFiles', { files: all.map((uri) => ({ uri })) });
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(await shown(editor), fresh);
    }
    for (const uri of all) {
      await editor.open(uri, ROOT);
      await editor.close(uri);
    }
    await until('the text on disk', async () => (await shown(editor)) === fresh);
    assert.doesNotMatch(fresh + editor.log.join('\n'), new RegExp(CANARY, 'i'));
  })();
});

test('the setting for the configuration file reads no link', async () => {
  const outside = outsideFolder();
  const folder = folderWith({ Dockerfile: ROOT });
  fs.symlinkSync(outside, path.join(folder, 'app'));
  const settings = { [uriOf(folder)]: { configFile: 'app/.seaworthy.yaml' } };
  await withEditor({ folders: [uriOf(folder)], host, rules, settings }, async (editor) => {
    await editor.ready();
    assert.ok((await editor.rules(uriOf(folder, 'Dockerfile'))).includes('2 user/root-user'));
    assert.match(editor.log.join('\n'), /configFile names .* was not read: is behind a symbolic link/);
  })();
});

test('a document outside of all folders: files beside it are read up to its repository, else in its folder', async () => {
  const OFF = 'rules: { user/root-user: off }\n';
  const folder = folderWith({ '.seaworthy.yaml': OFF, 'repo/app/Dockerfile': ROOT, 'alone/app/Dockerfile': ROOT });
  fs.mkdirSync(path.join(folder, 'repo/.git'));
  const rulesOf = async (name: string): Promise<string> => {
    let found = '';
    await withEditor({ folders: [], host, rules }, async (editor) => {
      const uri = uriOf(folder, name);
      await editor.open(uri, ROOT);
      await new Promise((resolve) => setTimeout(resolve, 100));
      found = (await editor.rules(uri)).join();
    })();
    return found;
  };
  assert.match(await rulesOf('repo/app/Dockerfile'), /root-user/, 'the configuration lies above the repository');
  assert.match(await rulesOf('alone/app/Dockerfile'), /root-user/, 'it lies above the folder');
  fs.writeFileSync(path.join(folder, 'repo/.seaworthy.yaml'), OFF);
  assert.doesNotMatch(await rulesOf('repo/app/Dockerfile'), /root-user/);
  fs.rmSync(path.join(folder, 'repo/.seaworthy.yaml'));
  fs.symlinkSync('../.seaworthy.yaml', path.join(folder, 'repo/.seaworthy.yaml'));
  assert.match(await rulesOf('repo/app/Dockerfile'), /root-user/, 'a link out of the repository');
});

test('no action edits or creates a file behind a link', async () => {
  const outside = outsideFolder();
  const before = stateOf(outside);
  const compose = [
    'services:',
    '  db:',
    '    image: postgres:17.2',
    '    environment:',
    `      POSTGRES_PASSWORD: ${fake(17)}-q7`,
    '',
  ].join('\n');
  const folder = folderWith({ 'compose.yaml': compose });
  for (const [link, to] of [
    ['secrets', ''],
    ['.env', '.env'],
    ['db.env', '.env'],
    ['.gitignore', '.gitignore'],
    ['.seaworthy.yaml', '.seaworthy.yaml'],
  ] as const)
    fs.symlinkSync(path.join(outside, to), path.join(folder, link));
  for (const folders of [[uriOf(folder)], []])
    await withEditor({ folders, host, rules }, async (editor) => {
      const uri = uriOf(folder, 'compose.yaml');
      await editor.open(uri, compose, 'dockercompose');
      await new Promise((resolve) => setTimeout(resolve, 100));
      let edited = 0;
      for (const action of await editor.actions(uri, { start: at(0).start, end: at(9).start })) {
        const { edit } = await editor.resolve(action);
        const text = JSON.stringify(edit ?? {});
        for (const link of ['secrets', '.env', '.gitignore', '.seaworthy.yaml'])
          assert.ok(!text.includes(`${uriOf(folder)}/${link}`), `${action.title}: ${link}`);
        if (edit) edited++;
      }
      assert.ok(edited > 0, 'ignoring it here is possible');
    })();
  assert.deepEqual(stateOf(outside), before);
});

test('an address with `..` or of another folder is outside for every host', async () => {
  const folder = folderWith({ 'a/Dockerfile': ROOT, Dockerfile: ROOT });
  const virtual = editorHost({ listFiles: async () => [], readFile: async () => ({ text: CANARY }) });
  const within = uriOf(folder, 'a');
  for (const one of [host, virtual])
    for (const uri of [`${within}/../Dockerfile`, `${within}/%2e%2e/Dockerfile`, uriOf(folder, 'Dockerfile'), within]) {
      assert.ok('problem' in (await one.read(uri, within)), uri);
      assert.equal(one.mayChange(uri, within), false, uri);
    }
  assert.ok('text' in (await host.read(`${within}/Dockerfile`, within)));
  assert.equal(host.mayChange(`${within}/new/.env`, within), true);
});
