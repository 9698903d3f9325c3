/** The meaning and the reach of an ignore comment. */

import type { WrongName } from '../rule/names.ts';
import type { Neighbour } from '../rule/neighbours.ts';
import type { RuleMeta } from '../rule/rule.ts';
import type { Day } from '../text/day.ts';
import { overlaps, type Span } from '../text/span.ts';

/** Secret scanners with supported marks. */
export type Scanner = 'gitleaks' | 'trufflehog' | 'detect-secrets' | 'secretlint' | 'ggshield';

export interface Suppression {
  readonly dialect: 'seaworthy' | Neighbour | Scanner;
  /** The comment, or the entry of an annotation; unit-relative. */
  readonly at: Span;
  /** `next`: the instruction or entry below; `line`: its own line; `stage`: a stage of a Dockerfile; `block`: a YAML object or block. */
  readonly scope: 'file' | 'next' | 'line' | 'stage' | 'block';
  /** The covered span, unit-relative; `undefined` for the whole file (all of its documents). */
  readonly reach: Span | undefined;
  readonly matches: (rule: RuleMeta) => boolean;
  /** It covers findings whose text to change is in its reach, but no others about what begins there. */
  readonly textOnly?: true;
  /** The ignored check judges names, so findings by value are not covered (`Finding.evidence`). */
  readonly judges?: 'names';
  /** '' if none is given. */
  readonly reason: string;
  /** The last day on which it ignores; `undefined`: it always does. */
  readonly until?: Day;
  /** The comment as written. */
  readonly text: string;
  /** For a Seaworthy comment: how it is written. */
  readonly own?: OwnIgnore;
}

/** A Seaworthy ignore comment as written. Spans are unit-relative. */
export interface WrittenIgnore {
  readonly at: Span;
  readonly text: string;
  /** `ignore`, `ignore-file`, or another word in its place. */
  readonly verb: string;
  readonly verbAt: Span;
  /** The names in the brackets; `undefined` if the brackets are missing or not closed. */
  readonly names: readonly WrittenName[] | undefined;
  /** Offset at which a further name is inserted. */
  readonly insertAt: number;
  /** What follows `until=`, which need not be a day. */
  readonly until: WrittenName | undefined;
  readonly reason: string;
}

/** A name in the brackets of a Seaworthy ignore. Compared by identity. */
export interface WrittenName {
  readonly text: string;
  readonly at: Span;
}

export interface OwnIgnore {
  /** The names that are ids of rules or `concern/*`. */
  readonly names: readonly WrittenName[];
  readonly written: WrittenIgnore;
  /** The comment that contains it. One comment may contain several ignores. */
  readonly comment: Comment;
}

/** An error in an ignore comment; `at` is unit-relative. */
export interface SuppressionProblem {
  readonly at: Span;
  readonly message: string;
}

/** A name in a Seaworthy comment that no rule has. */
export interface UnknownName extends WrongName {
  readonly name: WrittenName;
  readonly written: WrittenIgnore;
  readonly comment: Comment;
  /** What the comment covers, or the comment itself. */
  readonly covers: Span;
}

export interface SuppressionReading {
  readonly suppressions: Suppression[];
  /** Each is an error. */
  readonly problems: SuppressionProblem[];
  readonly unknown: UnknownName[];
}

/** A comment that may be an ignore comment, before its reach is known. */
export interface Comment {
  readonly span: Span;
  readonly text: string;
  /** Only blanks precede it on its line. */
  readonly ownLine: boolean;
}

/** Answers which part of a unit a comment belongs to. */
export interface Surroundings {
  /**
   * The part below a comment on its own line: an instruction, or an entry or item with its contents. Other comment lines may lie
   * between; blank lines only if `blanks`. Inside a multi-line instruction, that instruction.
   */
  below(comment: Span, blanks: boolean): Span | undefined;
  /** The line that a comment ends, extended by values that cross it. It covers findings about what begins there, too. */
  line(comment: Span): Span;
  /**
   * As `below` (for a comment on its own line) or the part that begins on its line, but the whole stage at FROM, and the whole
   * document above its first entry.
   */
  block(comment: Comment): { readonly reach: Span; readonly scope: 'next' | 'stage' | 'block' } | undefined;
  /** The Kubernetes object that contains an offset, or that begins after it. */
  object(at: number): Span | undefined;
}

/** Whether a suppression ignores something on a day. */
export const isInForce = ({ until }: Pick<Suppression, 'until'>, today: Day): boolean =>
  until === undefined || today <= until;

/** What a suppression needs to know of a finding: the text to change, the span of the thing that it is about, and its evidence. */
export interface Silenceable {
  readonly at: Span;
  readonly covers: Span;
  readonly evidence?: 'value';
}

/** Whether a suppression covers a finding: the text to change, or the start of the thing that the finding is about. */
export function reaches(reach: Span | undefined, finding: { readonly at: Span; readonly covers: Span }): boolean {
  if (!reach) return true;
  const { at, covers } = finding;
  if (at.start === at.end ? reach.start <= at.start && at.start <= reach.end : overlaps(at, reach)) return true;
  return reach.start <= covers.start && covers.start < reach.end;
}
