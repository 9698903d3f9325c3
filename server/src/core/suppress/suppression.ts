/** What an ignore comment says and how far it reaches. */

import type { Neighbour } from '../rule/neighbours.ts';
import type { RuleMeta } from '../rule/rule.ts';
import { overlaps, type Span } from '../text/span.ts';

/** Secret scanners whose marks are read. */
export type Scanner = 'gitleaks' | 'trufflehog' | 'detect-secrets' | 'secretlint' | 'ggshield';

export interface Suppression {
  readonly dialect: 'seaworthy' | Neighbour | Scanner;
  /** The comment (of an annotation, its entry), unit-relative. */
  readonly at: Span;
  /** `next`: the instruction or entry below; `line`: its own line; `stage`: a Dockerfile's stage; `block`: an object or block of YAML. */
  readonly scope: 'file' | 'next' | 'line' | 'stage' | 'block';
  /** What it reaches in the unit, unit-relative; `undefined` for the whole file (all of its documents). */
  readonly reach: Span | undefined;
  readonly matches: (rule: RuleMeta) => boolean;
  /** '' when none is given. */
  readonly reason: string;
  /** The comment as written. */
  readonly text: string;
}

/** Something wrong in an ignore comment; `at` is unit-relative. */
export interface SuppressionProblem {
  readonly at: Span;
  readonly message: string;
}

export interface SuppressionReading {
  readonly suppressions: Suppression[];
  /** Every one is an error. */
  readonly problems: SuppressionProblem[];
}

/** An ignore comment before it is known what it reaches. */
export interface Comment {
  readonly span: Span;
  readonly text: string;
  /** Nothing but blanks stands before it on its line. */
  readonly ownLine: boolean;
}

/** What stands where around a comment of a unit. */
export interface Surroundings {
  /**
   * What a comment on a line of its own stands above: an instruction, or an entry or item with all it holds. Further comment lines
   * may lie between, blank lines only if `blanks`. Inside an instruction of several lines: that instruction.
   */
  below(comment: Span, blanks: boolean): Span | undefined;
  /** The line a comment ends, with all of a value that crosses it. Findings about what begins there are on it, too. */
  line(comment: Span): Span;
  /** As `below` (own line) or what begins on the line, but a whole stage (at FROM), or the whole document above its first entry. */
  block(comment: Comment): { readonly reach: Span; readonly scope: 'next' | 'stage' | 'block' } | undefined;
  /** The Kubernetes object a place lies in, or that begins after it. */
  object(at: number): Span | undefined;
}

/** Whether the suppression lies over the finding: over what must be changed, or over the place where what it is about begins. */
export function reaches(reach: Span | undefined, finding: { readonly at: Span; readonly covers: Span }): boolean {
  if (!reach) return true;
  const { at, covers } = finding;
  if (at.start === at.end ? reach.start <= at.start && at.start <= reach.end : overlaps(at, reach)) return true;
  return reach.start <= covers.start && covers.start < reach.end;
}
