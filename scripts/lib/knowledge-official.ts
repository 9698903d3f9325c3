/** The tables of official images, from `official-images.json`. */
import { packDay } from '../../server/src/core/image/knowledge/data/packed-day.ts';
import { lineTags, packTags } from '../../server/src/core/image/knowledge/data/tag-sets.ts';
import type { ProductData } from './knowledge-products.ts';
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
      versionsText(image),
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

/** The version of `latest`, then those of the other tags without a number that name another version. */
function versionsText(image: ImageEntry): string {
  const names = new Map<string, string[]>();
  for (const group of image.groups) {
    if (group.version === undefined) continue;
    const own = groupTags(group).filter((tag) => !/^v?\d/.test(tag) && !tag.includes(group.version!));
    if (own.length > 0) names.set(group.version, [...(names.get(group.version) ?? []), ...own]);
  }
  const newest = [...names].find(([, own]) => own.includes('latest'))?.[0] ?? '';
  names.delete(newest);
  return [newest, ...[...names].map(([version, own]) => `${plain(version, /[:;|]/)}:${packTags(own)}`)].join(';');
}

/** Ended lines by day, without the second numbers of products whose release line is the first number: `22.3` of Node.js 22. */
function endedText(name: string, image: ImageEntry, { products }: ProductData): string {
  const cycles = new Set(
    Object.values(products)
      .filter(({ images = [], mapped = [] }) => images.includes(name) || mapped.includes(name))
      .flatMap((product) => product.cycles.map(({ cycle }) => cycle)),
  );
  const days = new Map<string, string[]>();
  for (const [line, day] of Object.entries(image.ended ?? {})) {
    const major = /^(\d+)\.\d+$/.exec(line)?.[1];
    if (major !== undefined && cycles.has(major) && !cycles.has(line)) continue;
    days.set(day, [...(days.get(day) ?? []), plain(line, /[ ,:|]/)]);
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, lines]) => `${packDay(day)}:${lines.join(' ')}`)
    .join(',');
}

function noticeText({ notice }: ImageEntry): string {
  if (notice === undefined) return '';
  return [packDay(notice.since), notice.kind, ...(notice.to === undefined ? [] : [notice.to.join(' ')])].join(':');
}
