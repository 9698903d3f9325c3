import assert from 'node:assert/strict';
import { test } from 'node:test';
import { turnedOff, withAllowed } from '../../server/src/lsp/edit-config.ts';
import { DEFAULTS, readSettings } from '../../server/src/lsp/settings.ts';
import { FOLDER, until, vscode, withEditor } from '../support/editor.ts';

const DOCKERFILE = `${FOLDER}/Dockerfile`;
const CONFIG = `${FOLDER}/.seaworthy.yaml`;
const ROOT = 'FROM alpine:3.22\nUSER root\n';

test(
  'the configuration is read hot: from disk, and from the editor before it is saved',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, ROOT);
    const severity = async () => (await editor.findings(DOCKERFILE))[0]?.severity;
    await editor.ready();
    assert.equal(await severity(), 2);
    await editor.disk(CONFIG, 'rules:\n  user/root-user: error\n');
    await until('an error', async () => (await severity()) === 1);
    const before = editor.refreshes();
    await editor.disk(CONFIG, 'rules:\n  user/root-user: info\n');
    await until('information', async () => (await severity()) === 3);
    await until('a refresh', () => editor.refreshes() > before);
    await editor.open(CONFIG, 'rules:\n  user/root-user: info\n', 'yaml');
    await editor.type(CONFIG, 'info', 'hint');
    assert.equal(await severity(), 4);
    await editor.close(CONFIG);
    await until('the file as it is on disk', async () => (await severity()) === 3);
    await editor.disk(CONFIG, undefined);
    await until('the default', async () => (await severity()) === 2);
  }),
);

test(
  'problems of a configuration are errors in its file',
  withEditor({}, async (editor) => {
    await editor.open(CONFIG, 'profil: strict\nrules:\n  user/root-usr: off\n', 'yaml');
    const found = await editor.findings(CONFIG);
    assert.deepEqual(
      found.map((d) => [d.range.start.line, d.severity, d.code]),
      [
        [0, 1, 'configuration'],
        [2, 1, 'configuration'],
      ],
    );
    assert.match(String(found[1]?.message), /did you mean `user\/root-user`/);
    await editor.type(CONFIG, 'profil:', 'profile:');
    assert.equal((await editor.findings(CONFIG)).length, 1);
  }),
);

test('settings: each folder has its own, `enable: false` is silence, and changes hold at once', async () => {
  const settings: Record<string, unknown> = { 'file:///a': { enable: false }, 'file:///b': {} };
  await withEditor({ folders: ['file:///a', 'file:///b'], settings }, async (editor) => {
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    await editor.open('file:///a/Dockerfile', ROOT);
    await editor.open('file:///b/Dockerfile', ROOT);
    await until('silence', async () => (await editor.findings('file:///a/Dockerfile')).length === 0);
    assert.deepEqual(await editor.actions('file:///a/Dockerfile', range), []);
    assert.equal(await editor.hover('file:///a/Dockerfile', 1, 1), null);
    assert.equal((await editor.findings('file:///b/Dockerfile')).length, 1);
    settings['file:///a'] = { enable: true, profile: 'audit' };
    const before = editor.refreshes();
    await editor.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await until('a refresh', () => editor.refreshes() > before);
    assert.equal((await editor.findings('file:///a/Dockerfile')).length, 1);
    await until('the profile to be told', () =>
      editor.fileStatuses.some((s) => s.uri === 'file:///a/Dockerfile' && s.profile === 'audit'),
    );
  })();
});

test('settings: a configuration file by name holds where there is no other', async () => {
  const named = `${FOLDER}/ci/policy.yml`;
  const files = { [named]: 'rules:\n  user/root-user: error\n  nonsense: off\n' };
  await withEditor({ files, settings: { [FOLDER]: { configFile: './ci/policy.yml' } } }, async (editor) => {
    await editor.ready();
    await editor.open(DOCKERFILE, ROOT);
    const severity = async () => (await editor.findings(DOCKERFILE))[0]?.severity;
    assert.equal(await severity(), 1);
    await editor.open(named, files[named] ?? '', 'yaml');
    assert.deepEqual(
      (await editor.findings(named)).map((d) => d.range.start.line),
      [2],
    );
    await editor.close(named);
    await editor.disk(named, 'rules:\n  user/root-user: hint\n');
    await until('the changed file', async () => (await severity()) === 4);
    await editor.disk(CONFIG, 'rules:\n  user/root-user: info\n');
    await until('the nearest file', async () => (await severity()) === 3);
  })();
});

const silent = { ...vscode, workspace: { ...vscode.workspace, configuration: false } };

test(
  'a client that cannot be asked sends its settings',
  withEditor({ capabilities: silent, initializationOptions: { settings: { enable: false } } }, async (editor) => {
    await editor.open(DOCKERFILE, ROOT);
    await until('silence', async () => (await editor.findings(DOCKERFILE)).length === 0);
    const settings = { seaworthy: { enable: true } };
    await editor.client.sendNotification('workspace/didChangeConfiguration', { settings });
    await until('the finding', async () => (await editor.findings(DOCKERFILE)).length === 1);
  }),
);

test('settings of a wrong shape are as if they were not sent', () => {
  for (const sent of [undefined, null, 7, 'x', [], { enable: 'no', profile: 'loud', configFile: 7 }])
    assert.deepEqual(readSettings(sent), DEFAULTS);
  for (const configFile of ['/etc/x', 'C:\\x', '../x', 'a/../../x', '\\\\host\\x'])
    assert.equal(readSettings({ configFile }).configFile, '');
  assert.equal(readSettings({ configFile: 'ci\\policy.yml' }).configFile, 'ci/policy.yml');
});

test('switching a rule off keeps the rest of the file', () => {
  const off = (text: string) => turnedOff(text, ['user/root-user']);
  assert.equal(off(''), 'rules:\n  user/root-user: off\n');
  assert.equal(off('# only words'), '# only words\nrules:\n  user/root-user: off\n');
  assert.equal(off('profile: strict\r\n'), 'profile: strict\r\nrules:\r\n  user/root-user: off\r\n');
  assert.equal(off('rules:\n    user/root-user: error # sic\n'), 'rules:\n    user/root-user: off # sic\n');
  assert.equal(off('rules: { user/root-user: error }\n'), 'rules: { user/root-user: off }\n');
  const options = 'rules:\n  user/root-user:\n    severity: error\n    options: {}\n';
  assert.equal(off(options), options.replace('error', 'off'));
  assert.equal(off('rules:\n  user/root-user: off\n'), 'rules:\n  user/root-user: off\n');
  for (const text of ['- a list\n', 'rules: [\n', 'rules: 7\n', 'null\n']) assert.equal(off(text), undefined, text);
});

test('allowing a value keeps the rest of the file', () => {
  const hash = `sha256:${'0a'.repeat(16)}`;
  const allow = (text: string) => withAllowed(text, hash);
  const fresh = `secrets:\n  allow:\n    values:\n      - ${hash}\n`;
  assert.equal(allow(''), fresh);
  assert.equal(allow('profile: strict # ours\n'), `profile: strict # ours\n${fresh}`);
  const two = 'secrets:\n  allow:\n    names: [TEST_*]\n    values:\n      - sha256:11 # demo\nfailOn: error\n';
  assert.equal(allow(two), two.replace('# demo\n', `# demo\n      - ${hash}\n`));
  for (const text of ['- a list\n', 'secrets: [\n']) assert.equal(allow(text), undefined, text);
});
