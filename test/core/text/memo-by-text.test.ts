import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoByText } from '../../../server/src/core/text/memo-by-text.ts';

test('a result is made once for a text, also where it is undefined', () => {
  const made: string[] = [];
  const of = memoByText((text) => {
    made.push(text);
    return text === 'none' ? undefined : { text };
  });
  assert.equal(of('a'), of('a'));
  assert.equal(of('none'), undefined);
  assert.equal(of('none'), undefined);
  assert.deepEqual(made, ['a', 'none']);
});

test('results are forgotten once there are too many', () => {
  let made = 0;
  const of = memoByText(() => ++made, 2);
  assert.deepEqual(['a', 'b', 'a', 'c', 'a'].map(of), [1, 2, 1, 3, 4]);
});
