/** What a tag without a version names today, as far as the data says. */
import { variantsOn } from './distro-variants.ts';
import { CHANNEL_WORDS, isNamedLine, namedLine } from './named-lines.ts';
import { familyKey, type TagLines } from './tag-lines.ts';
import type { Form, Shape } from './tag-shape.ts';

export interface MovingName {
  /** Undefined when unknown. */
  readonly version: string | undefined;
  /** A word of the tag chooses among the supported lines: `lts`, `stable`, `current`. */
  readonly isChannel: boolean;
  /** The variant without the words of the channel, and where the version belongs in it. */
  readonly shape: Pick<Shape, 'variant' | 'at' | 'distro'>;
}

/** `undefined` for tags that the image never had, and for names of what is not released. */
export function movingName(image: TagLines, tag: string, shape: Shape, today: string): MovingName | undefined {
  const { listed } = image;
  const isKnown = tag === 'latest' || listed.tags.has(tag) || listed.ended.has(tag) || isNamedLine(image.name, tag);
  const now = isKnown ? tag : onLaterRelease(image, shape, today);
  if (now === undefined || shape.isPreRelease || shape.isDated) return undefined;
  const version = namedVersion(image, now);
  if (tag === 'latest') return { version, isChannel: false, shape: { variant: [], at: 0, distro: undefined } };
  for (let from = 0; from <= shape.variant.length; from++) {
    const distro =
      shape.distro && shape.distro.at >= from ? { ...shape.distro, at: shape.distro.at - from } : undefined;
    const rest = { variant: shape.variant.slice(from), distro };
    const at = place(image, rest, today);
    if (from > 0 && !isChannel(image, now, version, shape.variant.slice(0, from))) return undefined;
    if (at !== undefined) return { version, isChannel: from > 0, shape: { ...rest, at } };
  }
  return undefined;
}

/** The same tag on a later release of its distribution, or on none, as it is listed: `alpine` for `alpine3.18`, which has left the list. */
const onLaterRelease = ({ listed }: TagLines, shape: Shape, today: string): string | undefined =>
  shape.distro?.release === undefined
    ? undefined
    : variantsOn(shape, today)
        .flat()
        .map((words) => words.join('-'))
        .find((one) => listed.tags.has(one));

/**
 * Whether words at the front of a tag choose among the lines. In the list a word is either that or a variant of some line, and of a channel
 * the list says the version (not of `sid-slim`). A name that has left the list may be a variant that no line has any longer.
 */
function isChannel(image: TagLines, tag: string, version: string | undefined, words: readonly string[]): boolean {
  if (image.listed.tags.has(tag)) return version !== undefined;
  return isNamedLine(image.name, tag) || words.every((word) => CHANNEL_WORDS.has(word));
}

/** The version, or the name of the cycle, that a tag without a number names. */
function namedVersion({ listed, products, name }: TagLines, tag: string): string | undefined {
  const debian = products.find(({ id }) => id === 'debian');
  const [, old] = /^((?:old)*)stable(?:-|$)/.exec(tag) ?? [];
  // By definition: `stable` is the newest release, `oldstable` the one before.
  if (debian && old !== undefined) return debian.cycles[old.length / 3]?.name;
  const newest = listed.tags.has(tag) && !listed.unversioned.has(tag) ? listed.newest : undefined;
  const version = namedLine(name, tag) ?? listed.versions.get(tag) ?? newest;
  const release = products.flatMap(({ cycles }) => cycles).find(({ codename }) => codename && codename === version);
  return release?.name ?? version?.replace(/^v(?=\d)/, '');
}

/** The first place in a variant where tags of the image have their version; `undefined` when there is no such tag. */
function place(image: TagLines, shape: Pick<Shape, 'variant' | 'distro'>, today: string): number | undefined {
  for (let at = 0; at <= shape.variant.length; at++)
    for (const variant of variantsOn(shape, today).flat())
      for (const form of ['', 'v', '@'] as const satisfies readonly Form[])
        if (image.families.has(familyKey(variant, Math.min(at, variant.length), form))) return at;
  return undefined;
}
