/** The release lines of an image's tags, by variant. */
import type { Cycle, Product } from '../data/products.ts';
import { hasEnded } from '../support/support.ts';
import { type ListedTags, listedTags, releasesOf } from './listed-tags.ts';
import { type Form, shapeOf } from './tag-shape.ts';
import { compareVersions } from './tags.ts';

/** A release line with a tag. */
export interface Line {
  /** `3.14`, `24`, or the name of a cycle (`jazzy`). */
  readonly name: string;
  /** The version in the tag, as written: `3.14`, `bookworm`. */
  readonly written: string;
  readonly product: Product | undefined;
  readonly cycle: Cycle | undefined;
}

export interface TagLines {
  /** Familiar name. */
  readonly name: string;
  readonly products: readonly Product[];
  /** Lines by `familyKey`, in no order. */
  readonly families: ReadonlyMap<string, readonly Line[]>;
  readonly listed: ListedTags;
}

/** The key of the tags that have the same words around a version of the same form: `#-slim`, `v#`, `@-slim`. */
export function familyKey(variant: readonly string[], at: number, form: Form): string {
  const mark = form === '@' ? '@' : `${form}#`;
  return [...variant.slice(0, at), mark, ...variant.slice(at)].join('-');
}

const READ = new Map<string, TagLines | undefined>();

/** The lines of an image, by its familiar name. `undefined` when its tags are not known. */
export function tagLines(image: string): TagLines | undefined {
  if (!READ.has(image)) READ.set(image, readLines(image));
  return READ.get(image);
}

function readLines(image: string): TagLines | undefined {
  const listed = listedTags(image);
  if (!listed) return undefined;
  const products = releasesOf(image);
  const shapes = [...listed.tags].map((tag) => ({ tag, ...shapeOf(tag, products) }));
  const unreleased = unreleasedVersions(listed);
  // `6.0` names the pre-release beside `6.0-alpha2`, unless the product knows it.
  for (const { slot, isPreRelease } of shapes)
    if (slot && isPreRelease && !products.some((product) => cycleWith(product, slot.version)))
      unreleased.push(slot.version);
  const versions = new Map<string, Map<string, string>>();
  for (const { tag, slot, variant, at, isPreRelease, isDated } of shapes) {
    if (!slot?.isPlain || isPreRelease || isDated) continue;
    if (unreleased.some((version) => `${version}.`.startsWith(`${slot.version}.`))) continue;
    const key = familyKey(variant, at, slot.form);
    const written = tag.split('-')[at]!.replace(/^v(?=\d)/, '');
    const own = versions.get(key) ?? new Map<string, string>();
    versions.set(key, own.set(slot.version, written));
  }
  const families = new Map([...versions].map(([key, own]) => [key, linesOf(own, products)] as const));
  return { name: image, products, families, listed };
}

/** Words of names for what is not released yet. */
const UNRELEASED =
  /^(?:rawhide|devel|develop|dev|rc|beta|alpha|edge|testing|unstable|nightly|sisyphus|cauldron)(?:-|$)/;

/** Versions that only have names of development: `5.45.2` of `perl:devel`. */
const unreleasedVersions = ({ versions, newest }: ListedTags): string[] =>
  [...versions].filter(([name, version]) => UNRELEASED.test(name) && version !== newest).map(([, version]) => version);

/** One line for each cycle of the products; without a product, for each two first numbers. */
function linesOf(versions: ReadonlyMap<string, string>, products: readonly Product[]): Line[] {
  const lines = new Map<string, Line>();
  for (const [version, written] of versions) {
    const line = lineOf(version, written, products, versions);
    const before = line && lines.get(line.name);
    if (line && (before === undefined || isBetter(line, before))) lines.set(line.name, line);
  }
  return [...lines.values()];
}

function lineOf(
  version: string,
  written: string,
  products: readonly Product[],
  versions: ReadonlyMap<string, string>,
): Line | undefined {
  for (const product of products) {
    const cycle = cycleWith(product, version);
    if (cycle) return { name: cycle.name, written, product, cycle };
  }
  // A number that longer ones begin with moves with every release.
  if ([...versions.keys()].some((other) => other.startsWith(`${version}.`) && !/^\d+\.\d+$/.test(version)))
    return undefined;
  // The image is rebuilt, but the line is newer than the data on the product.
  const isNewer = products.every(({ cycles }) => cycles.every(({ name }) => compareVersions(version, name) > 0));
  return isNewer
    ? { name: version.split('.').slice(0, 2).join('.'), written, product: products[0], cycle: undefined }
    : undefined;
}

/** The cycle whose name is the version, or the longest one that the version begins with. */
function cycleWith(product: Product, version: string): Cycle | undefined {
  return product.cycles
    .filter(({ name }) => version === name || version.startsWith(`${name}.`))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

/** Whether a tag names its line better than another one: in the numbers that make a line, else in fewer, else the newest. */
function isBetter(line: Line, other: Line): boolean {
  const name = (candidate: Line): boolean => isLineName(candidate);
  if (name(line) !== name(other)) return name(line);
  const parts = line.written.split('.').length - other.written.split('.').length;
  return parts === 0 ? compareVersions(line.written, other.written) > 0 : parts < 0;
}

/**
 * Whether the tag is the name of the line: that of its cycle; but major and minor number (`2.11`) where the product does not maintain
 * several major versions side by side: there the major number moves with every release.
 */
function isLineName({ written, name, product }: Line): boolean {
  if (!/^\d+$/.test(name) || product === undefined || product.isDistribution)
    return written === name || !/^\d/.test(written);
  const majors = product.cycles.filter((cycle) => cycle.latest !== undefined && /^\d+$/.test(cycle.name));
  return majors.length > 1 && majors[0] === product.cycles[0] ? written === name : /^\d+\.\d+$/.test(written);
}

/** Whether updates come on this day. Without a cycle the list of what is rebuilt is all that is known. */
export const isAlive = (line: Line, today: string): boolean => !hasEnded(line.cycle?.end, today);

/** Compares lines of one product: negative when `a` is the older one. Names without numbers are in the order of the product's cycles. */
export function compareLines(a: Line, b: Line): number {
  if (/^\d/.test(a.name) && /^\d/.test(b.name)) return compareVersions(a.name, b.name);
  const place = ({ product, cycle }: Line): number => (product && cycle ? product.cycles.indexOf(cycle) : -1);
  return place(b) - place(a);
}
