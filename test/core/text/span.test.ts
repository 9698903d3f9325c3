import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contains, cover, overlaps, shift, span } from '../../../server/src/core/text/span.ts';

test('spans are half-open', () => {
  assert.equal(overlaps(span(0, 3), span(3, 5)), false);
  assert.equal(overlaps(span(0, 4), span(3, 5)), true);
  assert.equal(contains(span(0, 5), span(5, 5)), true);
  assert.deepEqual(cover(span(2, 3), span(7, 9)), span(2, 9));
  assert.deepEqual(shift(span(2, 3), 10), span(12, 13));
});
