import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertGrowth } from './growth.ts';

const loop = (n: number) => () => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.sqrt(i);
  return sum;
};

test('a quadratic cost is seen, a linear one is not', () => {
  assertGrowth('linear', 10, loop(400_000), loop(1_600_000));
  assert.throws(() => assertGrowth('quadratic', 10, loop(400_000), loop(25 * 400_000)), /quadratic: .* grow to/);
});
