/** The arguments of the commands that write or list files of a project. */
import type { Day } from '../core/text/day.ts';
import { UsageError } from './usage-error.ts';

/** What these commands need to know of the arguments of a check. */
interface Checked {
  readonly paths: readonly string[];
  readonly staged: boolean;
  readonly since: string | undefined;
  readonly fix: boolean;
}

export interface BaselineArguments<Check extends Checked> {
  readonly command: 'baseline';
  /** The folder, its configuration and day. */
  readonly check: Check;
  readonly prune: boolean;
  readonly reason: string | undefined;
  readonly owner: string | undefined;
  readonly until: Day | undefined;
}

/** Throws `UsageError`. */
export function baselineArguments<Check extends Checked>(
  check: Check,
  values: ReadonlyMap<string, string>,
  flags: ReadonlySet<string>,
  until: Day | undefined,
): BaselineArguments<Check> {
  oneFolder('baseline', check);
  const [reason, owner] = [values.get('--reason'), values.get('--owner')];
  const prune = flags.has('--prune');
  if (prune && (reason ?? owner ?? until) !== undefined)
    throw new UsageError('--prune adds no entries: --reason, --owner and --until are for new ones');
  return { command: 'baseline', check, prune, reason, owner, until };
}

export interface SuppressionsArguments<Check extends Checked> {
  readonly command: 'suppressions';
  readonly check: Check;
  readonly format: 'text' | 'json';
}

/** Throws `UsageError`. */
export function suppressionsArguments<Check extends Checked & { readonly format: string }>(
  check: Check,
): SuppressionsArguments<Check> {
  oneFolder('suppressions', { ...check, since: undefined });
  const { format } = check;
  if (format !== 'text' && format !== 'json') throw new UsageError('suppressions prints text or json');
  return { command: 'suppressions', check, format };
}

export interface ConfigArguments<Check extends Checked> {
  readonly command: 'config';
  /** The file, its workspace and what the options set. */
  readonly check: Check;
  readonly format: 'text' | 'json';
}

/** `isPrint`: whether `--print` is given; there is nothing else to do with a configuration. Throws `UsageError`. */
export function configArguments<Check extends Checked & { readonly format: string }>(
  check: Check,
  isPrint: boolean,
): ConfigArguments<Check> {
  const { paths, staged, since, fix, format } = check;
  if (!isPrint || paths.length !== 1 || paths.includes('-'))
    throw new UsageError('config prints the configuration of one file: `config --print FILE`');
  if (staged || since !== undefined || fix)
    throw new UsageError('--staged, --since and --fix belong to check, not to config');
  if (format !== 'text' && format !== 'json') throw new UsageError('config prints text or json');
  return { command: 'config', check, format };
}

export interface MergeArguments {
  readonly command: 'merge';
  readonly files: readonly string[];
  readonly output: string | undefined;
}

export interface InitArguments<Check extends Checked> {
  readonly command: 'init';
  readonly check: Check;
}

/** `options`: how many are given; it takes none. Throws `UsageError`. */
export function initArguments<Check extends Checked>(check: Check, options: number): InitArguments<Check> {
  oneFolder('init', check);
  if (options > 0) throw new UsageError('init takes one folder and no options');
  return { command: 'init', check };
}

/** Refuses what a command that takes one folder cannot do. */
export function oneFolder(command: string, { paths, staged, since, fix }: Checked): void {
  if (paths.length > 1 || paths.includes('-')) throw new UsageError(`${command} takes one folder`);
  if (staged || since !== undefined || fix)
    throw new UsageError(`--staged, --since and --fix belong to check, not to ${command}`);
}
