/** Applying many fixes: each once, none without effect, and in time linear in the file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChanges, engineOver } from '../../../scripts/lib/prove.ts';
import type { createEngine } from '../../../server/src/core/engine/engine.ts';
import { apart } from '../../../server/src/core/engine/joined.ts';
import type { Reported, ReportedFix } from '../../../server/src/core/engine/report.ts';
import { isFarReaching, settleEach } from '../../../server/src/core/engine/settle-each.ts';
import { type RuleMeta, rule } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { assertGrowth } from '../../support/growth.ts';

/** The profile that reports what known images lack, too. */
const STRICT = { flags: { profile: 'strict' } } as const;

const meta = (id: RuleMeta['id']): RuleMeta => ({
  id,
  title: 'Test',
  why: 'Test.',
  severity: 'warning',
  confidence: 'high',
  profile: 'default',
  fix: 'safe',
  tags: [],
  refs: {},
  since: '0.1.0',
});

/** Finds every instruction of the keyword; `write` is inserted above it, or replaces it. */
const finds = (id: RuleMeta['id'], keyword: string, write: string, inPlace: boolean) =>
  rule(meta(id), {
    *instruction(instruction) {
      const { start, end } = instruction.span;
      if (instruction.keyword !== keyword) return;
      const edit = { span: { start, end: inPlace ? end : start }, text: write };
      yield { at: instruction.span, message: 'Seen', fixes: [{ title: 'Fix', safety: 'safe', change: () => [edit] }] };
    },
  });

const fixed = (of: Parameters<typeof createEngine>[0], text: string): string => {
  const files = new Map([['Dockerfile', text]]);
  return applyChanges(files, engineOver(files, of).fixAll('Dockerfile')).get('Dockerfile')!;
};

test('a fix that does not remove its finding is undone, others in the file are kept', () => {
  const useless = finds('user/useless', 'CMD', '# more\n', false);
  const good = finds('user/good', 'USER', 'WORKDIR /a', true);
  assert.equal(fixed([useless], 'FROM a\nCMD b\n'), 'FROM a\nCMD b\n');
  assert.equal(fixed([useless, good], 'FROM a\nUSER b\nCMD b\n'), 'FROM a\nWORKDIR /a\nCMD b\n');
});

test('of many findings of one rule in one place, every fixable one is fixed', () => {
  const some = rule(meta('user/some'), {
    *instruction({ keyword, span, argsText }) {
      if (keyword !== 'USER') return;
      const text = argsText === 'stuck' ? 'USER stuck' : 'WORKDIR /a';
      const change = () => [{ span, text: `${text} ` }];
      yield { at: span, message: 'Seen', fixes: [{ title: 'Fix', safety: 'safe', change }] };
    },
  });
  assert.equal(fixed([some], 'FROM a\nUSER b\nUSER stuck\nUSER c\n'), 'FROM a\nWORKDIR /a \nUSER stuck\nWORKDIR /a \n');
});

test('two fixes that undo each other end', () => {
  const there = finds('user/there', 'USER', 'WORKDIR /a', true);
  const back = finds('user/back', 'WORKDIR', 'USER a', true);
  assert.equal(fixed([there, back], 'FROM a\nUSER a\n'), 'FROM a\nWORKDIR /a\n');
});

test('a fix that adds more findings than it removes is undone', () => {
  const grows = finds('user/grows', 'USER', 'USER a\nUSER a', true);
  assert.equal(fixed([grows], 'FROM a\nUSER a\n'), 'FROM a\nUSER a\n');
});

const services = (n: number): string =>
  `services:\n${Array.from({ length: n }, (_, i) => `  s${i}:\n    image: nginx:1.27\n`).join('')}`;
