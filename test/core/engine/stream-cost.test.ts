/** The cost of a keystroke in a long stream: counted where possible, else compared. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { numbered } from '../../../server/src/core/engine/routes.ts';
import { printed } from '../../../server/src/core/report/print.ts';
import type { Checks, Context, Finding, Rule, Subject } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { assertGrowth } from '../../support/growth.ts';
import { deployments, pods, typed } from './stream.ts';

const PATH = 'stream.yaml';

/** Activity of rules: how often each runs on a subject, and which of them read the workspace. */
interface Doings {
  readonly runs: Map<string, number>;
  readonly asking: Set<string>;
}

/** The rules, with their activity recorded. */
function watched({ runs, asking }: Doings): Rule[] {
  const noted = (ctx: Context, rule: string): Context => ({
    ...{ unit: ctx.unit, options: ctx.options, settings: ctx.settings },
    get workspace() {
      asking.add(rule);
      return ctx.workspace;
    },
  });
  const counted = ({ meta, checks }: Rule): Checks => {
    const all = Object.entries(checks) as [Subject, (subject: never, ctx: Context) => Iterable<Finding>][];
    return Object.fromEntries(
      all.map(([subject, check]) => [
        subject,
        (value: never, ctx: Context) => {
          runs.set(meta.id, (runs.get(meta.id) ?? 0) + 1);
          return check(value, noted(ctx, meta.id));
        },
      ]),
    );
  };
  return rules.map((one) => ({ ...one, checks: counted(one) }));
}

function opened(text: string, own: readonly Rule[] = rules): Engine {
  const engine = createEngine(own, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  engine.setFile(PATH, text);
  engine.setComplete(true);
  engine.check(PATH);
  return engine;
}

/** Runs of rules, and findings computed or moved, after one edit. */
function work(count: number, edit: (text: string) => string): { runs: Map<string, number>; anew: number } {
  const runs = new Map<string, number>();
  const asking = new Set<string>();
  const text = deployments(count);
  const engine = opened(text, watched({ runs, asking }));
  const before = new Set(engine.check(PATH).findings);
  runs.clear();
  engine.setFile(PATH, edit(text));
  return { anew: engine.check(PATH).findings.filter((f) => !before.has(f)).length, runs };
}

/** The work so often that it takes as long as the same on so much more, if that is linear: what takes equally long is disturbed equally. */
const often = (times: number, work: () => unknown) => (): void => {
  for (let i = 0; i < times; i++) work();
};

test('an edit runs the rules of its own document, however many others there are', () => {
  // The same length, so that nothing moves.
  const value = (text: string): string => typed(text, 'LOG_LEVE', '').replace('value: info', 'value: warn');
  const few = work(30, value);
  assert.ok(few.runs.size > 10 && few.anew > 1);
  assert.deepEqual(work(300, value), few);
  const name = (text: string): string => text.replace('name: shop-1\n', 'name: ship-1\n');
  const renamed = work(30, name);
  assert.deepEqual(renamed.runs, few.runs);
  assert.deepEqual(work(300, name), renamed);
});

test('an edit that changes an answer of the workspace runs only the rules that asked', () => {
  const account =
    '---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default, namespace: shop}\nautomountServiceAccountToken: false\n';
  const runs = new Map<string, number>();
  const asking = new Set<string>();
  const text = deployments(20);
  const engine = opened(text, watched({ runs, asking }));
  const countReported = (): number =>
    engine.check(PATH).findings.filter((f) => f.rule === 'privilege/automounted-token').length;
  assert.equal(countReported(), 20);
  runs.clear();
  engine.setFile(PATH, text + account);
  assert.equal(countReported(), 0);
  // The rules of the new document run once.
  const often = [...runs].filter(([, count]) => count > 1).map(([rule]) => rule);
  assert.ok(often.includes('privilege/automounted-token') && often.length < 12, often.join(', '));
  assert.deepEqual(
    often.filter((rule) => !asking.has(rule)),
    [],
  );
  engine.setFile(PATH, text);
  assert.equal(countReported(), 20);
});

test('a keystroke costs nearly the same in a stream ten times as long', () => {
  const keystroke = (count: number, mark: string): (() => void) => {
    const text = deployments(count);
    const engine = opened(text);
    let n = 0;
    // Different lengths, so that the text below moves each time.
    return () => {
      for (let i = 0; i < 5; i++) {
        engine.setFile(PATH, typed(text, mark, 'x'.repeat(1 + (n++ % 7))));
        engine.check(PATH);
      }
    };
  };
  assertGrowth('a value', 4, keystroke(100, 'value: info'), keystroke(1_000, 'value: info'));
});

test('what is found in one document keeps no other document, nor the text of the file as it was', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const text = deployments(3);
  const engine = opened(text);
  const old = new WeakRef(engine.unitAt(PATH, text.length)!);
  const first = text.replace('name: shop-0\n', 'name: ship-0\n');
  engine.setFile(PATH, first);
  engine.check(PATH);
  engine.setFile(PATH, first.replace('name: shop-2\n', 'name: ship-2\n'));
  engine.check(PATH);
  // Whatever was looked at stays for the rest of the turn.
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  assert.equal(old.deref(), undefined);
  assert.ok(engine.check(PATH).findings.length > 0);
});

test('the first check and what is printed of it are linear', () => {
  const first = (text: string) => () => {
    const engine = opened(text);
    return printed(engine, engine.check(PATH), (path) => path);
  };
  // Every pod is a related place of the finding about NetworkPolicies.
  assertGrowth('first check', 10, first(pods(100)), first(pods(400)));
});

test('related places of one file are found with one index of its lines', () => {
  const printing = (count: number) => {
    const engine = opened(`${pods(count)}${'# a line\n'.repeat(20 * count)}`);
    const report = engine.check(PATH);
    return () => printed(engine, report, (path) => path);
  };
  assertGrowth('printing', 2.5, often(4, printing(100)), printing(400));
});

test('objects of one name are numbered without counting from the start', () => {
  const KEYS = ['rule Pod//a', 'rule Pod//a/b'];
  for (const parts of [['Pod//a'], []]) {
    const routes = (count: number) => Array.from({ length: count }, () => ({ parts, keys: KEYS }));
    const [few, many] = [routes(500), routes(4_000)];
    assert.equal(numbered(many).at(-1)?.get('rule Pod//a/b'), 'Pod//a/b~4000');
    assertGrowth(
      'numbering',
      4,
      often(8, () => numbered(few)),
      () => numbered(many),
    );
  }
});
