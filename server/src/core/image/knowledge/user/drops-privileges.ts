/** Images that start as root and then drop root. A missing USER is no finding there, and an added one may break them. */
import type { ImageReference } from '../../reference.ts';
import { distroFamily } from '../distro/distro-family.ts';
import { publicName } from '../publisher/names.ts';

export interface UserIds {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The users that official entrypoints change to (`gosu`, `su-exec`, `setpriv`), from each image's Dockerfile; `alpine` if it differs. */
const RUNS_AS: Readonly<Record<string, { readonly usual: UserIds; readonly alpine?: UserIds }>> = {
  // docker-library/postgres: `useradd … --uid=999`; Alpine has 70 reserved for it
  postgres: { usual: { name: 'postgres', uid: 999, gid: 999 }, alpine: { name: 'postgres', uid: 70, gid: 70 } },
  // built on postgres
  'postgis/postgis': {
    usual: { name: 'postgres', uid: 999, gid: 999 },
    alpine: { name: 'postgres', uid: 70, gid: 70 },
  },
  'pgvector/pgvector': { usual: { name: 'postgres', uid: 999, gid: 999 } },
  // docker-library/redis
  redis: { usual: { name: 'redis', uid: 999, gid: 999 }, alpine: { name: 'redis', uid: 999, gid: 1000 } },
  // docker-library/mysql
  mysql: { usual: { name: 'mysql', uid: 999, gid: 999 } },
  // MariaDB/mariadb-docker
  mariadb: { usual: { name: 'mysql', uid: 999, gid: 999 } },
  // docker-library/mongo
  mongo: { usual: { name: 'mongodb', uid: 999, gid: 999 } },
  // docker-library/rabbitmq
  rabbitmq: { usual: { name: 'rabbitmq', uid: 999, gid: 999 }, alpine: { name: 'rabbitmq', uid: 100, gid: 101 } },
  // docker-library/cassandra
  cassandra: { usual: { name: 'cassandra', uid: 999, gid: 999 } },
  // neo4j/docker-neo4j: `--uid=7474`
  neo4j: { usual: { name: 'neo4j', uid: 7474, gid: 7474 } },
  // apache/couchdb-docker: `-g 5984 … -u 5984`
  couchdb: { usual: { name: 'couchdb', uid: 5984, gid: 5984 } },
  // 31z4/zookeeper-docker
  zookeeper: { usual: { name: 'zookeeper', uid: 1000, gid: 1000 } },
  // apache/flink-docker
  flink: { usual: { name: 'flink', uid: 9999, gid: 9999 } },
  // eclipse-mosquitto: the broker itself changes to its user
  'eclipse-mosquitto': { usual: { name: 'mosquitto', uid: 1883, gid: 1883 } },
  // ClickHouse's docker/server: `--uid=101`
  'clickhouse/clickhouse-server': { usual: { name: 'clickhouse', uid: 101, gid: 101 } },
  clickhouse: { usual: { name: 'clickhouse', uid: 101, gid: 101 } },
};

/** Other images that drop root. Their user is uncertain, or does not work from the start (ports below 1024, set-up as root). */
const DROPS: ReadonlySet<string> = new Set(
  [
    // The master process runs as root, the workers do not.
    'nginx httpd openresty/openresty',
    // The entrypoint changes the user.
    'elasticsearch influxdb telegraf ghost vault consul hashicorp/vault hashicorp/consul solr percona rethinkdb crate redmine',
    'valkey/valkey timescale/timescaledb metabase/metabase envoyproxy/envoy matrixdotorg/synapse gitea/gitea authelia/authelia',
    'pihole/pihole netdata/netdata atlassian/jira-software atlassian/confluence sonarqube nextcloud wordpress joomla drupal phpmyadmin matomo mediawiki',
  ].flatMap((line) => line.split(' ')),
);

/** Apache and PHP-FPM: the master process runs as root, the workers as www-data. */

const PHP_SERVER_WORDS: ReadonlySet<string> = new Set(['apache', 'fpm']);

/** Whether an image starts as root but runs its service as another user. Also `false` when unknown. */
export function dropsPrivileges(ref: ImageReference): boolean {
  const name = publicName(ref);
  if (name === 'php') return (ref.tag ?? '').split('-').some((word) => PHP_SERVER_WORDS.has(word));
  return Object.hasOwn(RUNS_AS, name) || DROPS.has(name) || /^(?:lscr\.io\/)?linuxserver\//.test(name);
}

/** The user that such an image changes to, if it is known and also works as `user:` or `runAsUser` (with the image's usual volumes). */
export function runsAs(ref: ImageReference): UserIds | undefined {
  const name = publicName(ref);
  const known = Object.hasOwn(RUNS_AS, name) ? RUNS_AS[name] : undefined;
  if (known === undefined) return undefined;
  const family = distroFamily(ref);
  if (family === 'windows') return undefined;
  if (family !== 'alpine') return known.usual;
  return known.alpine ?? (name === 'eclipse-mosquitto' || name === 'zookeeper' ? known.usual : undefined);
}
