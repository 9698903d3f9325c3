/** Diffs as pages show them: short and unambiguous. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { added, GAP, lineDiff } from '../../../scripts/lib/line-diff.ts';

const text = (...lines: string[]): string => lines.map((l) => `${l}\n`).join('');

describe('a difference', () => {
  test('has no context around unique lines', () => {
    assert.deepEqual(lineDiff(text('a', 'b', 'c'), text('a', 'x', 'c')), ['-b', '+x']);
  });
  test('shows the line above an insertion', () => {
    assert.deepEqual(lineDiff(text('a', 'b', 'c'), text('a', 'b', 'x', 'c')), [' b', '+x']);
  });
  test('extends upward until its place is unique', () => {
    const before = text('one:', '  x: 1', '  y: 2', 'two:', '  x: 1', '  y: 2');
    const after = text('one:', '  x: 1', '  y: 2', 'two:', '  x: 1', '  y: 3');
    assert.deepEqual(lineDiff(before, after), [' two:', '   x: 1', '-  y: 2', '+  y: 3']);
  });
  test('shows the line below an insertion at the top', () => {
    assert.deepEqual(lineDiff(text('a', 'b'), text('x', 'a', 'b')), ['+x', ' a']);
  });
  test('separates distant changes', () => {
    assert.deepEqual(lineDiff(text('a', 'b', 'c'), text('x', 'b', 'y')), ['-a', '+x', GAP, '-c', '+y']);
  });
  test('shows the removal of the last newline', () => {
    assert.deepEqual(lineDiff('a\n', 'a'), ['-a', '+a', '\\ last newline changed']);
    assert.deepEqual(added('a\nb'), ['+a', '+b', '\\ no last newline']);
  });
});

/** The result of applying a diff to `before`, located by its lines alone. */
function patched(before: string, diff: readonly string[]): string {
  let lines = before.split('\n').slice(0, -1);
  const parts = diff.join('\n').split(`\n${GAP}\n`);
  for (const part of diff.length === 0 ? [] : parts) {
    const own = part.split('\n');
    const old = own.filter((l) => !l.startsWith('+')).map((l) => l.slice(1));
    const at = lines.findIndex((_, i) => old.every((l, k) => lines[i + k] === l));
    const put = own.filter((l) => !l.startsWith('-')).map((l) => l.slice(1));
    lines = [...lines.slice(0, Math.max(at, 0)), ...put, ...lines.slice(Math.max(at, 0) + old.length)];
  }
  return text(...lines);
}

test('a single change can be reproduced from its diff alone, even among equal lines', () => {
  let seed = 7;
  const next = (n: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % n;
  };
  for (let round = 0; round < 500; round++) {
    const before = Array.from({ length: next(8) }, () => 'abc'[next(3)]!);
    const at = next(before.length + 1);
    const after = [
      ...before.slice(0, at),
      ...Array.from({ length: next(3) }, () => 'abx'[next(3)]!),
      ...before.slice(at + next(3)),
    ];
    const diff = lineDiff(text(...before), text(...after));
    if (diff.includes(GAP)) continue;
    assert.equal(patched(text(...before), diff), text(...after), `${before.join('')} to ${after.join('')}`);
  }
});
