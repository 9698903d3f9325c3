/** docs/coverage.md: every known check of another tool has a rule, a reason, or stands in the list of those that have neither yet. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checksOf, coverage, KINDS, readNotYet, reasonsOf } from '../scripts/lib/coverage/coverage.ts';
import { globSync } from '../scripts/lib/files.ts';
import { knownIds, toolNames } from '../server/src/core/rule/refs/sources.ts';
import { rules } from '../server/src/core/rules/rules.generated.ts';
import { meta } from './support/config-fixture.ts';

const metas = rules.map((r) => r.meta);
const all = coverage(metas).flatMap(([tool, checks]) =>
  checks.map((check) => ({ name: `${tool} ${check.id}`, check })),
);
const names = (which: (one: (typeof all)[number]['check']) => boolean): string[] =>
  all.filter(({ check }) => which(check)).map(({ name }) => name);

describe('checks of other tools', () => {
  test('each has a rule or a reason, or is listed as not yet', () => {
    assert.deepEqual(
      names(({ rules, reason, notYet }) => rules.length === 0 && !reason && notYet === undefined),
      [],
    );
  });

  test('none has both: a reason why there is no rule goes when a rule comes', () => {
    assert.deepEqual(
      names(({ rules, reason }) => rules.length > 0 && reason !== undefined),
      [],
    );
  });

  test('no group waits for a decision', () => {
    const groups = [...new Set(readNotYet().map(({ group }) => group))].sort();
    assert.deepEqual(groups, []);
    for (const { tool, ids } of readNotYet()) {
      assert.ok(toolNames.includes(tool), tool);
      if (!ids.endsWith('*')) assert.ok(knownIds(tool).has(ids), `${tool} ${ids}`);
    }
  });

  test('a mapped id of another spelling is the same check', () => {
    const planted = meta('network/planted', { trivy: ['AVD-KSV-0038'], kyverno: ['~add-networkpolicy/default-deny'] });
    const of = (tool: 'trivy' | 'kyverno', id: string) =>
      checksOf(tool, [planted], [], []).find((one) => one.id === id);
    assert.deepEqual(of('trivy', 'KSV-0038')?.rules, [{ id: 'network/planted', means: 'same' }]);
    assert.deepEqual(of('kyverno', 'add-networkpolicy')?.rules, [{ id: 'network/planted', means: 'part' }]);
  });
});

describe('reasons', () => {
  for (const tool of toolNames) {
    const reasons = reasonsOf(tool);
    test(`of ${tool}: known ids, sorted, once, with a kind and words`, () => {
      const ids = reasons.map(({ id }) => id);
      assert.deepEqual(
        ids,
        [...new Set(ids)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })),
      );
      for (const { id, kind, words } of reasons) {
        assert.ok(knownIds(tool).has(id), id);
        assert.ok(kind in KINDS, `${id}: ${kind}`);
        assert.match(words, /^[A-Z`\u201c].{5,200}[^.\s]$/u, id);
      }
    });
  }

  test('every file is that of a tool', () => {
    const files = globSync('scripts/lib/coverage/reasons', (f) => f.endsWith('.tsv'));
    assert.ok(files.length > 0);
    for (const file of files)
      assert.ok(
        toolNames.some((tool) => file.endsWith(`/${tool}.tsv`)),
        file,
      );
  });
});
