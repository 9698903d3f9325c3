/**
 * Every rule's page is its test: findings where it says and as it says, and every fix that is offered proved. `UPDATE=1` rewrites the
 * generated fences; `PAGES` (ids with commas between them) picks pages.
 */
import assert from 'node:assert/strict';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { globSync } from '../../scripts/lib/files.ts';
import {
  expectedMarks,
  fixFailures,
  formFailures,
  foundOf,
  marksOf,
  type Run,
  runCase,
} from '../../scripts/lib/page-case.ts';
import { bestOf, pageOf, unborne, updated } from '../../scripts/lib/rule-page.ts';
import type { Safety } from '../../server/src/core/rule/rule.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';

const update = process.env.UPDATE === '1';
const picked = process.env.PAGES?.split(',');
const files = globSync('test/rules', (f) => f.endsWith('.md'));
const idOf = (file: string): string => file.slice('test/rules/'.length, -'.md'.length);

if (!picked) {
  test('every rule has a page and every page a rule', () => {
    assert.deepEqual(files.map(idOf).sort(), rules.map((r) => r.meta.id).sort());
  });
}

for (const file of files) {
  const id = idOf(file);
  const rule = rules.find((r) => r.meta.id === id);
  if (!rule || (picked && !picked.includes(id))) continue;
  describe(id, () => {
    let page = pageOf(id, readFileSync(file, 'utf8'));
    if (update) {
      const failures: unknown[] = [];
      const text = updated(page, rule, rules, (error) => failures.push(error));
      if (text !== page.text) replace(file, text);
      page = pageOf(id, text);
      test('every case can be run', () => assert.deepEqual(failures, []));
    }
    test('has a case that fires and one that does not', () => {
      const fires = page.cases.map((c) => c.expects.some((e) => e.rule === id));
      assert.ok(fires.includes(true), 'no case fires');
      assert.ok(fires.includes(false), 'no case is clean');
    });
    const offered: Safety[] = [];
    const runs: Run[] = [];
    for (const one of page.cases) {
      test(one.title, () => {
        const run = runCase(one, rule, rules);
        runs.push(run);
        assert.deepEqual(marksOf(run), expectedMarks(one), 'what is marked');
        assert.equal(foundOf(run), one.found?.body ?? '', 'the fence below (UPDATE=1 rewrites it)');
        for (const { finding } of run.found.filter((f) => f.finding.rule === id))
          assert.match(finding.message, /^[^a-z].*[^.]$/, 'a message begins like a sentence and has no full stop');
        assert.deepEqual(formFailures(run), [], 'CRLF, no last newline');
        assert.deepEqual(fixFailures(run, offered), [], 'fixes');
      });
    }
    test('has findings of the severity, confidence and profile that the metadata says', () =>
      assert.deepEqual(unborne(rule, runs), []));
    test('offers the fix it promises', () => assert.equal(bestOf(offered), rule.meta.fix));
  });
}

/** Never leaves half a page. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
