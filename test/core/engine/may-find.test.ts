import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { onlyIf } from '../../../server/src/core/rule/condition.ts';
import type { Finding, Rule } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const MANIFEST = ['ConfigMap', 'Secret', 'Namespace']
  .map((kind) => `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: a\n`)
  .join('---\n');

/** Rules on objects with one condition, beside one without, and how often each part was asked. */
function counting(condition: (kind: string) => boolean) {
  const counts = { condition: 0, conditional: 0, always: 0 };
  const meets = ({ kind }: { readonly kind: string }): boolean => {
    counts.condition++;
    return condition(kind);
  };
  const finds = (part: 'conditional' | 'always') =>
    function* ({ nameSpan: at }: { readonly nameSpan: Finding['at'] }): Iterable<Finding> {
      counts[part]++;
      yield { at, message: 'Found' };
    };
  const made = (n: number, checks: Rule['checks']): Rule => ({ ...rules[n]!, checks, workspace: undefined });
  const some = [
    made(0, { object: onlyIf<'object'>(meets, finds('conditional')) }),
    made(1, { object: finds('always') }),
    made(2, { object: onlyIf<'object'>(meets, finds('conditional')) }),
  ];
  const engine = createEngine(some, PINNED_DAY);
  engine.setFile('a.yaml', MANIFEST);
  engine.check('a.yaml');
  return counts;
}

test('a condition is asked once of each subject, and rules run only where it is met', () => {
  const counts = counting((kind) => kind === 'Secret');
  assert.deepEqual(counts, { condition: 3, conditional: 2, always: 3 });
});

test('a condition that throws keeps no rule from running', () => {
  const counts = counting(() => {
    throw new Error('broken');
  });
  assert.deepEqual(counts, { condition: 3, conditional: 6, always: 3 });
});
