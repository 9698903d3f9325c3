/** What is known of the users, ports, volumes and `_FILE` variables of an image, for the tag of a reference. */
import type { ImageReference } from '../../reference.ts';
import { type ImageUsers, imageUsers, type UserRow } from '../data/image-users.ts';
import { officialImage } from '../data/official.ts';
import { distroFamily } from '../distro/distro-family.ts';
import { publicName } from '../publisher/names.ts';
import { compareVersions, readTag, type TagParts, versionLines } from '../tag/tags.ts';
import { ADDED_USERS, type AddedUser } from './additions.ts';
import { familyRow } from './families.ts';
import { movedVolume } from './moved-volume.ts';
import { SAME_IMAGES } from './other-names.ts';
import { plainRow } from './plain-row.ts';
import { CHANGED_UNSOURCED, NON_ROOT_UNSOURCED, ROOT_UNSOURCED } from './unsourced.ts';

const ORIGINALS = new Map(
  SAME_IMAGES.flatMap(({ images, original }) => images.split(' ').map((image) => [image, original] as const)),
);

const ADDED = new Map<string, readonly AddedUser[]>();
for (const row of ADDED_USERS)
  for (const image of row.images.split(' ')) ADDED.set(image, [...(ADDED.get(image) ?? []), row]);

/** Words in tags of variants without root. The user of such a variant is unknown if no row is about the variant. */
const ROOTLESS_WORDS: ReadonlySet<string> = new Set(['rootless', 'nonroot', 'unprivileged', 'chiseled', 'distroless']);

/** The name under which the tables have an image: `publicName`, or that of the image of which it is a copy. */
export function knownName(ref: ImageReference): string {
  const name = publicName(ref);
  return ORIGINALS.get(name) ?? ORIGINALS.get(withStar(name)) ?? name;
}

/** `selenium/hub` → `selenium/*`: the entry for all images of a namespace. */
export const withStar = (name: string): string => name.replace(/[^/]+$/, '*');

/**
 * The row of an image's tag. No tag means `latest`; with a digest and no tag, the version is unknown, so the row has only what all rows of
 * the image say. `undefined` when the image or its user is unknown, and for Windows, which has no root.
 */
export function userRow(ref: ImageReference): UserRow | undefined {
  if (!FOUND.has(ref)) FOUND.set(ref, withVolume(ref, findRow(ref)));
  return FOUND.get(ref);
}

function withVolume(ref: ImageReference, row: UserRow | undefined): UserRow | undefined {
  const volumes = row && movedVolume(knownName(ref), readTag(ref.tag).version);
  return volumes ? { ...row, volumes } : row;
}

/** Several rules ask for the same reference. */
const FOUND = new WeakMap<ImageReference, UserRow | undefined>();

function findRow(ref: ImageReference): UserRow | undefined {
  if (distroFamily(ref) === 'windows') return undefined;
  const name = knownName(ref);
  const tag = readTag(ref.tag);
  const family = familyRow(name, tag);
  if (family !== undefined) return family === 'unknown' ? undefined : family;
  const added = ADDED.get(name) ?? ADDED.get(withStar(name)) ?? [];
  const read = imageUsers(name) ?? imageUsers(withStar(name));
  const changed = CHANGED_UNSOURCED.get(name);
  if (ref.tag === undefined && ref.digest !== undefined)
    return changed === undefined ? common([...added.map(rowOf), ...(read?.rows ?? [])]) : undefined;
  const fitting = added.find((row) => fits(row, tag));
  if (fitting) return rowOf(fitting);
  if (changed !== undefined && isEarlier(tag, changed)) return undefined;
  return read && rowOfTag(name, read, ref.tag ?? 'latest', tag);
}

/** Whether nothing is known but that the user is not root, and that without evidence. */
export function isNonRootUnsourced(ref: ImageReference): boolean {
  const name = publicName(ref);
  return NON_ROOT_UNSOURCED.has(name) || NON_ROOT_UNSOURCED.has(withStar(name));
}

/** Whether we believe, without evidence, that the image starts as root. */
export const isRootUnsourced = (ref: ImageReference): boolean => ROOT_UNSOURCED.has(publicName(ref));

/** Whether a row by hand is about a tag. */
const fits = ({ word, before, since }: AddedUser, tag: TagParts): boolean =>
  (word === undefined || tag.words.includes(word)) &&
  (before === undefined || isEarlier(tag, before)) &&
  (since === undefined || !isEarlier(tag, since));

/** Whether the version of a tag is known and earlier. A whole line (`10`) is its newest version. */
const isEarlier = ({ version }: TagParts, bound: string): boolean =>
  version !== undefined && compareVersions(version, bound) < 0 && !bound.startsWith(`${version}.`);

const rowOf = ({ user, name, uid, gid }: AddedUser): UserRow =>
  plainRow(user, {
    ...(name === undefined ? {} : { name }),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });

