/** `seaworthy check`. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { BASELINE_NAME } from '../core/config/baseline.ts';
import { createEngine, type Engine } from '../core/engine/engine.ts';
import { forTerminal, oneLine } from '../core/report/escape.ts';
import type { Run } from '../core/report/finding.ts';
import { github } from '../core/report/github.ts';
import { gitlabQuality, gitlabSast } from '../core/report/gitlab.ts';
import { json, jsonl } from '../core/report/json.ts';
import { markdown } from '../core/report/markdown.ts';
import { sarif } from '../core/report/sarif.ts';
import { text } from '../core/report/text.ts';
import { checkstyle, junit } from '../core/report/xml.ts';
import { wrongRule } from '../core/rule/names.ts';
import { rules } from '../core/rules/rules.generated.ts';
import { decodeText } from '../host/decode.ts';
import { utcToday } from '../host/today.ts';
import { type CheckArguments, UsageError } from './arguments.ts';
import { type Collected, collect, shown } from './collect.ts';
import { runDays } from './days.ts';
import { fixFiles } from './fix.ts';
import { reviewFixes, terminal } from './fix-review.ts';
import type { Format } from './formats.ts';
import { layersOf } from './layers.ts';
import { complain, isTerminal, print, writeOutput } from './output.ts';
import { rulePage } from './pages.ts';
import { progressBar } from './progress.ts';
import { changeSince, type Past, pastOf } from './since.ts';
import { timer } from './timing.ts';
import { load, type Workspace } from './workspaces.ts';

/**
 * Runs a check and returns its exit code: 0 no findings, 1 findings at or above `--fail-on`, 2 a configuration error or an unread file,
 * 3 an internal error. Throws `UsageError`, `OutputError`.
 */
export async function check(args: CheckArguments): Promise<number> {
  const stdin = args.paths.includes('-') ? standardInput() : undefined;
  const wrong = args.fixRule === undefined ? undefined : wrongRule(args.fixRule, rulePage.metas);
  if (wrong !== undefined) throw new UsageError(`--fix-rule: ${wrong}`);
  const bar = progressBar();
  const timing = timer(args.timing);
  const timedRules = timing.rules(rules);
  const layers = layersOf(args);
  // One day for the whole run, even if it passes midnight.
  const today = args.today ?? utcToday();
  const newEngine = (folder: string): Engine => {
    const engine = createEngine(timedRules, today);
    engine.configure({ ...layers, folder });
    return engine;
  };
  const past = args.since === undefined ? undefined : pastOf(path.resolve(args.workspace ?? '.'), args.since);
  // A change can concern every file of the repository.
  const read = past ? { ...args, workspace: args.workspace ?? past.top } : args;
  const workspaces = timing.phase('reading', () => load(read, newEngine, stdin, bar.step));
  if (!args.baseline) for (const { engine } of workspaces) engine.removeFile(BASELINE_NAME);
  const days = () => runDays(today, args.today !== undefined, shown);
  const isSarif = args.format === 'sarif';
  const details = {
    frames: args.format === 'text',
    edits: isSarif,
    ignored: isSarif && args.showSuppressed,
    shard: args.shard,
  };
  const found = timing.phase('checking', () => {
    const whole = collect(workspaces, days(), bar.step, details);
    return past ? sinceThen(whole, past, workspaces[0]!, args.paths) : whole;
  });
  bar.done();
  const diffs: string[] = [];
  const refused = args.fix
    ? args.review
      ? await review(workspaces)
      : fixFiles(workspaces, args.fixRule, args.dryRun ? (diff) => diffs.push(diff) : undefined)
    : [];
  const settled =
    args.fix && !args.dryRun
      ? collect(
          load(args, newEngine, stdin, () => {}),
          days(),
          () => {},
          details,
        )
      : found;
  for (const line of [...refused, ...unreadLines(settled.run), ...settled.notes])
    complain(`seaworthy: ${oneLine(line)}`);
  const out = timing.phase('printing', () => format(args, settled.run));
  if (args.fix && args.dryRun) await print(asPatch(diffs.join('')));
  if (args.output !== undefined) await writeOutput(args.output, out);
  else if (!(args.fix && args.dryRun)) await print(out);
  if (args.timing) complain(timing.table());
  const code = exitCode(args, settled);
  return refused.length > 0 ? Math.max(2, code) : code;
}

async function review(workspaces: readonly Workspace[]): Promise<string[]> {
  if (!process.stdin.isTTY) throw new UsageError('--fix=review asks in a terminal; --fix and --fix-rule do not ask');
  const { ask, close } = terminal();
  try {
    return await reviewFixes(workspaces, ask, (text) => complain(text));
  } finally {
    close();
  }
}

/** The findings that a change since `past` concerns: new ones, and those on lines that it edits. */
function sinceThen(whole: Collected, past: Past, workspace: Workspace, paths: readonly string[]): Collected {
  const judge = (old: Workspace) =>
    collect([old], { note: () => {}, all: () => whole.run.days }, () => {}, {}).run.findings;
  const change = changeSince(past, workspace, paths, whole.run.findings, judge);
  return { ...whole, run: { ...whole.run, findings: whole.run.findings.filter((f) => change.states.has(f)), change } };
}

function standardInput(): string {
  try {
    return decodeText(fs.readFileSync(0));
  } catch (error) {
    throw new UsageError(`standard input cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
  }
}

/** Programs get the patch unchanged. On a terminal, control characters are escaped so that they cannot fool the reader. */
const asPatch = (diff: string): string => (isTerminal(1) ? forTerminal(diff.replaceAll('\r\n', '\n')) : diff);

/** A line for each file that was not read, or not fully. */
export const unreadLines = (run: Run): string[] =>
  run.unread.map((u) => `${u.path} was ${u.extent === 'not-read' ? 'not read' : 'not fully read'}: ${u.why}`);

const PRINTERS: Readonly<Record<Exclude<Format, 'text'>, (run: Run) => string>> = {
  json,
  jsonl,
  sarif: (run) => sarif(run, rulePage.metas, rulePage.text),
  github,
  gitlab: gitlabQuality,
  'gitlab-sast': (run) => gitlabSast(run, rulePage.metas),
  junit,
  checkstyle,
  markdown,
};

function format(args: CheckArguments, run: Run): string {
  if (args.format !== 'text') return PRINTERS[args.format](run);
  const terminal = args.output === undefined && process.env.NO_COLOR === undefined && isTerminal(1);
  return text(run, args.color ?? terminal);
}

function exitCode(args: CheckArguments, { run, internal, misused, unread, failing }: Collected): number {
  if (internal) return 3;
  if (misused || unread['not-read'] || (args.failOnPartial && unread.partly)) return 2;
  return run.findings.some((f) => failing.has(f)) && !(args.fix && args.dryRun) ? 1 : 0;
}
