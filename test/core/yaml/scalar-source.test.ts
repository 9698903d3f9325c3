import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { placeOf } from '../../../server/src/core/text/mapped-text.ts';
import { lens } from '../../../server/src/core/yaml/lens.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { scalarSource } from '../../../server/src/core/yaml/scalar-source.ts';
import { contentSpan } from '../../../server/src/core/yaml/scalar-spans.ts';

/** What is written in the file for the word `curl -k` of the value of `a`. */
function written(unit: string, word = 'curl -k'): string | undefined {
  const { scalar } = lens(parseYaml(unit).root).get('a');
  assert.ok(scalar);
  const source = scalarSource(unit, scalar.text, contentSpan(scalar, unit));
  const start = scalar.text.indexOf(word);
  assert.ok(start >= 0, scalar.text);
  const at = source && placeOf(source, { start, end: start + word.length });
  return at && unit.slice(at.start, at.end);
}

describe('the place of a word in a scalar', () => {
  for (const [what, unit] of [
    ['plain', 'a: x curl -k y\n'],
    ['plain on several lines', 'a: x\n  y\n\n\n  z; curl -k y\nb: 1\n'],
    ['single quotes', "a: 'it''s; curl -k y'\n"],
    ['double quotes', 'a: "x \\"y\\" \\n \\t \\u00e9 \\x41 \\U0001F600; curl -k"\n'],
    ['double quotes on several lines', 'a: "x \\\n   y\n   z\n\n  curl -k"\n'],
    ['a literal block', 'a: |\n  x\n\n    y\n  curl -k z\n'],
    ['a literal block with its own indentation', 'a: |2-\n    x\n  curl -k z\n'],
    ['a literal block after empty lines', 'a: |\n\n\n   x\n   curl -k z'],
    ['a folded block', 'a: >-\n  x\n  y\n\n  z\n\n\n  curl -k z\n'],
    ['a folded block with lines of their own', 'a: >\n  x\n    y\n      z\n\n  curl -k z\n'],
  ] as const)
    test(what, () => {
      for (const text of [unit, unit.replaceAll('\n', '\r\n')]) assert.equal(written(text), 'curl -k');
    });

  test('of an escape, all that is written for it', () => {
    assert.equal(written('a: "x\\u00e9y"\n', '\u00e9'), '\\u00e9');
    assert.equal(written("a: 'it''s'\n", "'"), "''");
  });

  test('of a dollar sign that Compose reads, both', () => {
    const unit = 'a: x $$HOME y\n';
    const source = scalarSource(unit, 'x $HOME y', { start: 3, end: 13 });
    const at = source && placeOf(source, { start: 2, end: 7 });
    assert.equal(at && unit.slice(at.start, at.end), '$$HOME');
  });

  test('none for another text', () => {
    assert.equal(scalarSource('a: xyz\n', 'xz', { start: 3, end: 6 }), undefined);
    assert.equal(scalarSource('a: |\n  x\n', 'y\n', { start: 3, end: 9 }), undefined);
  });
});
