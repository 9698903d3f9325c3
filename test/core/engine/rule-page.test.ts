/** A page detects a change in what its rule reports. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { casesOf, withFound } from '../../../scripts/lib/page.ts';
import { notices, pageOf, updated } from '../../../scripts/lib/rule-page.ts';
import { type Check, type Finding, fixesOf, type Rule } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const id = 'user/root-user';
const page = pageOf(id, readFileSync(`test/rules/${id}.md`, 'utf8'));
const own = rules.find((r) => r.meta.id === id)!;

/** The rule with every finding changed. */
function changed(change: (finding: Finding) => Finding): Rule {
  const checks = Object.entries(own.checks).map(([subject, check]) => {
    const run = check as Check<'container'>;
    return [subject, (...args: Parameters<typeof run>) => [...run(...args)].map(change)];
  });
  return { ...own, checks: Object.fromEntries(checks) as Rule['checks'] };
}
const noticed = (rule: Rule): boolean =>
  notices(
    page,
    rule,
    rules.map((r) => (r === own ? rule : r)),
  );

describe('a page notices', () => {
  test('nothing in its rule as it is', () => assert.equal(noticed(changed((f) => f)), false));
  const nowhere = { start: 0, end: 0 };
  for (const [what, change] of [
    ['another severity', (f) => ({ ...f, severity: f.severity === 'info' ? 'warning' : 'info' })],
    ['a dropped severity', ({ severity: _, ...f }) => f],
    ['another message', (f) => ({ ...f, message: `${f.message} today` })],
    ['another profile', (f) => ({ ...f, profile: f.profile === 'audit' ? 'strict' : f.profile })],
    ['another confidence', (f) => ({ ...f, confidence: 'low' })],
    ['a dropped related place', ({ related: _, ...f }) => f],
    ['another reach of ignore comments', (f) => ({ ...f, covers: nowhere })],
    ['another place on the same line', (f) => ({ ...f, at: { start: f.at.start, end: f.at.end - 1 } })],
    ['no fixes', (f) => ({ ...f, fixes: [] })],
    ['another title', (f) => ({ ...f, fixes: fixesOf(f).map((x) => ({ ...x, title: `${x.title}!` })) })],
    [
      'another edit',
      (f) => ({ ...f, fixes: fixesOf(f).map((x) => ({ ...x, change: () => [{ span: f.at, text: '#' }] })) }),
    ],
  ] as const satisfies readonly (readonly [string, (finding: Finding) => Finding])[])
    test(what, () => assert.equal(noticed(changed(change)), true));

  test('other metadata', () => {
    for (const meta of [{ severity: 'info' }, { confidence: 'low' }, { profile: 'strict' }, { fix: 'safe' }] as const)
      assert.equal(noticed({ ...own, meta: { ...own.meta, ...meta } }), true, JSON.stringify(meta));
  });
});

describe('regenerated', () => {
  test('a correct page stays unchanged', () =>
    assert.equal(
      updated(page, own, rules, (error) => assert.fail(String(error))),
      page.text,
    ));

  test('a case that cannot be run keeps its fence', () => {
    const failures: unknown[] = [];
    const broken = changed((f) => ({ ...f, message: 'one\ntwo' }));
    const kept = updated(page, broken, [broken], (error) => failures.push(error));
    assert.equal(kept, page.text);
    assert.ok(failures.length > 5);
  });

  test('a fence without findings is removed, and a fence has enough backticks for its content', () => {
    const text = '## A\n\n```yaml\na: 1\n```\n\n```diff found\nold\n```\n\nMore\n';
    assert.equal(withFound(text, casesOf(text), ['']), '## A\n\n```yaml\na: 1\n```\n\nMore\n');
    const ticks = withFound(text, casesOf(text), ['+```\n']);
    assert.ok(ticks.includes('\n````diff found\n+```\n````\n'), ticks);
  });

  test('an unknown word is rejected', () =>
    assert.throws(() => casesOf('```yaml fixed\na: 1\n```\n'), /line 1: unknown word "fixed"/));
});
