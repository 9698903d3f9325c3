/** Tests the prover itself: fixes that it must reject. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engineOver, proveFix, prover } from '../../../scripts/lib/prove.ts';
import { proveFile } from '../../../scripts/lib/prove-folder.ts';
import { tallyOf } from '../../../scripts/lib/tally.ts';
import type { Effect } from '../../../server/src/core/rule/effect.ts';
import type { Change, Rule } from '../../../server/src/core/rule/rule.ts';
import { rule } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const TEXT = 'services:\n  a:\n    image: nginx:1.29\n    privileged: true\n  b:\n    image: nginx:1.29\n';

const PRIVILEGED: Effect = { either: [{ at: ['.', 'service a', 'privileged'], how: 'removed' }] };

/** A rule against `privileged: true`, with the given fix. */
const withFix = (change: () => readonly Change[], effect: readonly Effect[] | undefined = [PRIVILEGED]): Rule =>
  rule(
    {
      id: 'privilege/test-only',
      title: 'For the test',
      why: '',
      severity: 'warning',
      confidence: 'high',
      profile: 'default',
      fix: 'safe',
      tags: [],
      refs: {},
      since: '0.1.0',
    },
    {
      *container({ privileged: { at, value } }) {
        if (value && at) yield { at, message: 'No', fixes: [{ title: 'Fix', safety: 'safe', change, effect }] };
      },
    },
  );

function failuresOf(change: () => readonly Change[], ...effect: [(readonly Effect[])?]): readonly string[] {
  const files = new Map([['compose.yaml', TEXT]]);
  const rules = [withFix(change, ...effect)];
  const engine = engineOver(files, rules);
  return proveFix(files, rules, {}, engine, engine.check('compose.yaml').findings[0]!, 0).failures;
}

const put = (from: string, to: string) => (): Change[] => {
  const start = TEXT.indexOf(from);
  return [{ span: { start, end: start + from.length }, text: to }];
};

describe('a fix fails the proof that', () => {
  test('removes its finding: none', () => assert.deepEqual(failuresOf(put('    privileged: true\n', '')), []));
  for (const [name, change] of [
    ['changes nothing', () => []],
    ['leaves its finding', put('nginx:1.29', 'nginx:1.28')],
    ['writes what is no YAML', put('privileged: true', 'b: {[}:')],
    ['takes another service with it', put('    privileged: true\n  b:\n    image: nginx:1.29\n', '')],
    ['reaches beyond the file', () => [{ span: { start: 0, end: TEXT.length + 1 }, text: '' }]],
  ] as const)
    test(name, () => assert.notDeepEqual(failuresOf(change), []));
});

const IMAGE: Effect = { either: [{ at: ['.', 'service *', 'image'], how: 'changed' }] };

describe('a fix fails the proof that says', () => {
  const remove = put('    privileged: true\n', '');
  const failing = (change: () => readonly Change[], effect: readonly Effect[]): readonly string[] =>
    failuresOf(change, effect);
  const claim = (how: 'added' | 'set' | 'removed' | 'changed', ...at: readonly string[]): Effect => ({
    either: [{ at: ['.', ...at], how }],
  });
  test('nothing', () => {
    const files = new Map([['compose.yaml', TEXT]]);
    const rules = [{ ...withFix(remove), checks: withoutEffect(remove) }];
    const engine = engineOver(files, rules);
    const proof = proveFix(files, rules, {}, engine, engine.check('compose.yaml').findings[0]!, 0);
    assert.deepEqual(proof.failures, ['declares no effect']);
  });
  test('less than it does', () =>
    assert.deepEqual(
      failing(put('    privileged: true\n  b:\n    image: nginx:1.29', '  b:\n    image: nginx:1'), [PRIVILEGED]),
      ['changes more than it says: compose.yaml / service b / image: "nginx:1.29" → "nginx:1"'],
    ));
  test('more than it does', () =>
    assert.deepEqual(failing(remove, [PRIVILEGED, IMAGE]), [
      'says what does not happen: compose.yaml / service * / image changed',
    ]));
  test('that it sets what it removes', () =>
    assert.deepEqual(failing(remove, [claim('set', 'service a', 'privileged')]), [
      'changes more than it says: compose.yaml / service a / privileged: "true" → nothing',
      'says what does not happen: compose.yaml / service a / privileged set',
    ]));
  test('that it adds what it replaces', () =>
    assert.equal(
      failing(put('privileged: true', 'privileged: false'), [claim('added', '**', 'privileged')]).length,
      2,
    ));
  for (const [name, effect] of [
    ['a part around it', claim('changed', 'service a')],
    ['any service', claim('removed', 'service *', 'privileged')],
    ['any place', claim('removed', '**', 'privileged')],
    ['one of two', { either: [...IMAGE.either, ...PRIVILEGED.either] }],
  ] as const)
    test(`the truth: ${name}`, () => assert.deepEqual(failing(remove, [effect]), []));
  test('the truth, and leaves a path without a file', () =>
    assert.deepEqual(
      failing(put('privileged: true', 'env_file: a.env'), [
        PRIVILEGED,
        claim('added', '*', 'env_file'),
        claim('added', '*', 'environment'),
      ]),
      ['leaves `env_file of service a` of compose.yaml without a.env'],
    ));
});

