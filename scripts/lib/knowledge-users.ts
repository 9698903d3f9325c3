/** The table of default users, from `default-users.json`. */
import { packDay } from '../../server/src/core/image/knowledge/data/packed-day.ts';
import { lineTags, packTags } from '../../server/src/core/image/knowledge/data/tag-sets.ts';
import { type DataSource, plain, tableText } from './knowledge-table.ts';

export interface UserData {
  readonly source: { readonly officialImages: DataSource };
  readonly official: Readonly<Record<string, OfficialEntry>>;
  readonly others: Readonly<Record<string, readonly OtherEntry[]>>;
}

interface OfficialEntry {
  readonly repo: string;
  readonly asOf?: string;
  readonly rows: readonly RowEntry[];
}

interface OtherEntry extends RowEntry {
  readonly repo: string;
  readonly asOf?: string;
  readonly word?: string;
}

interface RowEntry {
  readonly tags?: string;
  readonly user: string;
  readonly name?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly has?: readonly IdsEntry[];
  readonly drops?: IdsEntry & {
    readonly by: string;
    readonly to?: string;
    readonly when?: string;
    readonly needs?: string;
  };
  readonly fileVariables?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
}

interface IdsEntry {
  readonly name?: string;
  readonly uid?: number;
  readonly gid?: number;
}

export function userTable({ source, official, others }: UserData): string {
  const lines = new Map<string, string>();
  for (const [name, { repo, asOf, rows }] of Object.entries(official)) lines.set(name, line(name, repo, asOf, rows));
  for (const [name, rows] of Object.entries(others)) {
    // Read by hand beside the official one, of one version: the hand-kept additions have what it adds.
    if (lines.has(name)) continue;
    lines.set(name, line(name, rows[0]!.repo, rows.map((row) => row.asOf ?? '').sort()[0], rows));
  }
  return tableText(
    [source.officialImages],
    'Name, repository, day, rows: see image-users.ts. The Dockerfiles are those of the named repositories.',
    'IMAGE_USERS',
    [...lines.values()],
  );
}

function line(
  name: string,
  repo: string,
  asOf: string | undefined,
  rows: readonly (RowEntry & { word?: string })[],
): string {
  // Rows with a condition come first: the first row that fits is the one.
  const ordered = [...rows].sort((a, b) => Number(isGeneral(a)) - Number(isGeneral(b)));
  return [name, repo, asOf ? packDay(asOf) : '', ...ordered.map(rowText)].join('|');
}

const isGeneral = (row: RowEntry & { word?: string }): boolean => row.tags === undefined && row.word === undefined;

function rowText(row: RowEntry & { word?: string }): string {
  const { drops } = row;
  const fields: (readonly [string, string | number | undefined])[] = [
    ['t', row.tags === undefined ? undefined : packTags(lineTags(row.tags.split(' ')))],
    ['w', row.word],
    ['u', row.user === 'root' ? undefined : row.user],
    ['n', row.name],
    ['i', row.uid],
    ['g', row.gid],
    ['h', row.has?.map(idsText).join(' ')],
    ['d', drops && [drops.by, drops.to, drops.uid, drops.gid, drops.when, drops.needs].join(':').replace(/:+$/, '')],
    ['f', row.fileVariables?.join(' ')],
    ['p', ports(row.ports ?? [])],
    ['v', row.volumes?.join(' ')],
  ];
  return fields
    .filter(([, value]) => value !== undefined)
    .map(([letter, value]) => letter + plain(String(value), letter === 'd' ? /[|]/ : /[;|]/).replaceAll(';', ','))
    .join(';');
}

const idsText = ({ name, uid, gid }: IdsEntry): string => [name, uid, gid].join(':').replace(/:+$/, '');

/** TCP goes without saying; a port in a variable is not known. */
const ports = (written: readonly string[]): string | undefined =>
  written
    .filter((port) => !port.includes('$'))
    .map((port) => port.toLowerCase().replace(/\/tcp$/, ''))
    .join(' ') || undefined;
