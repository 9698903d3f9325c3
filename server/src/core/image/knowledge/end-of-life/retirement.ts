/** Images that are given up with all their tags, or that moved to another name. */
import { officialImage, withdrawnImage } from '../data/official.ts';
import type { Evidence } from '../evidence.ts';
import { isPreRelease } from '../support/tag-version.ts';
import type { TagParts } from '../tag/tags.ts';
import { RETIRED, type Retired, type Successor } from './additions.ts';
import { UNSOURCED_RETIREMENTS } from './unsourced.ts';

export interface Retirement {
  /** ISO day; `undefined` when we have no source. */
  readonly since: string | undefined;
  /** One clause, without a final full stop. */
  readonly why: string;
  readonly successor: Successor | undefined;
  /** `moved`: the tag is still rebuilt, but the publisher refers to another name. `unsourced`: we believe it without a source. */
  readonly kind: 'retired' | 'moved' | 'unsourced';
  /** Where it was read, if not in the tables. */
  readonly evidence?: Evidence;
}

const BY_NAME = new Map(RETIRED.filter(({ image }) => !image.endsWith('/*')).map((row) => [row.image, row]));
const BELOW = RETIRED.filter(({ image }) => image.endsWith('/*'));
const UNSOURCED = new Map(UNSOURCED_RETIREMENTS.map((row) => [row.image, row]));

/** The retirement of an image; `undefined` when it is alive or unknown. `name` is the familiar name, `text` the tag as written. */
export function retirementOf(name: string, text: string | undefined, tag: TagParts): Retirement | undefined {
  const unsourced = UNSOURCED.get(name);
  if (unsourced) return { since: undefined, why: unsourced.why, successor: undefined, kind: 'unsourced' };
  const row = BY_NAME.get(name) ?? BELOW.find(({ image }) => name.startsWith(image.slice(0, -1)));
  const image = officialImage(name);
  const notice = image?.notice;
  // Of `openjdk`, only releases before the final one are still published.
  if (image && isPreRelease(tag)) return undefined;
  const kind = notice?.kind === 'discontinued' || notice?.kind === 'moved' ? notice.kind : undefined;
  const announced = kind && notice;
  const since = row?.since ?? withdrawnImage(name)?.since ?? announced?.since;
  if (since === undefined) return undefined;
  const moved = kind === 'moved' && image?.tags.has(text ?? 'latest') === true;
  return {
    since,
    why: row?.why ?? whyGone(kind, announced?.to),
    successor: row ? successorOf(row, name) : announced?.to?.[0] === undefined ? undefined : { image: announced.to[0] },
    kind: moved ? 'moved' : 'retired',
    ...(row && { evidence: row }),
  };
}

const whyGone = (kind: 'discontinued' | 'moved' | undefined, to: readonly string[] = []): string =>
  kind === undefined
    ? 'the official image is withdrawn'
    : kind === 'discontinued'
      ? 'the official image is discontinued'
      : `the image moved to ${to.map((name) => `\`${name}\``).join(' or ')}`;

function successorOf({ image, successor }: Retired, name: string): Successor | undefined {
  if (!successor || !image.endsWith('/*')) return successor;
  return { ...successor, image: successor.image + name.slice(image.length - 1) };
}
