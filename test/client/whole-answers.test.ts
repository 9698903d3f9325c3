import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeAnswer } from '../../client/src/whole-answers.ts';

const cancelled = (): Error => new Error('cancelled');

test('an answer that was converted to its end is passed on', async () => {
  assert.equal(await wholeAnswer(Promise.resolve(6), { isCancellationRequested: false }, cancelled), 6);
});

test('an answer whose conversion was cancelled in its middle counts as cancelled', async () => {
  const token = { isCancellationRequested: false };
  const half = Promise.resolve(3).then((value) => {
    token.isCancellationRequested = true;
    return value;
  });
  await assert.rejects(wholeAnswer(half, token, cancelled), /cancelled/);
});