const pod = (n: number): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n${Array.from(
    { length: n },
    (_, i) => `    - name: c${i}\n      image: nginx:1.27\n`,
  ).join('')}`;
const hardening = (f: Reported): ReportedFix | undefined =>
  f.rule === 'privilege/missing-hardening' ? f.fixes[0] : undefined;
/** What still needs no test. */
const steps = (f: Reported): boolean => (hardening(f)?.steps.length ?? 0) > 0;

for (const [path, make] of [
  ['compose.yaml', services],
  ['pod.yaml', pod],
] as const) {
  test(`all missing settings of ${path} are added in time linear in the number of containers`, () => {
    const engines = [16, 64].map((n) => engineOver(new Map([[path, make(n)]]), rules, STRICT));
    const [few, many] = engines.map((engine) => () => {
      assert.equal(isFarReaching(path, engine.check(path).findings, hardening), false);
      engine.fixAll(path, hardening);
    });
    assertGrowth(path, 10, few!, many!);
  });

  test(`all missing settings of ${path} are added once, and the work is in proportion`, () => {
    const used = [16, 64].map((n) => {
      const files = new Map([[path, make(n)]]);
      const engine = engineOver(files, rules, STRICT);
      const most = 1e9;
      const work = { left: most };
      const after = applyChanges(files, engine.fixAll(path, hardening, work));
      assert.deepEqual(engineOver(after, rules, STRICT).check(path).findings.filter(steps), []);
      const lines = (after.get(path) ?? '').split('\n').map((l) => l.trim().replace(/^- /, ''));
      const drops = lines.filter((l) => l === 'cap_drop:' || l === 'drop:').length;
      assert.equal(drops, n);
      return most - work.left;
    });
    assert.ok(used[1]! < 5 * used[0]!, used.join());
  });
}

test('what needs a test is not added with the rest, however many settings that is', () => {
  const container = (securityContext: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: a\n      image: example/a:1\n${securityContext}`;
  const both =
    '      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n        allowPrivilegeEscalation: false\n';
  const one =
    '      securityContext:\n        allowPrivilegeEscalation: false\n        seccompProfile:\n          type: RuntimeDefault\n';
  for (const [text, expected] of [
    [container(''), container(both)],
    [container(one.split('\n').slice(0, 2).join('\n').concat('\n')), container(one)],
    [container(both), container(both)],
  ] as const) {
    const files = new Map([['pod.yaml', text]]);
    const changes = engineOver(files, rules, STRICT).fixAll('pod.yaml', hardening);
    assert.equal(applyChanges(files, changes).get('pod.yaml'), expected);
  }
});

test('too much work changes nothing, and shows in what is left', () => {
  const files = new Map([['pod.yaml', pod(50)]]);
  const work = { left: 3000 };
  assert.deepEqual(engineOver(files, rules, STRICT).fixAll('pod.yaml', hardening, work), []);
  assert.ok(work.left < 0);
  const env = Array.from({ length: 50 }, (_, i) => `A${i}_PASSWORD=mT9-kQv2z7R${i}x4w\n`).join('');
  const each = { left: 3000 };
  const secrets = (f: Reported): ReportedFix | undefined => (f.rule.startsWith('secret/') ? f.fixes[0] : undefined);
  const engine = engineOver(new Map([['.env', env]]), rules, STRICT);
  assert.ok(engine.check('.env').findings.some(secrets));
  assert.deepEqual(settleEach(engine, '.env', secrets, each), { changes: [], note: undefined });
  assert.ok(each.left < 0);
});

test('one container of a long stream costs no more than its own document', () => {
  const stream = (n: number): string => Array.from({ length: n }, () => pod(2)).join('---\n');
  const engines = [4, 64].map((n) => engineOver(new Map([['pods.yaml', stream(n)]]), rules, STRICT));
  const [short, long] = engines.map((engine) => {
    const fold = engine.check('pods.yaml').findings.find(hardening);
    return () => assert.ok((fold?.fixes[0]?.changes().length ?? 0) > 0);
  });
  assertGrowth('a document of a stream', 3, short!, long!);
});

test('a container of the second object of the same name gets its own settings', () => {
  const text = `${pod(1)}---\n${pod(1)}`;
  const files = new Map([['pods.yaml', text]]);
  const folds = apart(engineOver(files, rules, STRICT).check('pods.yaml').findings).filter(hardening);
  assert.equal(folds.length, 2);
  const after = applyChanges(files, folds[1]!.fixes[0]!.changes()).get('pods.yaml')!;
  assert.ok(after.startsWith(`${pod(1)}---\n`) && after.includes('drop:'));
});
