/** What the light bulb offers: order, kinds, titles, and the comment that ignores a finding. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver';
import { at, chosen, FOLDER, vscode, withEditor } from '../support/editor.ts';

const DOCKERFILE = `${FOLDER}/Dockerfile`;
const ROOT = 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n';
const TWICE = 'FROM alpine:3.22 AS a\nUSER root\nFROM alpine:3.22\nUSER root\n';
const SUPPRESS = 'quickfix.suppress.seaworthy';
const shown = (actions: readonly CodeAction[]): string[] => actions.map((a) => `${a.kind}: ${a.title}`);

test(
  'fixes, then those of the whole file, the page, then silencing as a kind of its own',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, TWICE);
    const actions = await editor.actions(DOCKERFILE, at(1, 3));
    assert.deepEqual(shown(actions), [
      'quickfix: Remove USER root',
      'quickfix: Remove it and say so (review, steps remain)',
      'quickfix: Fix all user/root-user in this file',
      'quickfix: Open the page of user/root-user',
      `${SUPPRESS}: Ignore user/root-user here`,
      `${SUPPRESS}: Ignore user/root-user in this file`,
      `${SUPPRESS}: Turn user/root-user off in .seaworthy.yaml`,
    ]);
    assert.deepEqual(
      actions.map((a) => a.isPreferred ?? false),
      [true, ...Array(6).fill(false)],
    );
    assert.ok(actions.every((a) => a.diagnostics?.[0]?.code === 'user/root-user'));
    assert.deepEqual(actions[3]?.command?.arguments, ['user/root-user']);
    assert.deepEqual(await editor.actions(DOCKERFILE, at(0)), []);
    const { codeActionProvider } = editor.capabilities as { codeActionProvider: { codeActionKinds: string[] } };
    assert.ok(actions.every((a) => codeActionProvider.codeActionKinds.includes(a.kind!)));
  }),
);

test(
  'without a fix the page comes first, so that nothing is silenced by the first Enter',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, 'FROM alpine:3.22\nLABEL a=b\n');
    assert.deepEqual(shown(await editor.actions(DOCKERFILE, at(1, 8))), [
      'quickfix: Open the page of build/label',
      `${SUPPRESS}: Ignore build/label here`,
      `${SUPPRESS}: Ignore build/label in this file`,
      `${SUPPRESS}: Turn build/label off in .seaworthy.yaml`,
    ]);
  }),
);

test(
  'several findings in one place: all fixes before the page of each rule, silencing last',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, 'FROM alpine:3.22\nLABEL a=b c=d\nUSER root\n');
    const range = { start: { line: 1, character: 0 }, end: { line: 2, character: 4 } };
    const kinds = (await editor.actions(DOCKERFILE, range)).map((a) =>
      a.kind === SUPPRESS ? 'silence' : a.title.startsWith('Open') ? 'page' : 'fix',
    );
    assert.deepEqual([...new Set(kinds)], ['fix', 'page', 'silence']);
    assert.deepEqual(
      kinds,
      [...kinds].sort((a, b) => 'fps'.indexOf(a[0]!) - 'fps'.indexOf(b[0]!)),
    );
    assert.equal(kinds.filter((k) => k === 'page').length, 2);
  }),
);

test(
  'silencing can be asked for alone, and is a part of the quick fixes',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, ROOT);
    for (const only of [SUPPRESS, 'quickfix.suppress']) {
      const actions = await editor.actions(DOCKERFILE, at(1), [only]);
      assert.equal(actions.length, 3);
      assert.ok(actions.every((a) => a.kind === SUPPRESS));
    }
    assert.equal((await editor.actions(DOCKERFILE, at(1), ['quickfix'])).length, 6);
  }),
);

test(
  'no title shows backticks, since editors show titles as they are',
  withEditor({}, async (editor) => {
    const uri = `${FOLDER}/compose.yaml`;
    await editor.open(uri, 'services:\n  web:\n    image: nginx:1.29\n    privileged: true\n', 'dockercompose');
    const range = { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } };
    const titles = (await editor.actions(uri, range)).map((a) => a.title);
    assert.ok(titles.includes('Remove privileged (review)'), titles.join('\n'));
    assert.deepEqual(
      titles.filter((t) => t.includes('`')),
      [],
    );
  }),
);

const TITLE = 'Ignore user/root-user here';

test(
  'the reason of an ignore comment is a placeholder; a comment that is extended keeps its own',
  withEditor({}, async (editor) => {
    const [edit, ...others] = await ignoring(editor, ROOT);
    assert.deepEqual(others, []);
    const value = `# seaworthy: ignore[user/root-user] \${1:reason}\n`;
    assert.deepEqual(edit, { range: at(1), snippet: { kind: 'snippet', value } });
    await editor.close(DOCKERFILE);
    const written = '# seaworthy: ignore[build/label] ours $1\n';
    const [extended] = await ignoring(editor, ROOT.replace('USER', `${written}USER`));
    assert.deepEqual(extended, { range: at(1, 32 - 1), newText: ', user/root-user' });
  }),
);

test(
  'without snippets the comment ends after its bracket',
  withEditor(
    { capabilities: { ...vscode, workspace: { ...vscode.workspace, workspaceEdit: { documentChanges: true } } } },
    async (editor) => {
      const [edit] = await ignoring(editor, ROOT);
      assert.deepEqual(edit, { range: at(1), newText: '# seaworthy: ignore[user/root-user]\n' });
    },
  ),
);

/** The edits that ignore the root user of a Dockerfile. */
async function ignoring(editor: Parameters<typeof chosen>[0], text: string): Promise<unknown[]> {
  await editor.open(DOCKERFILE, text);
  const line = text.split('\n').indexOf('USER root');
  const { edit } = await chosen(editor, await editor.actions(DOCKERFILE, at(line)), TITLE);
  const [change] = edit?.documentChanges ?? [];
  assert.ok(change && 'edits' in change);
  return change.edits;
}
