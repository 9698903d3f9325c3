import type { ResolvedConfig } from '../config/resolve.ts';
import type { Confidence, Fix, Profile, RuleId, Severity } from '../rule/rule.ts';
import type { Span, TextEdit } from '../text/span.ts';
import type { Problem } from './problem.ts';
import type { Unread } from './unread.ts';

/** A finding as hosts see it. Spans are offsets into the file's text. */
export interface Reported {
  readonly rule: RuleId;
  /** Ids under which it may be ignored, for a fold its members. */
  readonly members: readonly RuleId[];
  readonly path: string;
  readonly span: Span;
  /** What the finding is about: an ignore comment that lies over its beginning silences the finding, as one over `span` does. */
  readonly covers: Span;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly profile: Profile;
  readonly message: string;
  /** Worked out when first asked for: ask before the files change. */
  readonly related: readonly { readonly path: string; readonly span: Span; readonly message: string }[];
  readonly fingerprint: string;
  /** Worked out when asked for, and again when a file has changed since. */
  readonly fixes: readonly ReportedFix[];
  /** Of a secret: what makes the configuration allow its value. */
  readonly secretHash: (() => string) | undefined;
  /** Semantic route: stage, or kind/namespace/name/container. */
  readonly route: string;
}

export interface ReportedFix {
  readonly title: string;
  readonly safety: Fix['safety'];
  /** What is left to do by hand afterwards. */
  readonly note: string | undefined;
  /** The fixes that this one is made of, each on the text as the ones before left it; none where it stands for itself. */
  readonly steps: readonly { readonly rule: RuleId; readonly fix: ReportedFix }[];
  /** Computed when called; empty when the fix turns out to be impossible. */
  readonly changes: () => readonly FileChange[];
}

/** A change of one file. `edits` are offsets into the file as the engine has it. `create`: the file does not exist yet. */
export type FileChange =
  | { readonly path: string; readonly edits: readonly TextEdit[] }
  | { readonly path: string; readonly create: string };

export interface FileReport {
  readonly path: string;
  /** It is a file of a kind that rules read. */
  readonly judged: boolean;
  readonly findings: readonly Reported[];
  readonly problems: readonly Problem[];
  /** What of the file was not read although it is one of ours, in the order of its documents; problems of the kind `limit` are among it. */
  readonly unread: readonly Unread[];
  /** Findings that an ignore comment silenced. */
  readonly suppressed: number;
  readonly config: ResolvedConfig;
}
