/** No report shows a secret: values planted in every possible place appear in no format and for no rule. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAYS } from '../../../scripts/lib/pinned-day.ts';
import { engineOver } from '../../../scripts/lib/prove.ts';
import {
  byPlace,
  type Printed,
  type PrintedProblem,
  type Run,
  region,
} from '../../../server/src/core/report/finding.ts';
import { json, jsonl } from '../../../server/src/core/report/json.ts';
import { printed } from '../../../server/src/core/report/print.ts';
import { sarif } from '../../../server/src/core/report/sarif.ts';
import { text } from '../../../server/src/core/report/text.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { lineIndex } from '../../../server/src/core/text/lines.ts';
import { others } from '../../support/report-formats.ts';
import { planted, plantedFiles, shownIn } from '../../support/secrets-planted.ts';

function run(): { readonly run: Run; readonly titles: string; readonly found: number } {
  const files = plantedFiles;
  const engine = engineOver(files, rules, { flags: { profile: 'audit' } });
  const findings: Printed[] = [];
  const problems: PrintedProblem[] = [];
  const titles: string[] = [];
  for (const path of engine.paths()) {
    const lines = lineIndex(engine.textOf(path) ?? '');
    const report = engine.check(path);
    for (const finding of report.findings) {
      titles.push(finding.route, ...finding.fixes.map((f) => f.title), ...finding.related.map((r) => r.message));
    }
    findings.push(...printed(engine, report, (p) => p));
    for (const p of report.problems) problems.push({ path, ...region(lines, p.at), message: p.message });
  }
  findings.sort(byPlace);
  const found = findings.filter((f) => f.finding.rule.startsWith('secret/')).length;
  return {
    run: { version: '0', days: PINNED_DAYS, findings, problems, unread: [], files: files.size, suppressed: 0 },
    titles: titles.join('\n'),
    found,
  };
}

const outcome = run();
test('the planted secrets are found', () => {
  assert.ok(outcome.found > 60, `only ${outcome.found} findings of secret rules`);
});

test('the test detects a report that shows a value', () => {
  assert.deepEqual(shownIn(`before ${planted[3]} after`), [planted[3]]);
});

for (const [name, report] of [
  ['json', json(outcome.run)],
  ['jsonl', jsonl(outcome.run)],
  [
    'sarif',
    sarif(
      outcome.run,
      rules.map((r) => r.meta),
      () => undefined,
    ),
  ],
  ['text', text(outcome.run, true)],
  ...others(outcome.run),
  ['routes, titles of fixes and related messages', outcome.titles],
] as readonly (readonly [string, string])[]) {
  test(`no value in ${name}`, () => {
    const lines = report.split('\n').filter((line) => shownIn(line).length > 0);
    assert.deepEqual(lines, []);
  });
}
