/** What is known of the support of an image: its release line, the distribution under it, and whether it is still rebuilt. */
import type { ImageReference } from '../../reference.ts';
import { officialImage, withdrawnImage } from '../data/official.ts';
import { type Cycle, type Product, productById, productsOf } from '../data/products.ts';
import { publicName } from '../publisher/names.ts';
import { compareVersions, type DistroName, readTag, type TagDistro, type TagParts, versionLines } from '../tag/tags.ts';

export type Support =
  /** A release line of the product in the image, or of the distribution that the tag names. */
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
    }
  /** The official image has no tag left. */
  | { readonly kind: 'withdrawn'; readonly line: string; readonly end: string };

/**
 * Everything known of the support of an image's release line, in this order: withdrawn, product, rebuilt, distribution. Empty when nothing
 * is known, for a tag without a version, and for a digest without a tag.
 */
export function supportOf(ref: ImageReference): readonly Support[] {
  const name = publicName(ref);
  const tag = readTag(ref.tag);
  return [withdrawn(name), productLine(name, tag), rebuilt(name, ref.tag, tag), distribution(name, tag)].filter(
    (support) => support !== undefined,
  );
}

function withdrawn(name: string): Support | undefined {
  const gone = withdrawnImage(name);
  return gone && { kind: 'withdrawn', line: name, end: gone.since };
}

function productLine(name: string, tag: TagParts): Support | undefined {
  for (const product of productsOf(name)) {
    const cycle = cycleOfTag(product, tag);
    if (cycle) return { kind: 'product', product, cycle, line: lineName(product, cycle), end: cycle.end };
  }
  return undefined;
}

/** The cycle of a product that a tag of its image names: by code name (`bookworm-slim`, `humble-ros-core`) or by version. */
function cycleOfTag(product: Product, tag: TagParts): Cycle | undefined {
  const first = tag.words[0];
  if (first === undefined) return undefined;
  const named = product.cycles.find((cycle) => cycle.name === first || cycle.codename === first);
  return named ?? (tag.version === undefined ? undefined : cycleOf(product, tag.version));
}

/**
 * The cycle that has a version: `3.12.4` is in `3.12`. A version that is shorter than the cycles means the newest one with that beginning:
 * `9` of PostgreSQL is `9.6`.
 */
export function cycleOf(product: Product, version: string): Cycle | undefined {
  const lines = versionLines(version);
  for (const line of lines) {
    const cycle = product.cycles.find((candidate) => sameLine(candidate.name, line));
    if (cycle) return cycle;
  }
  return product.cycles
    .filter(({ name }) => /^[\d.]+$/.test(name) && name.startsWith(`${version}.`))
    .sort((a, b) => compareVersions(b.name, a.name))[0];
}

/** `8.0` of .NET is the cycle `8`. */
const sameLine = (cycle: string, line: string): boolean => cycle === line || `${cycle}.0` === line;

function rebuilt(name: string, text: string | undefined, tag: TagParts): Support | undefined {
  const image = text === undefined ? undefined : officialImage(name);
  if (!image || image.tags.has(text!)) return undefined;
  const lines = [text!, ...(tag.version === undefined ? [] : versionLines(tag.version).filter(isLine))];
  const line = lines.find((candidate) => image.ended.has(candidate));
  return line === undefined ? undefined : { kind: 'rebuilt', line: `${name}:${line}`, end: image.ended.get(line)! };
}

/** Full versions leave the list with every release of their line. */
const isLine = (version: string): boolean => version.split('.').length <= 2;

/** The product of each distribution that a tag can name. */
const DISTRIBUTIONS: Readonly<Partial<Record<DistroName, string>>> = {
  debian: 'debian',
  ubuntu: 'ubuntu',
  alpine: 'alpine-linux',
  centos: 'centos',
  rocky: 'rocky-linux',
  ubi: 'rhel',
  fedora: 'fedora',
  oracle: 'oracle-linux',
  amazon: 'amazon-linux',
  photon: 'vmware-photon',
};

/** Publishers whose tags name the distribution, besides the official images. */
const NAMES_DISTRO = /^(?:[^/]+$|(?:nvidia|bitnami|phusion|jenkins|mcr\.microsoft\.com\/dotnet)\/)/;

function distribution(name: string, { distro }: TagParts): Support | undefined {
  if (distro?.release === undefined || !NAMES_DISTRO.test(name)) return undefined;
  const found = releaseOf(distro);
  // The image is the distribution itself: `debian:bookworm`.
  if (!found || productsOf(name).includes(found.product)) return undefined;
  const { product, cycle } = found;
  return { kind: 'distribution', product, cycle, line: lineName(product, cycle), end: cycle.end };
}

/** The release of the distribution in a tag; `undefined` when unknown. */
export function releaseOf(distro: TagDistro): { readonly product: Product; readonly cycle: Cycle } | undefined {
  const id = DISTRIBUTIONS[distro.name];
  const product = id === undefined ? undefined : productById(id);
  const cycle = product && distro.release !== undefined ? cycleOf(product, distro.release) : undefined;
  return product && cycle && { product, cycle };
}

const lineName = (product: Product, { name, codename }: Cycle): string =>
  `${product.label} ${name}${codename === undefined || /^[\d.]*$/.test(name) === false ? '' : ` (${codename})`}`;

/** Whether support has ended by a day: the end is the last day with updates. */
export const hasEnded = (end: Cycle['end'], today: string): boolean =>
  end !== undefined && (end === 'ended' || end < today);
