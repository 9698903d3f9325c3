/** Parses the command line's arguments and holds the text of `--help`. */
import type { FailOn } from '../core/config/settings.ts';
import type { Profile } from '../core/rule/rule.ts';
import { type Day, parseDay } from '../core/text/day.ts';
import {
  type BaselineArguments,
  baselineArguments,
  type SuppressionsArguments,
  suppressionsArguments,
} from './project-arguments.ts';
import { UsageError } from './usage-error.ts';

export { UsageError } from './usage-error.ts';

/** How findings are printed. */
export const FORMATS = [
  ...([
    'text',
    'json',
    'jsonl',
    'sarif',
    'github',
    'gitlab',
    'gitlab-sast',
    'junit',
    'checkstyle',
    'markdown',
  ] as const),
];
export type Format = (typeof FORMATS)[number];

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
  readonly fix: boolean;
  readonly dryRun: boolean;
  readonly stdinFilename: string | undefined;
  /** False: findings of the baseline are reported too. */
  readonly baseline: boolean;
  readonly color: boolean | undefined;
}

export type Arguments =
  | CheckArguments
  | BaselineArguments<CheckArguments>
  | SuppressionsArguments<CheckArguments>
  | { readonly command: 'rules'; readonly format: 'text' | 'json' }
  | { readonly command: 'explain'; readonly rule: string }
  | { readonly command: 'lsp' }
  | { readonly command: 'help' }
  | { readonly command: 'version' };

export const HELP = `Seaworthy: container security for Dockerfiles, Compose files and Kubernetes YAML

usage:
  seaworthy check [PATH…|-]       check files and folders (the current folder by default; - is standard input)
  seaworthy baseline [DIR]        write the findings of a folder to its .seaworthy-baseline.json, so that only new ones are reported
  seaworthy suppressions [DIR]    list what is ignored, where, why and until when (--format text|json; --since REV tells older from newer)
  seaworthy rules                 list the rules
  seaworthy explain RULE          print a rule's page
  seaworthy lsp [--stdio]         run the language server on standard input and output

options of check:
  --format FORMAT                 how to print findings: text (the default), json, jsonl, sarif, github, gitlab,
                                  gitlab-sast, junit, checkstyle, markdown
  --output FILE                   write the report to a file
  --profile default|strict|audit  how much to report
  --config FILE                   use this configuration instead of the nearest .seaworthy.yaml
  --workspace DIR                 read this folder as context (default: the given folders)
  --fail-on error|warning|info|never   exit with 1 on findings of this severity or higher (warning)
  --fail-on-partial               also exit with 2 if a file was read only in part
  --today YYYY-MM-DD              judge files as of this day (default: the current day in UTC)
  --staged                        check what is staged in git
  --since REV|merge-base[:BRANCH] report what changed since a commit of git: new findings, and those on edited lines
  --fix                           apply all safe fixes
  --dry-run                       with --fix: print the changes as a diff, write nothing
  --stdin-filename NAME           file name for the text from standard input
  --no-baseline                   report the findings of the baseline too
  --no-color                      print without colors
options of baseline (and --profile, --config, --today):
  --prune                         only take out the entries that are mended
  --reason TEXT, --owner NAME, --until YYYY-MM-DD   for the new entries
options of rules:
  --format text|json

  -h, --help    -V, --version

exit codes: 0 no findings, 1 findings, 2 wrong usage or configuration, file not read, file or output not written,
            3 internal error
`;

const CHOICES: Record<string, readonly string[]> = {
  '--format': FORMATS,
  '--profile': ['default', 'strict', 'audit'],
  '--fail-on': ['error', 'warning', 'info', 'never'],
};
const VALUED = new Set([
  '--format',
  '--output',
  '--profile',
  '--config',
  '--workspace',
  '--fail-on',
  '--today',
  '--since',
  '--stdin-filename',
  '--reason',
  '--owner',
  '--until',
]);
const FLAGS = new Set([
  '--staged',
  '--fail-on-partial',
  '--fix',
  '--dry-run',
  '--no-baseline',
  '--prune',
  '--no-color',
  '--color',
  '--stdio',
  '--help',
  '-h',
  '--version',
  '-V',
]);

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
      if (!VALUED.has(name)) throw new UsageError(`unknown option ${word}`);
      const value = inline ?? words[++i];
      if (value === undefined) throw new UsageError(`${name} needs a value`);
      const choices = CHOICES[name];
      if (choices && !choices.includes(value))
        throw new UsageError(`${name} takes ${choices.join(', ')}; not ${value}`);
      values.set(name, value);
    }
  }
  if (flags.has('--help') || flags.has('-h')) return { command: 'help' };
  if (flags.has('--version') || flags.has('-V')) return { command: 'version' };
  const [command, ...rest] = plain;
  if (command === undefined || command === 'help') {
    if (values.size + flags.size > 0) throw new UsageError('name a command: check, rules, explain or lsp');
    return { command: 'help' };
  }
  const today = dayOf('--today', values.get('--today'));
  const check = (): CheckArguments => checkArguments(rest, values, flags, today);
  if (command === 'check') return check();
  if (command === 'suppressions') return suppressionsArguments(check());
  if (command === 'baseline') return baselineArguments(check(), values, flags, dayOf('--until', values.get('--until')));
  if (today !== undefined) throw new UsageError('--today belongs to check');
  if (command === 'rules') return rulesArguments(values, rest);
  if (command === 'lsp') {
    if (rest.length > 0) throw new UsageError('lsp takes no paths: its client names the folders');
    return { command: 'lsp' };
  }
  if (command === 'explain') {
    if (rest.length !== 1) throw new UsageError('explain takes one rule');
    return { command: 'explain', rule: rest[0]! };
  }
  throw new UsageError(`unknown command ${command}`);
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
  if (flags.has('--dry-run') && !flags.has('--fix')) throw new UsageError('--dry-run needs --fix');
  if (flags.has('--staged') && flags.has('--fix'))
    throw new UsageError('--fix changes files, --staged reads the git index: use one of them');
  if (values.has('--since') && flags.has('--fix'))
    throw new UsageError('--since compares two states, --fix changes files: use one of them');
  if (values.has('--since') && paths.includes('-'))
    throw new UsageError('--since compares files of a git repository, not standard input');
  if (paths.includes('-') && paths.length > 1)
    throw new UsageError('standard input (-) cannot be combined with other paths');
  if (paths.includes('-') && flags.has('--fix')) throw new UsageError('standard input cannot be fixed in place');
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
    fix: flags.has('--fix'),
    dryRun: flags.has('--dry-run'),
    stdinFilename: values.get('--stdin-filename'),
    baseline: !flags.has('--no-baseline'),
    color: flags.has('--no-color') ? false : flags.has('--color') ? true : undefined,
  };
}