/** The check of `withFix`, with a fix that declares nothing. */
const withoutEffect = (change: () => readonly Change[]): Rule['checks'] => ({
  *container({ privileged: { at, value } }) {
    if (value && at) yield { at, message: 'No', fixes: [{ title: 'Fix', safety: 'safe', change }] };
  },
});

describe('a fix that must be applied twice fails the proof', () => {
  /** Finds each `!` of a file; the fix removes one of them. */
  const shouting = (change: (marks: string) => string): Rule => ({
    ...withFix(() => []),
    checks: {
      *container(_, { unit }) {
        const [marks = ''] = /!+/.exec(unit.text) ?? [];
        const at = { start: unit.text.indexOf('!'), end: unit.text.indexOf('!') + marks.length };
        for (const _ of marks)
          yield {
            at,
            message: 'No',
            fixes: [
              { title: 'Fix', safety: 'safe', effect: [IMAGE], change: () => [{ span: at, text: change(marks) }] },
            ],
          };
      },
    },
  });
  const failures = (change: (marks: string) => string): readonly string[] =>
    prover(new Map([['compose.yaml', 'services:\n  a:\n    image: nginx!!\n']]), [shouting(change)], {}).prove(
      'compose.yaml',
      0,
      0,
    ).failures;

  test('one mark at a time', () =>
    assert.deepEqual(
      failures((marks) => marks.replace('!', '')),
      ['changes something when applied twice'],
    ));
  test('not all at once', () =>
    assert.deepEqual(
      failures((marks) => marks.replaceAll('!', '')),
      [],
    ));
});

test('a fix-all that does not finish fails the proof', () => {
  // One mark a round, and more marks than rounds.
  const shorter: Rule = {
    ...withFix(() => []),
    checks: {
      *container({ image, nameSpan }) {
        const marks = /!+$/.exec(image?.raw ?? '')?.[0] ?? '';
        const at = image?.at ?? nameSpan;
        const change = (): Change[] => [{ span: { start: at.end - 1, end: at.end }, text: '' }];
        for (const _ of marks) yield { at, message: 'No', fixes: [{ title: 'Fix', safety: 'safe', change }] };
      },
    },
  };
  const twice = (marks: number): readonly string[] =>
    prover(new Map([['compose.yaml', `services:\n  a:\n    image: nginx${'!'.repeat(marks)}\n`]]), [shorter], {}).twice(
      'compose.yaml',
      shorter.meta.id,
      0,
    );
  assert.deepEqual(twice(3), []);
  assert.deepEqual(twice(60), ['fix all: changes something when applied twice']);
});

test('the finding of another rule with the same route keeps its name and is not new', () => {
  const meta = 'metadata: {name: web, namespace: shop}';
  const spec =
    'selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: []}}';
  const text = `apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
{apiVersion: apps/v1, kind: Deployment, ${meta}, spec: {${spec.replace('[]', '[{name: web, image: a}]')}}}
`;
  const files = new Map([['shop.yaml', text]]);
  const layers = { flags: { profile: 'strict' } } as const;
  const some = rules.filter(({ meta: { id } }) => /pod-security-not-enforced|missing-network-policy/.test(id));
  const engine = engineOver(files, some, layers);
  const { findings } = engine.check('shop.yaml');
  assert.deepEqual(
    findings.map((f) => f.route),
    ['Namespace//shop', 'Namespace//shop'],
  );
  assert.deepEqual(proveFix(files, some, layers, engine, findings[0]!, 0).failures, []);
});

test('a secret that only the strict profile reports may be read from a Secret', () => {
  const text =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: a:1\n      env:\n' +
    '        - name: SYNC_USER\n          value: sst\n        - name: SYNC_PASSWORD\n          value: sst\n';
  const some = rules.filter(({ meta: { id } }) => /hardcoded-secret|secret-in-env/.test(id));
  const engine = engineOver(new Map([['pod.yaml', text]]), some, { flags: { profile: 'strict' } });
  const { findings } = engine.check('pod.yaml');
  assert.deepEqual(
    findings.map((f) => `${f.rule} ${f.profile}`),
    ['secret/hardcoded-secret strict'],
  );
  const trials = [...proveFile(engine, 'pod.yaml', tallyOf(engine, engine.paths()), () => true)];
  assert.ok(trials.length > 0);
  assert.deepEqual(
    trials.flatMap((t) => t.failures),
    [],
  );
});
