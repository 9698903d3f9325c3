/**
 * The process that hostile texts are given to, one JSON line `{path, text}` at a time; it answers each with one line `Answer`. It goes
 * through all the engine does: reading, every rule in the audit profile, every fix, all safe fixes together.
 */
import { createInterface } from 'node:readline';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { damage, shapeOf } from '../../scripts/lib/shape.ts';
import { createEngine, type Engine } from '../../server/src/core/engine/engine.ts';
import type { FileChange, Reported } from '../../server/src/core/engine/report.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { applyEdits, compatible } from '../../server/src/core/text/edits.ts';

/** Fixes tried for one text; thousands of alike findings teach nothing more. */
const MOST_FIXES = 12;

export interface Answer {
  readonly faults: readonly string[];
  readonly problems: readonly string[];
  readonly findings: number;
}

function judge(path: string, text: string, fixes: number): Answer {
  const faults: string[] = [];
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'audit' } });
  engine.setFile(path, text);
  engine.setComplete(true);
  const { findings, problems } = engine.check(path);
  faults.push(...problems.filter((p) => p.kind === 'internal').map((p) => p.message));
  for (const f of findings) {
    if (f.span.start < 0 || f.span.end < f.span.start || f.span.end > text.length)
      faults.push(`${f.rule}: span ${f.span.start}-${f.span.end} of ${text.length}`);
  }
  const shape = shapeOf(path, text);
  const tryChanges = (name: string, changes: readonly FileChange[]): void => {
    for (const change of changes) {
      if (change.path !== path || !('edits' in change)) continue;
      const outside = change.edits.some(
        (e) => e.span.start < 0 || e.span.start > e.span.end || e.span.end > text.length,
      );
      if (outside || !compatible(change.edits)) {
        faults.push(`${name}: edits outside of the text or over one another`);
        continue;
      }
      const after = applyEdits(text, change.edits);
      faults.push(...damage(path, shape, shapeOf(path, after)).map((d) => `${name}: ${d}`));
      faults.push(...crashes(path, after).map((m) => `after ${name}: ${m}`));
    }
  };
  for (const [finding, nth] of fixesOf(findings).slice(0, fixes)) {
    const name = `${finding.rule} "${finding.fixes[nth]!.title}"`;
    try {
      tryChanges(name, finding.fixes[nth]!.changes());
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  if (fixes > 0 && text.length < 200_000) tryChanges('fix all', engine.fixAll(path));
  return {
    faults: [...new Set(faults)].slice(0, 10),
    problems: problems.map((p) => p.message),
    findings: findings.length,
  };
}

const fixesOf = (findings: readonly Reported[]): [Reported, number][] =>
  findings.flatMap((f) => f.fixes.map((_, nth): [Reported, number] => [f, nth]));

function crashes(path: string, text: string): string[] {
  const engine: Engine = createEngine(rules, PINNED_DAY);
  engine.setFile(path, text);
  return engine
    .check(path)
    .problems.filter((p) => p.kind === 'internal')
    .map((p) => p.message);
}

for await (const line of createInterface({ input: process.stdin })) {
  const { path, text, fixes } = JSON.parse(line) as { path: string; text: string; fixes?: number };
  let answer: Answer;
  try {
    answer = judge(path, text, fixes ?? (text.length > 100_000 ? 1 : MOST_FIXES));
  } catch (error) {
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    answer = { faults: [fault.split('\n').slice(0, 6).join('\n')], problems: [], findings: 0 };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
