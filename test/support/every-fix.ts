/** Proves every fix of small made-up workspaces, for tests of laws. */

import { lawFailures } from '../../scripts/lib/laws.ts';
import { applyChanges, engineOver, proveFix } from '../../scripts/lib/prove.ts';
import { comparer } from '../../scripts/lib/resolved/workspace.ts';
import { eachPlace } from '../../server/src/core/engine/joined.ts';
import type { Reported, ReportedFix } from '../../server/src/core/engine/report.ts';
import type { Profile, Rule } from '../../server/src/core/rule/rule.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';

export interface Tried {
  readonly finding: Reported;
  readonly fix: ReportedFix;
  readonly after: ReadonlyMap<string, string>;
  readonly failures: readonly string[];
}

/** Applies every fix of every finding, one at a time. `strict` joins missing settings into one fix, `audit` reports each. */
export function* everyFix(
  files: ReadonlyMap<string, string>,
  profile: Profile,
  wanted: (rule: Rule) => boolean = () => true,
): Generator<Tried> {
  const some = rules.filter(wanted);
  const layers = { flags: { profile } };
  const engine = engineOver(files, some, layers);
  for (const path of engine.paths())
    for (const finding of eachPlace(engine.check(path).findings))
      for (const [nth, fix] of finding.fixes.entries())
        yield { finding, fix, ...proveFix(files, some, layers, engine, finding, nth) };
}

/** `everyFix` with the failures of laws alone: it analyses no files after the fixes, so it is much faster. */
export function* everyFixByLaws(files: ReadonlyMap<string, string>, profile: Profile): Generator<Tried> {
  const engine = engineOver(files, rules, { flags: { profile } });
  const { compare } = comparer();
  const texts = (of: ReadonlyMap<string, string>) => ({ text: (path: string) => of.get(path), paths: () => of.keys() });
  for (const path of engine.paths())
    for (const finding of eachPlace(engine.check(path).findings))
      for (const fix of finding.fixes) {
        const after = applyChanges(files, fix.changes());
        const meaning = compare(texts(files), texts(after), after.keys());
        yield { finding, fix, after, failures: lawFailures(meaning, fix.note) };
      }
}

/** One of some values, by a random number. */
export const pick = <T>(next: () => number, from: readonly T[]): T => from[Math.floor(next() * from.length)]!;

/** `text` with a probability, else nothing. */
export const some = (next: () => number, likely: number, text: string): string => (next() < likely ? text : '');
