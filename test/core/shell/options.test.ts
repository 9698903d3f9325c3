import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  hasFlag,
  mapped,
  optionValue,
  parseShell,
  splitWords,
  wordAfter,
} from '../../../server/src/core/shell/shell.ts';

const command = (script: string) => parseShell(mapped(script, 0)).commands[0]!;

const flags: readonly [
  script: string,
  short: string | undefined,
  long: string | undefined,
  raw: string | undefined,
  valued?: string,
][] = [
  ['curl -k x', 'k', 'insecure', '-k'],
  ['curl -fsSLk x', 'k', 'insecure', '-fsSLk'],
  ['curl -fsSL x', 'k', 'insecure', undefined],
  ['curl --insecure x', '-k', '--insecure', '--insecure'],
  ['curl --insecure=yes x', 'k', 'insecure', '--insecure=yes'],
  ['curl --insecure-x', 'k', 'insecure', undefined],
  ['curl -- -k --insecure', 'k', 'insecure', undefined],
  ['curl "-k"', 'k', undefined, '"-k"'],
  ['curl -o/k', 'k', undefined, undefined],
  ['curl -XPATCHk', 'k', undefined, undefined, 'X'],
  ['curl -sXk -k', 'k', undefined, '-k', 'X'],
  ['curl -X -k', 'k', undefined, undefined, 'X'],
  ['curl -X -k -sk', 'k', undefined, '-sk', 'X'],
  ['curl -s$A -k', 'k', undefined, '-k'],
  ['curl -sk$A', 'k', undefined, '-sk$A'],
  ['curl $A k - -', 'k', 'k', undefined],
  ['-k', 'k', undefined, undefined],
  ['npm --unsafe-perm=$X', undefined, 'unsafe-perm', '--unsafe-perm=$X'],
  ['npm --unsafe$X', undefined, 'unsafe', undefined],
];

for (const [script, short, long, raw, valued] of flags) {
  test(`flag ${short ?? ''} ${long ?? ''} of ${script}`, () =>
    assert.equal(hasFlag(command(script), short, long, valued)?.raw, raw));
}

interface Value {
  readonly word: string;
  /** The text at the value's span. */
  readonly at?: string;
  readonly text?: string;
}

const values: readonly [script: string, value: Value | undefined, valued?: string][] = [
  ['c -p x', { word: '-p', at: 'x', text: 'x' }],
  ['c -px', { word: '-px', at: 'x', text: 'x' }],
  ['c -p"x y"', { word: '-p"x y"', at: '"x y"', text: 'x y' }],
  ['c "-px"', { word: '"-px"', at: 'x', text: 'x' }],
  ['c --password x', { word: '--password', at: 'x', text: 'x' }],
  ['c --password=x', { word: '--password=x', at: 'x', text: 'x' }],
  ["c --password='x y'", { word: "--password='x y'", at: "'x y'", text: 'x y' }],
  ['c "--password=x y"', { word: '"--password=x y"', at: 'x y', text: 'x y' }],
  ['c "--password=$X"', { word: '"--password=$X"', at: '$X' }],
  ['c "-p\\"x"', { word: '"-p\\"x"', at: '\\"x', text: '"x' }],
  ['c --password=', { word: '--password=', at: '', text: '' }],
  ['c --password=$X', { word: '--password=$X', at: '$X' }],
  ['c --password="$X"y', { word: '--password="$X"y', at: '"$X"y' }],
  ['c --password "$X"', { word: '--password', at: '"$X"' }],
  ['c -p$X', { word: '-p$X', at: '$X' }],
  ['c -p', { word: '-p' }],
  ['c -xp y', { word: '-xp', at: 'y', text: 'y' }],
  ['c -xpy', undefined],
  ['c -xpy', { word: '-xpy', at: 'y', text: 'y' }, 'u'],
  ['c -up y', undefined, 'u'],
  ['c -u -p -p y', { word: '-p', at: 'y', text: 'y' }, 'u'],
  ['c -- -p x', undefined],
  ['c --passwordx', undefined],
];

for (const [script, expected, valued] of values) {
  test(`value of -p, --password of ${script}${valued ? ` when -${valued} takes one` : ''}`, () => {
    const found = optionValue(command(script), 'p', 'password', valued);
    assert.deepEqual(
      found && {
        word: found.word.raw,
        ...(found.value && { at: script.slice(found.value.span.start, found.value.span.end) }),
        ...(found.text !== undefined && { text: found.text }),
      },
      expected,
    );
    if (found?.value) assert.equal(found.value.raw, script.slice(found.value.span.start, found.value.span.end));
  });
}

test('the rest of a word', () => {
  const doc = 'a"b\\"c"$D';
  const [word] = splitWords(doc, 0);
  const rest = wordAfter(word!, 2);
  assert.deepEqual(
    rest.parts.map((p) => doc.slice(p.span.start, p.span.end)),
    ['\\"', 'c', '$D'],
  );
  assert.equal(rest.literal, undefined);
});
