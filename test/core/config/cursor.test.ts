import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cursorIn } from '../../../server/src/core/config/cursor.ts';
import { configWordAt, suggestInConfig } from '../../../server/src/core/config/suggest.ts';
import { rules } from '../../support/config-fixture.ts';
import { assertGrowth } from '../../support/growth.ts';

const TEXT = `profile: strict # how much
rules: {user/root-user: off, "image/*": {severity: hint}}
exclude:
- "a b"
- 'c'
today: >
  text
secrets:
  allow:
    names: [A,
      B]
`;

test('at every place of every beginning, the word holds the place and lies in the text', () => {
  for (const text of [TEXT, TEXT.replaceAll('\n', '\r\n'), TEXT.replaceAll('  ', '\t')])
    for (let end = 0; end <= text.length; end += 3) {
      const part = text.slice(0, end);
      for (let at = 0; at <= part.length; at += 2) {
        const cursor = cursorIn(part, at);
        if (!cursor) continue;
        const { start, end: stop } = cursor.word;
        assert.ok(0 <= start && start <= at && at <= stop && stop <= part.length, JSON.stringify([part, at, cursor]));
        assert.doesNotMatch(part.slice(start, stop), /[\r\n]/);
        suggestInConfig(part, at, rules);
        configWordAt(part, at, rules);
      }
    }
});

test('the nesting of blocks, lists and flow collections', () => {
  const pathAt = (text: string): string | undefined => {
    const cursor = cursorIn(text.replace('|', ''), text.indexOf('|'));
    return cursor && `${cursor.place} ${cursor.path.join('.')}`;
  };
  assert.equal(pathAt('|'), 'key ');
  assert.equal(pathAt('a:\n  b:\n    |'), 'key a.b');
  assert.equal(pathAt('a:\n  b:\n    c: 1\n  |'), 'key a');
  assert.equal(pathAt('a:\n  b:\n|'), 'key ');
  assert.equal(pathAt('a:\n- b: |'), 'value a.-.b');
  assert.equal(pathAt('a:\n  - - c|'), 'key a.-.-');
  assert.equal(pathAt('a: {b: [{c: |}]}'), 'value a.b.-.c');
  assert.equal(pathAt('a: {b: 1}\nc|'), 'key ');
  assert.equal(pathAt('a: >\n  b: |\nc: d'), undefined);
  assert.equal(pathAt('a: # |'), undefined);
});

for (const [what, make] of [
  ['keys', (n: number) => 'a: b\n'.repeat(n)],
  ['deeper and deeper lists', (n: number) => `${'- '.repeat(n)}a`],
  ['open brackets', (n: number) => 'a: {b: ['.repeat(n)],
  ['blanks', (n: number) => `a${' '.repeat(n)}b`],
  ['empty lines in a flow map', (n: number) => `a: {\n${'\n'.repeat(n)}}`],
  ['quotes', (n: number) => `a: ${`"' `.repeat(n)}`],
  ['colons', (n: number) => 'a:b:'.repeat(n)],
] as const)
  test(`finding the place is linear: ${what}`, () => {
    const [short, long] = [make(5_000), make(20_000)];
    assertGrowth(
      what,
      10,
      () => cursorIn(short, short.length),
      () => cursorIn(long, long.length),
    );
  });
