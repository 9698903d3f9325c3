/** Tags to write instead of one that names no version, or an ended one. */
import type { ImageReference } from '../../reference.ts';
import { imageUsers } from '../data/image-users.ts';
import { publicName } from '../publisher/names.ts';
import { cycleOf } from '../support/cycle.ts';
import { hasEnoughDays, hasLongTerm, isLongTerm, variantsOn } from './distro-variants.ts';
import { minorCounts } from './minor-counts.ts';
import { movingName } from './moving-name.ts';
import { compareLines, familyKey, isAlive, type Line, type TagLines, tagLines } from './tag-lines.ts';
import { type Form, type Shape, type Slot, shapeOf } from './tag-shape.ts';
import { compareVersions } from './tags.ts';

/**
 * Tags of the same image and variant that get updates on `today` (ISO day): the nearest upgrade first, the newest line second, at most
 * two, without the tag of the reference. Nearest: the newest line of the same major version, else of the next one that is supported; where
 * the second number counts like a major version, the next line that is supported for long enough. Where the product has long-term lines, those. Never lower than the version that the reference names. Empty when nothing is known, for a
 * pre-release without a version, and for a digest without a tag.
 */
export function suggestedTags(ref: ImageReference, today: string): readonly string[] {
  if (ref.tag === undefined && ref.digest !== undefined) return [];
  const image = tagLines(publicName(ref));
  if (!image || isGivenUp(image)) return [];
  const shape = shapeOf(ref.tag ?? 'latest', image.products);
  const isListed = ref.tag !== undefined && image.listed.tags.has(ref.tag);
  // A listed pre-release is rebuilt, and `dev` may be a variant.
  if (shape.isPreRelease && isListed) return [];
  const found = shape.slot
    ? upgradesOf(image, shape, shape.slot, today)
    : concrete(image, ref.tag ?? 'latest', shape, today);
  const isSame = (line: Candidate): boolean => line.tag === ref.tag || (isListed && isShorter(line, ref.tag!));
  return [...new Set(found.filter((line) => !isSame(line)).map(({ tag }) => tag))].slice(0, 2);
}

/**
 * All tags of the same image and variant that get updates on `today`, oldest line first, without the tag of the reference and what is lower
 * than its version. For a choice among more than the two of `suggestedTags`.
 */
export function supportedTags(ref: ImageReference, today: string): readonly string[] {
  const image = tagLines(publicName(ref));
  if (!image || isGivenUp(image)) return [];
  const shape = shapeOf(ref.tag ?? 'latest', image.products);
  const moving = shape.slot ? undefined : movingName(image, ref.tag ?? 'latest', shape, today);
  const version = shape.slot?.version ?? moving?.version;
  const all = shape.slot
    ? candidates(image, shape, formsOf(shape.slot.form), today)
    : moving
      ? candidates(image, { ...shape, ...moving.shape }, formsOfMoving(image), today)
      : [];
  const lines = version === undefined ? all : sameProduct(image, all, version);
  const isAllowed = (line: Candidate): boolean => !shape.slot || !isLower(line, shape.slot.version);
  return lines.filter((line) => line.tag !== ref.tag && isAllowed(line)).map(({ tag }) => tag);
}

/** Whether `suggestedTags` passes over a nearer line of the reference that gets updates on `today`, but not for long enough. */
export function passesOverLine(ref: ImageReference, today: string): boolean {
  const image = tagLines(publicName(ref));
  const shape = image && ref.tag !== undefined ? shapeOf(ref.tag, image.products) : undefined;
  if (!image || !shape?.slot) return false;
  const { version, form } = shape.slot;
  const lines = sameProduct(image, candidates(image, shape, formsOf(form), today), version);
  if (ownLine(lines, version)) return false;
  const pool = preferred(
    lines.filter((line) => !isLower(line, version)),
    today,
  );
  const enough = pool.filter((line) => hasEnoughDays(line.cycle ?? { end: undefined }, today));
  return enough.length > 0 && major(enough[0]!.name) !== major(pool[0]!.name);
}

/** Whether the tag of a line is another one with a shorter version: `24-alpine` for `24.19-alpine`. */
const isShorter = ({ tag, written }: Candidate, than: string): boolean =>
  than.startsWith(`${written}.`) && than.replace(/^[\d.]+/, written) === tag;

function upgradesOf(image: TagLines, shape: Shape, { version, form }: Slot, today: string): readonly Candidate[] {
  const lines = sameProduct(image, candidates(image, shape, formsOf(form), today), version);
  return upgrades(lines, version, today, minorCounts(image.name));
}

/** Whether the publisher has given up the image or moved to another one. */
const isGivenUp = ({ listed }: TagLines): boolean =>
  listed.notice?.kind === 'discontinued' || listed.notice?.kind === 'moved';

/** A line with the tag to write. */
interface Candidate extends Line {
  readonly tag: string;
}

/** The forms in which to write the version: as in the tag, else as the image has it. */
function formsOf(form: Form): readonly Form[] {
  return form === '@' ? ['@', ''] : form === 'v' ? ['v', ''] : ['', 'v'];
}

