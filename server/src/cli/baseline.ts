/** `seaworthy baseline`. */
import * as path from 'node:path';
import { BASELINE_NAME, type BaselineEntry, sketchOf, writeBaseline } from '../core/config/baseline.ts';
import { againstBaseline } from '../core/engine/against-baseline.ts';
import type { Engine } from '../core/engine/engine.ts';
import { unjoined } from '../core/engine/joined.ts';
import type { Reported } from '../core/engine/report.ts';
import { jsonText, oneLine } from '../core/report/escape.ts';
import { withoutTokens } from '../core/secrets/detect/without-tokens.ts';
import type { CheckArguments } from './arguments.ts';
import { shown } from './collect.ts';
import { onlyWorkspace } from './only-workspace.ts';
import { complain, print, writeOutput } from './output.ts';
import type { BaselineArguments } from './project-arguments.ts';

type Args = BaselineArguments<CheckArguments>;

/**
 * Writes the findings of a folder to its baseline, or with `--prune` only takes out the entries that are mended. Entries keep their reason, owner and
 * last day. Returns the exit code: 2 if a configuration is wrong or a file was not read, since then the list is not complete. Throws `UsageError`,
 * `OutputError`.
 */
export async function baseline(args: Args): Promise<number> {
  const { engine, root, wanted, troubles } = onlyWorkspace(args.check);
  const wrong = engine.configProblems().filter((p) => p.path !== BASELINE_NAME || args.prune);
  for (const p of wrong) complain(`seaworthy: ${oneLine(`${shown(root, p.path)}: ${p.message}`)}`);
  const unread = troubles.filter((t) => t.kind !== 'context');
  for (const t of unread) complain(`seaworthy: ${oneLine(`${shown(root, t.path)} ${t.message}`)}`);
  if (wrong.length + unread.length > 0) return 2;
  const entries: BaselineEntry[] = [];
  const files = new Map<string, readonly string[]>();
  let [added, mended] = [0, 0];
  for (const file of wanted) {
    const report = engine.check(file);
    const { left } = againstBaseline(engine, report);
    mended += left.length;
    const held = new Set(left);
    const own = unjoined(report.findings).flatMap((finding) => {
      if (!finding.baselined && args.prune) return [];
      if (!finding.baselined) added++;
      return [entryOf(finding, args)];
    });
    // What only the profile hides, or has expired, stays.
    const found = new Set(unjoined(report.findings).map((f) => f.baselined));
    const hidden = engine.baseline.of(file).filter((e) => !found.has(e) && !held.has(e));
    const kept = args.prune ? hidden : hidden.filter((e) => !isExpired(e, report.config.settings.today));
    if (own.length + kept.length > 0) {
      entries.push(...own, ...kept.map((e) => ({ ...e, path: file })));
      files.set(file, sketchOf(engine.textOf(file) ?? '', engine.secretsIn(file)));
    }
    engine.rest(file);
  }
  const gone = entriesOf(engine, engine.baseline.gone()).length;
  const target = path.join(root, BASELINE_NAME);
  await writeOutput(
    target,
    writeBaseline({ entries, files }, (value) => jsonText(value)),
  );
  const taken = mended + gone > 0 ? `, ${mended + gone} taken out` : '';
  await print(
    `${oneLine(shown(root, BASELINE_NAME))}: ${entries.length} findings in ${files.size} files, ${added} added${taken}\n`,
  );
  return 0;
}

const isExpired = ({ until }: BaselineEntry, today: string): boolean => until !== undefined && today > until;

const entriesOf = ({ baseline: known }: Engine, paths: readonly string[]): BaselineEntry[] =>
  paths.flatMap((p) => known.of(p));

function entryOf(finding: Reported, { reason, owner, until }: Args): BaselineEntry {
  const { rule, subject, path: file, profile, baselined } = finding;
  const message = withoutTokens(finding.message);
  const entry = { fingerprint: subject, rule, path: file, message, ...(profile !== 'default' && { profile }) };
  if (baselined) return { ...baselined, ...entry };
  return { ...entry, ...(reason && { reason }), ...(owner && { owner }), ...(until && { until }) };
}
