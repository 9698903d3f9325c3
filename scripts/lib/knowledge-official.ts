/** The tables of official images, from `official-images.json`. */
import { packDay } from '../../server/src/core/image/knowledge/data/packed-day.ts';
import { shortNames } from '../../server/src/core/image/knowledge/data/stepped-name.ts';
import { lineTags, packTags } from '../../server/src/core/image/knowledge/data/tag-sets.ts';
import { codename, type ProductData } from './knowledge-products.ts';
import { type DataSource, plain, quoted, tableText } from './knowledge-table.ts';

export interface OfficialData {
  readonly source: readonly (DataSource & { readonly licence: string })[];
  readonly images: Readonly<Record<string, ImageEntry>>;
  readonly withdrawn: Readonly<Record<string, { readonly removed: string; readonly deprecated?: string }>>;
}

interface ImageEntry {
  readonly groups: readonly GroupEntry[];
  readonly ended?: Readonly<Record<string, string>>;
  readonly notice?: { readonly since: string; readonly kind: string; readonly to?: readonly string[] };
}

interface GroupEntry {
  /** Separated by blanks. */
  readonly tags: string;
  readonly shared?: string;
  readonly version?: string;
}

export function officialTable({ source, images, withdrawn }: OfficialData, products: ProductData): string {
  const lines = Object.entries(images).map(([name, image]) =>
    [
      name,
      packTags(lineTags(allTags(image))),
      versionsText(image, products),
      endedText(name, image, products),
      noticeText(image),
    ].join('|'),
  );
  const gone = Object.entries(withdrawn).map(([name, { removed, deprecated }]) => {
    const since = deprecated !== undefined && deprecated < removed ? deprecated : removed;
    return `${name}:${packDay(since)}`;
  });
  return (
    tableText(source, 'Name, tags, versions of names, ended lines, notice: see official.ts.', 'OFFICIAL', lines) +
    `\n/** Images without a tag left, with the day. */\nexport const WITHDRAWN =\n  ${quoted(gone.join(' '))};\n`
  );
}

const allTags = (image: ImageEntry): string[] => image.groups.flatMap(groupTags);

const groupTags = ({ tags, shared }: GroupEntry): string[] => `${tags} ${shared ?? ''}`.split(' ').filter(Boolean);

/**
 * The version of `latest`, then those of the other tags without a number that name another version, then the tags of which the version is
 * not known. A release name counts as a version (`trixie`, `jazzy`).
 */
function versionsText(image: ImageEntry, products: ProductData): string {
  const names = new Map<string, string[]>();
  for (const group of image.groups) {
    const version = group.version ?? releaseName(group, products) ?? UNKNOWN;
    const own = groupTags(group).filter((tag) =>
      version === UNKNOWN ? !/(?:^|-)v?\d/.test(tag) : !/^v?\d/.test(tag) && !tag.includes(version),
    );
    if (own.length > 0) names.set(version, [...(names.get(version) ?? []), ...own]);
  }
  const newest = [...names].find(([version, own]) => version !== UNKNOWN && own.includes('latest'))?.[0] ?? '';
  names.delete(newest);
  if (newest === '') names.delete(UNKNOWN);
  return [newest, ...[...names].map(([version, own]) => `${plain(version, /[:;|]/)}:${packTags(own)}`)].join(';');
}

/** Stands for a version that the data does not say. */
const UNKNOWN = '?';

/** The release that a group of tags names: `trixie` of `trixie-curl stable-curl curl`. */
function releaseName({ tags }: GroupEntry, { products }: ProductData): string | undefined {
  const first = tags.split(/[ -]/, 1)[0]!;
  const isRelease = Object.values(products).some(({ cycles }) =>
    cycles.some((cycle) => /^[a-z]+$/.test(first) && (cycle.cycle === first || codename(cycle.codename) === first)),
  );
  return isRelease ? first : undefined;
}

/**
 * Ended lines by day. Without the second numbers of products whose release line is the first number (`22.3` of Node.js 22), and without
 * lines of which a longer one is still listed: `mongo:8` was taken out while `8.3` stayed, and may come back.
 */
function endedText(name: string, image: ImageEntry, { products }: ProductData): string {
  const cycles = new Set(
    Object.values(products)
      .filter(({ images = [], mapped = [] }) => images.includes(name) || mapped.includes(name))
      .flatMap((product) => product.cycles.map(({ cycle }) => cycle)),
  );
  const days = new Map<string, string[]>();
  const listed = new Set(allTags(image).flatMap(shorterLines));
  for (const [line, day] of Object.entries(image.ended ?? {})) {
    if (listed.has(line)) continue;
    const major = /^(\d+)\.\d+$/.exec(line)?.[1];
    if (major !== undefined && cycles.has(major) && !cycles.has(line)) continue;
    days.set(day, [...(days.get(day) ?? []), plain(line, /[ ,:|]/)]);
  }
  const byDay = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  const names = shortNames(
    byDay.flatMap(([, lines]) => lines),
    1,
  );
  let at = 0;
  return byDay
    .map(([day, { length }]) => {
      const own = names.slice(at, at + length);
      at += length;
      return packDay(day) + (length === 1 && own[0] === '' ? '' : `:${own.join(' ')}`);
    })
    .join(',');
}

/** `8.0.4-noble` is of the lines `8.0` and `8`. */
function shorterLines(tag: string): string[] {
  const parts = /^v?\d+(?:\.\d+)*/.exec(tag)?.[0].split('.') ?? [];
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

function noticeText({ notice }: ImageEntry): string {
  if (notice === undefined) return '';
  return [packDay(notice.since), notice.kind, ...(notice.to === undefined ? [] : [notice.to.join(' ')])].join(':');
}
