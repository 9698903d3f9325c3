/** Parses the command line's arguments. */
import type { FailOn } from '../core/config/settings.ts';
import { hint, nearestAll } from '../core/rule/names.ts';
import type { Profile } from '../core/rule/rule.ts';
import { type Day, parseDay } from '../core/text/day.ts';
import { FORMATS, type Format, REPORT_FORMATS } from './formats.ts';
import { CHOICES, COMMANDS, FLAGS, STANDARD_NAMES, VALUED } from './options.ts';
import {
  type BaselineArguments,
  baselineArguments,
  type ConfigArguments,
  configArguments,
  type InitArguments,
  initArguments,
  type MergeArguments,
  type SuppressionsArguments,
  suppressionsArguments,
} from './project-arguments.ts';
import { type Shard, shardOf } from './shard.ts';
import { UsageError } from './usage-error.ts';

export { UsageError } from './usage-error.ts';

export interface CheckArguments {
  readonly command: 'check';
  readonly paths: readonly string[];
  readonly format: Format;
  readonly output: string | undefined;
  readonly profile: Profile | undefined;
  readonly config: string | undefined;
  readonly workspace: string | undefined;
  readonly failOn: FailOn | undefined;
  readonly today: Day | undefined;
  readonly failOnPartial: boolean;
  readonly staged: boolean;
  /** A revision, `merge-base`, or `merge-base:BRANCH`. */
  readonly since: string | undefined;
  readonly showSuppressed: boolean;
  /** The part of the files to report on. */
  readonly shard: Shard | undefined;
  /** Any of `--fix`, `--fix=review` and `--fix-rule`. */
  readonly fix: boolean;
  readonly review: boolean;
  readonly fixRule: string | undefined;
  readonly dryRun: boolean;
  readonly stdinFilename: string | undefined;
  /** False: findings of the baseline are reported too. */
  readonly baseline: boolean;
  readonly color: boolean | undefined;
  readonly timing: boolean;
}

export interface ReportArguments {
  readonly command: 'report';
  /** Which files are judged, and how. */
  readonly check: CheckArguments;
  readonly standard: string;
  readonly format: (typeof REPORT_FORMATS)[number];
}

export type Arguments =
  | CheckArguments
  | BaselineArguments<CheckArguments>
  | SuppressionsArguments<CheckArguments>
  | InitArguments<CheckArguments>
  | ConfigArguments<CheckArguments>
  | ReportArguments
  | { readonly command: 'rules'; readonly format: 'text' | 'json' }
  | { readonly command: 'explain'; readonly rule: string }
  | MergeArguments
  | { readonly command: 'lsp' }
  | { readonly command: 'install-hook' }
  | { readonly command: 'help' }
  | { readonly command: 'version' };

/** Parses the arguments after the program's name. Throws `UsageError`. */
export function readArguments(words: readonly string[]): Arguments {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const plain: string[] = [];
  let onlyPaths = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (onlyPaths || word === '-' || !word.startsWith('-')) plain.push(word);
    else if (word === '--') onlyPaths = true;
    else if (FLAGS.has(word)) flags.add(word);
    else {
      const [name = '', inline] =
        word.startsWith('--') && word.includes('=')
          ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]
          : [word];
      if (!VALUED.has(name)) throw unknown('option', name, [...FLAGS, ...VALUED]);
      const value = inline ?? words[++i];
      if (value === undefined) throw new UsageError(`${name} needs a value`);
      if (CHOICES[name]) requireChoice(name, value, CHOICES[name]);
      values.set(name, value);
    }
  }
  if (flags.has('--help') || flags.has('-h')) return { command: 'help' };
  if (flags.has('--version') || flags.has('-V')) return { command: 'version' };
  const [command, ...rest] = plain;
  if (command === undefined || command === 'help') {
    if (values.size + flags.size > 0)
      throw new UsageError(`name a command: ${COMMANDS.slice(0, -1).join(', ')} or ${COMMANDS.at(-1)}`);
    return { command: 'help' };
  }
  const today = dayOf('--today', values.get('--today'));
  const check = (): CheckArguments => checkArguments(rest, values, flags, today);
  if (command === 'check') return check();
  if (command === 'init') return initArguments(check(), values.size + flags.size);
  if (command === 'config') return configArguments(check(), flags.has('--print'));
  if (command === 'suppressions') return suppressionsArguments(check());
  if (command === 'baseline') return baselineArguments(check(), values, flags, dayOf('--until', values.get('--until')));
  if (command === 'merge') return { command, files: rest, output: values.get('--output') };
  if (command === 'report') return reportArguments(rest, values, flags, today);
  if (today !== undefined) throw new UsageError('--today belongs to check');
  if (command === 'rules') return rulesArguments(values, rest);
  if (command === 'lsp') {
    if (rest.length > 0) throw new UsageError('lsp takes no paths: its client names the folders');
    return { command: 'lsp' };
  }
  if (command === 'install-hook') {
    if (rest.length + values.size + flags.size > 0) throw new UsageError('install-hook takes no paths and options');
    return { command };
  }
  if (command === 'explain') {
    if (rest.length !== 1) throw new UsageError('explain takes one rule');
    return { command: 'explain', rule: rest[0]! };
  }
  throw unknown('command', command, COMMANDS);
}

