/** The configuration as written, in any layer: file, command line, editor. */

import type { Unit } from '../domain/unit.ts';
import { FOLDERS } from '../files/folder-names.ts';
import type { TemplateRow } from '../kubernetes/template-table.ts';
import type { Neighbour } from '../rule/neighbours.ts';
import type { OptionValues, Profile, RuleId, RuleMeta, Settings, Severity } from '../rule/rule.ts';
import type { Day } from '../text/day.ts';
import type { Span } from '../text/span.ts';
import type { PartialSecrets } from './read-secrets.ts';

/** Name of the configuration file. */
export const CONFIG_NAME = '.seaworthy.yaml';

export const PROFILES: readonly Profile[] = ['default', 'strict', 'audit'];
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];
export const LEVELS = ['privileged', 'baseline', 'restricted'] as const;
/** The lowest severity at which the command line exits with 1. */
export type FailOn = 'error' | 'warning' | 'info' | 'never';
export const FAIL_ON: readonly FailOn[] = ['error', 'warning', 'info', 'never'];

/** The files of a developer's machine, of builds and of tests, and examples, by their own names. */
const LOWERED_FILES = [
  '*.example.y*ml *-example.y*ml *.sample.y*ml',
  '*compose?dev*.y*ml *compose?test*.y*ml *compose?local*.y*ml *compose?e2e*.y*ml *compose?override*.y*ml',
  '*compose?integration*.y*ml .woodpecker*.y*ml .drone.y*ml *compose?ci.y*ml *compose?ci-*.y*ml *compose?ci.*.y*ml *compose?ci_*.y*ml *compose.*-test.y*ml',
  '*compose?demo*.y*ml *compose?playground*.y*ml *compose?bench*.y*ml *compose?fuzz*.y*ml',
  '*compose.*-ci.y*ml local.y*ml *.dev.y*ml *.test.y*ml *.local.y*ml *.e2e.y*ml *.ci.y*ml',
  'dev-*compose*.y*ml dev.*compose*.y*ml local-*compose*.y*ml local.*compose*.y*ml',
  'e2e-test*.y*ml *-e2e.y*ml integration-test*.y*ml integration.*compose*.y*ml tilt-*.y*ml',
  '*.debug.y*ml *compose*-debug.y*ml *compose*_debug.y*ml',
].flatMap((line) => line.split(' '));

/** The default of `lowerSeverity`, relative to the workspace: the folders that nobody deploys as they are, and files by their own names. */
export const LOWER_SEVERITY: readonly string[] = [...Object.values(FOLDERS).flat(), ...LOWERED_FILES];

export interface RuleSetting {
  /** `undefined`: the rule's own severity. */
  readonly severity?: Severity | 'off';
  readonly options?: OptionValues;
}

/** An entry of `ignore`, or what a configuration file of another tool ignores. */
export interface IgnoreEntry {
  /** Its place in the file that holds it. */
  readonly at: Span;
  /** The names of rules, or the ids of the other tool, as written. */
  readonly names: readonly string[];
  readonly matches: (rule: RuleMeta) => boolean;
  /** Path patterns like `exclude`; `undefined`: every file. */
  readonly paths?: readonly string[];
  /** The kinds of files that the other tool checks; `undefined`: every kind. */
  readonly kinds?: readonly Unit['kind'][];
  /** The last day on which it ignores; `undefined`: it always does. */
  readonly until?: Day;
  /** '' if none is given. */
  readonly reason: string;
  /** The file that holds it, if that is not the nearest configuration but one that it extends. */
  readonly origin?: string;
  /** The other tool; `undefined` for an entry of ours. */
  readonly tool?: Neighbour;
}

/** An entry of `overrides`: settings for some of the files. */
export interface Override {
  /** Path patterns like `exclude`. */
  readonly files: readonly string[];
  readonly config: PartialConfig;
  /** Its place in the file that holds it. */
  readonly at: Span;
}

/** Tools whose configuration files are read. */
export const OTHER_TOOLS = ['hadolint', 'trivy', 'checkov', 'kics', 'dclint'] as const satisfies readonly Neighbour[];
export type OtherTool = (typeof OTHER_TOOLS)[number];

/** The settings of one layer. Missing settings leave lower layers in force. */
export interface PartialConfig {
  /** Pins the day as of which files are judged. */
  readonly today?: Day;
  readonly profile?: Profile;
  /** By rule id or `concern/*`. */
  readonly rules?: ReadonlyMap<RuleId, RuleSetting>;
  /** Path patterns, relative to the folder of the configuration file (see `pathMatcher`). */
  readonly exclude?: readonly string[];
  /**
   * Path patterns like `exclude`: findings in these files are one severity lower. Replaces `LOWER_SEVERITY`; an empty list switches off the
   * recognition of generated texts too.
   */
  readonly lowerSeverity?: readonly string[];
  readonly images?: Partial<Settings['images']>;
  readonly podSecurity?: Settings['podSecurity'];
  readonly secrets?: PartialSecrets;
  readonly failOn?: FailOn;
}

/** The settings of a `.seaworthy.yaml`. */
export interface FileConfig extends PartialConfig {
  /** Configurations that come below this one, the last one first: paths and npm packages, as written. */
  readonly extends?: readonly { readonly text: string; readonly at: Span }[];
  /** Settings for some of the files. A later entry comes first. */
  readonly overrides?: readonly Override[];
  readonly ignore?: readonly IgnoreEntry[];
  /** Kinds with pod templates beyond those that are known. They apply to all files, also those of `overrides`. */
  readonly podTemplates?: readonly TemplateRow[];
  /** The other tools whose configuration files apply; `undefined`: all of them. */
  readonly otherTools?: readonly OtherTool[];
}
