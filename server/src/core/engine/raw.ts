/** What rules find in a unit, before suppressions, severities and profiles. */
import type { Finding, Rule, RuleMeta } from '../rule/rule.ts';
import type { Span } from '../text/span.ts';
import type { Topic } from '../workspace/index.ts';

/** A finding before suppressions, severities and profiles. Spans are unit-relative. */
export interface Raw {
  readonly meta: RuleMeta;
  readonly finding: Finding;
  readonly route: string;
  readonly covers: Span;
}

/** A rule (or another part of the analysis) that threw, with the error's kind and place: a fault of ours, reported once and isolated. */
export interface Crash {
  readonly rule: string;
  readonly message: string;
}

export interface Judged {
  readonly raw: readonly Raw[];
  readonly crashes: readonly Crash[];
}

/** Something with its place in the order in which rules visit a unit. */
export interface Ranked<T> {
  readonly rank: number;
  readonly value: T;
}

/** What some rules found in a unit, in order. */
export interface Found {
  readonly raw: readonly Ranked<Raw>[];
  readonly crashes: readonly Ranked<Crash>[];
}

/** What the rules found in a unit, and how long that holds. */
export interface KnownJudgement {
  readonly configKey: string;
  readonly outcome: Judged;
  /** Version of the workspace at which it was last seen to hold. */
  version: number;
  /** `undefined`: no rule asked the workspace, so it holds for every version. */
  readonly asking: Asking | undefined;
}

/** The part of a judgement that depends on the workspace. */
export interface Asking {
  readonly rules: ReadonlySet<Rule>;
  readonly topics: readonly Topic[];
  /** Sum of the topics' versions when they were asked. */
  readonly stamp: number;
  /** What the other rules found: that stays. */
  readonly others: Found;
}

/** What to say of something thrown: its kind and place, for its message may quote the file. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const frame = /^\s+at (.*)$/m.exec(error.stack ?? '')?.[1];
  return frame ? `${error.name} at ${frame.replace(/\(?(?:file:\/\/)?\/\S*\//, '(')}` : error.name;
}
