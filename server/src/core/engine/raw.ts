/** Findings of rules in a unit, before suppressions, severities and profiles. */
import type { Finding, Fix, Rule, RuleMeta } from '../rule/rule.ts';
import type { Span } from '../text/span.ts';
import type { Topic } from '../workspace/index.ts';

/** A finding before suppressions, severities and profiles. Spans are unit-relative. */
export interface Raw {
  readonly meta: RuleMeta;
  readonly finding: Finding;
  readonly route: string;
  readonly covers: Span;
  /** The image reference as written, if the finding is about one. Findings of a rule about one reference in one file are joined: see `join.ts`. */
  readonly image?: string;
  /** The finding is about a container that publishes a port on the host. */
  readonly opensPort?: boolean;
  /** Where it is so, if not everywhere: `(in overlay \`prod\`)`, `(off by default)`. The message ends with it. */
  readonly where?: string;
  /** It is lowered to strict because other branches, the spans here, read a Secret in place of its value; without them it is `finding`. */
  readonly instead?: { readonly branches: readonly Span[]; readonly finding: Finding };
  /** Makes one change of the first fixes of several findings about one object, where the text of the finding's unit is not what they edit. */
  readonly together?: (fixes: readonly Fix[]) => Fix['change'];
}

/**
 * A rule, or another part of the analysis, threw an error. Holds the kind and place of the error. Reported once, and isolated from
 * other results.
 */
export interface Crash {
  readonly rule: string;
  readonly message: string;
  /** See `traceOf`. */
  readonly trace: readonly string[];
}

export interface UnitResult {
  readonly raw: readonly Raw[];
  readonly crashes: readonly Crash[];
}

/** A value with its position in the order in which rules visit a unit. */
export interface Ranked<T> {
  readonly rank: number;
  readonly value: T;
}

/** The findings of some rules in a unit, in order. */
export interface Found {
  readonly raw: readonly Ranked<Raw>[];
  readonly crashes: readonly Ranked<Crash>[];
}

/** The findings of all rules in a unit, and the state that they are valid for. */
export interface CachedResult {
  readonly configKey: string;
  readonly outcome: UnitResult;
  /** Version of the workspace at which they were last found valid. */
  version: number;
  /** `undefined`: no rule read the workspace, so they are valid for every version. */
  readonly asking: Asking | undefined;
}

/** The part of a result that depends on the workspace. */
export interface Asking {
  readonly rules: ReadonlySet<Rule>;
  readonly topics: ReadonlySet<Topic>;
  /** The findings of the other rules, which stay valid. */
  readonly others: Found;
}

/** Describes a thrown value by its kind and place. The message is left out because it may quote the file. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the thrown value is not an Error';
  const frame = /^\s+at (.*)$/m.exec(error.stack ?? '')?.[1];
  return frame ? `${error.name} at ${frame.replace(/\(?(?:file:\/\/)?\/\S*\//, '(')}` : error.name;
}