/** The supported lines that have the variant, one tag for each, oldest first. */
function candidates(image: TagLines, shape: Shape, forms: readonly Form[], today: string): readonly Candidate[] {
  for (const form of forms) {
    for (const variants of variantsOn(shape, today)) {
      const lines = new Map<string, Candidate>();
      for (const variant of variants) {
        const at = Math.min(shape.at, variant.length);
        for (const line of image.families.get(familyKey(variant, at, form)) ?? []) {
          if (lines.has(line.name) || !isAlive(line, today)) continue;
          const word = form === 'v' ? `v${line.written}` : line.written;
          lines.set(line.name, { ...line, tag: [...variant.slice(0, at), word, ...variant.slice(at)].join('-') });
        }
      }
      if (lines.size > 0) return [...lines.values()].sort(compareLines);
    }
  }
  return [];
}

/**
 * The lines of the product that has a version, where an image holds several: Debian or Ubuntu. All lines where that product has none with
 * the variant: version 9 of SonarQube is one of both editions, and `-developer` one of the server alone.
 */
function sameProduct({ products }: TagLines, lines: readonly Candidate[], version: string): readonly Candidate[] {
  const own = products.length > 1 ? products.find((product) => cycleOf(product, version)) : undefined;
  const found = own ? lines.filter(({ product }) => product === own) : lines;
  return found.length > 0 ? found : lines;
}

/** The nearest and the newest of the lines (oldest first) that are not lower than a version. */
function upgrades(lines: readonly Candidate[], version: string, today: string, byMinor: boolean): readonly Candidate[] {
  const own = ownLine(lines, version);
  const upper = own === undefined ? lines.filter((line) => !isLower(line, version)) : lines.slice(lines.indexOf(own));
  const pool = preferred(upper, today, own);
  const newest = pool.at(-1);
  if (newest === undefined) return [];
  if (own) return [own, newest];
  const enough = pool.filter((line) => hasEnoughDays(line.cycle ?? { end: undefined }, today));
  const next = (enough.length > 0 ? enough : pool)[0]!;
  if (byMinor) return [next, newest];
  const same = pool.filter((line) => major(line.name) === major(version));
  return [same.at(-1) ?? pool.findLast((line) => major(line.name) === major(next.name))!, newest];
}

/** The line of a version; a version that is shorter than the lines means the newest one with that beginning. */
function ownLine(lines: readonly Candidate[], version: string): Candidate | undefined {
  const inLine = (line: Candidate): boolean =>
    line.cycle && line.product
      ? cycleOf(line.product, version) === line.cycle
      : `${version}.`.startsWith(`${line.name}.`);
  return lines.find(inLine) ?? lines.findLast((line) => line.name.startsWith(`${version}.`));
}

function isLower(line: Line, version: string): boolean {
  if (!/^\d/.test(version) || !/^\d/.test(line.name)) {
    const cycle = line.product && cycleOf(line.product, version);
    return cycle === undefined || compareLines(line, { ...line, name: cycle.name, cycle }) < 0;
  }
  return compareVersions(line.name, version.split('.').slice(0, line.name.split('.').length).join('.')) < 0;
}

const major = (version: string): string => version.split('.')[0]!;

/** The long-term lines where the product has such lines, and the line that is in use. */
function preferred(lines: readonly Candidate[], today: string, own?: Candidate): readonly Candidate[] {
  const longTerm = lines.filter(
    ({ cycle, product }) => cycle && product && isLongTerm(cycle, today) && hasLongTerm(product, today),
  );
  return longTerm.length === 0 ? lines : lines.filter((line) => line === own || longTerm.includes(line));
}

/** Tags with a version in place of a tag without one. */
function concrete(image: TagLines, tag: string, shape: Shape, today: string): readonly Candidate[] {
  const moving = movingName(image, tag, shape, today);
  if (moving === undefined) return [];
  const { version } = moving;
  const all = candidates(image, { ...shape, ...moving.shape }, formsOfMoving(image), today);
  if (version === undefined) return preferred(all, today).slice(-1);
  const lines = sameProduct(image, all, version);
  const own = ownLine(lines, version);
  const mayBeOlder = !moving.isChannel && !keepsData(image.name);
  if (own === undefined) {
    const upper = upgrades(lines, version, today, minorCounts(image.name));
    return upper.length === 0 && mayBeOlder ? preferred(lines, today).slice(-1) : upper;
  }
  if (moving.isChannel) return [own];
  // An older long-term line is no advice within a major version: Julia 1.10 beside 1.12.
  const isAdvice = (line: Line): boolean =>
    compareLines(line, own) >= 0 || (mayBeOlder && major(line.name) !== major(own.name));
  const newest = preferred(lines, today).findLast(isAdvice);
  return [own, newest ?? own].sort(compareLines);
}

/** Debian's releases are known by name, others by number; with a `v` where the newest version has one. */
const formsOfMoving = ({ products, listed }: TagLines): readonly Form[] =>
  products[0]?.id === 'debian' ? ['@', ''] : listed.newest?.startsWith('v') === true ? ['v', '', '@'] : ['', 'v', '@'];

/** Whether the image runs a service: its data or its clients may not go with an older version. */
const keepsData = (name: string): boolean =>
  imageUsers(name)?.rows.some(({ ports, volumes }) => ports.length > 0 || volumes.length > 0) === true;
