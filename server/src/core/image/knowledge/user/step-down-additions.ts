/** How images give up root where their entrypoint runs no tool for it, and conditions of it, each with its evidence. */
import type { Drop } from '../data/image-users.ts';
import type { Evidence } from '../evidence.ts';

export interface AddedStepDown extends Evidence {
  /** Familiar names, separated by spaces; `*` stands for a last path component. */
  readonly images: string;
  /** `by: 'program'`: the service itself gives up root. Absent: as the table of Dockerfiles says. */
  readonly drops?: Drop;
  /** Only if all these variables are set. Absent: only with the one of `drops`, or that of the table. */
  readonly whenAll?: readonly string[];
  /** Only tags with one of these words. */
  readonly words?: readonly string[];
  /** A part of the service keeps root, so the user cannot be set from the start. */
  readonly partly?: true;
  /** Without the capabilities that it needs the service stays root; else the container does not start. */
  readonly optional?: { readonly since: readonly string[]; readonly unless: string };
  /** The entrypoint changes the owner of no file. */
  readonly ownsNothing?: true;
  readonly initServer?: InitServer;
}

/** An entrypoint that, as root, ends a server which it has started as another user. Without `CAP_KILL` it fails, and the container ends. */
export interface InitServer {
  /** It does so if one of these variables is set, */
  readonly variables: readonly string[];
  /** or if this directory of the container has a file. */
  readonly directory: string;
}

const read = (file: string, asOf: string): Evidence => ({ source: `github.com/${file}`, asOf });

/** Apache's parent process and PHP-FPM's master stay root, their workers are www-data. */
const PHP: Pick<AddedStepDown, 'drops' | 'partly'> = { drops: { by: 'program', to: 'www-data' }, partly: true };

