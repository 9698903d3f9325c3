/** `seaworthy check`. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { PartialConfig } from '../core/config/settings.ts';
import type { Layers } from '../core/engine/engine.ts';
import { forTerminal, oneLine } from '../core/report/escape.ts';
import { byPlace, type Printed, type PrintedProblem, type Run, region } from '../core/report/finding.ts';
import { json, jsonl } from '../core/report/json.ts';
import { printed } from '../core/report/print.ts';
import { sarif } from '../core/report/sarif.ts';
import { text } from '../core/report/text.ts';
import type { Severity } from '../core/rule.ts';
import { lineIndex } from '../core/text/lines.ts';
import { readText } from '../host/node.ts';
import { type CheckArguments, UsageError } from './arguments.ts';
import { fixFiles } from './fix.ts';
import { rulePage } from './pages.ts';
import { progressBar } from './progress.ts';
import { VERSION } from './version.ts';
import { type Loaded, load, type Workspace } from './workspaces.ts';

const RANK: Record<Severity | 'never', number> = { hint: 0, info: 1, warning: 2, error: 3, never: 4 };

/** Runs a check and gives its exit code: 0 clean, 1 findings at or above `--fail-on`, 2 usage, configuration or unreadable path. */
export function check(args: CheckArguments): number {
  const stdin = args.paths.includes('-') ? fs.readFileSync(0, 'utf8') : undefined;
  const bar = progressBar();
  const layers = layersOf(args);
  const loaded = load(args, layers, stdin, bar.step);
  const run = collect(loaded, bar.step);
  bar.done();
  const refused = args.fix ? fixFiles(loaded.workspaces, args.dryRun ? say : undefined) : [];
  const settled =
    args.fix && !args.dryRun
      ? collect(
          load(args, layers, stdin, () => {}),
          () => {},
        )
      : run;
  const out = format(args, settled.run);
  if (args.output !== undefined) writeOutput(args.output, out);
  else if (!(args.fix && args.dryRun)) process.stdout.write(out);
  const troubles = loaded.troubles.map((t) => `${shown(process.cwd(), t.path)} ${t.message}`);
  for (const t of [...refused, ...troubles, ...settled.notes]) process.stderr.write(`seaworthy: ${oneLine(t)}\n`);
  return refused.length > 0 ? Math.max(2, exitCode(args, loaded, settled)) : exitCode(args, loaded, settled);
}

/** A patch must stay as it is for programs; on a terminal it loses what could fool its reader. */
const say = (diff: string): void => {
  process.stdout.write(process.stdout.isTTY === true ? forTerminal(diff.replaceAll('\r\n', '\n')) : diff);
};

function writeOutput(file: string, text: string): void {
  try {
    fs.writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`--output: ${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}

function layersOf(args: CheckArguments): Layers {
  let configFile: { path: string; text: string } | undefined;
  if (args.config !== undefined) {
    const read = readText(args.config);
    if (!('text' in read)) throw new UsageError(`--config: ${args.config} ${read.message}`);
    configFile = { path: args.config, text: read.text };
  }
  const flags: PartialConfig = {
    ...(args.profile ? { profile: args.profile } : {}),
    ...(args.failOn ? { failOn: args.failOn } : {}),
  };
  return { flags, configFile };
}

interface Collected {
  readonly run: Run;
  readonly configBroken: boolean;
  /** Some finding reaches the severity at which its own configuration fails. */
  readonly failing: boolean;
  readonly internal: boolean;
  /** Files that were named and not checked. */
  readonly notes: readonly string[];
}

function collect(loaded: Loaded, step: () => void): Collected {
  const findings: Printed[] = [];
  const problems: PrintedProblem[] = [];
  let files = 0;
  let suppressed = 0;
  let configBroken = false;
  let failing = false;
  let internal = false;
  const notes: string[] = [];
  for (const workspace of loaded.workspaces) {
    for (const p of workspace.engine.configProblems()) {
      configBroken = true;
      problems.push(problem(workspace, p.path, p));
    }
    const unread = new Map(workspace.named);
    for (const file of workspace.wanted) {
      const report = workspace.engine.check(file);
      step();
      if (!report.judged) continue;
      unread.delete(file);
      files++;
      suppressed += report.suppressed;
      for (const p of report.problems) {
        if (p.kind === 'internal') internal = true;
        problems.push(problem(workspace, file, p));
      }
      const own = printed(workspace.engine, report, (p) => shown(workspace.root, p));
      findings.push(...own);
      failing ||= own.some((f) => RANK[f.finding.severity] >= RANK[report.config.failOn]);
    }
    for (const [file, why] of unread)
      notes.push(
        `${shown(workspace.root, file)} was not checked: ${why ?? 'it is of no kind that is read, or excluded'}`,
      );
  }
  for (const t of loaded.troubles)
    problems.push({ path: shown(process.cwd(), t.path), startLine: 1, startColumn: 1, message: t.message });
  findings.sort(byPlace);
  return { run: { version: VERSION, findings, problems, files, suppressed }, configBroken, failing, internal, notes };
}

/** A path as printed: relative to the working directory where it lies below it. */
function shown(root: string, file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(root, file)).split(path.sep).join('/');
  return relative.startsWith('../') || path.isAbsolute(relative)
    ? path.resolve(root, file).split(path.sep).join('/')
    : relative;
}

function problem(
  workspace: Workspace,
  file: string,
  p: { at: { start: number; end: number }; message: string },
): PrintedProblem {
  const { startLine, startColumn } = region(lineIndex(workspace.engine.textOf(file) ?? ''), p.at);
  return { path: shown(workspace.root, file), startLine, startColumn, message: p.message };
}

function format(args: CheckArguments, run: Run): string {
  if (args.format === 'json') return json(run);
  if (args.format === 'jsonl') return jsonl(run);
  if (args.format === 'sarif') return sarif(run, rulePage.metas, rulePage.text);
  const terminal = args.output === undefined && process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  return text(run, args.color ?? terminal);
}

function exitCode(args: CheckArguments, loaded: Loaded, collected: Collected): number {
  if (collected.internal) return 3;
  if (collected.configBroken || loaded.troubles.some((t) => t.named)) return 2;
  return collected.failing && !(args.fix && args.dryRun) ? 1 : 0;
}
