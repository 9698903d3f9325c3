/** What is known of the support of an image: its release line, the distribution under it, and whether it is still rebuilt. */
import { addDays } from '../../../text/day.ts';
import { memoByKey } from '../../../text/memo-by-text.ts';
import type { ImageReference } from '../../reference.ts';
import { type OfficialImage, officialImage, withdrawnImage } from '../data/official.ts';
import { type Cycle, type Product, productsOf } from '../data/products.ts';
import { OFFICIAL_SOURCE } from '../data/sources.generated.ts';
import { distributionOf } from '../distro/distribution.ts';
import { publicName } from '../publisher/names.ts';
import { readTag, type TagParts, versionLines } from '../tag/tags.ts';

import { cycleOf, lineName } from './cycle.ts';
import { isPreRelease, versionOf } from './tag-version.ts';

export type Support =
  /** A release line of the product in the image, or of the distribution that the tag or the name states. */
  | {
      readonly kind: 'product' | 'distribution';
      readonly product: Product;
      readonly cycle: Cycle;
      /** Display name: `Node.js 20`, `Debian 11 (bullseye)`. */
      readonly line: string;
      /** The last day with security updates; `ended`: some day in the past; `undefined`: no end is announced. */
      readonly end: Cycle['end'];
    }
  /** The official image's line or name has left the list of what is rebuilt. */
  | {
      readonly kind: 'rebuilt';
      /** `nginx:1.27`, `node:erbium` */
      readonly line: string;
      /** The day on which it left. */
      readonly end: string;
      /** The next minor version took its place: the line's major version is still rebuilt, and no product says that this is a line. */
      readonly replaced: boolean;
    }
  /** The official image has no tag left. */
  | { readonly kind: 'withdrawn'; readonly line: string; readonly end: string };

/**
 * Everything known of the support of an image's release line, in this order: withdrawn, product, rebuilt, distribution. Empty when nothing
 * is known, for a tag without a version, for a release before the final one, and for a digest without a tag.
 */
export const supportOf: (ref: ImageReference) => readonly Support[] = memoByKey(({ raw }) => raw, findSupport);

function findSupport(ref: ImageReference): readonly Support[] {
  const name = publicName(ref);
  const tag = readTag(ref.tag);
  const gone = withdrawnImage(name);
  const withdrawn: Support[] = gone ? [{ kind: 'withdrawn', line: name, end: gone.since }] : [];
  if (isPreRelease(tag)) return withdrawn;
  const products = productLines(name, tag);
  return [...withdrawn, ...products, ...rebuilt(name, ref.tag, tag), ...distribution(name, tag, products)];
}

function productLines(name: string, tag: TagParts): Support[] {
  return productsOf(name).flatMap((product) => {
    const cycle = cycleOfTag(product, name, tag);
    return cycle ? [{ kind: 'product', product, cycle, line: lineName(product, cycle), end: cycle.end } as const] : [];
  });
}

/** The cycle of a product that a tag of its image names: by code name (`bookworm-slim`, `humble-ros-core`) or by version. */
function cycleOfTag(product: Product, name: string, tag: TagParts): Cycle | undefined {
  const first = tag.words[0];
  const named =
    first === undefined || /^\d/.test(first)
      ? undefined
      : product.cycles.find((cycle) => cycle.name === first || cycle.codename === first);
  if (named) return named;
  const version = versionOf(product, name, tag);
  return version === undefined ? undefined : cycleOf(product, version);
}

function rebuilt(name: string, text: string | undefined, tag: TagParts): Support[] {
  const image = text === undefined ? undefined : officialImage(name);
  if (!image || text === undefined || image.tags.has(text)) return [];
  const line = tag.version === undefined ? endedName(image, tag) : endedLine(image.ended, text, tag.version);
  if (line === undefined) return [];
  const major = line.split('.')[0]!;
  const isListed = image.tags.has(major) || image.tags.has(`v${major}`);
  const replaced = line !== major && isListed && productsOf(name).length === 0;
  return [{ kind: 'rebuilt', line: `${name}:${line}`, end: image.ended.get(line)!, replaced }];
}

/** The ended line of a tag with a version. Not of full versions: they leave the list with every release of their line. */
const endedLine = (ended: ReadonlyMap<string, string>, text: string, version: string): string | undefined =>
  [text, ...versionLines(version).filter((line) => line.split('.').length <= 2)].find((line) => ended.has(line));

/**
 * The ended name of a tag without a version: `erbium-slim`, `buster`. Moving names come and go, and say nothing. A word that other tags
 * still begin with is a variant: `traefik:nanoserver` left, but not `nanoserver-ltsc2022`.
 */
function endedName({ ended, tags }: OfficialImage, { words }: TagParts): string | undefined {
  const [first = ''] = words;
  if (MOVING_NAMES.has(first)) return undefined;
  const names = [words.join('-')];
  if (![...tags].some((tag) => tag.startsWith(`${first}-`))) names.push(first);
  return names.find((name) => (ended.get(name) ?? NAMES_SETTLE) < NAMES_SETTLE);
}

const MOVING_NAMES: ReadonlySet<string> = new Set(
  'latest stable edge rc beta alpha test unstable lts dev devel experimental branched legacy legacylts'.split(' '),
);

/**
 * Names that left since this day may come back: `mongo:noble` left with 8.2 on 2026-08-03, before the next line took it
 * (github.com/docker-library/official-images @91b7860c11).
 */
const NAMES_SETTLE = addDays(OFFICIAL_SOURCE.date, -90);

function distribution(name: string, tag: TagParts, products: readonly Support[]): Support[] {
  const found = distributionOf(name, tag);
  const known = products.some(
    (support) =>
      support.kind === 'product' &&
      // The image is the distribution itself (`debian:bookworm`), or the word is the product's (`ros:kinetic`).
      (support.product === found?.product || support.cycle.name === tag.words[tag.distro?.at ?? -1]),
  );
  if (!found || known || productsOf(name).includes(found.product)) return [];
  const { product, cycle } = found;
  return [{ kind: 'distribution', product, cycle, line: lineName(product, cycle), end: cycle.end }];
}

/** Whether support has ended by a day: the end is the last day with updates. */
export const hasEnded = (end: Cycle['end'], today: string): boolean =>
  end !== undefined && (end === 'ended' || end < today);
