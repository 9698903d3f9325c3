/** What newer releases of images no longer have: commands, packages of the distribution, and variables that their entrypoint read. */
import type { ImageReference } from '../reference.ts';
import { distributionOf } from './distro/distribution.ts';
import type { Evidence } from './evidence.ts';
import { publicName } from './publisher/names.ts';
import { listedTags } from './tag/listed-tags.ts';
import { compareVersions, isCodename, readTag } from './tag/tags.ts';

export interface Lost extends Evidence {
  /** The names of the images; `debian`: every image on that distribution. */
  readonly image: RegExp | 'debian';
  /** The first version of the image, or release of the distribution, without it. */
  readonly since: string;
  readonly what: 'command' | 'package' | 'variable';
  /** The whole name. */
  readonly name: RegExp;
  /** What to do instead: a clause that begins with a verb. */
  readonly instead: string;
}

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
  {
    image: 'debian',
    since: '13',
    what: 'command',
    name: /^apt-key$/,
    instead: 'write the key to a file, and name it with `signed-by=` in the source',
    source: 'https://github.com/kernelci/kernelci-core/pull/2941',
    asOf: '2025-08-13',
  },
  {
    image: 'debian',
    since: '13',
    what: 'package',
    name: /^openjdk-17-.+$/,
    instead: 'install `openjdk-21-…`, or start from an image with Java',
    source: 'https://github.com/ibis-project/ibis/issues/11715',
    asOf: '2025-10-23',
  },
  {
    image: 'debian',
    since: '12',
    what: 'package',
    name: /^openjdk-11-.+$/,
    instead: 'install a later one, or start from an image with Java',
    source: 'https://github.com/osmose-qa/osmose-backend/pull/1927',
    asOf: '2023-06-29',
  },
  {
    image: 'debian',
    since: '10',
    what: 'package',
    name: /^openjdk-8-.+$/,
    instead: 'start from an image with Java',
    source: 'https://github.com/nikolaik/docker-python-nodejs/issues/45',
    asOf: '2022-04-27',
  },
];

/** What `next` no longer has, and `old` has, as far as its version is known. */
export const lostBetween = (old: ImageReference, next: ImageReference): readonly Lost[] =>
  LOST.filter((row) => isWithout(next, row) === true && isWithout(old, row) !== true);

function isWithout(ref: ImageReference, { image, since }: Lost): boolean | undefined {
  if (image !== 'debian' && !image.test(publicName(ref))) return undefined;
  const version = image === 'debian' ? debianOf(ref) : readTag(ref.tag).version;
  return version === undefined ? undefined : compareVersions(version, since) >= 0;
}

/**
 * The release of Debian in the tag; without a word for a distribution, the newest release for which the image has the same tag
 * (`3.14` is `3.14-trixie`): official images build both from one Dockerfile.
 */
function debianOf(ref: ImageReference): string | undefined {
  const name = publicName(ref);
  const tag = readTag(ref.tag);
  const named = distributionOf(name, tag);
  if (named) return named.product.id === 'debian' ? named.cycle.name : undefined;
  if (tag.distro || ref.tag === undefined) return undefined;
  const words = [...(listedTags(name)?.tags ?? [])].flatMap((other) =>
    other.startsWith(`${ref.tag}-`) ? [other.slice(ref.tag!.length + 1)] : [],
  );
  const releases = words.filter(isCodename).flatMap((word) => {
    const found = distributionOf(name, readTag(`${ref.tag}-${word}`));
    return found?.product.id === 'debian' ? [found.cycle.name] : [];
  });
  return releases.sort(compareVersions).at(-1);
}
