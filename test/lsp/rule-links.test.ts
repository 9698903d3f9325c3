/** Rule ids of diagnostics are links to the page of the rule, in our extension and in other editors. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { editorHost } from '../../server/src/host/browser.ts';
import type { Host } from '../../server/src/host/host.ts';
import { pagesFolder } from '../../server/src/host/node-pages.ts';
import { nodeHost } from '../../server/src/lsp/node-host.ts';
import { FOLDER, withEditor } from '../support/editor.ts';

const DOCKERFILE = `${FOLDER}/Dockerfile`;
const PAGES = 'file:///opt/sea%20worthy/docs/rules/';
const memory = editorHost(
  { listFiles: async () => [], readFile: async () => ({ problem: 'not-found' }) },
  (uri) => uri,
);
const withPages = (pages: string | undefined): Host => ({ ...memory, pages });

for (const [editor, initializationOptions, host, expected] of [
  [
    'our extension runs its command, which shows the page that it ships',
    undefined,
    withPages(PAGES),
    'command:seaworthy.openRulePage?%5B%22user%2Froot-user%22%5D',
  ],
  ['another editor opens the installed file', {}, withPages(PAGES), `${PAGES}user/root-user.md`],
  ['another editor without installed pages has no link', {}, withPages(undefined), undefined],
] as const)
  test(
    editor,
    withEditor({ initializationOptions, host }, async (client) => {
      await client.open(DOCKERFILE, 'FROM alpine:3.22\nUSER root\n');
      const [finding] = await client.findings(DOCKERFILE);
      assert.equal(finding?.code, 'user/root-user');
      assert.equal(finding?.codeDescription?.href, expected);
      const hover = JSON.stringify(await client.hover(DOCKERFILE, 1, 5));
      assert.equal(
        hover.includes(`[Page of the rule](${PAGES}user/root-user.md)`),
        expected?.startsWith('file:') === true,
      );
      assert.ok(!hover.includes('command:'), 'a hover links no command');
    }),
  );

test('the pages are found in the npm package and in a checkout, from any folder', () => {
  for (const [bundle, pages] of [
    ['server/dist/server.js', 'server/docs/rules'],
    ['server/dist/server.js', 'docs/rules'],
  ] as const) {
    const root = mkdtempSync(join(tmpdir(), 'sea worthy '));
    const address = pathToFileURL(join(root, bundle)).href;
    assert.equal(pagesFolder(address), undefined);
    mkdirSync(join(root, pages, 'user'), { recursive: true });
    writeFileSync(join(root, pages, 'user/root-user.md'), '# Page\n');
    const found = pagesFolder(address);
    assert.ok(found?.href.endsWith(`/${pages}/`), found?.href);
    assert.ok(existsSync(fileURLToPath(new URL('user/root-user.md', found))));
  }
  assert.equal(nodeHost(undefined).pages, pagesFolder()?.href);
});