/** What all rows say; `undefined` when they differ in whether the user is root. */
function common(rows: readonly UserRow[]): UserRow | undefined {
  const [first, ...rest] = rows;
  if (!first || rest.some((row) => (row.user === 'root') !== (first.user === 'root'))) return undefined;
  const alike = <T>(of: (row: UserRow) => T): boolean =>
    rest.every((row) => JSON.stringify(of(row)) === JSON.stringify(of(first)));
  const { drops, ...row } = first;
  return {
    ...row,
    ids: alike(({ user, ids }) => [user, ids]) ? first.ids : {},
    user: alike(({ user }) => user) || first.user === 'root' ? first.user : 'non-root',
    has: alike(({ has }) => has) ? first.has : [],
    ...(drops && alike((other) => other.drops) ? { drops } : {}),
    ...(drops && !alike((other) => other.drops) && rest.every((other) => other.drops)
      ? { drops: { by: drops.by } }
      : {}),
    fileVariables: first.fileVariables.filter((v) => rest.every((other) => other.fileVariables.includes(v))),
    ports: first.ports.filter((p) => rest.every((other) => other.ports.includes(p))),
    volumes: first.volumes.filter((v) => rest.every((other) => other.volumes.includes(v))),
  };
}

/** The rows of an image by tag, and by variant the versions that are listed, oldest first. */
interface Lines {
  readonly general: UserRow | undefined;
  readonly byTag: ReadonlyMap<string, UserRow>;
  readonly byVariant: ReadonlyMap<string, readonly { readonly version: string; readonly row: UserRow }[]>;
}

const READ = new Map<string, Lines>();

/**
 * In order: the tag, its shorter versions, the nearest listed version of the same variant, the variant alone, the general row. That is the
 * row of `latest`; an image without `latest` may hold several programs (`percona`), so what all rows say stands for it.
 */
function rowOfTag(name: string, { rows }: ImageUsers, text: string, tag: TagParts): UserRow | undefined {
  const named = rows.find((row) => row.word !== undefined && tag.words.includes(row.word));
  if (named) return named;
  const lines = READ.get(name) ?? linesOf(name, rows);
  READ.set(name, lines);
  const { version, rest } = split(text);
  const variants = variantsOf(rest);
  const versions = version === undefined ? [] : versionLines(version);
  const exact = [text, ...variants.flatMap((variant) => versions.map((v) => joined(v, variant)))]
    .map((candidate) => lines.byTag.get(candidate))
    .find((row) => row !== undefined);
  if (exact) return exact;
  for (const variant of variants) {
    const listed = version === undefined ? undefined : lines.byVariant.get(variant);
    const row = (listed && nearest(listed, version!)) ?? lines.byTag.get(variant);
    if (row) return row;
  }
  if (tag.words.some((word) => ROOTLESS_WORDS.has(word))) return undefined;
  return officialImage(name)?.tags.has('latest') === false ? common(rows) : lines.general;
}

function linesOf(name: string, rows: readonly UserRow[]): Lines {
  const general = rows.find((row) => row.tags === undefined && row.word === undefined);
  const byTag = new Map(rows.flatMap((row) => [...(row.tags ?? [])].map((tag) => [tag, row] as const)));
  for (const tag of officialImage(name)?.tags ?? []) if (general && !byTag.has(tag)) byTag.set(tag, general);
  const byVariant = new Map<string, { version: string; row: UserRow }[]>();
  for (const [tag, row] of byTag) {
    const { version, rest } = split(tag);
    if (version === undefined) continue;
    const own = byVariant.get(rest) ?? [];
    if (own.length === 0) byVariant.set(rest, own);
    own.push({ version, row });
  }
  for (const listed of byVariant.values()) listed.sort((a, b) => compareVersions(a.version, b.version));
  return { general, byTag, byVariant };
}

/** The first version that is not older, else the newest. */
const nearest = (
  listed: readonly { readonly version: string; readonly row: UserRow }[],
  version: string,
): UserRow | undefined => (listed.find((line) => compareVersions(line.version, version) >= 0) ?? listed.at(-1))?.row;

const joined = (version: string, variant: string): string => (variant === '' ? version : `${version}-${variant}`);

/** `v8.6.4-alpine` → `8.6.4` and `alpine`; a tag without a version is all variant. */
function split(tag: string): { readonly version: string | undefined; readonly rest: string } {
  const match = /^v?(\d+(?:\.\d+)*)[^-]*(?:-(.*))?$/.exec(tag);
  return match ? { version: match[1], rest: match[2] ?? '' } : { version: undefined, rest: tag };
}

/** The variant as written, without build numbers, and without the release of the distribution (`fpm-alpine3.18` → `fpm-alpine`). */
function variantsOf(rest: string): string[] {
  const words = rest.split('-').filter((word) => !/^\d+$/.test(word));
  const plain = words.join('-');
  const { distro } = readTag(plain);
  if (!distro) return [...new Set([rest, plain])];
  const family = distro.name === 'debian' || distro.name === 'ubuntu' ? [] : [words[distro.at]!.replace(/[\d.]+$/, '')];
  const released = [...words.slice(0, distro.at), ...family, ...words.slice(distro.at + distro.count)].join('-');
  return [...new Set([rest, plain, released])];
}
