/** The release cycles of products, by the images that hold them. Data: endoflife.date. */
import { unpackDay } from './packed-day.ts';
import { PRODUCTS } from './products.generated.ts';

export interface Product {
  /** The name at the source: `nodejs` of https://endoflife.date/nodejs. */
  readonly id: string;
  /** Display name. */
  readonly label: string;
  readonly isDistribution: boolean;
  /** Newest first. */
  readonly cycles: readonly Cycle[];
}

export interface Cycle {
  /** `3.12`, `22`, `2012-r2`, `jazzy`. */
  readonly name: string;
  /** `bookworm` */
  readonly codename?: string;
  /**
   * The last day with security updates that the public image gets: Debian's long-term support counts, paid support does not. `ended`: the
   * day is unknown. `undefined`: no end is announced.
   */
  readonly end: string | 'ended' | undefined;
  /** For distributions with free long-term support (Debian): the end of support by the security team, before `end`. */
  readonly securityEnd?: string;
  /** Long-term release: from this day on, or always. */
  readonly longTerm?: string | true;
  /** The newest version of a cycle that was alive on the day of the data. */
  readonly latest?: string;
}

const BY_ID = new Map(PRODUCTS.map((line) => [line.slice(0, line.indexOf('|')), line]));
const BY_IMAGE = new Map<string, string[]>();
/** Images of which only the beginning of the name is fixed. */
const BY_PREFIX: (readonly [string, string])[] = [];
for (const line of PRODUCTS) {
  for (const image of line.split('|', 4)[3]!.split(' ')) {
    if (image.endsWith('*')) BY_PREFIX.push([image.slice(0, -1), line]);
    else BY_IMAGE.set(image, [...(BY_IMAGE.get(image) ?? []), line]);
  }
}

const READ = new Map<string, Product>();

/**
 * The products that an image holds, by its familiar name (`publicName`). Mostly one; where several share an image (`sonarqube`, `ros`),
 * the cycle's name decides.
 */
export function productsOf(image: string): readonly Product[] {
  const lines = BY_IMAGE.get(image) ?? BY_PREFIX.filter(([prefix]) => image.startsWith(prefix)).map(([, line]) => line);
  return lines.map(readProduct);
}

/** The product with this name at the source. */
export function productById(id: string): Product | undefined {
  const line = BY_ID.get(id);
  return line === undefined ? undefined : readProduct(line);
}

function readProduct(line: string): Product {
  const known = READ.get(line);
  if (known) return known;
  const [id, label, os, , cycles] = line.split('|');
  const product = { id: id!, label: label!, isDistribution: os === 'os', cycles: cycles!.split(' ').map(readCycle) };
  READ.set(line, product);
  return product;
}

/** `name~codename:end,eSecurityEnd,lLongTerm,vLatest`; without an end or other fields only what comes before. */
function readCycle(text: string): Cycle {
  const [named, ...fields] = text.split(',');
  const [name, end] = named!.split(':');
  const [cycle, codename] = name!.split('~');
  const field = (letter: string): string | undefined => fields.find((f) => f.startsWith(letter))?.slice(1);
  const security = field('e');
  const long = field('l');
  const latest = field('v');
  return {
    name: cycle!,
    ...(codename === undefined ? {} : { codename }),
    end: end === undefined ? undefined : end === '+' ? 'ended' : unpackDay(end),
    ...(security === undefined ? {} : { securityEnd: unpackDay(security) }),
    ...(long === undefined ? {} : { longTerm: long === '+' ? true : unpackDay(long) }),
    ...(latest === undefined ? {} : { latest }),
  };
}

/** Every product, for tests and documentation. */
export const allProducts = (): readonly Product[] => PRODUCTS.map(readProduct);

/** Names of the images that belong to a product; a final `*` stands for the rest. For tests and documentation. */
export const imagesOf = (product: Product): readonly string[] => BY_ID.get(product.id)!.split('|', 4)[3]!.split(' ');
