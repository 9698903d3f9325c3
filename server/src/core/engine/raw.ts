import type { Finding, RuleMeta } from '../rule/rule.ts';
import type { Span } from '../text/span.ts';

/** A finding before suppressions, severities and profiles. Spans are unit-relative. */
export interface Raw {
  readonly meta: RuleMeta;
  readonly finding: Finding;
  readonly route: string;
  readonly covers: Span;
}
