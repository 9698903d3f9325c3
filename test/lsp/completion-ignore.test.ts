/** Completion in ignore comments: the first words and the names of rules, in every kind of file, also in half-typed ones. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Editor, FOLDER, vscode, withEditor } from '../support/editor.ts';
import { completions, typedAt } from '../support/typed-at.ts';

const DOCKERFILE = 'FROM alpine:3.22\nLABEL a=b\n# HERE\nUSER root\nCMD ["sh"]\n';
const dockerfile = (comment: string): string => DOCKERFILE.replace('# HERE', comment);
const inDockerfile = (editor: Editor, comment: string) => typedAt(editor, FOLDER, 'Dockerfile', dockerfile(comment));

test(
  'rule ids: what is found nearest below comes first, then the others, concerns last',
  withEditor({}, async (editor) => {
    const { items, labels } = await inDockerfile(editor, '# seaworthy: ignore[|]');
    assert.deepEqual(labels.slice(0, 2), ['user/root-user', 'build/label']);
    assert.equal(items[0]?.detail, 'Runs as root (found here)');
    assert.ok(labels.includes('privilege/privileged-container') && labels.at(-1)?.endsWith('/*'));
    assert.match(JSON.stringify(items[0]?.documentation), /root of the kernel.*\*\*warning\*\* · on by default/);
    assert.equal(new Set(labels).size, labels.length);
  }),
);

for (const [typed, chosen] of [
  ['# seaworthy: ignore[|]', '# seaworthy: ignore[user/root-user]'],
  ['# seaworthy: ignore[us|er/ro] because', '# seaworthy: ignore[user/root-user] because'],
  ['# seaworthy: ignore-file[ro|]', '# seaworthy: ignore-file[user/root-user]'],
  ['# seaworthy: ignore[build/label,|]', '# seaworthy: ignore[build/label,user/root-user]'],
  [
    '# seaworthy: ignore[build/label, us|, image/*] why',
    '# seaworthy: ignore[build/label, user/root-user, image/*] why',
  ],
  ['#seaworthy:ignore[|', '#seaworthy:ignore[user/root-user] ${1:reason}'],
  ['# seaworthy: ignore[us|', '# seaworthy: ignore[user/root-user] ${1:reason}'],
  ['# seaworthy: ignore[us| the port is fixed', '# seaworthy: ignore[user/root-user] the port is fixed'],
  ['# seaworthy: ignore[us|, build/label', '# seaworthy: ignore[user/root-user, build/label'],
  ['# seaworthy: ignore |', '# seaworthy: ignore[user/root-user] ${1:reason}'],
  ['# seaworthy: ignore us|', '# seaworthy: ignore[user/root-user] ${1:reason}'],
  [
    '# seaworthy: ignore[build/label] a # seaworthy: ignore[us|]',
    '# seaworthy: ignore[build/label] a # seaworthy: ignore[user/root-user]',
  ],
  ['# 😀 # seaworthy: ignore[us|] 😀', '# 😀 # seaworthy: ignore[user/root-user] 😀'],
] as const)
  test(
    `a name replaces what is typed of it: ${typed}`,
    withEditor({}, async (editor) => {
      assert.equal((await inDockerfile(editor, typed)).chosen('user/root-user'), dockerfile(chosen));
    }),
  );

test(
  'names that are there already are not offered again',
  withEditor({}, async (editor) => {
    const { labels } = await inDockerfile(editor, '# seaworthy: ignore[user/root-user, |]');
    assert.ok(!labels.includes('user/root-user') && labels.includes('build/label'));
    const { labels: before } = await inDockerfile(editor, '# seaworthy: ignore[|, build/label] x');
    assert.ok(!before.includes('build/label'));
  }),
);

test(
  'what is typed is compared with all that is replaced',
  withEditor({}, async (editor) => {
    const { items } = await inDockerfile(editor, '# seaworthy: ignore  us|');
    assert.equal(items[0]?.filterText, '  user/root-user');
    const { items: plain } = await inDockerfile(editor, '# seaworthy: ignore[us|');
    assert.equal(plain[0]?.filterText, undefined);
  }),
);

test(
  'the words before the bracket',
  withEditor({}, async (editor) => {
    for (const typed of ['# |', '# sea|', '#|', '# seaworthy|']) {
      const { labels, chosen } = await inDockerfile(editor, typed);
      assert.deepEqual(labels, ['seaworthy: ignore', 'seaworthy: ignore-file'], typed);
      const lead = typed.startsWith('# ') ? '# ' : '#';
      assert.equal(chosen('seaworthy: ignore'), dockerfile(`${lead}seaworthy: ignore[`));
    }
    const { labels, chosen, items } = await inDockerfile(editor, '# seaworthy: ig|');
    assert.deepEqual(labels, ['ignore', 'ignore-file']);
    assert.equal(chosen('ignore-file'), dockerfile('# seaworthy: ignore-file['));
    assert.equal(items[0]?.command?.command, 'editor.action.triggerSuggest');
    const opened = await inDockerfile(editor, '# seaworthy: dis|able[user/root-user]');
    assert.equal(opened.chosen('ignore'), dockerfile('# seaworthy: ignore[user/root-user]'));
  }),
);

test(
  'without snippets the comment ends after its bracket',
  withEditor({ capabilities: { ...vscode, textDocument: {} } }, async (editor) => {
    const { items, chosen } = await inDockerfile(editor, '# seaworthy: ignore[us|');
    assert.equal(chosen('user/root-user'), dockerfile('# seaworthy: ignore[user/root-user]'));
    assert.ok(items.every((i) => i.insertTextFormat === undefined));
  }),
);

const COMPOSE = 'services:\n  web:\n    image: nginx:1.29\n    # seaworthy: ignore[|]\n    privileged: true\n';
const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a # seaworthy: ignore[|\nspec:\n  containers: []\n';

for (const [what, name, text, expected] of [
  ['a Compose file', 'compose.yaml', COMPOSE, 'privilege/privileged-container'],
  ['CRLF', 'compose.yaml', COMPOSE.replaceAll('\n', '\r\n'), 'privilege/privileged-container'],
  ['the end of a line of a manifest', 'pod.yaml', POD, 'privilege/privileged-container'],
  [
    'a later document of a stream',
    'pods.yaml',
    `${POD.replace('|', 'a]')}---\n${POD}`,
    'privilege/privileged-container',
  ],
  ['a file with a syntax error', 'compose.yaml', `${COMPOSE}  a: b: c\n x: [\n`, 'privilege/privileged-container'],
  ['a file whose quote is not closed', 'compose.yaml', `a: "\n${COMPOSE}`, 'privilege/privileged-container'],
  ['tabs', 'compose.yaml', COMPOSE.replace('    #', '\t#'), 'privilege/privileged-container'],
  ['an environment file', '.env', 'A=b\n# seaworthy: ignore[|]\nPASSWORD=x\n', 'secret/hardcoded-secret'],
  [
    'an instruction of several lines',
    'Dockerfile',
    'FROM a\nRUN a \\\n  # seaworthy: ignore[|\n  b\n',
    'user/root-user',
  ],
] as const)
  test(
    `in ${what}`,
    withEditor({}, async (editor) => {
      const { labels } = await typedAt(editor, FOLDER, name, text);
      assert.ok(labels.includes(expected), `${labels.length} labels`);
    }),
  );

test(
  'nothing where no comment is, where the comment has another subject, or is finished',
  withEditor({}, async (editor) => {
    for (const comment of [
      'LABEL c="# seaworthy: ignore[|"',
      'LABEL c=d # seaworthy: ignore[|',
      '# see # seaworthy|: the manual',
      '# a note |',
      '# seaworthy: ignore[user/root-user] |',
      '# seaworthy: allow[|]',
      '# notseaworthy: ignore[|]',
      'RUN <<E\n# seaworthy: ignore[|\nE',
    ])
      assert.deepEqual((await inDockerfile(editor, comment)).labels, [], comment);
    for (const text of [
      'services:\n  web:\n    image: nginx:1.29\n    command: |-\n      # seaworthy: ignore[@]\n    privileged: true\n',
      'services:\n  web:\n    image: "x # seaworthy: ignore[@]"\n',
    ]) {
      const [before = ''] = text.split('@');
      const uri = `${FOLDER}/block/compose.yaml`;
      await editor.open(uri, text.replace('@', ''), 'dockercompose');
      const lines = before.split('\n');
      assert.deepEqual(await completions(editor, uri, lines.length - 1, lines.at(-1)!.length), [], text);
      await editor.close(uri);
    }
    const json = await typedAt(
      editor,
      FOLDER,
      'a.json',
      '{"kind": "Pod", "apiVersion": "v1"}\n# seaworthy: ignore[|]\n',
    );
    assert.deepEqual(json.labels, []);
  }),
);
