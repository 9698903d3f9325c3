import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { Reported } from '../../../server/src/core/engine/report.ts';
import type { Checks, Finding, Rule } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The rules, whose fixes call `asked` with the rule's id when a host asks for them. */
function counted(asked: (rule: string) => void): Rule[] {
  const late = <F extends Pick<Finding, 'fixes'>>(id: string, finding: F): F => {
    const { fixes } = finding;
    if (typeof fixes !== 'function') return finding;
    return {
      ...finding,
      fixes: () => {
        asked(id);
        return fixes();
      },
    };
  };
  return rules.map((rule) => ({
    ...rule,
    checks: Object.fromEntries(
      Object.entries(rule.checks).map(([subject, check]) => [
        subject,
        (...words: never[]) =>
          [...(check as (...w: never[]) => Iterable<Finding>)(...words)].map((f) => late(rule.meta.id, f)),
      ]),
    ) as Checks,
    ...(rule.workspace && {
      workspace: (...words: Parameters<NonNullable<Rule['workspace']>>) =>
        [...rule.workspace!(...words)].map((f) => late(rule.meta.id, f)),
    }),
  }));
}

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      image: nginx:1.29\n';

describe('a check computes no fix of a missing setting', () => {
  const asked: string[] = [];
  const engine = createEngine(
    counted((id) => asked.push(id)),
    PINNED_DAY,
  );
  engine.configure({ flags: { profile: 'strict' } });
  engine.setFile('pod.yaml', POD);
  engine.setComplete(true);
  const { findings } = engine.check('pod.yaml');
  const folded = findings.find((f) => f.members.length > 0)!;

  test('when the file is checked', () => assert.deepEqual(asked, []));

  test('until the host asks for the fixes of the finding', () => {
    assert.ok(folded.fixes.length > 1);
    assert.deepEqual([...new Set(asked)].sort(), [...folded.members].sort());
  });

  test('and once for each state of the workspace', () => {
    const before = asked.length;
    assert.ok(folded.fixes.length > 1);
    assert.equal(asked.length, before);
  });
});

test('a check drafts no policy, however often the workload moves', () => {
  const drafts: string[] = [];
  const engine = createEngine(
    counted((id) => drafts.push(id)),
    PINNED_DAY,
  );
  engine.setComplete(true);
  engine.configure({ flags: { profile: 'strict' } });
  const check = (text: string): Reported => {
    engine.setFile('pod.yaml', text);
    return engine.check('pod.yaml').findings.find((f) => f.rule === 'network/missing-network-policy')!;
  };
  const pod = POD.replace('{name: web}', '{name: web, labels: {app: web}}');
  check(pod);
  const moved = check(`# moved\n${pod}`);
  assert.deepEqual(drafts, []);
  assert.match(moved.fixes[0]!.title, /^Draft policies/);
  assert.deepEqual(drafts, ['network/missing-network-policy']);
});
