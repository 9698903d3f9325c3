import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowsLine } from '../../../server/src/core/text/version-range.ts';

/** Range, the lines that it allows, the lines that it does not allow. */
const RANGES: readonly (readonly [range: string, yes: string, no: string])[] = [
  ['2.7.2', '2.7 2 2.7.2', '2.6 3 3.4'],
  ['18', '18 18.3', '16 24'],
  ['v20.11.1', '20 20.11', '20.12 22'],
  ['>=18', '18 24 26', '16'],
  ['>= 18 < 21', '18 20', '16 21 24'],
  ['>18', '20', '18 16'],
  ['>18.1', '18 20', '16'],
  ['<=20', '20 18', '22'],
  ['<20', '18', '20'],
  ['^18.17.0', '18', '16 20'],
  ['^0.3.1', '0.3', '0.4 1'],
  ['~18.1', '18.1 18', '18.2 20'],
  ['18.x', '18', '20'],
  ['18 || >=22', '18 22 24', '20'],
  ['^18|^20', '18 20', '22'],
  ['16 - 20', '16 18 20', '22'],
  ['~> 2.7', '2.7 2.9', '3.4'],
  ['~> 2.7.1', '2.7', '2.8 3.4'],
  ['>=3.9,<3.12', '3.9 3.11', '3.12 3.8'],
  ['>= 3.8, != 3.9.1', '3.9 3.14', '3.7'],
  ['~=3.9', '3.9 3.14', '4 3.8'],
  ['==3.9.*', '3.9', '3.10'],
  ['*', '3 24', ''],
];

for (const [range, yes, no] of RANGES)
  test(range, () => {
    for (const line of yes.split(' ')) assert.equal(allowsLine(range, line), true, line);
    for (const line of no.split(' ').filter(Boolean)) assert.equal(allowsLine(range, line), false, line);
  });

test('a tilde of Composer keeps the major version', () => {
  assert.equal(allowsLine('~7.2', '7.4'), false);
  assert.equal(allowsLine('~7.2', '7.4', 'major'), true);
  assert.equal(allowsLine('~7.2', '8.3', 'major'), false);
  assert.equal(allowsLine('~7.2.5', '7.3', 'major'), false);
});

test('what is not understood is unknown', () => {
  for (const range of ['lts/iron', 'system', '', '>=', 'dev-main', '${X}'])
    assert.equal(allowsLine(range, '24'), undefined, range);
  assert.equal(allowsLine('18', 'bookworm'), undefined);
});
