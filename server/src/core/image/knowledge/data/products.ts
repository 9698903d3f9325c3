/** The release cycles of products, by the images that hold them. Data: endoflife.date. */

import { once } from './once.ts';
import { unpackDay } from './packed-day.ts';
import { PRODUCTS } from './products.generated.ts';
import { fullNames } from './stepped-name.ts';

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

interface Index {
  readonly byId: ReadonlyMap<string, string>;
  readonly byImage: ReadonlyMap<string, readonly string[]>;
  /** Images of which only the beginning of the name is fixed. */
  readonly byPrefix: readonly (readonly [string, string])[];
}

const index = once((): Index => {
  const byImage = new Map<string, string[]>();
  const byPrefix: (readonly [string, string])[] = [];
  const lines = PRODUCTS();
  for (const line of lines) {
    for (const image of line.split('|', 4)[3]!.split(' ')) {
      if (image.endsWith('*')) byPrefix.push([image.slice(0, -1), line]);
      else byImage.set(image, [...(byImage.get(image) ?? []), line]);
    }
  }
  return { byId: new Map(lines.map((line) => [line.slice(0, line.indexOf('|')), line])), byImage, byPrefix };
});

const READ = new Map<string, Product>();

/**
 * The products that an image holds, by its familiar name (`publicName`). Mostly one; where several share an image (`sonarqube`, `ros`),
 * the cycle's name decides.
 */
export function productsOf(image: string): readonly Product[] {
  const { byImage, byPrefix } = index();
  const lines = byImage.get(image) ?? byPrefix.filter(([prefix]) => image.startsWith(prefix)).map(([, line]) => line);
  return lines.map(readProduct);
}

/** The product with this name at the source. */
export function productById(id: string): Product | undefined {
  const line = index().byId.get(id);
  return line === undefined ? undefined : readProduct(line);
}

function readProduct(line: string): Product {
  const known = READ.get(line);
  if (known) return known;
  const [id, label, os, , cycles] = line.split('|');
  const product = { id: id!, label: label!, isDistribution: os === 'os', cycles: readCycles(cycles!) };
  READ.set(line, product);
  return product;
}

/** Cycles without the names that follow from the one before. */
function readCycles(text: string): Cycle[] {
  const entries = text.split(' ').map((entry) => {
    const [named, ...fields] = entry.split(',');
    const [name, end] = named!.split(':');
    const [cycle, codename] = name!.split('~');
    return { cycle: cycle!, codename, end, fields };
  });
  const names = fullNames(
    entries.map(({ cycle }) => cycle),
    -1,
  );
  return entries.map(({ codename, end, fields }, i) => readCycle(names[i]!, codename, end, fields));
}

/**
 * `name~codename:end,eSecurityEnd,lLongTerm,vLatest`; without an end or other fields only what comes before. A latest version that begins
 * with a dot continues the name.
 */
function readCycle(
  cycle: string,
  codename: string | undefined,
  end: string | undefined,
  fields: readonly string[],
): Cycle {
  const field = (letter: string): string | undefined => fields.find((f) => f.startsWith(letter))?.slice(1);
  const security = field('e');
  const long = field('l');
  const latest = field('v');
  return {
    name: cycle,
    ...(codename === undefined ? {} : { codename }),
    end: end === undefined ? undefined : end === '+' ? 'ended' : unpackDay(end),
    ...(security === undefined ? {} : { securityEnd: unpackDay(security) }),
    ...(long === undefined ? {} : { longTerm: long === '+' ? true : unpackDay(long) }),
    ...(latest === undefined ? {} : { latest: latest.startsWith('.') ? cycle + latest : latest }),
  };
}

/** Every product, for tests and documentation. */
export const allProducts = (): readonly Product[] => PRODUCTS().map(readProduct);

/** Names of the images that belong to a product; a final `*` stands for the rest. For tests and documentation. */
export const imagesOf = (product: Product): readonly string[] =>
  index().byId.get(product.id)!.split('|', 4)[3]!.split(' ');
