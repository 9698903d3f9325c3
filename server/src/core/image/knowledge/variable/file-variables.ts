/** Images whose entrypoint reads the value of `NAME` from the file that `NAME_FILE` names. As of `KNOWLEDGE_DATE`. */
import type { ImageReference } from '../../reference.ts';
import { publicName } from '../publisher/names.ts';

interface Row {
  readonly images: string;
  /** Names of variables, separated by spaces, or a pattern. */
  readonly names: string | RegExp;
  /** The name of the variable for the file; `$` stands for NAME. Default: `$_FILE`. */
  readonly form?: string;
  /** Text before the path in the value. */
  readonly prefix?: string;
}

const POSTGRES = 'POSTGRES_PASSWORD POSTGRES_USER POSTGRES_DB POSTGRES_INITDB_ARGS';
const MYSQL = 'MYSQL_ROOT_PASSWORD MYSQL_PASSWORD MYSQL_USER MYSQL_DATABASE MYSQL_ROOT_HOST';

/** Source of each row: the `file_env` (or similar) calls in the image's entrypoint, or the page in its comment. */
const ROWS: readonly Row[] = [
  { images: 'postgres postgis/postgis pgvector/pgvector timescale/timescaledb', names: POSTGRES }, // docker-library/postgres
  { images: 'mysql mysql/mysql-server percona percona/percona-server', names: MYSQL }, // docker-library/mysql
  {
    images: 'mariadb', // MariaDB/mariadb-docker
    names: `${MYSQL} ${MYSQL.replaceAll('MYSQL_', 'MARIADB_')} MARIADB_PASSWORD_HASH MARIADB_ROOT_PASSWORD_HASH`,
  },
  { images: 'mongo', names: 'MONGO_INITDB_ROOT_USERNAME MONGO_INITDB_ROOT_PASSWORD' }, // docker-library/mongo
  { images: 'clickhouse clickhouse/clickhouse-server', names: 'CLICKHOUSE_USER CLICKHOUSE_PASSWORD' }, // docker/server
  {
    images: 'minio/minio', // docker-entrypoint.sh
    names: 'MINIO_ROOT_USER MINIO_ROOT_PASSWORD MINIO_ACCESS_KEY MINIO_SECRET_KEY',
  },
  {
    images: 'wordpress', // wp-config-docker.php: getenv_docker
    names:
      'WORDPRESS_DB_HOST WORDPRESS_DB_USER WORDPRESS_DB_PASSWORD WORDPRESS_DB_NAME WORDPRESS_AUTH_KEY WORDPRESS_SECURE_AUTH_KEY ' +
      'WORDPRESS_LOGGED_IN_KEY WORDPRESS_NONCE_KEY WORDPRESS_AUTH_SALT WORDPRESS_SECURE_AUTH_SALT WORDPRESS_LOGGED_IN_SALT ' +
      'WORDPRESS_NONCE_SALT',
  },
  {
    images: 'nextcloud', // nextcloud/docker, "Docker Secrets"
    names:
      'NEXTCLOUD_ADMIN_USER NEXTCLOUD_ADMIN_PASSWORD MYSQL_DATABASE MYSQL_USER MYSQL_PASSWORD POSTGRES_DB POSTGRES_USER ' +
      'POSTGRES_PASSWORD REDIS_HOST_PASSWORD SMTP_PASSWORD OBJECTSTORE_S3_KEY OBJECTSTORE_S3_SECRET',
  },
  { images: 'joomla', names: 'JOOMLA_DB_HOST JOOMLA_DB_USER JOOMLA_DB_PASSWORD JOOMLA_DB_NAME' }, // joomla-docker
  { images: 'redmine', names: 'REDMINE_DB_USERNAME REDMINE_DB_PASSWORD REDMINE_DB_DATABASE' }, // docker-library/redmine
  {
    images: 'phpmyadmin phpmyadmin/phpmyadmin',
    names: 'PMA_USER PMA_PASSWORD PMA_CONTROLUSER PMA_CONTROLPASS MYSQL_ROOT_PASSWORD MYSQL_PASSWORD',
  }, // its README
  { images: 'dpage/pgadmin4', names: 'PGADMIN_DEFAULT_PASSWORD' }, // pgadmin.org, "Container Deployment"
  // grafana.com, "Configure Grafana with environment variables": two underscores
  {
    images: 'grafana/grafana grafana/grafana-oss grafana/grafana-enterprise',
    names: /^GF_[A-Z0-9_]+$/,
    form: '$__FILE',
  },
  { images: 'gitea/gitea', names: /^GITEA__[A-Za-z0-9_]+__[A-Z0-9_]+$/, form: '$__FILE' }, // contrib/environment-to-ini
  {
    images: 'quay.io/prometheuscommunity/postgres-exporter prometheuscommunity/postgres-exporter', // its README
    names: 'DATA_SOURCE_URI DATA_SOURCE_USER DATA_SOURCE_PASS',
  },
  { images: 'zabbix/*', names: 'POSTGRES_USER POSTGRES_PASSWORD MYSQL_USER MYSQL_PASSWORD MYSQL_ROOT_PASSWORD' }, // zabbix-docker
  {
    images: 'vaultwarden/server',
    names: 'ADMIN_TOKEN DATABASE_URL SMTP_PASSWORD SMTP_USERNAME YUBICO_SECRET_KEY DUO_SKEY PUSH_INSTALLATION_KEY',
  }, // src/util.rs: get_env
  {
    images: 'n8nio/n8n docker.n8n.io/n8nio/n8n',
    names:
      /^(?:DB_(?:POSTGRESDB|MYSQLDB)_(?:PASSWORD|USER|HOST|DATABASE)|N8N_ENCRYPTION_KEY|N8N_USER_MANAGEMENT_JWT_SECRET|N8N_SMTP_PASS|QUEUE_BULL_REDIS_PASSWORD)$/,
  }, // docs.n8n.io, "Keeping sensitive data in separate files"
  {
    images: 'authelia/authelia ghcr.io/authelia/authelia',
    names: /^AUTHELIA_[A-Z0-9_]*(?:PASSWORD|SECRET|KEY|TOKEN)$/,
  }, // "Secrets"
  { images: 'ghcr.io/paperless-ngx/paperless-ngx paperlessngx/paperless-ngx', names: /^PAPERLESS_[A-Z0-9_]+$/ }, // env-from-file
  {
    images: 'ghcr.io/immich-app/immich-server',
    names: 'DB_HOSTNAME DB_DATABASE_NAME DB_USERNAME DB_PASSWORD REDIS_PASSWORD',
  }, // docs
  { images: 'miniflux/miniflux', names: 'DATABASE_URL ADMIN_USERNAME ADMIN_PASSWORD' }, // miniflux.app/docs/configuration
  { images: 'fireflyiii/core', names: 'APP_KEY DB_PASSWORD DB_USERNAME MAIL_PASSWORD STATIC_CRON_TOKEN' }, // .env.example
  { images: 'directus/directus', names: 'KEY SECRET DB_PASSWORD ADMIN_PASSWORD EMAIL_SMTP_PASSWORD' }, // docs, "_FILE"
  {
    images: 'traefik', // go-acme.github.io/lego: every provider's credentials
    names: 'CF_API_KEY CF_DNS_API_TOKEN CF_ZONE_API_TOKEN DO_AUTH_TOKEN GANDIV5_PERSONAL_ACCESS_TOKEN HETZNER_API_KEY',
  },
  { images: 'odoo', names: 'PASSWORD' }, // docker-library/docs
  { images: 'yourls', names: 'YOURLS_USER YOURLS_PASS YOURLS_DB_USER YOURLS_DB_PASS' }, // docker-library/docs
  { images: 'friendica', names: 'MYSQL_USER MYSQL_PASSWORD REDIS_PW' }, // docker-library/docs, "Docker Secrets"
  { images: 'espocrm espocrm/espocrm', names: /^ESPOCRM_[A-Z0-9_]*PASSWORD$/ }, // docker-library/docs
  {
    images: 'mongo-express', // its README
    names: 'ME_CONFIG_BASICAUTH_PASSWORD ME_CONFIG_MONGODB_ADMINPASSWORD ME_CONFIG_MONGODB_AUTH_PASSWORD',
  },
  {
    images: 'influxdb', // docs.influxdata.com, "Install InfluxDB v2"; the first version has no such variables
    names: 'DOCKER_INFLUXDB_INIT_USERNAME DOCKER_INFLUXDB_INIT_PASSWORD DOCKER_INFLUXDB_INIT_ADMIN_TOKEN',
  },
  { images: 'requarks/wiki ghcr.io/requarks/wiki', names: 'DB_PASS' }, // docs.requarks.io, "Docker"
  { images: 'shlinkio/shlink ghcr.io/shlinkio/shlink', names: 'DB_PASSWORD' }, // shlink.io, "Secret env vars"
  { images: 'vikunja/vikunja', names: /^VIKUNJA_(?:DATABASE|MAILER|REDIS)_PASSWORD$/ }, // vikunja.io/docs/config-options
  {
    images: 'qmcgaw/gluetun ghcr.io/qdm12/gluetun', // gluetun-wiki, "Docker secrets"
    names: 'OPENVPN_USER OPENVPN_PASSWORD WIREGUARD_PRIVATE_KEY WIREGUARD_PRESHARED_KEY',
    form: '$_SECRETFILE',
  },
  {
    // docs.goauthentik.io, "Configuration": the value is a URL. The bootstrap variables do not support it.
    images: 'ghcr.io/goauthentik/server goauthentik/server',
    names: /^AUTHENTIK_(?!BOOTSTRAP_)[A-Z0-9_]+$/,
    form: '$',
    prefix: 'file://',
  },
  // linuxserver.io, "Environment variables from files (Docker secrets)": a prefix, for every variable
  { images: 'linuxserver/* lscr.io/linuxserver/*', names: /^[A-Z_][A-Z0-9_]*$/i, form: 'FILE__$' },
  {
    // Bitnami's `*-env.sh`: the credentials of each server
    images: ['bitnami', 'bitnamilegacy']
      .flatMap((owner) =>
        (
          'postgresql postgresql-repmgr pgpool mysql mariadb mariadb-galera mongodb redis redis-cluster redis-sentinel rabbitmq ' +
          'wordpress ghost drupal joomla moodle keycloak minio elasticsearch cassandra influxdb etcd valkey'
        )
          .split(' ')
          .map((image) => `${owner}/${image}`),
      )
      .join(' '),
    names: /^[A-Z][A-Z0-9_]*_(?:PASSWORD|USER|USERNAME|DATABASE|TOKEN|SECRET_KEY|ERL_COOKIE)$/,
  },
];

const BY_IMAGE = new Map(ROWS.flatMap((row) => row.images.split(' ').map((image) => [image, row] as const)));

/**
 * The variable of this image that takes the path of a file with the value of `name`: `POSTGRES_PASSWORD_FILE`.
 * `undefined` when no such variable is known, or when `name` itself is one.
 */
export function fileVariable(ref: ImageReference, name: string): string | undefined {
  const row = rowOf(ref);
  if (row === undefined || name.endsWith('_FILE') || name.startsWith('FILE__')) return undefined;
  const known = typeof row.names === 'string' ? row.names.split(' ').includes(name) : row.names.test(name);
  return known ? (row.form ?? '$_FILE').replace('$', () => name) : undefined;
}

/** The value of the variable from `fileVariable`, for a path. */
export const fileAddress = (ref: ImageReference, path: string): string => `${rowOf(ref)?.prefix ?? ''}${path}`;

function rowOf(ref: ImageReference): Row | undefined {
  const image = publicName(ref);
  return BY_IMAGE.get(image) ?? BY_IMAGE.get(image.replace(/[^/]+$/, '*'));
}
