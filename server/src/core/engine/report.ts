import type { BaselineEntry } from '../config/baseline.ts';
import type { ResolvedConfig } from '../config/resolve.ts';
import type { IgnoreEntry } from '../config/settings.ts';
import type { Effect } from '../rule/effect.ts';
import type { Confidence, Fix, Profile, RuleId, Severity } from '../rule/rule.ts';
import type { Suppression } from '../suppress/suppression.ts';
import type { Day } from '../text/day.ts';
import type { Span, TextEdit } from '../text/span.ts';
import type { MadeBy } from './made-by.ts';
import type { Problem } from './problem.ts';
import type { LeftOut, Unread } from './unread.ts';

/** A finding as hosts receive it. Spans are offsets in the file's text. */
export interface Reported {
  readonly rule: RuleId;
  /** Ids that ignore the finding; the members of a fold. */
  readonly members: readonly RuleId[];
  readonly path: string;
  readonly span: Span;
  /** The thing that the finding is about. An ignore comment over its start suppresses the finding, like one over `span`. */
  readonly covers: Span;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly profile: Profile;
  readonly message: string;
  /** Computed on first use. Read it before the files change. */
  readonly related: readonly ReportedRelated[];
  readonly fingerprint: string;
  /** See `subjectHash`. */
  readonly subject: string;
  /** Computed on use, and again after a change of a file. */
  readonly fixes: readonly ReportedFix[];
  /** The command that makes the file, so that the finding has no fixes. Computed on use, as `fixes` are. */
  readonly madeBy: MadeBy | undefined;
  /** The text does nothing. */
  readonly unnecessary?: true | undefined;
  /** For a secret: returns the hash that allows its value in the configuration. */
  readonly secretHash: (() => string) | undefined;
  /** Its entry in the baseline: it was there before, and is a hint. */
  readonly baselined?: BaselineEntry | undefined;
  /** Semantic route: stage, or kind/namespace/name/container. */
  readonly route: string;
}

export interface ReportedRelated {
  readonly path: string;
  readonly span: Span;
  readonly message: string;
  /** The finding is about this place too; see `Related`. */
  readonly affected?: true;
}

export interface ReportedFix {
  readonly title: string;
  /** See `Fix.titleFor`. */
  readonly titleFor: Fix['titleFor'];
  readonly safety: Fix['safety'];
  /** See `Fix.likely`. */
  readonly likely?: true | undefined;
  /** Manual steps that remain. */
  readonly note: string | undefined;
  /** The fixes that this one combines, each on the text that the previous ones produced; empty for a single fix. */
  readonly steps: readonly { readonly rule: RuleId; readonly fix: ReportedFix }[];
  /** What it claims to change, with the paths of files; `undefined` if it claims nothing. For the prover. */
  readonly effect: readonly Effect[] | undefined;
  /** Computed when called. Empty if the fix turns out to be impossible. */
  readonly changes: () => readonly FileChange[];
}

/** A change of one file. `edits` are offsets in the text that the engine has. `create`: the file does not exist yet. */
export type FileChange =
  | { readonly path: string; readonly edits: readonly TextEdit[] }
  | { readonly path: string; readonly create: string };

export interface FileReport {
  readonly path: string;
  /** The file is of a kind that rules read. */
  readonly judged: boolean;
  readonly findings: readonly Reported[];
  readonly problems: readonly Problem[];
  /** Parts of a supported file that were not read, in the order of its documents. Includes the problems of the kind `limit`. */
  readonly unread: readonly Unread[];
  /** What a kustomization or a chart is judged without, because of this file. Computed when called; call it before the files change. */
  readonly leftOut: () => readonly LeftOut[];
  /** Number of findings that ignore comments suppress. */
  readonly suppressed: number;
  /** The ignore comments that ignore something. Computed when called; call it before the files change. */
  readonly ignored: () => readonly Ignored[];
  /** All ignore comments, also those that ignore nothing. Computed when called, as `ignored` is. */
  readonly comments: () => readonly ListedComment[];
  /** What entries of configuration files ignore: ids of rules. Computed when called, as `ignored` is. */
  readonly ignoredByConfig: () => ReadonlyMap<IgnoreEntry, ReadonlySet<RuleId>>;
  readonly config: ResolvedConfig;
}

/** An ignore comment, or an annotation that works as one. */
export interface ListedComment {
  readonly dialect: Suppression['dialect'];
  /** Offsets in the file's text. */
  readonly at: Span;
  readonly scope: Suppression['scope'];
  /** As written. */
  readonly text: string;
  /** '' if none is given. */
  readonly reason: string;
  /** See `Suppression.until`. */
  readonly until: Day | undefined;
}

/** A rule or `concern/*` that a comment ignores at a place where it finds something. */
export interface Ignored {
  /** For a Seaworthy comment the name as written, else the id of the rule. */
  readonly rule: string;
  /** The comment: offsets in the file's text. */
  readonly at: Span;
  /** As written; '' if none is given. */
  readonly reason: string;
}

/** The report of a file that is not checked. */
export const notChecked = (path: string, config: ResolvedConfig): FileReport => ({
  path,
  judged: false,
  findings: [],
  problems: [],
  unread: [],
  leftOut: () => [],
  suppressed: 0,
  ignored: () => [],
  comments: () => [],
  ignoredByConfig: () => new Map(),
  config,
});
