import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interpolate, soleDefault, splitOutside } from '../../../server/src/core/compose/interpolate.ts';
import { assertGrowth } from '../../support/growth.ts';

const RESOLVED: [text: string, resolved: string | undefined, dynamic: boolean][] = [
  ['plain', 'plain', false],
  ['pa$$word', 'pa$word', false],
  ['$$$$', '$$', false],
  ['$${X}', '${X}', false],
  ['$X', undefined, true],
  ['${X}', undefined, true],
  ['a${X:-b}c', 'abc', true],
  ['${X-b}', 'b', true],
  ['${X:-}', '', true],
  ['${X:?must be set}', undefined, true],
  ['${X?}', undefined, true],
  ['${X:+on}', '', true],
  ['${A:-${B:-x}}', 'x', true],
  ['${A:-${B}}', undefined, true],
  ['${A:-a${B-b}c}/${C:-d}', 'abc/d', true],
  ['${A:-$$x}', '$x', true],
  ['${A:-{"a":1}', '{"a":1', true],
  ['5$ each', '5$ each', false],
  ['$1', '$1', false],
  ['${', '${', false],
  ['${X', '${X', false],
  ['${X!y}', '${X!y}', false],
  ['${1:-a}', '${1:-a}', false],
  ['${A ${B:-c}', '${A c', true],
  ['${A:-$}', '$', true],
  ['${A:-x}}', 'x}', true],
];
for (const [text, resolved, dynamic] of RESOLVED)
  test(`interpolates ${text}`, () => {
    const got = interpolate(text);
    assert.equal(got.text, resolved);
    assert.equal(got.dynamic, dynamic);
  });

test('defaults have their offsets, outer ones first', () => {
  const text = 'x${A:-1${B-22}}';
  const got = interpolate(text);
  assert.deepEqual(
    got.defaults.map((d) => [d.name, d.text, text.slice(d.at.start, d.at.end)]),
    [
      ['A', '1${B-22}', '1${B-22}'],
      ['B', '22', '22'],
    ],
  );
  assert.deepEqual(interpolate('${A:?no}$B').required, ['A', 'B']);
});

test('values of .env win over defaults', () => {
  const env = new Map([
    ['A', 'a'],
    ['E', ''],
  ]);
  assert.equal(interpolate('${A:-x}$A${E:-e}[${E-e}]${A:+alt}', env).text, 'aae[]alt');
  assert.equal(interpolate('${E:?no}', env).text, undefined);
});

test('deep or unclosed nesting takes linear time', () => {
  assert.equal(interpolate(`${'${A:-'.repeat(50)}x${'}'.repeat(50)}`).text, undefined);
  for (const hostile of ['${A:-', '${A', '${', '$$', '${A:-}', '${A:-${B:-x}']) {
    const read = (times: number) => () => {
      interpolate(hostile.repeat(times));
      soleDefault(hostile.repeat(times));
      splitOutside(hostile.repeat(times), ':');
    };
    assertGrowth(hostile, 10, read(2500), read(10_000));
  }
});

test('what no program can be started with is not known', () => {
  const long = new Map([['A', 'x'.repeat(100_000)]]);
  assert.equal(interpolate('$A', long).text?.length, 100_000);
  assert.deepEqual(
    [interpolate('$A$A', long).text, interpolate('$A'.repeat(100_000), long).text],
    [undefined, undefined],
  );
});

const SOLE: [text: string, fallback: string | undefined][] = [
  ['${A:-secret}', 'secret'],
  ['${A-secret}', 'secret'],
  ['${A:-${B:-deep}}', 'deep'],
  ['${A:-x}y', undefined],
  ['${A}', undefined],
  ['${A:-${B}}', undefined],
  ['${A:?msg}', undefined],
  ['$A', undefined],
  ['plain', undefined],
];
for (const [text, fallback] of SOLE)
  test(`sole default of ${text}`, () => {
    const got = soleDefault(text);
    assert.equal(got?.text, fallback);
    if (got) assert.equal(text.slice(got.at.start, got.at.end), fallback);
  });

test('splits outside variables only', () => {
  const parts = splitOutside('${A:-b:c}:d::${E', ':');
  assert.deepEqual(
    parts.map((p) => p.text),
    ['${A:-b:c}', 'd', '', '${E'],
  );
  assert.equal(parts[1]?.start, 10);
});
