/** Quick fixes for mistyped keys, values and rule ids: in the configuration and in ignore comments. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { at, chosen, type Editor, FOLDER, vscode, withEditor } from '../support/editor.ts';
import { marked } from '../support/typed-at.ts';

let opened = 0;

/** The "Change to" actions at the mark of a configuration, with a function that applies one. */
async function meantAt(editor: Editor, text: string, folder = `${FOLDER}/config${++opened}`) {
  const { text: whole, line, character } = marked(text);
  const uri = `${folder}/.seaworthy.yaml`;
  await editor.open(uri, whole, 'yaml');
  const actions = (await editor.actions(uri, at(line, character))).filter((a) => a.title.startsWith('Change to'));
  return {
    titles: actions.map((a) => `${a.title}${a.isPreferred ? ' (preferred)' : ''}`),
    actions,
    async text(title: string): Promise<string> {
      await editor.apply(actions.find((a) => a.title === title)?.edit);
      return editor.text(uri);
    },
  };
}

for (const [typed, title, expected] of [
  ['profil|: strict\n', 'profile', 'profile: strict\n'],
  ['profile: |strikt\n', 'strict', 'profile: strict\n'],
  ['rules:\r\n  "user/rot|user": off\r\n', 'user/root-user', 'rules:\r\n  user/root-user: off\r\n'],
  ['rules: {"😀": off, user/rootuser|: off}\n', 'user/root-user', 'rules: {"😀": off, user/root-user: off}\n'],
  ['rules:\n  DL3002|: off\n', 'user/root-user', 'rules:\n  user/root-user: off\n'],
  ['rules:\n  users/*|: off\n', 'user/*', 'rules:\n  user/*: off\n'],
  ['rules:\n  user/root-user: warn|\n', 'warning', 'rules:\n  user/root-user: warning\n'],
  ['rules:\n  user/root-user: {severty|: off}\n', 'severity', 'rules:\n  user/root-user: {severity: off}\n'],
  ['images:\n  trustd|: [a]\n', 'trusted', 'images:\n  trusted: [a]\n'],
  ['podSecurity: {level: restricted, version: 1.34|}\n', 'v1.34', 'podSecurity: {level: restricted, version: v1.34}\n'],
  ['failOn: warn|\n', 'warning', 'failOn: warning\n'],
  ['secrets:\n  store:\n    provider: valt|\n', 'vault', 'secrets:\n  store:\n    provider: vault\n'],
] as const)
  test(
    `in the configuration: ${JSON.stringify(typed)} means ${title}`,
    withEditor({ rules }, async (editor) => {
      const meant = await meantAt(editor, typed);
      assert.deepEqual(meant.titles, [`Change to ${title} (preferred)`]);
      assert.equal(meant.actions[0]?.diagnostics?.[0]?.code, 'configuration');
      assert.equal(await meant.text(`Change to ${title}`), expected);
    }),
  );

test(
  'several meanings are a choice: none is preferred, and the message names them',
  withEditor({ rules }, async (editor) => {
    const meant = await meantAt(editor, 'rules:\n  unconfined|: off\n');
    assert.deepEqual(meant.titles, [
      'Change to daemon/unconfined-seccomp',
      'Change to privilege/unconfined-apparmor',
      'Change to privilege/unconfined-seccomp',
    ]);
    assert.match(
      JSON.stringify(meant.actions[0]?.diagnostics),
      /did you mean `daemon\/unconfined-seccomp`, `privilege\/unconfined-apparmor` or `privilege\/unconfined-seccomp`\?/,
    );
  }),
);

test(
  'nothing where no word is near, where the meant key is there already, and where the file cannot be read',
  withEditor({ rules }, async (editor) => {
    for (const text of [
      'qqqqqqqq|: 1\n',
      'profile: strict\nprofil|: audit\n',
      'rules: {user/root-user: off, user/rot-user|: off}\n',
      'profil|: [\n',
      'a: &x strikt\nprofile: *|x\n',
    ])
      assert.deepEqual((await meantAt(editor, text)).titles, [], JSON.stringify(text));
    const other = `${FOLDER}/values.yaml`;
    await editor.open(other, 'profil: strict\n', 'yaml');
    assert.deepEqual(await editor.actions(other, at(0, 2)), []);
  }),
);

