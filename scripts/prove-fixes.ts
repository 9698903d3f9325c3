/**
 * `npm run prove-fixes -- DIR [--profile default|strict|audit] [--rule ID] [--today YYYY-MM-DD]`: applies every offered fix of every
 * finding in a folder to a copy, one at a time, and prints each that does not remove its finding, causes a new one, breaks the parse,
 * changes unrelated text, changes more or less than its effect says, or changes something when applied twice. Exit code 1 when one fails.
 */
import { type CheckArguments, readArguments, UsageError } from '../server/src/cli/arguments.ts';
import { load } from '../server/src/cli/workspaces.ts';
import { createEngine, type Engine } from '../server/src/core/engine/engine.ts';
import type { Profile } from '../server/src/core/rule/rule.ts';
import { rules } from '../server/src/core/rules/rules.generated.ts';
import { lineIndex } from '../server/src/core/text/lines.ts';
import { PINNED_DAY } from './lib/pinned-day.ts';
import { proveFile } from './lib/prove-folder.ts';
import { tallyOf } from './lib/tally.ts';

function run(words: readonly string[]): void {
  const at = words.indexOf('--rule');
  const rule = at < 0 ? undefined : words[at + 1];
  const others = at < 0 ? words : words.toSpliced(at, 2);
  const args = readArguments(['check', ...others]) as CheckArguments;
  if (args.paths.length === 0) throw new UsageError('prove-fixes needs a folder');
  // The default runs two profiles: `strict` folds missing settings, `audit` reports each separately and everything else.
  const profiles = args.profile ? [args.profile] : (['strict', 'audit'] as const);
  const engineFor = (profile: Profile): Engine => {
    const engine = createEngine(rules, args.today ?? PINNED_DAY);
    engine.configure({ flags: { profile } });
    return engine;
  };
  const loads = profiles.map((profile) =>
    load(
      args,
      () => engineFor(profile),
      undefined,
      () => {},
    ),
  );
  let passed = 0;
  let failed = 0;
  for (const { engine, wanted } of loads.flat()) {
    const before = tallyOf(engine, engine.paths());
    for (const path of wanted) {
      const lines = lineIndex(engine.textOf(path) ?? '');
      for (const trial of proveFile(engine, path, before, (f) => rule === undefined || f.rule === rule)) {
        if (trial.failures.length === 0) passed++;
        else {
          failed++;
          const { line, character } = lines.position(trial.finding.span.start);
          const failures = [...new Set(trial.failures)].slice(0, 6).join('; ');
          console.log(`${path}:${line + 1}:${character + 1} ${trial.finding.rule} "${trial.fix}": ${failures}`);
        }
      }
    }
  }
  const troubles = loads[0]!.flatMap((w) => w.troubles);
  for (const t of troubles) console.log(`${t.path} ${t.message}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || troubles.some((t) => t.kind !== 'context') ? 1 : 0;
}

try {
  run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`prove-fixes: ${error.message}`);
  process.exitCode = 2;
}
