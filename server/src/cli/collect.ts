/** Collects the output of checked workspaces: findings, problems, and the list of files that should have been checked but were not read. */
import { BASELINE_NAME, type BaselineEntry } from '../core/config/baseline.ts';
import type { FailOn } from '../core/config/settings.ts';
import { againstBaseline } from '../core/engine/against-baseline.ts';
import type { FileReport } from '../core/engine/report.ts';
import {
  byPlace,
  type Printed,
  type PrintedIgnored,
  type PrintedProblem,
  type PrintedUnread,
  type Run,
  type RunBaseline,
  region,
} from '../core/report/finding.ts';
import { type Details, printed, printedIgnored } from '../core/report/print.ts';
import type { Severity } from '../core/rule/rule.ts';
import { lineIndex } from '../core/text/lines.ts';
import { posix } from '../core/text/paths.ts';
import { noteUse } from '../host/code-use.ts';
import { HERE, isAtOrBelow, type PathRules, relativePath } from '../host/node-paths.ts';
import { VERSION } from '../host/version.ts';
import type { Days } from './days.ts';
import { isInShard, type Shard } from './shard.ts';
import type { Trouble } from './troubles.ts';
import type { Workspace } from './workspaces.ts';

const RANK: Record<Severity | 'never', number> = { hint: 0, info: 1, warning: 2, error: 3, never: 4 };

export interface Collected {
  readonly run: Run;
  /** A configuration is broken or unreadable, or a path on the command line is not a file. */
  readonly misused: boolean;
  /** The findings that reach the `failOn` severity of their file's configuration. */
  readonly failing: ReadonlySet<Printed>;
  /** At least one file was not read, or read in part. Files whose configuration has `failOn: never` do not count. */
  readonly unread: { readonly 'not-read': boolean; readonly partly: boolean };
  readonly internal: boolean;
  /** Messages for people about files that are not among the results. */
  readonly notes: readonly string[];
}

/**
 * `days` collects the days of the judged files. `details`: what the output shows of a finding, and whether it lists suppressed ones. `judged` is called with the report of
 * each judged file while the engine has its models.
 */
export function collect(
  workspaces: readonly Workspace[],
  days: Days,
  step: () => void,
  details: Details & { readonly ignored?: boolean; readonly shard?: Shard | undefined },
  judged: (workspace: Workspace, report: FileReport) => void = () => {},
): Collected {
  const findings: Printed[] = [];
  const problems: PrintedProblem[] = [];
  const unread: PrintedUnread[] = [];
  const fails = { 'not-read': false, partly: false };
  const notes: string[] = [];
  const stale: RunBaseline['stale'][number][] = [];
  let inBaseline = 0;
  const lacking: string[] = [];
  const lowered: string[] = [];
  let files = 0;
  let suppressed = 0;
  const ignored: PrintedIgnored[] = [];
  let misused = false;
  const failing = new Set<Printed>();
  let internal = false;
  const miss = (item: PrintedUnread, failOn: FailOn): void => {
    unread.push(item);
    if (failOn !== 'never') fails[item.extent] = true;
  };
  const isOwn = (path: string): boolean => isInShard(details.shard, path);
  for (const workspace of workspaces) {
    const { engine, root } = workspace;
    for (const p of engine.configProblems()) {
      misused = true;
      if (isOwn(p.path)) problems.push(problem(workspace, p.path, p, p.text));
    }
    const notChecked = new Map([...(workspace.named ?? [])].filter(([file]) => isOwn(file)));
    for (const file of workspace.wanted) {
      if (!isOwn(file)) {
        // The whole report says the days of all files.
        if (engine.unitAt(file, 0)) days.note(workspace, file, engine.configFor(file));
        continue;
      }
      const report = engine.check(file);
      step();
      if (!report.judged) continue;
      noteUse(engine.unitAt(file, 0));
      notChecked.delete(file);
      days.note(workspace, file, report.config);
      judged(workspace, report);
      suppressed += report.suppressed;
      for (const p of report.problems) {
        if (p.kind === 'internal') internal = true;
        // The list of unread files has the limits.
        if (p.kind !== 'limit') problems.push(problem(workspace, file, p));
      }
      for (const { at, message } of report.leftOut()) {
        const { path: name, startLine } = problem(workspace, file, { at, message });
        lacking.push(`${name}: line ${startLine}: ${message}`);
      }
      const missed = unreadOf(workspace, report);
      if (missed) miss(missed, report.config.failOn);
      // A stream with some unread documents can still have findings.
      if (missed?.extent !== 'not-read' || report.findings.length > 0) files++;
      const { reported, known, left } = againstBaseline(engine, report);
      inBaseline += known;
      stale.push(...left.map((entry) => staleEntry(root, entry)));
      const own = printed(engine, reported, (p) => shown(root, p), details);
      const { profile } = report.config.settings;
      if (own.length === 0 && profile === 'default' && report.config.lowers(file)) lowered.push(shown(root, file));
      if (details.ignored) ignored.push(...printedIgnored(engine, report, (p) => shown(root, p)));
      for (const one of own.map(settled)) {
        findings.push(one);
        if (RANK[one.finding.severity] >= RANK[report.config.failOn]) failing.add(one);
      }
      engine.rest(file);
    }
    for (const file of engine.baseline.gone().filter(isOwn))
      stale.push(...engine.baseline.of(file).map((entry) => staleEntry(root, entry)));
    for (const trouble of workspace.troubles.filter(({ path: file }) => isOwn(file))) {
      const name = shown(root, trouble.path);
      const config = engine.configFor(trouble.path);
      if (trouble.kind === 'context' || isIdle(trouble, workspace.wanted)) notes.push(`${name} ${trouble.message}`);
      else if (trouble.kind !== 'unread') {
        misused = true;
        notes.push(`${name} ${trouble.message}`);
        problems.push({ path: name, startLine: 1, startColumn: 1, message: trouble.message });
      } else if (!config.exclude(trouble.path)) {
        const why = trouble.message;
        miss({ path: name, extent: 'not-read', why, startLine: undefined, startColumn: undefined }, config.failOn);
      }
    }
    for (const [file, why] of notChecked)
      notes.push(`${shown(root, file)} was not checked: ${why ?? 'its kind is not supported, or it is excluded'}`);
  }
  // A repository may have hundreds of remote bases; the editor's view lists them all.
  const [first, ...more] = lacking.sort();
  if (first !== undefined) notes.push(more.length > 0 ? `${first} (and ${more.length} more like it)` : first);
  if (findings.length === 0 && lowered.length > 0) notes.push(loweredNote(lowered));
  findings.sort(byPlace);
  unread.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  stale.sort((a, b) => compare(a.path, b.path) || compare(a.rule, b.rule));
  const hasBaseline = workspaces.some(({ engine }) => engine.textOf(BASELINE_NAME) !== undefined);
  const run = {
    ...{ version: VERSION, findings, problems, unread, files, suppressed, days: days.all() },
    ...{ ignored: details.ignored ? ignored : undefined, shard: details.shard },
    ...(hasBaseline && { baseline: { known: inBaseline, stale } }),
  };
  return { run, misused, failing, unread: fails, internal, notes };
}

