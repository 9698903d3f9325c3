import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutStream } from '../../../server/src/core/yaml/cut.ts';

const cut = (text: string): string[] => {
  const parts = cutStream(text);
  assert.equal(parts.map((p) => p.text).join(''), text);
  for (const p of parts) assert.equal(text.slice(p.start, p.start + p.text.length), p.text);
  return parts.map((p) => p.text);
};

test('cuts at markers, which begin the part that follows', () => {
  assert.deepEqual(cut('a: 1\n---\nb: 2\n--- # c\nd: 3\n...\n---'), [
    'a: 1\n',
    '---\nb: 2\n',
    '--- # c\nd: 3\n',
    '...\n',
    '---',
  ]);
  assert.deepEqual(cut('a: 1\r\n---\r\nb: 2\r\n'), ['a: 1\r\n', '---\r\nb: 2\r\n']);
  assert.deepEqual(cut('---\na: 1\n'), ['---\na: 1\n']);
  assert.deepEqual(cut(''), ['']);
});

test('lines that only look like markers do not cut', () => {
  const text = 'a: |\n  ---\n ---\n---x\n----\n....\nb: ---\n';
  assert.deepEqual(cut(text), [text]);
});

test('comments before the first marker belong to the first document', () => {
  assert.deepEqual(cut('# licence\n\n---\na: 1\n---\nb: 2\n'), ['# licence\n\n---\na: 1\n', '---\nb: 2\n']);
  assert.deepEqual(cut('\uFEFF# x\n---\na: 1\n'), ['\uFEFF# x\n---\na: 1\n']);
});

test('a stream with directives stays whole', () => {
  const text = '%YAML 1.2\n---\na: 1\n---\nb: 2\n';
  assert.deepEqual(cut(text), [text]);
  const late = 'a: 1\n...\n# c\n%TAG ! x\n---\nb: 2\n';
  assert.deepEqual(cut(late), [late]);
  assert.deepEqual(cut('a: "\n%x"\n---\nb: 1\n'), ['a: "\n%x"\n', '---\nb: 1\n']);
});
