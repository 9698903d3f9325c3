/** The default user of images. */
import type { ImageReference } from '../../reference.ts';
import { distroFamily } from '../distro/distro-family.ts';
import { publicName } from '../publisher/names.ts';
import { compareVersions, readTag, type TagParts } from '../tag/tags.ts';
import { OTHER_USERS, type OtherUser } from './default-user-other.ts';
import { ROOT_IMAGES, ROOT_UBI } from './default-user-root.ts';

export type DefaultUser =
  | { readonly user: 'root' }
  | { readonly user: 'non-root'; readonly name?: string; readonly uid?: number; readonly gid?: number };

const ROOT: DefaultUser = { user: 'root' };

/** Built with a fixed user: https://learn.microsoft.com/dotnet/core/docker/container-images, `APP_UID`. */
const DOTNET_APP: DefaultUser = { user: 'non-root', name: 'app', uid: 1654, gid: 1654 };

/** The user `nonroot` of Google's distroless images and of Chainguard's images. */
const NONROOT: DefaultUser = { user: 'non-root', name: 'nonroot', uid: 65532, gid: 65532 };

const BY_NAME = new Map<string, readonly OtherUser[]>();
for (const row of OTHER_USERS) {
  for (const image of row.images.split(' ')) BY_NAME.set(image, [...(BY_NAME.get(image) ?? []), row]);
}

/** Words in tags of variants without root. The user of such a variant is unknown if the variant has no row. */
const ROOTLESS_WORDS: ReadonlySet<string> = new Set(['rootless', 'nonroot', 'unprivileged', 'chiseled', 'distroless']);

/**
 * The default user of a public image. It may depend on the version and variant in the tag. No tag means the newest version, a digest
 * without tag an unknown version. `undefined` when unknown, and for Windows, which has no root.
 */
export function defaultUser(ref: ImageReference): DefaultUser | undefined {
  const name = publicName(ref);
  const tag = readTag(ref.tag);
  if (distroFamily(ref) === 'windows') return undefined;
  const family = familyOfImages(name, tag);
  if (family !== undefined) return family === 'unknown' ? undefined : family;
  const rows = BY_NAME.get(name) ?? BY_NAME.get(name.replace(/[^/]+$/, '*')) ?? [];
  const row = rows.find((candidate) => candidate.word === undefined || tag.words.includes(candidate.word));
  if (row !== undefined) return fromRow(row, ref, tag);
  if (tag.words.some((word) => ROOTLESS_WORDS.has(word))) return undefined;
  return ROOT_IMAGES.has(name) || ROOT_UBI.test(name) ? ROOT : undefined;
}

function fromRow(row: OtherUser, ref: ImageReference, tag: TagParts): DefaultUser | undefined {
  if (row.since !== undefined) {
    if (ref.tag === undefined && ref.digest !== undefined) return undefined;
    if (tag.version !== undefined && compareVersions(tag.version, row.since) < 0) {
      // `10` is the newest `10.x`, so it is not earlier than `10.2`.
      const newest = row.since.startsWith(`${tag.version}.`);
      if (!newest) return row.earlier === 'root' ? ROOT : undefined;
    }
  }
  return {
    user: 'non-root',
    ...(row.name === undefined ? {} : { name: row.name }),
    ...(row.uid === undefined ? {} : { uid: row.uid }),
    ...(row.gid === undefined ? {} : { gid: row.gid }),
  };
}

/** The default user of families of images with one convention. */
function familyOfImages(name: string, tag: TagParts): DefaultUser | 'unknown' | undefined {
  // https://github.com/GoogleContainerTools/distroless: every image has a `nonroot` variant and is root without it
  if (name.startsWith('gcr.io/distroless/')) return tag.words.includes('nonroot') ? NONROOT : ROOT;
  if (name.startsWith('cgr.dev/chainguard/')) return chainguard(name.slice('cgr.dev/chainguard/'.length));
  // Docker Hardened Images: runtime variants are non-root, `-dev` and `-sdk` ones root (docs.docker.com/dhi)
  if (name.startsWith('dhi.io/')) {
    return tag.words.includes('dev') || tag.words.includes('sdk') ? 'unknown' : { user: 'non-root', name: 'nonroot' };
  }
  if (/^mcr\.microsoft\.com\/dotnet\/(?:sdk|aspnet|runtime|runtime-deps|nightly\/.+)$/.test(name)) return dotnet(tag);
  const bitnami = /^(?:public\.ecr\.aws\/)?bitnami(?:legacy|secure)?\/(.+)$/.exec(name)?.[1];
  if (bitnami !== undefined) return bitnamiUser(bitnami);
  // Source-to-image builders: USER 1001 (github.com/sclorg); the OpenJDK ones 185
  const ubi = /^registry\.(?:access\.redhat\.com|redhat\.io)\/ubi\d+\/(.+)$/.exec(name)?.[1];
  if (ubi !== undefined && /^(?:nodejs|python|php|ruby|perl|go-toolset|httpd|nginx)(?:-|$)/.test(ubi)) {
    return { user: 'non-root', uid: 1001, gid: 0 };
  }
  return ubi?.startsWith('openjdk-') ? { user: 'non-root', uid: 185 } : undefined;
}

/** Chainguard images with another user: builders need root to install packages, and a few servers keep the upstream's user. */
const CHAINGUARD_OTHER =
  /^(?:go|rust|sdk|apko|melange|ko|kaniko|docker-.*|buildkit|postgres|mysql|mariadb|mongodb|cilium.*|calico.*|maven|gradle|git)$/;

function chainguard(image: string): DefaultUser | 'unknown' {
  if (image === 'wolfi-base' || image === 'chainguard-base') return ROOT;
  return CHAINGUARD_OTHER.test(image) ? 'unknown' : NONROOT;
}

function dotnet(tag: TagParts): DefaultUser | 'unknown' {
  const hardened = tag.words.some((word) => word === 'chiseled' || word === 'distroless');
  if (!hardened) return ROOT;
  if (tag.version === undefined) return 'unknown';
  return compareVersions(tag.version, '8.0') >= 0 ? DOTNET_APP : { user: 'non-root', name: 'app' };
}

/** Bitnami's servers, which run as 1001 in group 0. The user of Bitnami's language images and shells varies. */
const BITNAMI_SERVERS: ReadonlySet<string> = new Set(
  (
    'redis redis-cluster redis-sentinel valkey postgresql postgresql-repmgr pgpool pgbouncer mysql mariadb mariadb-galera ' +
    'mongodb kafka zookeeper rabbitmq nginx apache wordpress wordpress-nginx elasticsearch kibana logstash opensearch etcd ' +
    'keycloak minio memcached kubectl external-dns metrics-server prometheus alertmanager grafana thanos influxdb cassandra ' +
    'consul ghost tomcat solr spark sonarqube airflow clickhouse nats schema-registry vault argo-cd redis-exporter ' +
    'postgres-exporter sealed-secrets-controller haproxy envoy'
  ).split(' '),
);

function bitnamiUser(image: string): DefaultUser | 'unknown' {
  if (image === 'minideb') return ROOT;
  return BITNAMI_SERVERS.has(image) ? { user: 'non-root', uid: 1001, gid: 0 } : 'unknown';
}
