/** The tags of Docker's official images. Data: docker-library/official-images. */
import { OFFICIAL, WITHDRAWN } from './official.generated.ts';
import { once } from './once.ts';
import { unpackDay } from './packed-day.ts';
import { fullNames } from './stepped-name.ts';
import { unpackTags } from './tag-sets.ts';

export interface OfficialImage {
  readonly name: string;
  /**
   * Tags that are rebuilt, without those of full versions that a shorter tag covers (`1.31.4` beside `1.31`).
   */
  readonly tags: ReadonlySet<string>;
  /** The full version of `latest`, and of each other tag without a number that is in neither `versions` nor `unversioned`. */
  readonly newest: string | undefined;
  /** The full version that a tag without a number names, where it is another one (`stable`, `lts-alpine`). Release names count (`trixie`). */
  readonly versions: ReadonlyMap<string, string>;
  /** Tags without a number of which the version is not known (`sid`, `tip`). Empty without `newest`. */
  readonly unversioned: ReadonlySet<string>;
  /** Release lines of one or two numbers, dated names and named tags that are no longer rebuilt, with the ISO day of their removal. */
  readonly ended: ReadonlyMap<string, string>;
  readonly notice?: Notice;
}

/** What the image's page on Docker Hub announces. */
export interface Notice {
  readonly since: string;
  readonly kind: 'discontinued' | 'moved' | 'some tags' | 'remark';
  /** Familiar names of the successors. */
  readonly to?: readonly string[];
}

/** An official image without a tag left. */
export interface Withdrawn {
  /** ISO day of the removal, or of the notice of deprecation where that came first. */
  readonly since: string;
}

const lines = once(() => new Map(OFFICIAL().map((line) => [line.slice(0, line.indexOf('|')), line])));
const gone = once(() => new Map(WITHDRAWN.split(' ').map((entry) => entry.split(':') as [string, string])));
const READ = new Map<string, OfficialImage>();

/** The official image with this familiar name (`nginx`); `undefined` if there is none, or if it is withdrawn. */
export function officialImage(name: string): OfficialImage | undefined {
  const known = READ.get(name);
  if (known) return known;
  const line = lines().get(name);
  if (line === undefined) return undefined;
  const image = read(line);
  READ.set(name, image);
  return image;
}

/** The official image of the past with this familiar name. */
export function withdrawnImage(name: string): Withdrawn | undefined {
  const day = gone().get(name);
  return day === undefined ? undefined : { since: unpackDay(day) };
}

/** Whether there is or was an official image of this name. */
export const isOfficialName = (name: string): boolean => lines().has(name) || gone().has(name);

export const officialNames = (): readonly string[] => [...lines().keys()];
export const withdrawnNames = (): readonly string[] => [...gone().keys()];

/** `name|tags|newest;version:names;?:names|day:lines,day:lines|notice`; names are packed tags, `?` an unknown version. */
function read(line: string): OfficialImage {
  const [name, tags, versions, ended, notice] = line.split('|');
  const [newest, ...others] = versions!.split(';');
  const named = keyed(others, unpackTags);
  return {
    name: name!,
    tags: new Set(unpackTags(tags!)),
    newest: newest || undefined,
    versions: new Map(named.filter(([, version]) => version !== '?')),
    unversioned: new Set(named.filter(([, version]) => version === '?').map(([tag]) => tag)),
    ended: new Map(readEnded(ended!)),
    ...(notice ? { notice: readNotice(notice) } : {}),
  };
}

/** `day:lines` or `day`, without the names that follow from the one before. */
function readEnded(text: string): (readonly [line: string, day: string])[] {
  const ended = keyed(text.split(',').filter(Boolean), (lines) => lines.split(' '));
  const names = fullNames(
    ended.map(([line]) => line),
    1,
  );
  return ended.map(([, day], i) => [names[i]!, unpackDay(day)]);
}

/** `key:names` groups as pairs of a name and its key. */
const keyed = (groups: readonly string[], names: (text: string) => string[]): (readonly [string, string])[] =>
  groups.flatMap((group) => {
    const [key, text = ''] = group.split(':');
    return names(text).map((name) => [name, key!] as const);
  });

function readNotice(text: string): Notice {
  const [day, kind, to] = text.split(':');
  return {
    since: unpackDay(day!),
    kind: kind as Notice['kind'],
    ...(to === undefined ? {} : { to: to.split(' ') }),
  };
}
