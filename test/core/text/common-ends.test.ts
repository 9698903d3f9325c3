import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonEnds, commonItems, sameItems } from '../../../server/src/core/text/common-ends.ts';

test('the common start and the common end of two texts never overlap', () => {
  assert.deepEqual(commonEnds('abcdef', 'abXYef'), { start: 2, end: 2 });
  assert.deepEqual(commonEnds('abc', 'abc'), { start: 3, end: 0 });
  assert.deepEqual(commonEnds('aa', 'aaa'), { start: 2, end: 0 });
  assert.deepEqual(commonEnds('xaa', 'aa'), { start: 0, end: 2 });
  assert.deepEqual(commonEnds('', 'a'), { start: 0, end: 0 });
  assert.deepEqual(commonEnds('a', 'b'), { start: 0, end: 0 });
});

test('common ends are the same as in a comparison by character', () => {
  const text = 'aabbaababbbaaabab';
  for (let at = 0; at < text.length; at++)
    for (let to = at; to <= text.length; to++)
      for (const middle of ['', 'a', 'ab', 'bba']) {
        const other = text.slice(0, at) + middle + text.slice(to);
        const most = Math.min(text.length, other.length);
        let start = 0;
        while (start < most && text[start] === other[start]) start++;
        let end = 0;
        while (end < most - start && text.at(-1 - end) === other.at(-1 - end)) end++;
        assert.deepEqual(commonEnds(text, other), { start, end }, other);
      }
});

test('lists are compared by identity', () => {
  const [a, b, c] = [{}, {}, {}];
  assert.deepEqual(commonItems([a, b, c], [a, c]), { start: 1, end: 1 });
  assert.deepEqual(commonItems([a, b], [a, b]), { start: 2, end: 0 });
  assert.deepEqual(commonItems([a], [{}]), { start: 0, end: 0 });
  assert.ok(sameItems([a, b], [a, b]));
  assert.ok(!sameItems([a, b], [a]));
  assert.ok(!sameItems([a], [{}]));
});
