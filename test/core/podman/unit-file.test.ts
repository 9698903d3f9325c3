/** Unit files of systemd, as Quadlet reads them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readUnitFile, wordsOf } from '../../../server/src/core/podman/quadlet/unit-file.ts';
import { assertGrowth } from '../../support/growth.ts';

const text = `\uFEFF[Unit]
; a comment
Description = Two  words
[Container]
Exec=sh \\
  -c \\
# between
  "echo a"
Empty=
no value
`;

test('sections, keys, comments and continued lines', () => {
  const { sections, comments, broken } = readUnitFile(text);
  assert.deepEqual(
    sections.map((s) => [s.name, ...s.entries.map((e) => `${e.key}|${e.value.text}`)]),
    [
      ['Unit', 'Description|Two  words'],
      ['Container', 'Exec|sh -c "echo a"', 'Empty|'],
    ],
  );
  const cut = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
  assert.deepEqual(comments.map(cut), ['; a comment', '# between']);
  assert.deepEqual(broken.map(cut), ['no value']);
  assert.equal(cut(sections[1]!.at), '[Container]');
});

test('each character of a word has its place', () => {
  const value = readUnitFile(text).sections[1]!.entries[0]!.value;
  const words = wordsOf(value);
  assert.deepEqual(
    words.map((w) => w.text),
    ['sh', '-c', 'echo a'],
  );
  for (const word of words) for (const [i, at] of word.at.entries()) assert.equal(text[at], word.text[i]);
});

test('quotes around a part, escapes, and quotes that nothing closes', () => {
  const words = (value: string): string[] =>
    wordsOf({ text: value, at: [...value].map((_, i) => i) }).map((w) => w.text);
  assert.deepEqual(words(`A="b c" 'd e' f\\ g ""`), ['A=b c', 'd e', 'f g', '']);
  assert.deepEqual(words(`"open a`), ['open a']);
  assert.deepEqual(words('a\\'), ['a\\']);
});

test('time grows with the text', () => {
  for (const part of ['a=b\\\n', '[x]\n', '"', 'x\n', '# c\n', 'a="b\n']) {
    const read = (n: number) => () =>
      readUnitFile(part.repeat(n)).sections.map((s) => s.entries.map((e) => wordsOf(e.value)));
    assertGrowth(part, 10, read(2000), read(8000));
  }
});
