/** Which findings the provers call new. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mappedOffset } from '../../../scripts/lib/mapped-offset.ts';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { newFindings, tallyOf } from '../../../scripts/lib/tally.ts';
import type { FileChange } from '../../../server/src/core/engine/report.ts';
import type { Rule } from '../../../server/src/core/rule/rule.ts';
import { rule } from '../../../server/src/core/rule/rule.ts';

/** Reports all pods whose label `bad` is `true`, in one finding or one by one. */
const badPods = (together: boolean): Rule =>
  rule(
    {
      id: 'privilege/test-only',
      title: 'For the test',
      why: '',
      severity: 'warning',
      confidence: 'high',
      profile: 'default',
      fix: 'none',
      tags: [],
      refs: {},
      since: '0.1.0',
    },
    {
      *workspace(space) {
        const bad = space.workloads
          .map((w) => w.workload)
          .filter((w) => w.fact.labels.some(([k, v]) => k === 'bad' && v === 'true'));
        const groups = together ? (bad.length > 0 ? [bad] : []) : bad.map((one) => [one]);
        for (const [first, ...others] of groups)
          yield {
            place: first!.place,
            whole: first!.whole,
            route: 'pods',
            message: 'Bad',
            related: others.map((o) => ({ place: o.place, message: 'bad too', affected: true })),
          };
      },
    },
  );

const pod = (name: string, bad: boolean): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {bad: "${bad}"}}\nspec: {containers: [{name: a, image: x:1}]}\n`;

/** The number of new findings when the pods `was` are bad before and `is` after. `own`: each has a file of its own. */
function fresh(together: boolean, was: string, is: string, own = true): number {
  const text = (bad: string): Map<string, string> => {
    const pods = ['a', 'b', 'c'].map((name) => [`${name}.yaml`, pod(name, bad.includes(name))] as const);
    return own ? new Map(pods) : new Map([['all.yaml', pods.map((p) => p[1]).join('---\n')]]);
  };
  const [before, after] = [text(was), text(is)];
  const tallyIn = (files: Map<string, string>) => {
    const engine = engineOver(files, [badPods(together)]);
    return tallyOf(engine, engine.paths());
  };
  const changes = [...before].map(([path, old]): FileChange => {
    const now = after.get(path)!;
    const edits = [...old.matchAll(/"(?:true|false)"/g)].map((m, i) => ({
      span: { start: m.index, end: m.index + m[0].length },
      text: [...now.matchAll(/"(?:true|false)"/g)][i]![0],
    }));
    return { path, edits };
  });
  return newFindings(tallyIn(before), tallyIn(after), changes).length;
}

describe('a finding about several places', () => {
  test('is not new when it stands at the next of them', () => {
    assert.equal(fresh(true, 'abc', 'bc'), 0);
    assert.equal(fresh(true, 'abc', 'c'), 0);
    assert.equal(fresh(true, 'abc', 'bc', false), 0);
  });
  test('is new when it names a place that no finding named', () => {
    assert.equal(fresh(true, 'ab', 'bc'), 1);
    assert.equal(fresh(true, 'ab', 'abc'), 1);
    assert.equal(fresh(true, 'a', 'ab'), 1);
    assert.equal(fresh(true, 'ab', 'ac', false), 1);
  });
});

test('a finding about one place is new wherever there was none of its file and route', () => {
  assert.equal(fresh(false, 'a', 'b'), 1);
  assert.equal(fresh(false, 'ab', 'bc'), 1);
  // In one file both have the same key, so nobody can tell which one is new.
  assert.equal(fresh(false, 'a', 'ab', false), 2);
  assert.equal(fresh(false, 'abc', 'bc'), 0);
});

test('a finding about several places does not excuse a second finding about one of them', () => {
  const both = [badPods(true), { ...badPods(false), meta: { ...badPods(false).meta } }];
  const files = new Map([
    ['a.yaml', pod('a', true)],
    ['b.yaml', pod('b', true)],
  ]);
  const [one, two] = [engineOver(files, both.slice(0, 1)), engineOver(files, both)];
  assert.equal(newFindings(tallyOf(one, one.paths()), tallyOf(two, two.paths()), []).length, 3);
});

test('an offset moves with the edits before it', () => {
  const edits = [
    { span: { start: 2, end: 4 }, text: 'xxxxx' },
    { span: { start: 8, end: 8 }, text: 'yy' },
  ];
  assert.deepEqual(
    [0, 2, 3, 4, 8, 9].map((at) => mappedOffset(edits, at)),
    [0, 2, 2, 7, 11, 14],
  );
});
