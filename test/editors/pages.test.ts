/** docs/editors: a page for each editor, which says how we know that its configuration works. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, test } from 'node:test';
import { globSync } from '../../scripts/lib/files.ts';

describe('pages about other editors', () => {
  const editors = globSync('docs/editors', (f) => !f.endsWith('README.md'));
  const table = readFileSync('docs/editors/README.md', 'utf8');

  for (const page of editors) {
    const text = readFileSync(page, 'utf8');
    test(`${page}: starts our server, and says whether it was tried`, () => {
      assert.match(text, /seaworthy["',\]\s]+(?:args = \[|"arguments": \[)?\s*["']?lsp\b/);
      const tried = /^## How it was tried$/m.test(text);
      assert.ok(tried || /^Not tried by us\. .*read\s+on\s+20\d\d-\d\d-\d\d\.$/ms.test(text), 'a source and a day');
      const row = table.split('\n').find((line) => line.includes(`(${posix.basename(page)})`));
      assert.match(row ?? '', tried ? /tried by us/ : /from its documentation/);
    });
  }
  test('there are six', () => assert.equal(editors.length, 6));
});
