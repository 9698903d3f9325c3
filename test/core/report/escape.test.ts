import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forMarkdown, forTerminal, oneLine } from '../../../server/src/core/report/escape.ts';

test('escape sequences and text direction marks are printed in escaped form', () => {
  assert.equal(forTerminal('a\u001b[31mb\u202ec'), 'a\\u{1b}[31mb\\u{202e}c');
  assert.equal(oneLine('a\nb'), 'a\\nb');
});

test('Markdown in file contents is escaped, code stays code', () => {
  assert.equal(forMarkdown('`web` runs [x](http://e)'), '`web` runs \\[x\\]\\(http://e\\)');
  assert.equal(forMarkdown('<img src=x>'), '\\<img src=x\\>');
});

test('several backticks, or one alone, do not open code that ends elsewhere', () => {
  assert.doesNotMatch(forMarkdown('a ``[a](http://e) b'), /(?<!\\)\[/);
  assert.doesNotMatch(forMarkdown('a ` b [c](d)'), /(?<!\\)\[/);
  assert.doesNotMatch(forMarkdown('`x\n\n[c](d)`'), /\n/);
});

test('a bar in code neither ends the cell of a table nor frees what follows', () => {
  for (const text of ['`a`](http://e)<img src=x>|b`', 'a`<img src=x>|<b>` c'])
    assert.doesNotMatch(forMarkdown(text), /(?<!\\)[|]/);
  assert.equal(forMarkdown('`a|<b>` and `<c>`'), '\\`a\\|\\<b\\>\\` and `<c>`');
});
