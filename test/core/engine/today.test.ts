/** The day of a run: what depends on it is computed again when it changes, and nothing else is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { type Rule, rule } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import type { Day } from '../../../server/src/core/text/day.ts';
import { meta } from '../../support/config-fixture.ts';
import { deployments } from './stream.ts';

/** Ends on 2026-11-12. */
const POSTGRES = 'FROM postgres:14\nUSER postgres\n';
const [BEFORE, LAST, AFTER]: readonly Day[] = ['2026-11-11', '2026-11-12', '2026-11-13'];

const FILES: Readonly<Record<string, string>> = {
  Dockerfile: POSTGRES,
  'first/Dockerfile': POSTGRES,
  'first/.seaworthy.yaml': 'today: 2026-11-11\n',
  'new/Dockerfile': POSTGRES,
  'new/.seaworthy.yaml': 'today: 2030-01-01\n',
  'stream.yaml': deployments(3),
};

const ended = (engine: Engine, path: string): boolean =>
  engine.check(path).findings.some((f) => f.rule === 'image/end-of-life');

/** All that hosts show of the findings of a file. */
const shown = (engine: Engine): unknown =>
  engine.paths().map((path) =>
    engine.check(path).findings.map(({ fixes, secretHash: _, ...rest }) => ({
      ...rest,
      fixes: fixes.map(({ title, note }) => ({ title, note })),
    })),
  );

function opened(day: Day, of: readonly Rule[] = rules): Engine {
  const engine = createEngine(of, day);
  for (const [path, text] of Object.entries(FILES)) engine.setFile(path, text);
  engine.setComplete(true);
  return engine;
}

test('support that ends on a day has ended on the next day, and not before', () => {
  const engine = opened(BEFORE!);
  assert.equal(ended(engine, 'Dockerfile'), false);
  engine.setToday(LAST!);
  assert.equal(ended(engine, 'Dockerfile'), false);
  engine.setToday(AFTER!);
  assert.equal(ended(engine, 'Dockerfile'), true);
  engine.setToday(BEFORE!);
  assert.equal(ended(engine, 'Dockerfile'), false, 'a day may come back');
});

test('an ignore comment ignores up to its last day, also in a rule over all files', () => {
  const engine = opened(BEFORE!);
  engine.configure({ flags: { profile: 'strict' } });
  engine.setFile(
    'web/Dockerfile',
    'FROM node:22.20-bookworm-slim\n# seaworthy: ignore[user/root-user] until=2026-11-12 x\nUSER root\n',
  );
  engine.setFile(
    'web/pod.yaml',
    '# seaworthy: ignore-file[network/missing-network-policy] until=2026-11-12 x\napiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: web }\nspec:\n  containers:\n    - { name: a, image: ghcr.io/example/a:1.4.2, ports: [{ containerPort: 80 }] }\n',
  );
  const found = (path: string) =>
    engine
      .check(path)
      .findings.map((f) => f.rule)
      .filter((id) => /^comment|root-user|network-policy/.test(id))
      .sort();
  const all = () => [found('web/Dockerfile'), found('web/pod.yaml')];
  const none = [[], []];
  const back = [
    ['comment/unused-ignore', 'user/root-user'],
    ['comment/unused-ignore', 'network/missing-network-policy'],
  ];
  assert.deepEqual(all(), none);
  engine.setToday(AFTER!);
  assert.deepEqual(all(), back);
  engine.setToday(LAST!);
  assert.deepEqual(all(), none);
});

test('a configuration pins the day of its folder, flags pin it everywhere', () => {
  const engine = opened(BEFORE!);
  const state = () => ['Dockerfile', 'first/Dockerfile', 'new/Dockerfile'].map((path) => ended(engine, path));
  assert.deepEqual(state(), [false, false, true]);
  engine.setToday(AFTER!);
  assert.deepEqual(state(), [true, false, true]);
  engine.configure({ flags: { today: BEFORE! } });
  assert.deepEqual(state(), [false, false, false]);
  engine.configure({ flags: { today: AFTER! } });
  assert.deepEqual(state(), [true, true, true]);
  engine.configure({});
  engine.setFile('first/.seaworthy.yaml', 'today: 2026-11-13\n');
  engine.removeFile('new/.seaworthy.yaml');
  engine.setToday(BEFORE!);
  assert.deepEqual(state(), [false, true, false]);
});

test('after every change of the day an engine reports what a new one would', () => {
  const engine = opened(BEFORE!);
  const days: readonly Day[] = [BEFORE!, AFTER!, AFTER!, '2024-01-01', '2031-05-05', BEFORE!];
  for (const [i, day] of days.entries()) {
    engine.setToday(day);
    assert.equal(engine.today(), day);
    assert.deepEqual(shown(engine), shown(opened(day)), day);
    assert.deepEqual(shown(engine.copy()), shown(opened(day)), `${day}, copied`);
    if (i !== 3) continue;
    // An edit between two days, and one that comes together with a new day.
    engine.setFile('Dockerfile', `# edited\n${POSTGRES}`);
    engine.check('Dockerfile');
    engine.setFile('Dockerfile', POSTGRES);
  }
});

test('the fingerprint of a finding does not contain the day', () => {
  const prints = (day: Day) =>
    opened(day)
      .check('Dockerfile')
      .findings.map((f) => f.fingerprint);
  assert.ok(prints(AFTER!).length > 0);
  assert.deepEqual(prints(AFTER!), prints('2035-01-01'));
});

test('a new day runs the rules once where it counts, an old one and an edit elsewhere run nothing', () => {
  const runs = new Map<string, number>();
  const spaces: string[] = [];
  const dated = rule(meta('image/dated'), {
    *image(use, { unit, settings }) {
      runs.set(unit.path, (runs.get(unit.path) ?? 0) + 1);
      yield { at: use.at, message: `on ${settings.today}` };
    },
    workspace(space, { settings }) {
      spaces.push(`${space.namespace} ${settings.today}`);
      return [];
    },
  });
  const engine = opened(BEFORE!, [dated]);
  const checkAll = () => {
    runs.clear();
    spaces.length = 0;
    for (const path of engine.paths()) engine.check(path);
    return Object.fromEntries([...runs].sort());
  };
  const all = { Dockerfile: 1, 'new/Dockerfile': 1, 'first/Dockerfile': 1, 'stream.yaml': 3 };
  assert.deepEqual(checkAll(), all);
  assert.deepEqual(checkAll(), {});
  engine.setToday(BEFORE!);
  assert.deepEqual(checkAll(), {}, 'the same day');
  engine.setToday(AFTER!);
  assert.deepEqual(checkAll(), { Dockerfile: 1, 'stream.yaml': 3 }, 'pinned folders keep their results');
  assert.ok(spaces.length > 0 && spaces.some((s) => s.endsWith(AFTER!)), 'rules over all files too');
  assert.deepEqual(checkAll(), {});
  engine.setFile('Dockerfile', `${POSTGRES}# more\n`);
  assert.deepEqual(checkAll(), { Dockerfile: 1 });
});

test('the default of scripts and tests is a pinned day', () => {
  assert.equal(engineOver(new Map(), rules).today(), '2026-11-21');
});