export const ADDED_STEP_DOWNS: readonly AddedStepDown[] = [
  {
    images: 'redis',
    // The first versions of their lines that ask for the capabilities before they use them.
    optional: { since: ['6.2.22', '7.2.14', '7.4.9', '8.0'], unless: 'SKIP_DROP_PRIVS' },
    ...read(
      'redis/docker-library-redis debian/docker-entrypoint.sh @0d55be9aa67b; docker-library/official-images pull 21383',
      '2026-05-05',
    ),
  },
  // The master process is root, the workers are not.
  {
    images: 'nginx nginxproxy/nginx-proxy',
    drops: { by: 'program', to: 'nginx', uid: 101, gid: 101 },
    partly: true,
    ...read('docker-library/docs nginx/content.md @c4a9ba414', '2026-08-21'),
  },
  {
    images: 'openresty/openresty',
    drops: { by: 'program', to: 'nobody' },
    partly: true,
    ...read('openresty/docker-openresty nginx.conf @db09395', '2026-06-13'),
  },
  {
    images: 'httpd',
    drops: { by: 'program', to: 'www-data' },
    partly: true,
    ...read('docker-library/httpd 2.4/Dockerfile @9b63b37', '2026-06-10'),
  },
  {
    images: 'php',
    words: ['apache', 'fpm'],
    ...PHP,
    ...read('docker-library/php 8.4/trixie/fpm/Dockerfile @445bf414', '2026-07-30'),
  },
  { images: 'wordpress', ...PHP, ...read('docker-library/wordpress Dockerfile.template @bf223d1c2', '2026-08-19') },
  { images: 'nextcloud', ...PHP, ...read('nextcloud/docker 34/apache/Dockerfile @4de1eed6', '2026-07-23') },
  { images: 'joomla', ...PHP, ...read('joomla-docker/docker-joomla Dockerfile.template @562e0fe', '2026-04-15') },
  {
    images: 'drupal',
    ...PHP,
    ...read('docker-library/drupal 10.6/php8.3/apache-trixie/Dockerfile @305e3e2', '2026-07-22'),
  },
  {
    images: 'phpmyadmin phpmyadmin/phpmyadmin',
    ...PHP,
    ...read('phpmyadmin/docker apache/Dockerfile @452a995', '2025-10-08'),
  },
  { images: 'matomo', ...PHP, ...read('matomo-org/docker Dockerfile-debian.template @adb618a', '2026-05-03') },
  { images: 'mediawiki', ...PHP, ...read('wikimedia/mediawiki-docker 1.43/apache/Dockerfile @618c79d', '2026-07-01') },
  { images: 'backdrop', ...PHP, ...read('backdrop-ops/backdrop-docker 1/apache/Dockerfile @69d47cd', '2026-07-01') },
  { images: 'friendica', ...PHP, ...read('friendica/docker @93be4ea', '2024-10-17') },
  { images: 'monica', ...PHP, ...read('monicahq/docker @7ffc743', '2025-08-19') },
  { images: 'postfixadmin', ...PHP, ...read('postfixadmin/docker Dockerfile-debian.template @3c1bab8', '2024-02-11') },
  {
    images: 'espocrm espocrm/espocrm',
    ...PHP,
    ...read('espocrm/espocrm-docker Dockerfile-debian.template @c748146', '2026-07-17'),
  },
  { images: 'yourls', ...PHP, ...read('YOURLS/containers images/yourls/Dockerfile.template @d5f39e4', '2026-08-07') },
  // `MINIO_UID` and `MINIO_GID`, which the table of Dockerfiles names, only choose the numbers of that user.
  {
    images: 'minio/minio quay.io/minio/minio',
    whenAll: ['MINIO_USERNAME', 'MINIO_GROUPNAME'],
    ...read('minio/minio dockerscripts/docker-entrypoint.sh @015736e408f5', '2026-11-29'),
  },
  // The program gives up root for good.
  {
    images: 'eclipse-mosquitto',
    drops: { by: 'program', to: 'mosquitto', uid: 1883, gid: 1883 },
    ...read('eclipse-mosquitto/mosquitto docker/2.1-alpine/README.md @7b8aba10', '2026-06-30'),
  },
  {
    images: 'netdata/netdata',
    drops: { by: 'program', to: 'netdata' },
    partly: true,
    ...read('netdata/netdata packaging/docker/run.sh @03df7c1791d8', '2026-11-29'),
  },
  {
    images: 'pihole/pihole ghcr.io/pi-hole/pihole',
    drops: { by: 'capsh', to: 'pihole' },
    partly: true,
    ...read('pi-hole/docker-pi-hole src/start.sh @dd91b48', '2026-07-07'),
  },
  {
    images: 'matrixdotorg/synapse ghcr.io/element-hq/synapse',
    drops: { by: 'gosu', to: '991', uid: 991, gid: 991 },
    ...read('element-hq/synapse docker/start.py @a58ad44eb0', '2026-07-24'),
  },
  {
    images: 'authelia/authelia ghcr.io/authelia/authelia',
    drops: { by: 'su-exec', when: 'PUID' },
    ...read('authelia/authelia entrypoint.sh @23572030b', '2026-08-22'),
  },
  {
    images: 'gitea/gitea',
    drops: { by: 'su-exec', to: 'git' },
    ...read('go-gitea/gitea docker/root/etc/s6/gitea/run @1034070cbfd6', '2026-11-29'),
  },
  {
    images: 'hashicorp/vault',
    drops: { by: 'su-exec', to: 'vault' },
    ...read('hashicorp/vault .release/docker/docker-entrypoint.sh @1d04c5e2762f', '2026-11-29'),
  },
  {
    images: 'hashicorp/consul',
    drops: { by: 'su-exec', to: 'consul' },
    ...read('hashicorp/consul .release/docker/docker-entrypoint.sh @9bce86134e0f', '2026-11-29'),
  },
  {
    images: 'metabase/metabase',
    drops: { by: 'su', to: 'metabase' },
    ...read('metabase/metabase bin/docker/run_metabase.sh @0024b89173d0', '2026-11-29'),
  },
  {
    images: 'linuxserver/* lscr.io/linuxserver/*',
    drops: { by: 's6-setuidgid', to: 'abc' },
    partly: true,
    ...read('linuxserver/docker-baseimage-alpine root/etc/s6-overlay/s6-rc.d/init-adduser/run @3d5a8b0', '2025-10-04'),
  },
  {
    images: 'envoyproxy/envoy', // the root image copies su-exec and makes this user
    drops: { by: 'su-exec', to: 'envoy' },
    ...read('envoyproxy/envoy distribution/docker/Dockerfile-envoy @0252c88f4757', '2026-11-29'),
  },
  {
    images: 'ghcr.io/paperless-ngx/paperless-ngx paperlessngx/paperless-ngx',
    drops: { by: 's6-setuidgid', to: 'paperless', uid: 1000, gid: 1000 },
    partly: true,
    ...read(
      'paperless-ngx/paperless-ngx docker/rootfs/etc/s6-overlay/s6-rc.d/svc-consumer/run @b0e0e8a35',
      '2026-08-08',
    ),
  },
  {
    images: 'couchbase',
    drops: { by: 'chpst', to: 'couchbase', uid: 1000, gid: 1000 },
    partly: true,
    ...read('couchbase/docker community/couchbase-server/7.0.0/scripts/run @98adaeba', '2026-07-21'),
  },
  {
    images: 'znc',
    drops: { by: 'su-exec', to: 'znc' },
    ...read('znc/znc-docker slim/startup-sequence/20-chown.sh @079544b', '2025-07-01'),
  },
  {
    images: 'varnish', // its jail, for which the Dockerfile makes the user
    drops: { by: 'program', to: 'vcache', uid: 1001 },
    partly: true,
    ...read('varnish/docker-varnish stable/debian/Dockerfile @eb60dff', '2026-07-27'),
  },
  // The entrypoints of the official MySQL, MariaDB, PostgreSQL and MongoDB run themselves again as the other user first, and InfluxDB's first server is root's.
  {
    images: 'clickhouse',
    initServer: { variables: ['CLICKHOUSE_DB'], directory: '/docker-entrypoint-initdb.d' },
    ...read('ClickHouse/ClickHouse docker/server/entrypoint.sh @00b7432bc3c5', '2026-11-30'),
  },
  // Entrypoints that change no owner
  { images: 'krakend', ownsNothing: true, ...read('krakend/docker-library @8c2abb5', '2026-05-11') },
  { images: 'flink', ownsNothing: true, ...read('apache/flink-docker @983be34', '2026-05-13') },
];
