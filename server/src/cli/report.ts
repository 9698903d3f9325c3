/** `seaworthy report`: compares the files with the controls of a standard. */
import { BASELINE_NAME } from '../core/config/baseline.ts';
import { nearestConfigPath } from '../core/config/resolve.ts';
import { createEngine, type Engine } from '../core/engine/engine.ts';
import { type Assessment, assess } from '../core/report/compliance/assess.ts';
import { addEvidence, noEvidence } from '../core/report/compliance/evidence.ts';
import { complianceHtml } from '../core/report/compliance/html.ts';
import { complianceJson } from '../core/report/compliance/json.ts';
import { complianceMarkdown } from '../core/report/compliance/markdown.ts';
import { addGone, addTrend, noTrend } from '../core/report/compliance/trend.ts';
import { oneLine } from '../core/report/escape.ts';
import { rules } from '../core/rules/rules.generated.ts';
import { STANDARDS } from '../core/standards/standards.ts';
import { utcToday } from '../host/today.ts';
import type { ReportArguments } from './arguments.ts';
import { unreadLines } from './check.ts';
import { collect, shown } from './collect.ts';
import { runDays } from './days.ts';
import { layersOf } from './layers.ts';
import { complain, print, writeOutput } from './output.ts';
import { progressBar } from './progress.ts';
import { load } from './workspaces.ts';

/**
 * Writes the report and returns the exit code: 0, whatever the states of the controls are, 2 a configuration error or an unread file, 3 an internal
 * error. Throws `UsageError`, `OutputError`.
 */
export async function report({ check, standard: name, format }: ReportArguments): Promise<number> {
  const standard = STANDARDS.find((one) => one.name === name)!;
  const layers = layersOf(check);
  const today = check.today ?? utcToday();
  const newEngine = (folder: string): Engine => {
    const engine = createEngine(rules, today);
    engine.configure({ ...layers, folder });
    return engine;
  };
  const bar = progressBar();
  const workspaces = load(check, newEngine, undefined, bar.step);
  const evidence = noEvidence();
  // A baseline has the findings of the profile in force, so the trend is about those.
  const own = new Map<Engine, Engine>();
  for (const { engine } of workspaces)
    if (engine.textOf(BASELINE_NAME) !== undefined) own.set(engine, engine.copy({ profile: undefined }));
  const trend = own.size > 0 ? noTrend() : undefined;
  const days = runDays(today, check.today !== undefined, shown);
  const collected = collect(workspaces, days, bar.step, {}, ({ engine, root }, file) => {
    const config = check.config ?? nearestConfigPath(file.path, (path) => engine.textOf(path) !== undefined);
    const named = config !== undefined && check.config === undefined ? shown(root, config) : config;
    addEvidence(evidence, engine, file, { shown: (path) => shown(root, path), config: named });
    const usual = own.get(engine);
    if (!trend || !usual) return;
    addTrend(trend, usual, usual.check(file.path));
    usual.rest(file.path);
  });
  if (trend) for (const engine of own.values()) addGone(trend, engine);
  bar.done();
  const { run, internal, misused, unread, notes } = collected;
  for (const line of [...unreadLines(run), ...notes]) complain(`seaworthy: ${oneLine(line)}`);
  const about = {
    version: run.version,
    today: run.days.today,
    unread: run.unread.map(({ path, why }) => ({ path, why })),
  };
  const metas = rules.map(({ meta }) => meta);
  const text = PRINTERS[format](assess(standard, metas, evidence, about, trend));
  if (check.output === undefined) await print(text);
  else await writeOutput(check.output, text);
  if (internal) return 3;
  return misused || unread['not-read'] || (check.failOnPartial && unread.partly) ? 2 : 0;
}

const PRINTERS = {
  html: (one: Assessment) => complianceHtml(one),
  markdown: complianceMarkdown,
  json: complianceJson,
} as const;