/** A word that is no command or option, with those that it may mean. */
function unknown(what: 'command' | 'option', word: string, known: readonly string[]): UsageError {
  if (FLAGS.has(word)) return new UsageError(`${word} takes no value`);
  // Every option of one letter is near to every other.
  const near = hint(word.length < 3 ? [] : nearestAll(word, known));
  const path = what === 'command' && near === '' ? '; files and folders come after `check`' : '';
  return new UsageError(`unknown ${what} ${word}${near}${path}`);
}

/** Throws `UsageError` if an option has a value that it does not take. */
function requireChoice(name: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) throw new UsageError(`${name} takes ${choices.join(', ')}; not ${value}`);
}

function dayOf(option: string, value: string | undefined): Day | undefined {
  const day = value === undefined ? undefined : parseDay(value);
  if (value !== undefined && day === undefined)
    throw new UsageError(`${option} takes a day such as 2026-08-22; not ${value}`);
  return day;
}

function rulesArguments(values: ReadonlyMap<string, string>, rest: readonly string[]): Arguments {
  const format = values.get('--format') ?? 'text';
  if (format !== 'text' && format !== 'json') throw new UsageError('rules prints text or json');
  if (rest.length > 0) throw new UsageError('rules takes no paths; see `seaworthy explain RULE`');
  return { command: 'rules', format };
}

function checkArguments(
  paths: readonly string[],
  values: ReadonlyMap<string, string>,
  flags: ReadonlySet<string>,
  today: Day | undefined,
): CheckArguments {
  requireChoice('--format', values.get('--format') ?? 'text', FORMATS);
  if (values.has('--standard')) throw new UsageError('--standard belongs to report');
  if (flags.has('--show-suppressed') && values.get('--format') !== 'sarif')
    throw new UsageError('--show-suppressed needs --format sarif');
  const review = flags.has('--fix=review');
  const fixRule = values.get('--fix-rule');
  const fix = flags.has('--fix') || review || fixRule !== undefined;
  if (flags.has('--dry-run') && (!fix || review)) throw new UsageError('--dry-run needs --fix or --fix-rule');
  if (review && (flags.has('--fix') || fixRule !== undefined))
    throw new UsageError('--fix=review asks for each fix: use it without --fix and --fix-rule');
  if (flags.has('--timing') && fix) throw new UsageError('--timing measures a check: use it without --fix');
  if (flags.has('--staged') && fix)
    throw new UsageError('--fix changes files, --staged reads the git index: use one of them');
  if (values.has('--since') && fix)
    throw new UsageError('--since compares two states, --fix changes files: use one of them');
  if (values.has('--since') && paths.includes('-'))
    throw new UsageError('--since compares files of a git repository, not standard input');
  const part = values.get('--shard');
  const shard = part === undefined ? undefined : shardOf(part);
  if (shard && (fix || values.has('--since') || paths.includes('-')))
    throw new UsageError('--shard divides the files of a folder: use it without --fix, --since and standard input');
  if (paths.includes('-') && paths.length > 1)
    throw new UsageError('standard input (-) cannot be combined with other paths');
  if (paths.includes('-') && fix) throw new UsageError('standard input cannot be fixed in place');
  return {
    command: 'check',
    paths,
    format: (values.get('--format') ?? 'text') as Format,
    output: values.get('--output'),
    profile: values.get('--profile') as Profile | undefined,
    config: values.get('--config'),
    workspace: values.get('--workspace'),
    failOn: values.get('--fail-on') as FailOn | undefined,
    today,
    failOnPartial: flags.has('--fail-on-partial'),
    staged: flags.has('--staged'),
    since: values.get('--since'),
    ...{ showSuppressed: flags.has('--show-suppressed'), shard },
    ...{ fix, review, fixRule },
    dryRun: flags.has('--dry-run'),
    stdinFilename: values.get('--stdin-filename'),
    baseline: !flags.has('--no-baseline'),
    timing: flags.has('--timing'),
    color: flags.has('--no-color') ? false : flags.has('--color') ? true : undefined,
  };
}

/** A report judges files as a check does, in the audit profile: a standard asks for all of them. */
function reportArguments(
  paths: readonly string[],
  values: ReadonlyMap<string, string>,
  flags: ReadonlySet<string>,
  today: Day | undefined,
): ReportArguments {
  const standard = values.get('--standard');
  const format = values.get('--format') ?? 'html';
  if (standard === undefined) throw new UsageError(`report needs --standard: ${STANDARD_NAMES.join(', ')}`);
  requireChoice('--format', format, REPORT_FORMATS);
  const foreign = ['--profile', '--fail-on', '--fix-rule', '--since', '--stdin-filename', '--shard'].find((name) =>
    values.has(name),
  );
  const foreignFlag = ['--staged', '--fix', '--fix=review', '--dry-run', '--timing'].find((name) => flags.has(name));
  if (foreign ?? foreignFlag) throw new UsageError(`${foreign ?? foreignFlag} belongs to check`);
  if (paths.includes('-')) throw new UsageError('report reads files and folders, not standard input');
  const rest = new Map([...values].filter(([name]) => name !== '--format' && name !== '--standard'));
  const check = { ...checkArguments(paths, rest, flags, today), profile: 'audit' as const };
  return { command: 'report', check, standard, format: format as ReportArguments['format'] };
}
