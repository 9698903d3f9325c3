/** Results for one unit are neither lost nor found twice after other units were judged. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const POD = (env: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: shop\n      image: shop:1\n${env}`;
const SECRET = '      env:\n        - name: SESSION_SECRET\n          value: bPq7-otter-Lantern-52\n';

test('a finding whose fixes were asked for is found once when the workspace changes', () => {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setComplete(true);
  engine.configure({ flags: { profile: 'strict' } });
  engine.setFile('a.yaml', POD(SECRET));
  const found = (): string[] => engine.check('a.yaml').findings.map((f) => `${f.rule} ${f.fixes.length}`);
  const first = found();
  engine.setFile('b.yaml', 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: other\n');
  engine.setFile('.env', 'A=b\n');
  assert.deepEqual(found(), first);
});

test('a file judged again after another one has the same findings', () => {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('a.yaml', POD(SECRET));
  engine.setFile('b.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n');
  const found = (): string[] => engine.check('a.yaml').findings.map((f) => f.rule);
  const first = found();
  assert.ok(first.includes('secret/hardcoded-secret'));
  engine.check('b.yaml');
  // Another configuration: everything is judged again, over the same units.
  engine.configure({ editor: { failOn: 'error' } });
  engine.check('b.yaml');
  assert.deepEqual(found(), first);
  engine.secretsIn('b.yaml');
  engine.configure({ editor: { failOn: 'info' } });
  assert.deepEqual(found(), first);
});
