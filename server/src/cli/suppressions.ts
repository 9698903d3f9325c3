/** `seaworthy suppressions`: everything that keeps findings from being reported, but the baseline. */
import * as path from 'node:path';
import { CONFIG_NAME, type IgnoreEntry } from '../core/config/settings.ts';
import { toolOfFile } from '../core/config/tool-files.ts';
import type { ConfigIgnore } from '../core/engine/engine.ts';
import { jsonText, oneLine } from '../core/report/escape.ts';
import { dayFields, region } from '../core/report/finding.ts';
import { withoutTokens } from '../core/secrets/detect/without-tokens.ts';
import type { Day } from '../core/text/day.ts';
import { lineIndex } from '../core/text/lines.ts';
import { HERE, relativePath } from '../host/node-paths.ts';
import { VERSION } from '../host/version.ts';
import type { CheckArguments } from './arguments.ts';
import { shown } from './collect.ts';
import { runDays } from './days.ts';
import { onlyWorkspace } from './only-workspace.ts';
import { complain, print, writeOutput } from './output.ts';
import type { SuppressionsArguments } from './project-arguments.ts';
import { type Past, pastOf } from './since.ts';
import type { Workspace } from './workspaces.ts';

/** `expired`: its last day has passed. `nothing`: it ignores no finding of the profile in force. */
type State = 'active' | 'expired' | 'nothing';

interface Listed {
  readonly path: string;
  readonly line: number;
  /** `comment` and `file`: in a checked file, or in a configuration file. */
  readonly in: 'comment' | 'file';
  /** Whose: `seaworthy`, or another tool. */
  readonly of: string;
  /** As written: the comment, or the names of the entry. */
  readonly text: string;
  /** What it ignores: ids of rules, sorted. */
  readonly ignores: readonly string[];
  readonly state: State;
  readonly until: Day | undefined;
  readonly reason: string;
  /** `unknown` without `--since`; else whether the commit has it, in the same file. */
  readonly age: string;
}

/** Lists them and returns the exit code: 2 if a configuration is wrong, since the list may not be complete then. Throws `UsageError`, `OutputError`. */
export async function suppressions(args: SuppressionsArguments<CheckArguments>): Promise<number> {
  const { since, output, today } = args.check;
  const past = since === undefined ? undefined : pastOf(path.resolve(args.check.paths[0] ?? '.'), since);
  const workspace = onlyWorkspace({ ...args.check, since: undefined });
  const { engine, root, wanted } = workspace;
  const days = runDays(engine.today(), today !== undefined, shown);
  const all: Listed[] = [];
  const entries = new Map<
    IgnoreEntry,
    { readonly held: ConfigIgnore; readonly rules: Set<string>; isExpired: boolean }
  >();
  for (const file of wanted) {
    const report = engine.check(file);
    if (!report.judged) continue;
    days.note(workspace, file, report.config);
    const now = report.config.settings.today;
    all.push(...commentsOf(workspace, file, now, past));
    const ignored = report.ignoredByConfig();
    for (const held of engine.configIgnores(file)) {
      const isExpired = held.entry.until !== undefined && now > held.entry.until;
      const one = entries.get(held.entry) ?? { held, rules: new Set<string>(), isExpired };
      entries.set(held.entry, one);
      one.isExpired &&= isExpired;
      for (const rule of ignored.get(held.entry) ?? []) one.rules.add(rule);
    }
    engine.rest(file);
  }
  for (const { held, rules, isExpired } of entries.values()) all.push(entryOf(workspace, held, rules, isExpired, past));
  all.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
  const text =
    args.format === 'json'
      ? `${jsonText({ version: VERSION, ...dayFields(days.all()), suppressions: all }, 2)}\n`
      : asText(all, days.all().today);
  if (output === undefined) await print(text);
  else await writeOutput(output, text);
  const wrong = engine.configProblems();
  for (const p of wrong) complain(`seaworthy: ${oneLine(`${shown(root, p.path)}: ${p.message}`)}`);
  return wrong.length > 0 ? 2 : 0;
}

function commentsOf({ engine, root }: Workspace, file: string, now: Day, past: Past | undefined): Listed[] {
  const report = engine.check(file);
  const lines = lineIndex(engine.textOf(file) ?? '');
  const hits = report.ignored();
  return report.comments().map(({ dialect, at, text, reason, until }): Listed => {
    const ignores = [...new Set(hits.filter((hit) => hit.at.start === at.start).map((hit) => hit.rule))].sort();
    const isExpired = until !== undefined && now > until;
    return {
      ...{ path: shown(root, file), line: region(lines, at).startLine, in: 'comment', of: dialect },
      ...{ text: withoutTokens(text), ignores: isExpired ? [] : ignores },
      state: isExpired ? 'expired' : ignores.length > 0 ? 'active' : 'nothing',
      ...{ until, reason: withoutTokens(reason), age: ageOf(root, file, text, past) },
    };
  });
}

function entryOf(
  { engine, root }: Workspace,
  { path: file, entry }: ConfigIgnore,
  rules: ReadonlySet<string>,
  isExpired: boolean,
  past: Past | undefined,
): Listed {
  const text = engine.textOf(file) ?? '';
  const written = text.slice(entry.at.start, entry.at.end);
  return {
    ...{ path: shown(root, file), line: region(lineIndex(text), entry.at).startLine, in: 'file' },
    ...{ of: toolOfFile(file) ?? 'seaworthy', text: entry.names.join(', '), ignores: [...rules].sort() },
    state: isExpired ? 'expired' : rules.size > 0 ? 'active' : 'nothing',
    ...{
      until: entry.until,
      reason: withoutTokens(entry.reason),
      age: ageOf(root, file || CONFIG_NAME, written, past),
    },
  };
}

/** Git is asked for one commit only, not for the history of each line. */
function ageOf(root: string, file: string, written: string, past: Past | undefined): string {
  if (!past) return 'unknown';
  const before = past.files.get(relativePath(HERE, past.top, path.resolve(root, file)));
  return before?.includes(written) ? `before ${past.name}` : `since ${past.name}`;
}

const WORDS: Readonly<Record<State, string>> = { active: 'ignores', expired: 'expired', nothing: 'ignores nothing' };

function asText(all: readonly Listed[], today: Day): string {
  const lines = all.map((one) => {
    const ignores = one.state === 'active' ? ` ${one.ignores.join(', ')}` : '';
    const until = one.until === undefined ? '' : `, until ${one.until}`;
    const of = one.of === 'seaworthy' ? '' : ` (${one.of})`;
    const reason = one.reason === '' ? 'no reason' : one.reason;
    return `${oneLine(one.path)}:${one.line}${of} ${WORDS[one.state]}${oneLine(ignores)}${until}\n    ${oneLine(reason)}; age: ${oneLine(one.age)}\n`;
  });
  const count = (state: State): number => all.filter((one) => one.state === state).length;
  const parts = [
    `${count('active')} in force`,
    `${count('expired')} expired`,
    `${count('nothing')} that ignore nothing`,
  ];
  return `${lines.join('')}${all.length} suppressions (${parts.join(', ')}) as of ${today}\n`;
}
