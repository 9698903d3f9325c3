/** The default user of images that follow a convention of their publisher. The evidence is in other-names.ts, `FAMILIES`. */
import type { UserRow } from '../data/image-users.ts';
import { compareVersions, type TagParts } from '../tag/tags.ts';
import { plainRow } from './plain-row.ts';

const ROOT = plainRow('root');

/** The user of Google's distroless images and of Chainguard's images. */
const NONROOT = plainRow('nonroot', { name: 'nonroot', uid: 65532, gid: 65532 });

/** The row of a family's image; `unknown` when the image belongs to a family but its user is not known. */
export function familyRow(name: string, tag: TagParts): UserRow | 'unknown' | undefined {
  // Every image has a `nonroot` variant and is root without it.
  if (name.startsWith('gcr.io/distroless/')) return tag.words.includes('nonroot') ? NONROOT : ROOT;
  if (name.startsWith('cgr.dev/chainguard/')) return chainguard(name.slice('cgr.dev/chainguard/'.length));
  // Runtime variants are non-root, `-dev` and `-sdk` ones are root in most cases.
  if (name.startsWith('dhi.io/')) {
    return tag.words.includes('dev') || tag.words.includes('sdk') ? 'unknown' : plainRow('nonroot');
  }
  if (/^mcr\.microsoft\.com\/dotnet\/(?:sdk|aspnet|runtime|runtime-deps|nightly\/.+)$/.test(name)) return dotnet(tag);
  const bitnami = /^(?:public\.ecr\.aws\/)?bitnami(?:legacy|secure)?\/(.+)$/.exec(name)?.[1];
  if (bitnami !== undefined) return bitnamiUser(bitnami);
  if (ROOT_UBI.test(name)) return ROOT;
  const ubi = /^registry\.(?:access\.redhat\.com|redhat\.io)\/ubi\d+\/(.+)$/.exec(name)?.[1];
  if (ubi !== undefined && /^(?:nodejs|python|php|ruby|perl|go-toolset|httpd|nginx)(?:-|$)/.test(ubi))
    return plainRow('1001', { uid: 1001, gid: 0 });
  return undefined;
}

/** Red Hat's plain base images, under all their names. Red Hat's language images have another default user. */
const ROOT_UBI =
  /^(?:registry\.access\.redhat\.com|registry\.redhat\.io|redhat)\/ubi\d+(?:\/ubi)?(?:-minimal|-micro|-init)?$/;

/** Chainguard's images with another user: those that build or manage images are root, two servers have the user of their project. */
const CHAINGUARD: ReadonlyMap<string, UserRow | 'unknown'> = new Map<string, UserRow | 'unknown'>([
  ...'apko bash chainguard-base docker-dind gcc-glibc go melange postgres wolfi-base'
    .split(' ')
    .map((name) => [name, ROOT] as const),
  ...['haproxy', 'redis'].map((name) => [name, plainRow(name)] as const),
  ...'git k3s rust sdk ko kaniko buildkit mysql mariadb mongodb'.split(' ').map((name) => [name, 'unknown'] as const),
]);

const chainguard = (image: string): UserRow | 'unknown' =>
  CHAINGUARD.get(image) ?? (/^(?:cilium|calico|docker-)/.test(image) ? 'unknown' : NONROOT);

/** `app` is 1654 since .NET 8. */
function dotnet(tag: TagParts): UserRow | 'unknown' {
  const hardened = tag.words.some((word) => word === 'chiseled' || word === 'distroless');
  const since8 = tag.version !== undefined && compareVersions(tag.version, '8.0') >= 0;
  if (!hardened) return since8 ? DOTNET_ROOT : ROOT;
  if (tag.version === undefined) return 'unknown';
  return since8 ? plainRow('1654', { name: 'app', uid: 1654, gid: 1654 }) : plainRow('app');
}

const DOTNET_ROOT: UserRow = { ...ROOT, has: [{ name: 'app', uid: 1654, gid: 1654 }] };

/** Bitnami's servers, which run as 1001. The user of Bitnami's language images and shells varies. */
const BITNAMI_SERVERS: ReadonlySet<string> = new Set(
  (
    'redis redis-cluster redis-sentinel valkey postgresql postgresql-repmgr pgpool pgbouncer mysql mariadb mariadb-galera ' +
    'mongodb kafka zookeeper rabbitmq nginx apache wordpress wordpress-nginx elasticsearch kibana logstash opensearch etcd ' +
    'keycloak minio memcached kubectl external-dns metrics-server prometheus alertmanager grafana thanos influxdb cassandra ' +
    'consul ghost tomcat solr spark sonarqube airflow clickhouse nats schema-registry vault argo-cd redis-exporter ' +
    'postgres-exporter sealed-secrets-controller haproxy envoy'
  ).split(' '),
);

function bitnamiUser(image: string): UserRow | 'unknown' {
  if (image === 'minideb') return ROOT;
  return BITNAMI_SERVERS.has(image) ? plainRow('1001', { uid: 1001 }) : 'unknown';
}
