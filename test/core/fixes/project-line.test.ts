/** Fixes of a service's image offer first the line that the project's jobs use, and say where they use another one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { ReportedFix } from '../../../server/src/core/engine/report.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const CI = '.github/workflows/ci.yml';

function fixes(image: string, job: string): readonly ReportedFix[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('compose.yaml', `services:\n  db:\n    image: ${image}\n`);
  engine.setFile(CI, `jobs:\n  test:\n    services:\n      db:\n        image: ${job}\n`);
  engine.setComplete(true);
  return engine.check('compose.yaml').findings.find((f) => f.rule.startsWith('image/'))!.fixes;
}

const tagOf = (fix: ReportedFix | undefined): string => /:(\d+)/.exec(fix?.title ?? '')?.[1] ?? '';
const SAYS = new RegExp(`test with it first: \`${CI.replaceAll('.', '\\.')}:5\` uses version`, 'i');

test('only the line of the jobs is offered', () => {
  const plain = fixes('mysql:8.0', 'redis:8');
  assert.equal(plain.length, 2);
  const [nearest, newest] = plain.map(tagOf);
  assert.notEqual(nearest, newest);
  for (const line of [nearest, newest]) {
    const found = fixes('mysql:8.0', `mysql:${line}`);
    assert.deepEqual(found.map(tagOf), [line]);
    assert.doesNotMatch(found[0]!.note ?? '', SAYS);
  }
});

test('a line that is not offered is named', () => {
  for (const fix of fixes('mysql:8.0', 'mysql:5.7')) assert.match(fix.note ?? '', SAYS);
});

test('other images and comments say nothing', () => {
  for (const job of ['acme/mysql:5.7', 'mysql-client:5.7', 'mysql:latest', 'postgres:17 # mysql'])
    for (const fix of fixes('mysql:8.0', job)) assert.doesNotMatch(fix.note ?? '', SAYS);
});

test('a host with its port is no image', () => {
  for (const job of [
    'tcp@mysql:3306',
    'mysql:3306',
    'mysql:33060',
    'user:word@mysql:80/shop',
    'mysql:8/shop',
    'mysql:443',
  ])
    for (const fix of fixes('mysql:8.0', job)) assert.doesNotMatch(fix.note ?? '', SAYS);
});
