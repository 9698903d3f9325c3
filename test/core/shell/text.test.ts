import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinContinuations, mapped } from '../../../server/src/core/shell/shell.ts';

const cases: readonly { name: string; source: string; text: string; escape?: '`' }[] = [
  { name: 'one line', source: 'a b', text: 'a b' },
  { name: 'nothing', source: '', text: '' },
  { name: 'a continued line', source: 'a \\\n  b', text: 'a   b' },
  { name: 'within a word', source: 'cu\\\nrl', text: 'curl' },
  { name: 'blanks after the escape character', source: 'a \\ \t\nb', text: 'a b' },
  { name: 'CRLF', source: 'a \\\r\nb \\ \r\nc', text: 'a b c' },
  { name: 'comment lines', source: 'a \\\n# one\n  # two \\\n#\nb', text: 'a b' },
  { name: 'comment lines with CRLF', source: 'a \\\r\n# one\r\nb', text: 'a b' },
  { name: 'empty lines', source: 'a \\\n\n \t\n\r\nb', text: 'a b' },
  { name: 'a comment after a comment after an empty line', source: 'a \\\n\n# x\n\n# y\nb', text: 'a b' },
  { name: 'a hash inside a line is no comment', source: 'a \\\nb # c', text: 'a b # c' },
  { name: 'a hash on the first line is no comment line', source: '# a \\\nb', text: '# a b' },
  { name: 'a doubled escape character does not continue', source: 'a \\\\\nb', text: 'a \\\\\nb' },
  { name: 'nor a tripled one', source: 'a \\\\\\\nb', text: 'a \\\\\\\nb' },
  { name: 'an escape character alone on a line', source: 'a \\\n\\\nb', text: 'a b' },
  { name: 'an escape character at the very end', source: 'a \\', text: 'a ' },
  { name: 'a continued last line', source: 'a \\\n', text: 'a ' },
  { name: 'only a comment follows', source: 'a \\\n# b', text: 'a ' },
  { name: 'an escape character before other text', source: 'a \\ b\\\nc', text: 'a \\ bc' },
  { name: 'backtick', escape: '`', source: 'a `\n# x\n b \\\nc', text: 'a  b \\\nc' },
  { name: 'backslash is not special when backtick is', escape: '`', source: 'a\\b`\nc', text: 'a\\bc' },
  { name: 'backtick is not special otherwise', source: 'a `\nb', text: 'a `\nb' },
  {
    name: 'heredoc bodies stay as they are',
    source: 'cat <<E \\\n > f\na \\\n# b\n\nE\n',
    text: 'cat <<E  > f\na \\\n# b\n\nE\n',
  },
];

for (const { name, source, text, escape: escapeCharacter = '\\' } of cases) {
  test(`joining: ${name}`, () => {
    const joined = joinContinuations(source, 100, escapeCharacter);
    assert.equal(joined.text, text);
    // From the back: lookups must not depend on the order.
    for (let i = text.length - 1; i >= 0; i--) assert.equal(source[joined.at(i) - 100], text[i], `character ${i}`);
    for (let i = 1; i <= text.length; i++) assert.ok(joined.at(i) > joined.at(i - 1), `order at ${i}`);
    assert.ok(joined.at(text.length) <= 100 + source.length);
  });
}

test('joining: exact offsets', () => {
  const joined = joinContinuations('ab\\\n# x\ncd', 10, '\\');
  assert.deepEqual([0, 1, 2, 3, 4].map(joined.at), [10, 11, 18, 19, 20]);
});

test('an unchanged text', () => {
  const text = mapped('abc', 7);
  assert.equal(text.text, 'abc');
  assert.deepEqual([text.at(0), text.at(3)], [7, 10]);
});
