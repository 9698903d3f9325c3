/**
 * After any steps (edits, renames, removals, configurations, days, what Git knows) an engine reports what a new one would. `FUZZ=2000 npm test
 * -- incremental` tries more, `FUZZ_SEED=7` others. A failure prints its seed and the fewest steps that still show it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as assertProperty, property } from 'fast-check';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { createEngine, type Engine, type Layers } from '../../server/src/core/engine/engine.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import type { Day } from '../../server/src/core/text/day.ts';
import type { Repository } from '../../server/src/core/workspace/repository.ts';
import { shownReport } from '../support/shown-report.ts';
import { ORIGINAL, type Step, step, WORDS } from '../support/workspace-steps.ts';

/** Everything that an engine is given. */
interface State {
  readonly texts: Map<string, string>;
  layers: Layers;
  day: Day;
  complete: boolean;
  repository: Repository | undefined;
}

function newEngine(state: State): Engine {
  const engine = createEngine(rules, state.day);
  engine.configure(state.layers);
  for (const [file, text] of state.texts) engine.setFile(file, text);
  engine.setComplete(state.complete);
  engine.setRepository(state.repository);
  return engine;
}

function assertSame(engine: Engine, state: State): void {
  const fresh = newEngine(state);
  assert.deepEqual(engine.paths(), fresh.paths());
  assert.deepEqual(engine.configProblems(), fresh.configProblems());
  for (const file of engine.paths())
    assert.deepEqual(shownReport(engine.check(file)), shownReport(fresh.check(file)), file);
}

/** The text of the step's file afterwards. */
function changed(text: string, now: Extract<Step, { do: 'insert' | 'delete' | 'replace' }>): string {
  if (now.do === 'replace') return text.replace(...WORDS[now.word]!);
  const at = Math.floor((now.at / 10_000) * text.length);
  if (now.do === 'delete') return text.slice(0, at) + text.slice(at + now.length);
  const line = text.lastIndexOf('\n', at) + 1;
  return text.slice(0, line) + now.piece + text.slice(line);
}

function take(now: Step, engine: Engine, state: State): void {
  const { texts } = state;
  const set = (file: string, text: string | undefined): void => {
    if (text === undefined) {
      texts.delete(file);
      engine.removeFile(file);
    } else {
      texts.set(file, text);
      engine.setFile(file, text);
    }
  };
  const text = 'path' in now ? texts.get(now.path) : undefined;
  switch (now.do) {
    case 'compare':
      assertSame(engine, state);
      break;
    case 'look':
      engine.check(now.path);
      break;
    case 'configure':
      state.layers = now.layers;
      engine.configure(now.layers);
      break;
    case 'day':
      state.day = now.day;
      engine.setToday(now.day);
      break;
    case 'complete':
      state.complete = now.complete;
      engine.setComplete(now.complete);
      break;
    case 'git':
      state.repository = now.repository;
      engine.setRepository(now.repository);
      break;
    case 'write':
      set(now.path, now.text);
      break;
    case 'restore':
      set(now.path, ORIGINAL.get(now.path));
      break;
    case 'remove':
      set(now.path, undefined);
      break;
    case 'copy':
      if (text !== undefined) set(now.to, text);
      break;
    case 'rename':
      // An editor reports the two halves of a rename one after the other.
      set(now.path, undefined);
      if (text !== undefined) set(now.to, text);
      break;
    default:
      if (text !== undefined) set(now.path, changed(text, now));
  }
}

test('after any steps an engine reports what a new one would', () => {
  const steps = array(step, { minLength: 1, maxLength: 30, size: 'max' });
  const sameAsNew = property(steps, (list) => {
    const state: State = {
      texts: new Map(ORIGINAL),
      layers: {},
      day: PINNED_DAY,
      complete: true,
      repository: undefined,
    };
    const engine = newEngine(state);
    // What was reported once is kept, and must not be used where it is no longer right.
    for (const file of engine.paths()) engine.check(file);
    for (const now of list) take(now, engine, state);
    assertSame(engine, state);
  });
  const tries = Math.ceil(Number(process.env.FUZZ ?? 600) / 10);
  assertProperty(sameAsNew, { seed: Number(process.env.FUZZ_SEED ?? 1), numRuns: tries });
});
