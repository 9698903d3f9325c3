/** The table of release cycles, from `end-of-life.json`. */
import { packDay } from '../../server/src/core/image/knowledge/data/packed-day.ts';
import { shortNames } from '../../server/src/core/image/knowledge/data/stepped-name.ts';
import { type DataSource, plain, tableText } from './knowledge-table.ts';

/** A day; `true`: ended on an unknown day; `false`: no end announced. */
type DayOrFlag = string | boolean;

export interface ProductData {
  readonly source: DataSource & { readonly licence: string };
  readonly products: Readonly<Record<string, ProductEntry>>;
}

interface ProductEntry {
  readonly label: string;
  readonly os?: boolean;
  readonly images?: readonly string[];
  readonly mapped?: readonly string[];
  readonly cycles: readonly CycleEntry[];
}

interface CycleEntry {
  readonly cycle: string;
  readonly codename?: string;
  readonly eol: DayOrFlag;
  readonly eoes?: DayOrFlag;
  readonly lts?: DayOrFlag;
  readonly latest?: string;
}

/** Products whose extended support is free and reaches the public images. Elsewhere it is paid and does not. */
const FREE_EXTENDED: ReadonlySet<string> = new Set(['debian']);

export function productTable({ source, products }: ProductData): string {
  const lines = Object.entries(products).map(([id, product]) => {
    const images = [...(product.images ?? []), ...(product.mapped ?? [])].sort();
    const names = shortNames(
      product.cycles.map(({ cycle }) => plain(cycle, /[ ,:~|]/)),
      -1,
    );
    const cycles = product.cycles.map((cycle, i) => cycleText(id, names[i]!, cycle, source.date));
    return [id, plain(product.label, /\|/), product.os === true ? 'os' : '', images.join(' '), cycles.join(' ')].join(
      '|',
    );
  });
  return tableText(
    [source],
    'Product, label, `os` for a distribution, images, cycles: see products.ts.',
    'PRODUCTS',
    lines,
  );
}

function cycleText(id: string, name: string, cycle: CycleEntry, day: string): string {
  const extended = FREE_EXTENDED.has(id) && cycle.eoes !== undefined && cycle.eoes !== false ? cycle.eoes : undefined;
  const end = extended ?? cycle.eol;
  const alive = end === false || (typeof end === 'string' && end >= day);
  const code = codename(cycle.codename);
  return [
    name + (code === undefined ? '' : `~${code}`) + (end === false ? '' : `:${flag(end)}`),
    ...(extended !== undefined && typeof cycle.eol === 'string' ? [`e${packDay(cycle.eol)}`] : []),
    ...(cycle.lts ? [`l${flag(cycle.lts)}`] : []),
    ...(alive && cycle.latest !== undefined && cycle.latest !== cycle.cycle
      ? [`v${latestText(cycle.cycle, plain(cycle.latest.replaceAll(' ', '-'), /[ ,|]/))}`]
      : []),
  ].join(',');
}

/** A version without the cycle's name at its front: `.1.0` of `24.1.0`. */
const latestText = (cycle: string, latest: string): string =>
  latest.startsWith(`${cycle}.`) ? latest.slice(cycle.length) : latest;

const flag = (value: DayOrFlag): string => (value === true ? '+' : packDay(String(value)));

/** Tags have the first word of a code name, in lower case: `jammy` of "Jammy Jellyfish". `undefined` where that is no plain word. */
export const codename = (name: string | undefined): string | undefined =>
  /^[a-z]+(?= |$)/.exec(name?.toLowerCase() ?? '')?.[0];
