/** The configuration as it is written, in whatever layer: file, command line, editor. */

import type { OptionValues, Profile, RuleId, Settings, Severity } from '../rule/rule.ts';
import type { PartialSecrets } from './read-secrets.ts';

/** Name of the configuration file. */
export const CONFIG_NAME = '.seaworthy.yaml';

export const PROFILES: readonly Profile[] = ['default', 'strict', 'audit'];
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];
export const LEVELS = ['privileged', 'baseline', 'restricted'] as const;
/** From which severity on the command line exits with 1. */
export type FailOn = 'error' | 'warning' | 'info' | 'never';
export const FAIL_ON: readonly FailOn[] = ['error', 'warning', 'info', 'never'];

export interface RuleSetting {
  /** `undefined`: the rule's own. */
  readonly severity?: Severity | 'off';
  readonly options?: OptionValues;
}

/** What a layer says; what it leaves out is as if never asked. */
export interface PartialConfig {
  readonly profile?: Profile;
  /** By rule id or `concern/*`. */
  readonly rules?: ReadonlyMap<RuleId, RuleSetting>;
  /** Patterns of paths, relative to the folder of the file that holds them (see `pathMatcher`). */
  readonly exclude?: readonly string[];
  readonly images?: Partial<Settings['images']>;
  readonly podSecurity?: Settings['podSecurity'];
  readonly secrets?: PartialSecrets;
  readonly failOn?: FailOn;
}

/** What a `.seaworthy.yaml` says. */
export type FileConfig = PartialConfig;
