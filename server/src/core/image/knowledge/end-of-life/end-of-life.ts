/** Finds images that no longer get security updates, and those that soon will not. */
import { addDays, type Day } from '../../../text/day.ts';
import { memoByKey } from '../../../text/memo-by-text.ts';
import type { ImageReference } from '../../reference.ts';
import { publicName } from '../publisher/names.ts';
import { hasEnded, type Support, supportOf } from '../support/support.ts';
import { readTag } from '../tag/tags.ts';
import { ENDED_VARIANTS } from './renamed.ts';
import { type Retirement, retirementOf } from './retirement.ts';

export interface EndOfLife {
  /**
   * `ended`: no more security updates. `unbuilt`: no more rebuilds, and no announced end. `replaced`: a minor version that the next one of the same major version
   * replaced. `moved`: still rebuilt, but the publisher refers to another name. `unsourced`: we believe it without a source.
   */
  readonly kind: 'ended' | 'unbuilt' | 'replaced' | 'moved' | 'unsourced';
  /** What ended: `Python 3.8`, `Debian 10 (buster)`, `nginx:1.27`; a familiar name when the whole image did. */
  readonly line: string;
  /** ISO day: the last one with updates, or that of the removal. `undefined` when unknown. */
  readonly since: string | undefined;
  /** One sentence about the line, or the reason why the whole image ended; without a final full stop. */
  readonly why: string;
  readonly retirement?: Retirement;
}

/**
 * The end of life of an image on a day: of the whole image, of its product's release line, of its rebuilds, or of the distribution under
 * it; the one that says most. `undefined` while it gets updates, and when nothing is known.
 */
export const endOfLife: (ref: ImageReference, today: Day) => EndOfLife | undefined = memoByKey(
  ({ raw }, today) => `${today} ${raw}`,
  findEnd,
);

function findEnd(ref: ImageReference, today: Day): EndOfLife | undefined {
  const name = publicName(ref);
  const tag = readTag(ref.tag);
  const retirement = retirementOf(name, ref.tag, tag);
  const retired = retirement && (retirement.since ?? '') <= today ? [wholeImage(name, retirement)] : [];
  const lines = supportOf(ref)
    .filter((support) => support.kind !== 'withdrawn' && hasEndedOn(support, today))
    .map((support) => lineEnd(support, ref.tag === undefined || tag.version === undefined));
  const ends = [...retired, ...variantEnd(name, tag.words, today), ...lines];
  return ends.sort((a, b) => ORDER.indexOf(a.rank) - ORDER.indexOf(b.rank))[0]?.end;
}

/** What says most comes first: the product's end, then the rebuilds, then the distribution. */
const ORDER = ['retired', 'product', 'rebuilt', 'distribution', 'name', 'replaced', 'moved', 'unsourced'] as const;

interface Ranked {
  readonly rank: (typeof ORDER)[number];
  readonly end: EndOfLife;
}

const hasEndedOn = (support: Support, today: Day): boolean =>
  support.kind === 'rebuilt' ? support.end <= today : hasEnded(support.end, today);

function wholeImage(name: string, retirement: Retirement): Ranked {
  const { since, why, kind } = retirement;
  const end = { line: name, since, why: since === undefined ? why : `${why} (${since})`, retirement };
  return { rank: kind, end: { ...end, kind: kind === 'retired' ? 'ended' : kind } };
}

/**
 * Products whose older lines get some security fixes after the end of their support. WordPress makes them for each line since 4.7: make.wordpress.org/security,
 * "Security updates will cease for WordPress versions 4.1 through 4.6", read on 2026-12-01.
 */
const BACKPORTED: ReadonlySet<string> = new Set(['wordpress']);

function lineEnd({ kind, line, end, ...more }: Support, isName: boolean): Ranked {
  const since = end === 'ended' ? undefined : end;
  if (kind === 'rebuilt') {
    const replaced = 'replaced' in more && more.replaced;
    const rank = replaced ? 'replaced' : isName ? 'name' : 'rebuilt';
    return { rank, end: { kind: replaced ? 'replaced' : 'unbuilt', line, since, why: notRebuilt(line, since) } };
  }
  const lacks = 'product' in more && BACKPORTED.has(more.product.id) ? 'support' : 'security updates';
  const why = since === undefined ? `${line} no longer gets ${lacks}` : `${line} has had no ${lacks} since ${since}`;
  return { rank: kind === 'product' ? 'product' : 'distribution', end: { kind: 'ended', line, since, why } };
}

const notRebuilt = (line: string, since: string | undefined): string =>
  `\`${line}\` has not been rebuilt since ${since}`;

/** The end of a variant that left with all lines: `maven:3-jdk-8`. */
function variantEnd(name: string, words: readonly string[], today: Day): Ranked[] {
  const row = ENDED_VARIANTS.find((variant) => variant.image === name && variant.words.some((w) => words.includes(w)));
  if (!row || row.since > today) return [];
  const line = `${name} on ${row.words.at(-1)}`;
  const why = `the ${row.words.at(-1)} variants of \`${name}\` have not been rebuilt since ${row.since}`;
  return [{ rank: 'product', end: { kind: 'ended', line, since: row.since, why } }];
}

/** A release line that gets its last updates soon. */
export interface EndsSoon {
  /** `Python 3.9`, `Debian 11 (bullseye)` */
  readonly line: string;
  /** The last day with security updates, today at the earliest. */
  readonly end: string;
}

/** The release line of an image, or of the distribution under it, whose announced end is today or at most `days` days away. */
export function endsSoon(ref: ImageReference, today: Day, days: number): EndsSoon | undefined {
  const known = endOfLife(ref, today)?.kind;
  if (known === 'ended' || known === 'unbuilt') return undefined;
  const last = addDays(today, days);
  const near = supportOf(ref).flatMap(({ kind, line, end }) =>
    (kind === 'product' || kind === 'distribution') && end !== undefined && end >= today && end <= last
      ? [{ line, end }]
      : [],
  );
  return near.sort((a, b) => (a.end < b.end ? -1 : 1))[0];
}
