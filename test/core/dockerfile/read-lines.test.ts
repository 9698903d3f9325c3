/** After any edit, reading what it changed gives the same as reading the whole text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as assertProperty, nat, property } from 'fast-check';
import { type ReadLines, readLines } from '../../../server/src/core/dockerfile/read-lines.ts';
import { withOtherLines } from '../../support/dockerfile-lines.ts';

const TEXT = `FROM node:22 AS a
# one
RUN --mount=type=cache,target=/a,id=b \\
    # two
    npm ci
RUN <<A cat <<-"B"
a
A
\tb
\tB
ONBUILD COPY --chown=1 ["a", "b"] /c
ENV A=b \\
`;

/** The text with characters of it removed or repeated somewhere, or with other lines. */
function edited(text: string, random: (below: number) => number): string {
  if (random(2) === 0) return withOtherLines(text, random);
  const at = random(text.length + 1);
  const from = random(text.length + 1);
  return text.slice(0, at) + text.slice(from, from + random(4)) + text.slice(at + random(6));
}

test('an edited Dockerfile is read as if it were new', () => {
  const numbers = array(nat(10_000), { minLength: 8, maxLength: 80, size: 'max' });
  assertProperty(
    property(numbers, (list) => {
      let drawn = 0;
      const random = (below: number): number => (below === 0 ? 0 : list[drawn++ % list.length]! % below);
      let text = TEXT;
      let before: ReadLines = readLines(text, '\\');
      while (drawn < list.length) {
        text = edited(text, random);
        const escapeChar = text.startsWith('# escape=`') ? '`' : '\\';
        before = readLines(text, escapeChar, before);
        assert.deepEqual(before, readLines(text, escapeChar));
      }
    }),
    { seed: Number(process.env.FUZZ_SEED ?? 1), numRuns: Number(process.env.FUZZ ?? 400) },
  );
});

test('what is read again is the edited instruction alone', () => {
  const before = readLines(TEXT, '\\');
  const after = readLines(TEXT.replace('npm ci', 'npm i'), '\\', before);
  assert.equal(after.raws[0], before.raws[0]);
  assert.notEqual(after.raws[1], before.raws[1]);
  // Those behind it have moved, but their lines were not read again.
  assert.equal(after.raws[2]!.words, before.raws[2]!.words);
  assert.equal(after.raws[3]!.words, before.raws[3]!.words);
});
