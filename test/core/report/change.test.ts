/** What two states of the findings have in common. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../../server/src/core/report/change.ts';
import type { Printed } from '../../../server/src/core/report/finding.ts';

const place = (startLine: number) => ({ startLine, startColumn: 1, endLine: startLine, endColumn: 2 });

/** A finding about `subject` in a line of a file. */
const finding = (subject: string, line: number, severity = 'warning', path = 'a.yaml'): Printed =>
  ({ finding: { subject, severity }, path, ...place(line), lines: undefined, related: [] }) as unknown as Printed;

const states = (before: readonly Printed[], after: readonly Printed[], edited: readonly number[] = []) => {
  const change = compare(before, after, {
    newPath: (path) => (path === 'old.yaml' ? 'a.yaml' : path),
    isEdited: ({ startLine }) => edited.includes(startLine),
  });
  return [after.map((f) => change.states.get(f)), change.still, change.fixed.length];
};

test('lines that move are no change', () => {
  assert.deepEqual(states([finding('x', 1)], [finding('x', 9)]), [[undefined], 1, 0]);
});

test('of two about the same, the one on an edited line is new', () => {
  assert.deepEqual(states([finding('x', 1)], [finding('x', 1), finding('x', 2)], [1]), [['new', undefined], 1, 0]);
});

test('one that becomes more severe is new, one that becomes less severe is not', () => {
  assert.deepEqual(states([finding('x', 1, 'info')], [finding('x', 1, 'error')]), [['new'], 1, 0]);
  assert.deepEqual(states([finding('x', 1, 'error')], [finding('x', 1, 'info')]), [[undefined], 1, 0]);
});

test('what is gone is fixed, and a renamed file keeps its findings', () => {
  assert.deepEqual(states([finding('x', 1, 'info', 'old.yaml'), finding('y', 2)], [finding('x', 1)]).slice(1), [1, 1]);
});

test('a further place of a finding counts as its line', () => {
  const two = (): Printed => ({
    ...finding('x', 1),
    related: [
      { ...place(5), path: 'a.yaml', message: 'the same here', affected: true },
      { ...place(7), path: 'a.yaml', message: 'what is meant' },
    ],
  });
  assert.deepEqual(states([finding('x', 1)], [two()], [5])[0], ['touched']);
  assert.deepEqual(states([finding('x', 1)], [two()], [7])[0], [undefined]);
});
