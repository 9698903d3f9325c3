/** The options of the command line. */
import { PROFILES } from '../core/config/settings.ts';
import { STANDARDS } from '../core/standards/standards.ts';

export const STANDARD_NAMES: readonly string[] = STANDARDS.map(({ name }) => name);

/** All commands, in the order of the help. */
export const COMMANDS: readonly string[] = [
  'check',
  'init',
  'config',
  'baseline',
  'suppressions',
  'report',
  'merge',
  'install-hook',
  'rules',
  'explain',
  'lsp',
];

/** The values of options that take one of a list. */
export const CHOICES: Record<string, readonly string[]> = {
  '--standard': STANDARD_NAMES,
  '--profile': PROFILES,
  '--fail-on': ['error', 'warning', 'info', 'never'],
};
/** Options with a value. */
export const VALUED = new Set([
  '--format',
  '--output',
  '--profile',
  '--config',
  '--workspace',
  '--fail-on',
  '--fix-rule',
  '--today',
  '--since',
  '--shard',
  '--standard',
  '--stdin-filename',
  '--reason',
  '--owner',
  '--until',
]);
/** Options without a value. */
export const FLAGS = new Set([
  '--staged',
  '--fail-on-partial',
  '--show-suppressed',
  '--fix',
  '--fix=review',
  '--dry-run',
  '--no-baseline',
  '--timing',
  '--prune',
  '--print',
  '--no-color',
  '--color',
  '--stdio',
  '--help',
  '-h',
  '--version',
  '-V',
]);
