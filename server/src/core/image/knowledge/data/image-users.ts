/** Users, ports, volumes and `_FILE` variables of public images, as their Dockerfiles and entrypoints say. */
import { IMAGE_USERS } from './image-users.generated.ts';
import { once } from './once.ts';
import { unpackDay } from './packed-day.ts';
import { unpackTags } from './tag-sets.ts';

/** What is known of the tags of an image. */
export interface ImageUsers {
  readonly rows: readonly UserRow[];
}

/** Where the users of an image were read. */
export interface UsersSource {
  /** Repository of the Dockerfile: owner/name on GitHub, else with its host. */
  readonly repo: string;
  /** ISO day of the newest commit that was read; `undefined` when unknown, which is weaker evidence. */
  readonly asOf: string | undefined;
}

export interface UserRow {
  /** Official images: the tags of this row, without those of full versions. No tags: every tag that no other row lists. */
  readonly tags?: ReadonlySet<string>;
  /** Other images: only tags with this word. */
  readonly word?: string;
  /** USER of the Dockerfile: `root`, a name or a number. */
  readonly user: string;
  readonly ids: Ids;
  /** Users that an image which starts as root creates for USER. */
  readonly has: readonly NamedIds[];
  readonly drops?: Drop;
  /** Names for which the entrypoint reads `NAME_FILE`. */
  readonly fileVariables: readonly string[];
  /** `6379`, `53/udp` */
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
}

/** Ids that the Dockerfile fixes. `name`: the name of a user that USER gives by number. */
export interface Ids {
  readonly name?: string;
  readonly uid?: number;
  readonly gid?: number;
}

export interface NamedIds extends Ids {
  readonly name: string;
}

/** How the entrypoint gives up root. */
export interface Drop extends Ids {
  /** `gosu`, `su-exec`, `setpriv` … */
  readonly by: string;
  /** The user that runs the service: a name, a number, or `undefined` when unknown. */
  readonly to?: string;
  /** Only if this variable is set. */
  readonly when?: string;
  /** Conditions, in words. */
  readonly needs?: string;
}

const lines = once(() => new Map(IMAGE_USERS().map((line) => [line.slice(0, line.indexOf('|')), line])));
const READ = new Map<string, ImageUsers>();

/** By familiar name (`publicName`). */
export function imageUsers(image: string): ImageUsers | undefined {
  const known = READ.get(image);
  if (known) return known;
  const line = lines().get(image);
  if (line === undefined) return undefined;
  const [, , , ...rows] = line.split('|');
  const users = { rows: rows.map(readRow) };
  READ.set(image, users);
  return users;
}

/** For documentation and tests: the build leaves the sources out of the bundles. */
export function usersSource(image: string): UsersSource | undefined {
  const [, repo, asOf] = lines().get(image)?.split('|', 3) ?? [];
  return repo === undefined ? undefined : { repo, asOf: asOf ? unpackDay(asOf) : undefined };
}

export const imagesWithUsers = (): readonly string[] => [...lines().keys()];

/** Fields of one letter each, separated by semicolons: tags, word, user, name, uid (i), gid, has, drops, _FILE, ports, volumes. */
function readRow(text: string): UserRow {
  const fields = new Map(text.split(';').map((field) => [field[0], field.slice(1)]));
  const list = (letter: string): string[] => fields.get(letter)?.split(' ') ?? [];
  const word = fields.get('w');
  const drops = fields.get('d');
  return {
    ...(fields.has('t') ? { tags: new Set(unpackTags(fields.get('t')!)) } : {}),
    ...(word === undefined ? {} : { word }),
    user: fields.get('u') ?? 'root',
    ids: readIds([fields.get('n') ?? '', fields.get('i') ?? '', fields.get('g') ?? '']),
    has: list('h').map((entry) => readIds(entry.split(':')) as NamedIds),
    ...(drops === undefined ? {} : { drops: readDrop(drops) }),
    fileVariables: list('f'),
    ports: list('p'),
    volumes: list('v'),
  };
}

function readIds([name, uid, gid]: readonly string[]): Ids {
  return {
    ...(name ? { name } : {}),
    ...(uid ? { uid: Number(uid) } : {}),
    ...(gid ? { gid: Number(gid) } : {}),
  };
}

/** `by:to:uid:gid:when:needs` */
function readDrop(text: string): Drop {
  const [by, to, uid, gid, when, needs] = text.split(':');
  return {
    by: by!,
    ...(to ? { to } : {}),
    ...readIds(['', uid ?? '', gid ?? '']),
    ...(when ? { when } : {}),
    ...(needs ? { needs } : {}),
  };
}