/** So that nobody takes a quiet example for a safe one. */
const loweredNote = (files: readonly string[]): string =>
  `${files.length === 1 ? `${files[0]} is` : `${files.length} files are`} for tests, examples or development by ${files.length === 1 ? 'its path' : 'their paths'}: there the default profile shows errors and secrets only, \`--profile strict\` shows all`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const staleEntry = (root: string, { path: file, rule, message }: BaselineEntry): RunBaseline['stale'][number] => ({
  ...{ path: shown(root, file), rule, message },
});

/** Whether no checked file lies in the folder of this configuration. A partial clone has such folders. */
const isIdle = ({ kind, path: file }: Trouble, wanted: readonly string[]): boolean => {
  const folder = posix.dirname(file);
  return kind === 'config' && folder !== '' && !wanted.some((w) => w.startsWith(`${folder}/`));
};

/** The path to print: relative to the working directory if it lies below it, else absolute. */
export function shown(root: string, file: string, rules: PathRules = HERE, cwd: string = process.cwd()): string {
  const whole = rules.path.resolve(root, file);
  return isAtOrBelow(rules, whole, cwd)
    ? relativePath(rules, cwd, whole) || '.'
    : whole.split(rules.path.sep).join('/');
}

function problem(
  workspace: Workspace,
  file: string,
  p: { at: { start: number; end: number }; message: string },
  text = workspace.engine.textOf(file) ?? '',
): PrintedProblem {
  const { startLine, startColumn } = region(lineIndex(text), p.at);
  return { path: shown(workspace.root, file), startLine, startColumn, message: p.message };
}

/** One entry for the unread parts of a file: the worst extent, at the first place that has it. */
function unreadOf(workspace: Workspace, { path: file, unread }: FileReport): PrintedUnread | undefined {
  const extent = unread.some((u) => u.extent === 'not-read') ? 'not-read' : 'partly';
  const [first, ...more] = unread.filter((u) => u.extent === extent).sort((a, b) => a.at.start - b.at.start);
  if (!first) return undefined;
  const { path: name, startLine, startColumn, message } = problem(workspace, file, first);
  const rest = more.length > 0 ? ` (and ${more.length} more)` : '';
  return { path: name, extent, why: `line ${startLine}: ${message}${rest}`, startLine, startColumn };
}

/** The finding with its fixes worked out and without their edits: a finding that works them out later holds the model of its file. */
function settled(one: Printed): Printed {
  const { finding } = one;
  const fixes = finding.fixes.map(({ title, safety, note }) => ({
    ...{ title, titleFor: undefined, safety, note, steps: [], effect: undefined },
    changes: () => [],
  }));
  const { rule, members, path, span, covers, severity, confidence, profile } = finding;
  const { message, fingerprint, subject, unnecessary, route, madeBy } = finding;
  return {
    ...one,
    finding: {
      ...{ rule, members, path, span, covers, severity, confidence, profile },
      ...{ message, fingerprint, subject, unnecessary, route, madeBy },
      fixes,
      // Their places are in `one`.
      related: [],
      secretHash: undefined,
    },
  };
}