test(
  'also in a folder below, for the kinds that are asked for, and without versions of documents',
  withEditor({ capabilities: { ...vscode, workspace: {} } }, async (editor) => {
    const meant = await meantAt(editor, 'profil|: strict\n', `${FOLDER}/a/b`);
    assert.ok(meant.actions[0]?.edit?.changes?.[`${FOLDER}/a/b/.seaworthy.yaml`]);
    assert.deepEqual(await editor.actions(`${FOLDER}/a/b/.seaworthy.yaml`, at(0, 2), ['refactor']), []);
    assert.deepEqual(await editor.actions(`${FOLDER}/a/b/.seaworthy.yaml`, at(0, 2), ['source.fixAll']), []);
  }),
);

const FROM = 'FROM node:22.20-bookworm-slim\n';

for (const [written, titles] of [
  ['user/rot-user', ['Change to user/root-user (review) preferred', 'Remove the comment (review)']],
  ['Root_User', ['Change to user/root-user preferred', 'Remove the comment (review)']],
  ['DL3002', ['Change to user/root-user (review) preferred', 'Remove the comment (review)']],
  [
    'unconfined',
    [
      'Change to daemon/unconfined-seccomp',
      'Change to privilege/unconfined-apparmor',
      'Change to privilege/unconfined-seccomp',
      'Remove the comment (review)',
    ],
  ],
  ['qqqqqqqqqq', ['Remove the comment (review)']],
] as const)
  test(
    `in an ignore comment: ${written}`,
    withEditor({ rules }, async (editor) => {
      const uri = `${FOLDER}/Dockerfile`;
      await editor.open(uri, `${FROM}# seaworthy: ignore[${written}] 😀\nUSER root\n`);
      const actions = await editor.actions(uri, at(1, 22), ['quickfix']);
      const fixes = actions.filter((a) => /^(Change|Remove)/.test(a.title));
      const shown = fixes.map((a) => `${a.title}${a.isPreferred ? ' preferred' : ''}`);
      assert.equal(shown.length >= titles.length, true, shown.join('\n'));
      for (const [i, title] of titles.slice(0, -1).entries()) assert.ok(shown[i]?.startsWith(title), shown.join('\n'));
      assert.equal(shown.at(-1), titles.at(-1));
      assert.equal(fixes.filter((a) => a.isPreferred).length, titles.join().includes('preferred') ? 1 : 0);
    }),
  );

test(
  'the change in an ignore comment is made',
  withEditor({ rules }, async (editor) => {
    const uri = `${FOLDER}/compose.yaml`;
    const text = 'services:\r\n  a:\r\n    image: "x😀:1" # seaworthy: ignore[image/mutable-tg] ours\r\n';
    await editor.open(uri, text, 'dockercompose');
    const action = await chosen(editor, await editor.actions(uri, at(2, 45)), 'Change to image/mutable-tag (review)');
    await editor.apply(action.edit);
    assert.equal(editor.text(uri), text.replace('mutable-tg', 'mutable-tag'));
  }),
);

for (const [written, verb] of [
  ['disable[user/root-user]', 'ignore'],
  ['Suppress [user/root-user]', 'ignore'],
  ['disable-file[user/root-user]', 'ignore-file'],
] as const)
  test(
    `the verb of an ignore comment: ${written} means ${verb}`,
    withEditor({}, async (editor) => {
      const uri = `${FOLDER}/Dockerfile`;
      const text = `FROM alpine:3.22\n# 😀 # seaworthy: ${written} 😀\nUSER root\n`;
      await editor.open(uri, text);
      const actions = await editor.actions(uri, at(1, 10));
      assert.deepEqual(
        actions.map((a) => [a.title, a.isPreferred, a.diagnostics?.[0]?.code]),
        [[`Change to ${verb}`, true, 'ignore-comment']],
      );
      await editor.apply(actions[0]?.edit);
      assert.equal(editor.text(uri), text.replace(/: [A-Za-z-]+/, `: ${verb}`));
      assert.deepEqual(await editor.actions(uri, at(1, 10)), []);
    }),
  );
