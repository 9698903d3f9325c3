/** Internal errors stay isolated: in one rule, one unit, one file. Units are reused only while they mean the same. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { type RuleMeta, rule } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const meta = (id: RuleMeta['id']): RuleMeta => ({
  id,
  title: 'Test',
  why: 'Test.',
  severity: 'warning',
  confidence: 'high',
  profile: 'default',
  fix: 'none',
  tags: [],
  refs: {},
  since: '0.1.0',
});
const SECRET = 'hunter2hunter2';
const fails = (): never => {
  throw new TypeError(`cannot read ${SECRET}`);
};
const good = rule(meta('user/good'), {
  *stage(stage) {
    yield { at: stage.from.span, message: 'seen' };
  },
});

test('a rule that throws loses only its subject, and is reported without quoting the file', () => {
  const bad = rule(meta('user/bad'), {
    *stage(stage) {
      if (stage.index === 0) fails();
      yield { at: stage.from.span, message: 'second' };
    },
  });
  const engine = createEngine([bad, good], PINNED_DAY);
  engine.setFile('Dockerfile', 'FROM alpine\nFROM debian\n');
  const { findings, problems } = engine.check('Dockerfile');
  assert.deepEqual(
    findings.map((f) => `${f.rule} ${f.span.start}`),
    ['user/good 0', 'user/bad 12', 'user/good 12'],
  );
  assert.equal(problems.length, 1);
  assert.equal(problems[0]!.kind, 'internal');
  assert.match(problems[0]!.message, /^user\/bad failed: TypeError/);
  assert.ok(!problems[0]!.message.includes(SECRET));
});

test('a rule over all files that throws in each namespace is reported once, in one file, and other rules still report', () => {
  const bad = rule(meta('network/bad'), { workspace: fails });
  const engine = createEngine([bad, good], PINNED_DAY);
  engine.setFile('b/Dockerfile', 'FROM alpine\n');
  engine.setFile('a/Dockerfile', 'FROM alpine\n');
  const pod = (namespace: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: ${namespace}}\nspec:\n  containers: [{name: a, image: b}]\n`;
  engine.setFile('pods.yaml', `${pod('one')}---\n${pod('two')}`);
  const reports = ['a/Dockerfile', 'b/Dockerfile'].map((p) => engine.check(p));
  assert.deepEqual(
    reports.map((r) => r.problems.map((p) => p.message.split(':')[0])),
    [['network/bad failed'], []],
  );
  assert.ok(reports.every((r) => r.findings.length === 1));
});

test('a unit is read again when the kind of its file changes', () => {
  const engine = createEngine(rules, PINNED_DAY);
  const service = 'services:\n  web:\n    image: nginx\n    privileged: true\n';
  const seen = (): string[] => engine.check('x.yaml').findings.map((f) => f.rule);
  engine.setFile('x.yaml', service);
  assert.ok(seen().includes('privilege/privileged-container'));
  engine.setFile('x.yaml', `${service}---\napiVersion: v1\nkind: Service\nmetadata:\n  name: x\n`);
  assert.ok(!seen().includes('privilege/privileged-container'), 'no Compose file any more');
});

test('fixing a file leaves its own analysis as it was', () => {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'audit' } });
  const pod = (name: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n    - name: app\n      image: nginx\n`;
  engine.setFile('pods.yaml', ['a', 'b', 'c'].map(pod).join('---\n'));
  const spans = (): string[] => engine.check('pods.yaml').findings.map((f) => `${f.rule} ${f.span.start}`);
  const before = spans();
  assert.ok(engine.fixAll('pods.yaml', (f) => f.fixes[0]).length > 0);
  assert.deepEqual(spans(), before);
});

test('a stream of only markers has no documents and no findings', () => {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('x.yaml', `${'---\n'.repeat(100_000)}apiVersion: v1\nkind: Pod\nspec: {}\n`);
  assert.equal(engine.check('x.yaml').problems.length, 0);
  assert.notEqual(engine.unitAt('x.yaml', 400_010), undefined);
});
