/** The shape of a tag: where its version is, and the words around it, its variant. */
import type { Product } from '../data/products.ts';
import { readTag, type TagDistro } from './tags.ts';

export interface Shape {
  /** The version; undefined when the tag has none (`alpine`, `lts-slim`). */
  readonly slot: Slot | undefined;
  /** The words without the version, dates and words of pre-releases, as written: `slim` and `bookworm` of `3.12.4-slim-bookworm`. */
  readonly variant: readonly string[];
  /** Index in `variant` before which the version stands. */
  readonly at: number;
  /** The distribution in the variant; `at` is its index there. */
  readonly distro: TagDistro | undefined;
  readonly isPreRelease: boolean;
  /** The tag is that of one day's build. */
  readonly isDated: boolean;
}

export interface Slot {
  /** Dotted numbers, or the name of a product's cycle (`jazzy`). */
  readonly version: string;
  /** `v`: a number after `v`. `@`: a release name (`bookworm`), of which `version` is the cycle. */
  readonly form: Form;
  /** The word is nothing but dotted numbers or a name, so it can be a line: not `9.0.3_7`, `8u504`. */
  readonly isPlain: boolean;
}

export type Form = '' | 'v' | '@';

/** Words of pre-releases and of passing states: `rc1`, `beta`, `M2`, `ea`, `SNAPSHOT`. */
const PRE_RELEASE =
  /^(?:M\d+|[Rr][Cc][.\d]*|SNAPSHOT|(?:alpha|beta|milestone|ea|dev|pre|preview|snapshot|nightly|canary|edge|devel|develop|unstable|tip)[.\d]*)$/;

const DATE = /^\d{8}(?:\.\d+)*$/;

/** Reads a tag of an image that holds these products. */
export function shapeOf(tag: string, products: readonly Product[]): Shape {
  const words = tag === '' ? [] : tag.split('-');
  const { distro } = readTag(tag);
  const found = named(words, products) ?? numbered(words, distro);
  const distroAt = distro !== undefined && distro.at !== found?.at ? distro.at : -1;
  const variant: string[] = [];
  let isPreRelease = found?.isPreRelease === true;
  let isDated = false;
  let at = 0;
  let shifted: TagDistro | undefined;
  words.forEach((word, index) => {
    if (found !== undefined && index >= found.at && index < found.at + found.count) at = variant.length;
    else if (DATE.test(word)) isDated = true;
    else if (PRE_RELEASE.test(word)) isPreRelease = true;
    else {
      if (index === distroAt) shifted = { ...distro!, at: variant.length };
      variant.push(word);
    }
  });
  return { slot: found?.slot, variant, at, distro: shifted, isPreRelease, isDated };
}

interface Found {
  readonly slot: Slot;
  readonly at: number;
  readonly count: number;
  readonly isPreRelease?: boolean;
}

/** The release name at the front: `bookworm-slim`, `jazzy-ros-core`. */
function named(words: readonly string[], products: readonly Product[]): Found | undefined {
  const first = words[0]?.toLowerCase();
  if (first === undefined || !/^[a-z]+$/.test(first)) return undefined;
  for (const product of products) {
    const cycle = product.cycles.find(({ name, codename }) => name === first || codename === first);
    if (cycle) return { slot: { version: cycle.name, form: '@', isPlain: true }, at: 0, count: 1 };
  }
  return undefined;
}

/** The first word that starts with a version and does not belong to the distribution. */
function numbered(words: readonly string[], distro: TagDistro | undefined): Found | undefined {
  for (const [at, word] of words.entries()) {
    if (distro !== undefined && at >= distro.at && at < distro.at + distro.count) continue;
    const match = /^(v?)(\d+(?:\.\d+)*)(.*)$/.exec(word);
    if (!match || /^v?\d{6,}$/.test(word)) continue;
    const [, prefix, version = '', rest = ''] = match;
    // `19beta3`, `3.14rc1`, but also words that are no version: a commit (`1a2b3c4d`).
    const isPreRelease = /^(?:a|b|rc|alpha|beta|m|dev)\d*$/i.test(rest);
    if (!isPreRelease && !/^(?:[._+u]|$)/.test(rest)) continue;
    const isPlain = rest === '';
    // Eclipse Temurin's `8u502-b07`
    const count = /^u\d+$/.test(rest) && /^b\d+$/.test(words[at + 1] ?? '') ? 2 : 1;
    return { slot: { version, form: prefix === 'v' ? 'v' : '', isPlain }, at, count, isPreRelease };
  }
  return undefined;
}
