import type { BaselineEntry } from '../config/baseline.ts';
import type { ResolvedConfig } from '../config/resolve.ts';
import type { Unit } from '../domain/unit.ts';
import type { Confidence, Profile, RuleId, Severity } from '../rule/rule.ts';
import { type Span, shift } from '../text/span.ts';
import { fingerprint, subjectHash } from './fingerprint.ts';
import { severityOf } from './fold.ts';
import { type Join, joinOf } from './join.ts';
import { joinedFixes, withFixForAll } from './joined-fixes.ts';
import type { MadeBy } from './made-by.ts';
import type { Raw } from './raw.ts';
import type { Reported, ReportedFix } from './report.ts';

/** The inputs of a finding's fixes. */
export interface FixSource {
  /** Computes the fixes. */
  readonly fixes: () => readonly ReportedFix[];
  /** See `Reported.madeBy`. */
  readonly madeBy: () => MadeBy | undefined;
  /** Rises with every change to the inputs of fixes. */
  readonly revision: () => number;
}

/** A reported finding without its place in the file. */
type Draft = Omit<Reported, 'span' | 'covers' | 'related' | 'fixes' | 'madeBy'> & {
  readonly raw: Raw;
  readonly join: Join | undefined;
  readonly source: FixSource;
};

/**
 * A finding at its place in the file. A class, because an edit near the start of a file moves thousands of them, and creating an
 * object literal with getters takes sixty times as long.
 */
export class PlacedFinding implements Reported {
  readonly rule: RuleId;
  readonly members: readonly RuleId[];
  readonly path: string;
  readonly span: Span;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly profile: Profile;
  readonly message: string;
  readonly fingerprint: string;
  readonly subject: string;
  readonly secretHash: (() => string) | undefined;
  readonly unnecessary: true | undefined;
  readonly baselined: BaselineEntry | undefined;
  readonly route: string;
  readonly #draft: Draft;
  #related: Reported['related'] | undefined;
  #fixes: { readonly revision: number; readonly list: readonly ReportedFix[] } | undefined;

  constructor(draft: Draft, span: Span) {
    this.rule = draft.rule;
    this.members = draft.members;
    this.path = draft.path;
    this.span = span;
    this.severity = draft.severity;
    this.confidence = draft.confidence;
    this.profile = draft.profile;
    this.message = draft.message;
    this.fingerprint = draft.fingerprint;
    this.subject = draft.subject;
    this.secretHash = draft.secretHash;
    this.unnecessary = draft.unnecessary;
    this.baselined = draft.baselined;
    this.route = draft.route;
    this.#draft = draft;
  }

  get covers(): Span {
    const { covers, finding } = this.#draft.raw;
    return shift(covers, this.span.start - finding.at.start);
  }

  get related(): Reported['related'] {
    this.#related ??= (this.#draft.raw.finding.related ?? []).map(({ place, message, affected }) => ({
      path: place.unit.path,
      span: shift(place.at, place.unit.start),
      message,
      ...(affected && { affected }),
    }));
    return this.#related;
  }

  /** How it stands for others of its file; `undefined` if it always stands alone. */
  get join(): Join | undefined {
    return this.#draft.join;
  }

  /** The same finding, with the places of `others` and fixes for all. */
  joinedWith(others: readonly PlacedFinding[], join: Join): JoinedFinding {
    const message = others.length > 0 ? join.message(this.message, others.length) : this.message;
    return new JoinedFinding(
      { ...this.#draft, message, ...(join.route === undefined ? {} : hashes(this.rule, this.path, join.route, 0)) },
      this,
      others,
      join,
    );
  }

  get fixes(): readonly ReportedFix[] {
    const { source } = this.#draft;
    const revision = source.revision();
    if (this.#fixes?.revision !== revision) this.#fixes = { revision, list: source.fixes() };
    return this.#fixes.list;
  }

  get madeBy(): MadeBy | undefined {
    return this.#draft.source.madeBy();
  }

  /** The same finding as a hint: it is in the baseline. */
  inBaseline(entry: BaselineEntry): PlacedFinding {
    return new PlacedFinding({ ...this.#draft, severity: 'hint', baselined: entry }, this.span);
  }

  /** The same finding, `by` characters further on. */
  moved(by: number): PlacedFinding {
    return new PlacedFinding(this.#draft, shift(this.span, by));
  }
}

/** A finding that stands for others of its file too. */
export class JoinedFinding extends PlacedFinding {
  /** The finding by itself. */
  readonly own: PlacedFinding;
  readonly others: readonly PlacedFinding[];
  readonly #join: Join;
  #places: Reported['related'] | undefined;
  #fixes: { readonly own: readonly ReportedFix[]; readonly list: readonly ReportedFix[] } | undefined;

  constructor(draft: Draft, own: PlacedFinding, others: readonly PlacedFinding[], join: Join) {
    super(draft, own.span);
    this.own = own;
    this.others = others;
    this.#join = join;
  }

  /** See `Join.apart`. */
  get apart(): boolean {
    return this.#join.apart;
  }

  override get related(): Reported['related'] {
    this.#places ??= [
      ...super.related,
      ...this.others.map(({ path, span, message }) => ({
        path,
        span,
        message: this.#join.messageAt(message, this.own.message),
        affected: true as const,
      })),
    ];
    return this.#places;
  }

  override get fixes(): readonly ReportedFix[] {
    const { own, others, apart } = this;
    if (others.length === 0) return own.fixes;
    if (this.#fixes?.own !== own.fixes) {
      const add = apart ? withFixForAll : joinedFixes;
      this.#fixes = {
        own: own.fixes,
        list: add(
          own.fixes,
          others.map((other) => other.fixes),
        ),
      };
    }
    return this.#fixes.list;
  }
}

/** `occurrence`: number of earlier findings of the rule with the same route. */
export function placedFinding(
  raw: Raw,
  unit: Unit,
  occurrence: number,
  config: ResolvedConfig,
  source: FixSource,
): PlacedFinding {
  const { finding, meta, route } = raw;
  const join = joinOf(raw);
  const joined = join?.apart ? undefined : join?.route;
  const draft: Draft = {
    rule: meta.id,
    members: finding.members ?? NO_MEMBERS,
    path: unit.path,
    severity: severityOf(raw, config),
    confidence: finding.confidence ?? meta.confidence,
    profile: finding.profile ?? meta.profile,
    message: raw.where === undefined ? finding.message : `${finding.message} ${raw.where}`,
    ...hashes(meta.id, unit.path, joined ?? route, joined === undefined ? occurrence : 0),
    secretHash: finding.secretHash,
    unnecessary: finding.unnecessary,
    baselined: undefined,
    route,
    join,
    raw,
    source,
  };
  return new PlacedFinding(draft, shift(finding.at, unit.start));
}

const hashes = (
  rule: RuleId,
  path: string,
  route: string,
  occurrence: number,
): Pick<Draft, 'fingerprint' | 'subject'> => ({
  fingerprint: fingerprint(rule, path, route, occurrence),
  subject: subjectHash(rule, route),
});

const NO_MEMBERS: readonly RuleId[] = [];

/** The order of a report: by place, then by rule. */
export const byPlace = (a: Reported, b: Reported): number =>
  a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
