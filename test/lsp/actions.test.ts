import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { at, chosen, FOLDER, until, vscode, withEditor } from '../support/editor.ts';
import { fake } from '../support/secrets-fake.ts';

const DOCKERFILE = `${FOLDER}/Dockerfile`;
const ROOT = 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n';
const TWICE = 'FROM alpine:3.22 AS a\nUSER root\nFROM alpine:3.22\nUSER root\n';
const CONFIG = `${FOLDER}/.seaworthy.yaml`;
const titles = (actions: readonly CodeAction[]): string[] => actions.map((a) => a.title);

test(
  'a fix, resolved and applied',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, ROOT);
    const fix = await chosen(editor, await editor.actions(DOCKERFILE, at(1)), 'Remove USER root');
    await editor.apply(fix.edit);
    assert.equal(editor.text(DOCKERFILE), 'FROM alpine:3.22\nCMD ["sh"]\n');
    assert.deepEqual(await editor.rules(DOCKERFILE), []);
  }),
);
test(
  'a fix of a container in a later document of a stream',
  withEditor({}, async (editor) => {
    const pod = (name: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n    - name: ${name}\n      image: postgres:17.11\n      securityContext:\n        privileged: true\n        runAsUser: 5\n`;
    const uri = `${FOLDER}/pods.yaml`;
    await editor.open(uri, `${pod('a')}---\n${pod('b')}`, 'yaml');
    const actions = await editor.actions(uri, at(21, 10), ['quickfix']);
    await editor.apply((await chosen(editor, actions, 'Remove privileged (review)')).edit);
    assert.equal(editor.text(uri), `${pod('a')}---\n${pod('b').replace('        privileged: true\n', '')}`);
  }),
);

test(
  'one rule in the whole file, and all safe fixes on request only',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, TWICE);
    const all = await chosen(editor, await editor.actions(DOCKERFILE, at(1)), 'Fix all user/root-user in this file');
    for (const only of [['source.fixAll.seaworthy'], ['source.fixAll'], ['source']]) {
      const [action, ...others] = await editor.actions(DOCKERFILE, at(0), only);
      assert.ok(action && others.length === 0 && action.kind === 'source.fixAll.seaworthy');
      assert.deepEqual((await editor.resolve(action)).edit, all.edit);
    }
    assert.deepEqual(await editor.actions(DOCKERFILE, at(1), ['refactor']), []);
    assert.deepEqual(await editor.actions(DOCKERFILE, at(1), ['source.organizeImports']), []);
    await editor.apply(all.edit);
    assert.equal(editor.text(DOCKERFILE), 'FROM alpine:3.22 AS a\nFROM alpine:3.22\n');
    assert.deepEqual(await editor.actions(DOCKERFILE, at(0), ['source.fixAll']), []);
  }),
);

test(
  'an action whose document changed meanwhile does nothing',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, ROOT);
    const [fix] = await editor.actions(DOCKERFILE, at(1));
    await editor.type(DOCKERFILE, 'FROM', '# new\nFROM');
    assert.deepEqual(await editor.resolve(fix!), fix);
    const nonsense = { title: 'x', data: { uri: DOCKERFILE, version: 2, do: 'fix', finding: 7, fix: 'y' } };
    assert.deepEqual(await editor.resolve(nonsense), nonsense);
    assert.deepEqual(await editor.resolve({ title: 'x' }), { title: 'x' });
    const closed = { title: 'x', data: { uri: `${FOLDER}/no`, version: 1, do: 'fix-all' } };
    assert.deepEqual(await editor.resolve(closed), closed);
  }),
);

test(
  'ignore here, then the comment is extended',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, ROOT);
    await editor.apply(
      (await chosen(editor, await editor.actions(DOCKERFILE, at(1)), 'Ignore user/root-user here')).edit,
    );
    assert.equal(editor.text(DOCKERFILE), ROOT.replace('USER', '# seaworthy: ignore[user/root-user] reason\nUSER'));
    assert.deepEqual(await editor.rules(DOCKERFILE), []);
  }),
);

test(
  'ignore in this file, in a stream of documents',
  withEditor({}, async (editor) => {
    const uri = `${FOLDER}/pods.yaml`;
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      securityContext: {privileged: true}\n';
    await editor.open(uri, `${pod}---\n${pod}`, 'yaml');
    const privileged = async () => (await editor.rules(uri)).filter((r) => r.endsWith('privileged-container')).length;
    assert.equal(await privileged(), 2);
    const actions = await editor.actions(uri, at(14, 32));
    const title = 'Ignore privilege/privileged-container in this file';
    await editor.apply((await chosen(editor, actions, title)).edit);
    assert.ok(editor.text(uri).startsWith('# seaworthy: ignore-file[privilege/privileged-container] reason\n'));
    assert.equal(await privileged(), 0);
  }),
);

test(
  'JSON, which has no comments, is offered none',
  withEditor({}, async (editor) => {
    const uri = `${FOLDER}/pod.json`;
    await editor.open(
      uri,
      '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"a","securityContext":{"privileged":true}}]}}',
      'json',
    );
    const actions = titles(
      await editor.actions(uri, { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }),
    );
    assert.ok(actions.includes('Turn privilege/privileged-container off in .seaworthy.yaml'), actions.join());
    assert.ok(!actions.some((t) => t.startsWith('Ignore')));
  }),
);

test(
  'turn off: a new configuration is created, an existing one edited',
  withEditor({ settings: { [FOLDER]: { profile: 'strict' } } }, async (editor) => {
    await editor.ready();
    await editor.open(DOCKERFILE, ROOT);
    const title = 'Turn user/root-user off in .seaworthy.yaml';
    const { edit } = await chosen(editor, await editor.actions(DOCKERFILE, at(1)), title);
    assert.equal(edit?.changeAnnotations, undefined);
    await editor.apply(edit);
    assert.equal(editor.files.get(CONFIG), 'profile: strict\nrules:\n  user/root-user: off\n');
    await until('the finding to go', async () => (await editor.rules(DOCKERFILE)).length === 0);

    const kept = '# ours\nprofile: strict # all of it\n\nrules:\n  # why\n  build/label: hint\n';
    await editor.disk(CONFIG, kept);
    await until('the finding to come back', async () => (await editor.rules(DOCKERFILE)).length === 1);
    await editor.open(CONFIG, kept, 'yaml');
    await editor.apply((await chosen(editor, await editor.actions(DOCKERFILE, at(1)), title)).edit);
    assert.equal(editor.text(CONFIG), `${kept}  user/root-user: off\n`);
    assert.deepEqual(await editor.rules(DOCKERFILE), []);
  }),
);

test(
  'a value that is not a secret is allowed by its hash; the edit does not contain the value',
  withEditor({}, async (editor) => {
    const value = `${fake(16)}-w3`;
    const uri = `${FOLDER}/api.env`;
    await editor.open(uri, `API_PASSWORD=${value}\n`, 'dotenv');
    await until('the finding', async () => (await editor.rules(uri)).length === 1);
    const title = 'Not a secret: allow this value by its hash in .seaworthy.yaml';
    const actions = await editor.actions(uri, at(0, 15));
    assert.ok(!JSON.stringify(actions).includes(value));
    const { edit } = await chosen(editor, actions, title);
    assert.ok(!JSON.stringify(edit).includes(value));
    await editor.apply(edit);
    assert.match(editor.files.get(CONFIG) ?? '', /^secrets:\n {2}allow:\n {4}values:\n {6}- sha256:[0-9a-f]{32}\n$/);
    await until('the finding to go', async () => (await editor.rules(uri)).length === 0);
  }),
);

test(
  'turning a fold off turns off what it holds',
  withEditor({}, async (editor) => {
    const uri = `${FOLDER}/compose.yaml`;
    await editor.open(
      uri,
      'services:\n  web:\n    image: registry.shop.example/web:1.29\n    read_only: true\n',
      'dockercompose',
    );
    const before = await editor.rules(uri);
    assert.deepEqual(before, ['2 privilege/capabilities-not-dropped']);
    const title = 'Turn privilege/capabilities-not-dropped off in .seaworthy.yaml';
    await editor.apply((await chosen(editor, await editor.actions(uri, at(1, 3)), title)).edit);
    await until('the finding to go', async () => (await editor.rules(uri)).length === 0);
  }),
);

const plain = { ...vscode, workspace: { ...vscode.workspace, workspaceEdit: {} } };

test(
  'a client that cannot create files is not offered any, and gets plain changes',
  withEditor({ capabilities: plain, initializationOptions: {} }, async (editor) => {
    await editor.open(DOCKERFILE, ROOT);
    const actions = await editor.actions(DOCKERFILE, at(1));
    assert.deepEqual(titles(actions), [
      'Remove USER root',
      'Explain user/root-user',
      'Ignore user/root-user here',
      'Ignore user/root-user in this file',
    ]);
    await editor.apply(actions[0]?.edit);
    assert.equal(editor.text(DOCKERFILE), 'FROM alpine:3.22\nCMD ["sh"]\n');
  }),
);

const eager = { ...vscode, textDocument: { ...vscode.textDocument, codeAction: {} } };

test(
  'a client that cannot resolve gets the edits at once',
  withEditor({ capabilities: eager }, async (editor) => {
    await editor.open(DOCKERFILE, ROOT);
    const actions = await editor.actions(DOCKERFILE, at(1));
    assert.ok(actions.length >= 5 && actions.every((a) => a.edit || a.command));
  }),
);

test(
  'an ignore comment that ignores nothing is faded, and removed from the light bulb; a mistyped name is changed',
  withEditor({ rules }, async (editor) => {
    const lines = [
      'FROM alpine:3.22',
      '# seaworthy: ignore[user/sudo] why',
      '# seaworthy: ignore[user/rot-user]',
      'USER root',
      '',
    ];
    await editor.open(DOCKERFILE, lines.join('\n'));
    const found = (await editor.findings(DOCKERFILE)).map((d) => [d.code, d.severity, d.tags]);
    assert.deepEqual(found, [
      ['comment/unused-ignore', 4, [1]],
      ['comment/unknown-rule', 2, undefined],
      ['user/root-user', 2, undefined],
    ]);
    const change = await chosen(
      editor,
      await editor.actions(DOCKERFILE, at(2, 25)),
      'Change to user/root-user (review)',
    );
    await editor.apply(change.edit);
    const remove = await chosen(editor, await editor.actions(DOCKERFILE, at(1, 4)), 'Remove the comment');
    await editor.apply(remove.edit);
    assert.equal(editor.text(DOCKERFILE), 'FROM alpine:3.22\n# seaworthy: ignore[user/root-user]\nUSER root\n');
    assert.deepEqual(await editor.rules(DOCKERFILE), []);
  }),
);
test(
  'what one container lacks is offered at its own line, though the finding stands at another',
  withEditor({ rules }, async (editor) => {
    const uri = `${FOLDER}/compose.yaml`;
    const service = (name: string, more = ''): string =>
      `  ${name}:\n    image: registry.shop.example/${name}:1\n    read_only: true\n${more}`;
    const hard = '    security_opt:\n      - no-new-privileges:true\n';
    await editor.open(uri, `services:\n${service('a')}${service('b')}`, 'yaml');
    const first = await editor.actions(uri, at(1, 3), ['quickfix']);
    assert.ok(titles(first).includes('Set no-new-privileges:true in 2 places (review)'));
    const other = await editor.actions(uri, at(4, 3), ['quickfix']);
    assert.ok(!titles(other).some((title) => title.includes('in 2 places')));
    const ignoring = await chosen(editor, other, 'Ignore privilege/missing-hardening here');
    assert.match(JSON.stringify(ignoring.edit), /seaworthy: ignore\[privilege\/missing-hardening\]/);
    await editor.apply((await chosen(editor, other, 'Set no-new-privileges:true (review)')).edit);
    assert.equal(editor.text(uri), `services:\n${service('a')}${service('b', hard)}`);
  }),
);
