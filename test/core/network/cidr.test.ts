import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coverEverything, isWithin, parseBlock } from '../../../server/src/core/network/cidr.ts';

const block = (text: string) => {
  const found = parseBlock(text);
  assert.ok(found, text);
  return found;
};
const together = (...texts: string[]): boolean => coverEverything(texts.map(block));

test('reads blocks of both families, and nothing else', () => {
  assert.deepEqual(parseBlock('10.1.2.3/8'), { bits: 32, first: 10n << 24n, last: (11n << 24n) - 1n });
  assert.deepEqual(parseBlock('::/0'), { bits: 128, first: 0n, last: (1n << 128n) - 1n });
  assert.deepEqual(parseBlock('fe80::1/128')?.first, (0xfe80n << 112n) + 1n);
  assert.equal(parseBlock('1:2:3:4:5:6:7:8/64')?.first, 0x1_0002_0003_0004n << 64n);
  for (const text of [
    '',
    '10.0.0.0',
    '10.0.0/8',
    '10.0.0.256/8',
    '10.0.0.0/33',
    '::/129',
    '1::2::3/8',
    '1:2/8',
    'a/8',
    '1:2:3:4:5:6:7:8::/8',
    'g::/8',
  ])
    assert.equal(parseBlock(text), undefined, text);
});

test('compares blocks', () => {
  assert.ok(isWithin(block('169.254.169.254/32'), block('0.0.0.0/0')));
  assert.ok(isWithin(block('10.0.0.0/8'), block('10.0.0.0/8')));
  assert.ok(!isWithin(block('10.0.0.0/8'), block('10.0.0.0/9')));
  assert.ok(!isWithin(block('10.0.0.0/8'), block('::/0')));
});

test('knows when blocks hold every address', () => {
  assert.ok(together('0.0.0.0/0'));
  assert.ok(together('128.0.0.0/1', '0.0.0.0/1'));
  assert.ok(together('0.0.0.0/1', '10.0.0.0/8', '128.0.0.0/2', '192.0.0.0/2'));
  assert.ok(together('10.0.0.0/8', '::/1', '8000::/1'));
  assert.ok(!together('0.0.0.0/1', '128.0.0.0/2'));
  assert.ok(!together('0.0.0.0/1', '8000::/1'));
  assert.ok(!together());
});
