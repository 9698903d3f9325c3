/** References that replace one that gets no more updates. */
import type { Day } from '../../../text/day.ts';
import { memoByKey } from '../../../text/memo-by-text.ts';
import { type ImageReference, parseReference } from '../../reference.ts';
import { officialImage } from '../data/official.ts';
import { productById, productsOf } from '../data/products.ts';
import { isOfficial, publicName } from '../publisher/names.ts';
import { isBeforeCycles } from '../support/cycle.ts';
import { hasEnded } from '../support/support.ts';
import { versionOf } from '../support/tag-version.ts';
import { tagKind } from '../tag/floating-tags.ts';
import { isFullVersion, withFullVersion } from '../tag/full-version.ts';
import { suggestedTags } from '../tag/suggestions.ts';
import { readTag } from '../tag/tags.ts';
import { userRow } from '../user/user-row.ts';
import type { Successor } from './additions.ts';
import { endOfLife } from './end-of-life.ts';
import { ENDED_VARIANTS, RENAMED } from './renamed.ts';

/**
 * References to write instead of one that ended, nearest first, at most two. Each gets updates on `today`, and is as exact as the old one.
 * Empty when none is known, and for an image that has not ended.
 */
export const replacements: (ref: ImageReference, today: Day) => readonly string[] = memoByKey(
  (ref, today) => `${today} ${ref.raw}`,
  found,
);

function found(ref: ImageReference, today: Day): readonly string[] {
  const end = endOfLife(ref, today);
  if (!end) return [];
  const { retirement } = end;
  const successor = retirement?.successor;
  const texts = retirement ? (successor ? succeeding(ref, successor, today) : []) : sameImage(ref, today);
  return texts
    .map((text) => asExact(text, ref))
    .filter((text) => isGood(text, ref, today))
    .slice(0, 2);
}

/**
 * A tag that names a full version stays one, where the newest one of the line is known: no rebuild or restart changes the program. But for data stores only
 * of the same image and with as many numbers, since `24.19` of `24.19.0` is a shorter line, which gets updates for a shorter time.
 */
function asExact(text: string, old: ImageReference): string {
  const next = isFullVersion(old) ? parseReference(text) : undefined;
  if (next === undefined || isFullVersion(next)) return text;
  const exact = withFullVersion(next);
  const isStore = (userRow(next)?.volumes.length ?? 0) > 0;
  const isAlike = publicName(next) === publicName(old) && numbersOf(exact) === numbersOf(old.raw);
  return exact !== undefined && (isStore || isAlike) ? exact : text;
}

/** How many numbers the version of a reference has: 3 of `rust:1.92.0`. */
const numbersOf = (text: string | undefined): number =>
  readTag(text === undefined ? undefined : parseReference(text)?.tag).version?.split('.').length ?? 0;

/** Tags of the same image, or the same image with another release in its name. */
function sameImage(ref: ImageReference, today: Day): readonly string[] {
  const name = ref.raw.slice(0, ref.nameSpan.end);
  const other = otherVariant(ref, today);
  const known = other === undefined ? undefined : parseReference(`${name}:${other}`);
  if (known && officialImage(publicName(ref))?.tags.has(other!) && !endOfLife(known, today)) return [known.raw];
  const tags = suggestedTags(known ?? ref, today);
  if (tags.length > 0) return tags.map((tag) => `${name}:${tag}`);
  const row = RENAMED.find((renamed) => renamed.name.test(publicName(ref)));
  const tag = ref.tag === undefined || readTag(ref.tag).version !== undefined ? '' : `:${ref.tag}`;
  return row ? row.to.map((to) => publicName(ref).replace(row.name, to) + tag) : [];
}

