/** The index of the window's findings: groups, filter, order, and what a change costs. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createFindingIndex, type Finding, GROUPINGS, SEVERITIES, sum } from '../../client/src/finding-index.ts';

const finding = (path: string, line: number, rest: Partial<Finding> = {}): Finding => ({
  uri: `file:///w/${path}`,
  path,
  rule: 'user/root-user',
  severity: 'warning',
  message: 'The image ends as root',
  line,
  character: 0,
  endLine: line,
  endCharacter: 4,
  ...rest,
});

const of = (path: string, ...lines: number[]): Finding[] => lines.map((line) => finding(path, line));

describe('groups', () => {
  const index = createFindingIndex();
  index.update('file:///w/b', [finding('b', 1, { severity: 'info', rule: 'z/z' }), finding('b', 0)]);
  index.update('file:///w/a', [finding('a', 3, { severity: 'error', rule: 'm/m' }), finding('a', 2, { rule: 'm/m' })]);
  const groups = (): string[] => index.groups().map(({ path, counts }) => `${path} ${sum(counts)}`);

  test('by severity, the worst first', () => {
    index.arrange('severity', '');
    assert.deepEqual(groups(), ['error 1', 'warning 2', 'info 1']);
  });
  test('by rule: the one with the worst finding first', () => {
    index.arrange('rule', '');
    assert.deepEqual(groups(), ['m/m 2', 'user/root-user 1', 'z/z 1']);
  });
  test('by file: the one with the worst finding first', () => {
    index.arrange('file', '');
    assert.deepEqual(groups(), ['a 2', 'b 2']);
    assert.deepEqual(
      index.findings('file:///w/b').map((f) => f.line),
      [0, 1],
    );
  });
  test('a filter takes all its words, of rule, path, severity and message, in any case', () => {
    for (const [filter, shown] of [
      ['', 4],
      ['ROOT', 4],
      ['m/m', 2],
      ['error a', 1],
      ['nothing', 0],
    ] as const) {
      index.arrange('severity', filter);
      assert.equal(index.shown(), shown, filter);
      assert.equal(sum(index.counts()), 4, 'the counts do not depend on the filter');
    }
    assert.deepEqual(index.groups(), []);
  });
});

test('every series of changes gives the groups of a fresh index', () => {
  const index = createFindingIndex();
  let seed = 7;
  const random = (n: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * n);
  };
  const now = new Map<string, Finding[]>();
  for (let step = 0; step < 400; step++) {
    const path = `f${random(8)}`;
    const list = Array.from({ length: random(5) }, (_, i) =>
      finding(path, i, { severity: SEVERITIES[random(4)]!, rule: `r/${random(3)}` }),
    );
    now.set(`file:///w/${path}`, list);
    index.update(`file:///w/${path}`, list);
    if (random(20) === 0) index.arrange(GROUPINGS[random(3)]!, random(2) === 0 ? '' : 'r/1');
    const fresh = createFindingIndex();
    fresh.arrange(index.grouping(), index.filter());
    for (const [uri, findings] of now) fresh.update(uri, findings);
    assert.deepEqual(index.groups(), fresh.groups());
    assert.deepEqual(index.counts(), fresh.counts());
    assert.equal(index.files(), fresh.files());
    assert.equal(index.shown(), fresh.shown());
    for (const { key } of index.groups()) assert.deepEqual(index.findings(key), fresh.findings(key));
  }
});

test('equal findings are no change', () => {
  const index = createFindingIndex();
  assert.equal(index.update('file:///w/a', of('a', 1, 2)), true);
  assert.equal(index.update('file:///w/a', of('a', 1, 2)), false);
  assert.equal(index.update('file:///w/a', [finding('a', 1), finding('a', 2, { message: 'other' })]), true);
  assert.equal(index.update('file:///w/a', []), true);
  assert.equal(index.update('file:///w/a', []), false);
});

test('two thousand files: a change of one costs as much as that file has findings', () => {
  for (const grouping of GROUPINGS) {
    const index = createFindingIndex();
    index.arrange(grouping, '');
    const lines = Array.from({ length: 10 }, (_, i) => i);
    for (let i = 0; i < 2000; i++) index.update(`file:///w/d/${i}`, of(`d/${i}`, ...lines));
    assert.equal(index.work(), 20_000);
    const before = index.work();
    index.update('file:///w/d/7', of('d/7', 1, 2, 3));
    assert.equal(index.work() - before, 13, grouping);
    assert.equal(sum(index.counts()), 19_993);
    // What a closed group holds is not looked at.
    index.groups();
    assert.equal(index.work() - before, 13, grouping);
  }
});
