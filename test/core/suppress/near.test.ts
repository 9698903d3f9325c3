/** The comment that reaches a place is found without a look at each, and it is the one that a look at each would find. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { firstNear } from '../../../server/src/core/suppress/near.ts';
import { reaches, type Suppression } from '../../../server/src/core/suppress/suppression.ts';
import type { Span } from '../../../server/src/core/text/span.ts';

const spans = fc.tuple(fc.nat(40), fc.nat(12)).map(([start, length]): Span => ({ start, end: start + length }));
const comments = fc.array(
  fc.record({ reach: fc.option(spans, { nil: undefined, freq: 4 }), kind: fc.nat(2) }) as unknown as fc.Arbitrary<
    Suppression & { kind: number }
  >,
  { maxLength: 25 },
);

test('the first that reaches a place, as a look at each finds it', () => {
  fc.assert(
    fc.property(comments, spans, spans, (list, at, covers) => {
      const matches = (one: Suppression): boolean =>
        (one as (typeof list)[number]).kind === 0 && reaches(one.reach, { at, covers });
      assert.equal(firstNear(list, { at, covers }, matches), list.find(matches));
    }),
    { numRuns: 2000 },
  );
});

test('thousands of comments in lines of their own: few are looked at', () => {
  const list = Array.from(
    { length: 5000 },
    (_, i): Suppression => ({
      ...({ dialect: 'seaworthy', at: { start: i * 10, end: i * 10 + 5 }, scope: 'line' } as unknown as Suppression),
      reach: { start: i * 10 + 5, end: i * 10 + 10 },
    }),
  );
  let looks = 0;
  const at = { start: 25_006, end: 25_008 };
  firstNear(list, { at, covers: at }, () => {
    looks++;
    return false;
  });
  assert.ok(looks <= 2, `${looks} looks`);
});
