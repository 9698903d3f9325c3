import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escaped } from '../../server/src/lsp/hover-text.ts';
import { FOLDER, vscode, withEditor } from '../support/editor.ts';

const DOCKERFILE = `${FOLDER}/Dockerfile`;

test(
  'what is wrong, why, and what can be done',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, 'FROM alpine:3.22\nUSER root\n');
    const hover = await editor.hover(DOCKERFILE, 1, 5);
    assert.deepEqual(hover, {
      contents: {
        kind: 'markdown',
        value: [
          '**Runs as root** · `user/root-user`',
          'Root of the container is root of the kernel.',
          'Fixes:',
          '- Remove `USER root`\n- Remove it and say so (review the change). Then by hand:\n  - Tell others',
        ].join('\n\n'),
      },
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 9 } },
    });
    assert.equal(await editor.hover(DOCKERFILE, 0, 3), null);
    assert.equal(await editor.hover(DOCKERFILE, 99, 99), null);
  }),
);

test(
  'no command is linked for a client that has none, no Markdown for one that shows none',
  withEditor({ initializationOptions: {}, capabilities: { ...vscode, textDocument: {} } }, async (editor) => {
    await editor.open(DOCKERFILE, 'FROM alpine:3.22\nUSER root\n');
    const { contents } = (await editor.hover(DOCKERFILE, 1, 5)) ?? {};
    assert.deepEqual(contents, {
      kind: 'plaintext',
      value:
        'Runs as root (user/root-user)\nthe image runs as `root`\nRoot of the container is root of the kernel.\nFix: Remove `USER root`\nFix: Remove it and say so\n  Then by hand: Tell others',
    });
  }),
);

for (const [client, initializationOptions, link] of [
  ['our extension', undefined, 'seaworthy.explain'],
  ['another client, which has no such command', {}, undefined],
] as const)
  test(
    `the list of actions links to the hover: ${client}`,
    withEditor({ initializationOptions }, async ({ capabilities }) => {
      const { documentation } = capabilities.codeActionProvider as {
        documentation?: { kind: string; command: { command: string } }[];
      };
      assert.deepEqual(
        documentation?.map((d) => [d.kind, d.command.command]),
        link && [['quickfix', link]],
      );
    }),
  );

/** Links, images and HTML that are not inside code, by a reading of backticks as CommonMark has it. */
function live(markdown: string): string[] {
  const outside = markdown.replace(/(?<![`\\])(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, '');
  return outside.match(/(?<!\\)\]\([^)]*\)|(?<!\\)<\w[^>]*>/g) ?? [];
}

const evil = [
  '[a](command:x)',
  '![a](http://e.example/p.png)',
  '<img src=x>',
  '```[a](http://e.example)`',
  '`\n\n[a](b)`',
  '\\`[a](b)\\`',
  '``a`[b](c)`',
];

test('words of a file never become links, pictures or HTML', () => {
  for (const text of evil) assert.deepEqual(live(escaped(`says \`${text}\` and ${text}`)), [], text);
  assert.equal(live('[a](b) `[c](d)` <b>').length, 2, 'the reading finds what is live');
});

test(
  'neither in a hover',
  withEditor({ initializationOptions: {} }, async (editor) => {
    await editor.open(DOCKERFILE, 'FROM alpine:3.22\nLABEL a="``[b](command:x)"\n');
    const hover = await editor.hover(DOCKERFILE, 1, 8);
    const { value } = (hover?.contents ?? { value: '' }) as { value: string };
    assert.match(value, /command:x/);
    assert.deepEqual(live(value), []);
  }),
);
