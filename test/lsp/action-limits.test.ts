/** What the light bulb leaves alone: a text that is being typed, and more than can be done while the user waits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, chosen, FOLDER, until, withEditor } from '../support/editor.ts';

const COMPOSE = `${FOLDER}/compose.yaml`;
const DOCKERFILE = `${FOLDER}/Dockerfile`;

test(
  'a key that is indented too deep: the finding is there, its fix and its comment are not',
  withEditor({}, async (editor) => {
    await editor.open(
      COMPOSE,
      'services:\n  web:\n    privileged: true\n    image: nginx:1.29\n      hostname: x\n',
      'dockercompose',
    );
    assert.ok((await editor.rules(COMPOSE)).includes('3 privilege/privileged-container'));
    const titles = (await editor.actions(COMPOSE, at(2, 6))).map((a) => a.title);
    assert.ok(titles.includes('Ignore privilege/privileged-container in this file'), titles.join());
    assert.ok(!titles.some((t) => t.startsWith('Remove') || t.endsWith(' here')), titles.join());
    await editor.type(COMPOSE, '      hostname', '    hostname');
    const now = (await editor.actions(COMPOSE, at(2, 6))).map((a) => a.title);
    assert.ok(now.some((t) => t.startsWith('Remove')) && now.some((t) => t.endsWith(' here')), now.join());
  }),
);

test(
  'too many findings to fix at once: nothing is changed, and a message is shown',
  withEditor({}, async (editor) => {
    // Work is counted by the length of what is read: a long comment is as good as many lines.
    await editor.open(DOCKERFILE, `# ${'x'.repeat(250_000)}\nFROM alpine:3.22\nUSER root\nUSER root\n`);
    const title = 'Fix all user/root-user in this file';
    const action = await chosen(editor, await editor.actions(DOCKERFILE, at(2)), title);
    assert.equal(action.edit, undefined);
    await until('the message', () => editor.shown.length > 0);
    assert.match(editor.shown[0]!, /^Seaworthy: Nothing was changed: too many findings .*`seaworthy check --fix`/);
  }),
);