/** `3-eclipse-temurin-17` for `3-openjdk-16-slim`: the same version on another Java distribution, of a long-term release. */
function otherVariant(ref: ImageReference, today: Day): string | undefined {
  const name = publicName(ref);
  const { words, version, distro } = readTag(ref.tag);
  const row = ENDED_VARIANTS.find((variant) => variant.image === name && variant.words.some((w) => words.includes(w)));
  const at = words.findIndex((word) => row?.words.includes(word));
  const line = longTermJava(/^\d+/.exec(words[at + 1] ?? '')?.[0], today);
  if (!row || line === undefined || distro?.name === 'windows') return undefined;
  return [version, row.instead, line, ...(distro?.name === 'alpine' ? ['alpine'] : [])].filter(Boolean).join('-');
}

function succeeding(ref: ImageReference, successor: Successor, today: Day): readonly string[] {
  const { tag } = successor;
  const image = atSamePlace(ref, successor.image);
  if (successor.keepsDigest && ref.digest !== undefined) return [image + ref.raw.slice(ref.nameSpan.end)];
  const written = tag === 'same' ? ref.tag : tag === 'java' ? javaTag(ref.tag, today) : tag;
  if (tag === 'java' && written === undefined) return [];
  if (written !== undefined) {
    const next = parseReference(`${image}:${written}`);
    const newer = next && endOfLife(next, today) ? suggestedTags(next, today) : [];
    return newer.length > 0 ? newer.map((one) => `${image}:${one}`) : [`${image}:${written}`];
  }
  const bare = parseReference(image);
  const tags = bare ? suggestedTags(bare, today) : [];
  return tags.length > 0 ? tags.slice(0, 1).map((one) => `${image}:${one}`) : [image];
}

/** An official image, where the reference has another one: on the same mirror, for the same architecture (`arm32v7/`). */
function atSamePlace(ref: ImageReference, image: string): string {
  if (!isOfficial(ref) || officialImage(image) === undefined) return image;
  const name = ref.raw.slice(0, ref.nameSpan.end);
  return name.slice(0, name.lastIndexOf('/') + 1) + image;
}

/** The long-term release that replaces a Java version, as a JDK or JRE, on Ubuntu or Alpine; `undefined` when there is no such tag. */
function javaTag(text: string | undefined, today: Day): string | undefined {
  const { words, version, distro } = readTag(text);
  if (distro?.name === 'windows') return undefined;
  // `java:openjdk-8-jre`
  const line = longTermJava(version ?? /^\d+/.exec(words[1] ?? '')?.[0], today);
  const tag = [line, words.includes('jre') ? 'jre' : 'jdk', ...(distro?.name === 'alpine' ? ['alpine'] : [])].join('-');
  return officialImage('eclipse-temurin')?.tags.has(tag) === true ? tag : undefined;
}

/** The first long-term release that is not older than a version, the newest one without it; `undefined` when there is none. */
function longTermJava(version: string | undefined, today: Day): number | undefined {
  const lines = (productById('eclipse-temurin')?.cycles ?? [])
    .filter((cycle) => cycle.longTerm === true && !hasEnded(cycle.end, today))
    .map((cycle) => Number(cycle.name))
    .sort((a, b) => a - b);
  return version === undefined ? lines.at(-1) : lines.find((line) => line >= Number.parseInt(version, 10));
}

/** Whether a reference is alive, and has a version or digest if the old one has. */
function isGood(text: string, old: ImageReference, today: Day): boolean {
  const next = parseReference(text);
  if (next === undefined || isOlderThanKnown(next)) return false;
  const end = endOfLife(next, today);
  const isExact = (ref: ImageReference): boolean => ref.digest !== undefined || tagKind(ref) === 'version';
  return (!end || end.kind === 'replaced') && (isExact(next) || !isExact(old));
}

/** Whether a version is older than all that are known of its product: `hashicorp/vault:1.2.3`. */
function isOlderThanKnown(ref: ImageReference): boolean {
  const name = publicName(ref);
  const tag = readTag(ref.tag);
  return productsOf(name).some((product) => {
    const version = versionOf(product, name, tag);
    return version !== undefined && isBeforeCycles(product, version);
  });
}
