/** What newer releases of images no longer have: commands, packages of the distribution, and variables that their entrypoint read. */
import { memoByKey } from '../../text/memo-by-text.ts';
import type { ImageReference } from '../reference.ts';
import { distributionOf } from './distro/distribution.ts';
import type { Evidence } from './evidence.ts';
import { LOST_PACKAGES } from './lost-packages.ts';
import type { LinuxName, Lost } from './lost-row.ts';
import { publicName } from './publisher/names.ts';
import { listedTags } from './tag/listed-tags.ts';
import { compareVersions, isCodename, readTag } from './tag/tags.ts';

const MARIADB: Evidence = { source: 'https://github.com/MariaDB/mariadb-docker/issues/519', asOf: '2023-06-30' };

export const LOST: readonly Lost[] = [
  {
    image: /^node$/,
    since: '25',
    what: 'command',
    name: /^corepack$/,
    instead: 'install it with `npm install -g corepack`',
    source: 'https://github.com/nodejs/node/blob/004ecc12eb43c1253274728209c0790f06820437/doc/api/corepack.md',
    asOf: '2026-11-29',
  },
  {
    image: /^node$/,
    since: '26',
    what: 'command',
    name: /^yarn(?:pkg)?$/,
    instead: 'install it with `npm install -g yarn`',
    source:
      'https://github.com/nodejs/docker-node/blob/0725c86884c73e487fb62ca6c23a833ddbc7d66b/26/trixie-slim/Dockerfile',
    asOf: '2026-11-29',
  },
  {
    image: /^mariadb$/,
    since: '11.0',
    what: 'command',
    name: /^mysql(?:d|admin|dump|check|import|show|_upgrade|_install_db|d_safe)?$/,
    instead: 'use the program of MariaDB (`mariadb`, `mariadbd`, `mariadb-admin`, `mariadb-dump`)',
    ...MARIADB,
  },
  {
    image: /^mongo$/,
    since: '6.0',
    what: 'command',
    name: /^mongo$/,
    instead: 'use `mongosh`',
    source: 'https://github.com/docker-library/docs/pull/2183',
    asOf: '2022-08-25',
  },
  {
    image: /^quay\.io\/keycloak\/keycloak$/,
    since: '17',
    what: 'variable',
    name: /^(?:KEYCLOAK_(?:USER|PASSWORD|FRONTEND_URL|IMPORT|LOGLEVEL|HOSTNAME)|PROXY_ADDRESS_FORWARDING|DB_(?:VENDOR|ADDR|PORT|DATABASE|SCHEMA|USER|PASSWORD))$/,
    instead: 'move to the Quarkus distribution: other variables, a command (`start`), and paths without `/auth`',
    source: 'https://www.keycloak.org/migration/migrating-to-quarkus',
    asOf: '2026-11-29',
  },
  ...LOST_PACKAGES,
];

/** What `next` no longer has, and `old` has, as far as its version is known. */
export const lostBetween: (old: ImageReference, next: ImageReference) => readonly Lost[] = memoByKey(
  (old, next) => `${publicName(old)}:${old.tag ?? ''} ${publicName(next)}:${next.tag ?? ''}`,
  (old, next) => {
    const [before, after] = [asked(old), asked(next)];
    return LOST.filter((row) => isWithout(after, row) === true && isWithout(before, row) !== true);
  },
);

/** What the rows ask of an image. Each answer is worked out once: there are many rows. */
interface Asked {
  readonly name: string;
  readonly version: () => string | undefined;
  readonly releaseOn: (on: LinuxName) => string | undefined;
}

function asked(ref: ImageReference): Asked {
  const releases = new Map<LinuxName, string | undefined>();
  return {
    name: publicName(ref),
    version: () => readTag(ref.tag).version,
    releaseOn(on) {
      if (!releases.has(on)) releases.set(on, releaseOn(ref, on));
      return releases.get(on);
    },
  };
}

function isWithout({ name, version, releaseOn }: Asked, { image, since, what }: Lost): boolean | undefined {
  if (typeof image !== 'string') {
    if (!image.test(name)) return undefined;
  } else if (what === 'pip' && OWN_PYTHON.test(name)) return undefined;
  const has = typeof image === 'string' ? releaseOn(image) : version();
  return has === undefined ? undefined : compareVersions(has, since) >= 0;
}

/** Images with a Python of their own, which no distribution manages. */
const OWN_PYTHON = /python|pypy|conda|mamba|jupyter|pytorch|tensorflow|\buv$/;

/** The product of each distribution. */
const PRODUCTS: Readonly<Record<LinuxName, string>> = { debian: 'debian', ubuntu: 'ubuntu', alpine: 'alpine-linux' };

/**
 * The release of the distribution in the tag; without a word for one, the newest release for which the image has the same tag
 * (`3.14` is `3.14-trixie`, `15-alpine` is `15-alpine3.23`): official images build both from one Dockerfile.
 */
function releaseOn(ref: ImageReference, on: LinuxName): string | undefined {
  const name = publicName(ref);
  const tag = readTag(ref.tag);
  if (name === on) return tag.version ?? tag.distro?.release;
  const releaseOf = (text: string): string[] => {
    const found = distributionOf(name, readTag(text));
    return found?.product.id === PRODUCTS[on] ? [found.cycle.name] : [];
  };
  if (ref.tag === undefined) return undefined;
  const [named] = releaseOf(ref.tag);
  if (named !== undefined) return named;
  if (tag.distro?.release !== undefined || (tag.distro && tag.distro.name !== on)) return undefined;
  const longer = [...(listedTags(name)?.tags ?? [])].filter((other) => isSameOn(other, ref.tag!, on));
  return longer.flatMap(releaseOf).sort(compareVersions).at(-1);
}

/** `3.14-trixie` for `3.14` on Debian, `15-alpine3.23` for `15-alpine`. */
const isSameOn = (other: string, tag: string, on: LinuxName): boolean =>
  on === 'alpine'
    ? other.startsWith(tag) && /alpine$/.test(tag) && /^\d+\.\d+$/.test(other.slice(tag.length))
    : other.startsWith(`${tag}-`) && isCodename(other.slice(tag.length + 1));
