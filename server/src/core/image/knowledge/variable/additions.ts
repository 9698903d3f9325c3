/**
 * Variables for files (`NAME_FILE`) that programs or other scripts than the entrypoint read, each with its evidence. Those that entrypoints
 * read are in `data/image-users.generated.ts`.
 */
import type { Evidence } from '../evidence.ts';

export interface AddedFileVariables extends Evidence {
  /** Familiar names, separated by spaces; `*` stands for a last path component. */
  readonly images: string;
  /** Names of variables, separated by spaces, or a pattern. */
  readonly names: string | RegExp;
  /** The name of the variable for the file; `$` stands for NAME. Default: `$_FILE`. */
  readonly form?: string;
  /** Text before the path in the value. */
  readonly prefix?: string;
}

const read = (file: string, asOf: string): Evidence => ({ source: `github.com/${file}`, asOf });

export const ADDED_FILE_VARIABLES: readonly AddedFileVariables[] = [
  {
    images: 'nextcloud', // read by its configuration files, not by the entrypoint
    names: 'SMTP_PASSWORD OBJECTSTORE_S3_KEY OBJECTSTORE_S3_SECRET',
    ...read('nextcloud/docker README.md @4de1eed6', '2026-07-23'),
  },
  {
    images: 'phpmyadmin phpmyadmin/phpmyadmin',
    names:
      'MYSQL_ROOT_PASSWORD MYSQL_PASSWORD PMA_USER PMA_PASSWORD PMA_CONTROLUSER PMA_CONTROLPASS PMA_HOST PMA_HOSTS',
    ...read('phpmyadmin/docker docker-entrypoint.sh @452a995', '2025-10-08'),
  },
  {
    images: 'minio/minio quay.io/minio/minio',
    names: 'MINIO_ROOT_USER MINIO_ROOT_PASSWORD MINIO_ACCESS_KEY MINIO_SECRET_KEY',
    ...read('minio/minio internal/config/constants.go @7aac2a2c5', '2026-02-12'),
  },
  {
    images: 'grafana/grafana grafana/grafana-oss grafana/grafana-enterprise',
    names: /^GF_[A-Z0-9_]+$/,
    form: '$__FILE',
    ...read('grafana/grafana packaging/docker/run.sh @07754534fbaf', '2026-11-29'),
  },
  {
    images: 'gitea/gitea',
    names: /^GITEA__[A-Za-z0-9_]+__[A-Z0-9_]+$/,
    form: '$__FILE',
    ...read('go-gitea/gitea modules/setting/config_env.go @00c93ca8a1aa', '2026-11-29'),
  },
  {
    images: 'quay.io/prometheuscommunity/postgres-exporter prometheuscommunity/postgres-exporter',
    names: 'DATA_SOURCE_URI DATA_SOURCE_USER DATA_SOURCE_PASS',
    ...read('prometheus-community/postgres_exporter README.md @dbb1987e', '2026-08-18'),
  },
  {
    images: 'vaultwarden/server ghcr.io/dani-garcia/vaultwarden',
    names: 'ADMIN_TOKEN DATABASE_URL SMTP_PASSWORD SMTP_USERNAME YUBICO_SECRET_KEY DUO_SKEY PUSH_INSTALLATION_KEY',
    ...read('dani-garcia/vaultwarden src/util.rs @46d71107', '2026-08-20'),
  },
  {
    images: 'n8nio/n8n docker.n8n.io/n8nio/n8n',
    names:
      /^(?:DB_(?:POSTGRESDB|MYSQLDB)_(?:PASSWORD|USER|HOST|DATABASE)|N8N_ENCRYPTION_KEY|N8N_USER_MANAGEMENT_JWT_SECRET|N8N_SMTP_PASS|QUEUE_BULL_REDIS_PASSWORD)$/,
    ...read('n8n-io/n8n packages/@n8n/config/src/decorators.ts @09bfd3be0162', '2026-11-29'),
  },
  {
    images: 'authelia/authelia ghcr.io/authelia/authelia',
    names:
      'AUTHELIA_AUTHENTICATION_BACKEND_LDAP_PASSWORD AUTHELIA_DUO_API_INTEGRATION_KEY AUTHELIA_DUO_API_SECRET_KEY ' +
      'AUTHELIA_IDENTITY_PROVIDERS_OIDC_HMAC_SECRET AUTHELIA_IDENTITY_VALIDATION_RESET_PASSWORD_JWT_SECRET AUTHELIA_JWT_SECRET ' +
      'AUTHELIA_NOTIFIER_SMTP_PASSWORD AUTHELIA_SESSION_REDIS_PASSWORD AUTHELIA_SESSION_SECRET AUTHELIA_STORAGE_ENCRYPTION_KEY ' +
      'AUTHELIA_STORAGE_MYSQL_PASSWORD AUTHELIA_STORAGE_POSTGRES_PASSWORD',
    ...read('authelia/authelia docs/content/configuration/methods/secrets.md @23572030b', '2026-08-22'),
  },
  {
    images: 'ghcr.io/paperless-ngx/paperless-ngx paperlessngx/paperless-ngx',
    names: /^PAPERLESS_[A-Z0-9_]+$/,
    ...read(
      'paperless-ngx/paperless-ngx docker/rootfs/etc/s6-overlay/s6-rc.d/init-env-file/run @b0e0e8a35',
      '2026-08-08',
    ),
  },
  {
    images: 'ghcr.io/immich-app/immich-server',
    names: 'DB_HOSTNAME DB_DATABASE_NAME DB_USERNAME DB_PASSWORD DB_URL REDIS_PASSWORD',
    ...read('immich-app/immich docs/docs/install/environment-variables.md @02454cb48e9a', '2026-11-29'),
  },
  {
    images: 'miniflux/miniflux ghcr.io/miniflux/miniflux',
    names: 'DATABASE_URL ADMIN_USERNAME ADMIN_PASSWORD METRICS_USERNAME METRICS_PASSWORD OAUTH2_CLIENT_SECRET',
    ...read('miniflux/v2 internal/config/options.go @106cdd09', '2026-08-11'),
  },
  {
    images: 'fireflyiii/core',
    names: 'APP_KEY DB_PASSWORD DB_USERNAME REDIS_PASSWORD MAIL_PASSWORD STATIC_CRON_TOKEN',
    ...read('firefly-iii/firefly-iii .env.example @a95b82b14c', '2026-07-01'),
  },
  {
    images: 'traefik', // every provider of its library for certificates
    names: 'CF_API_KEY CF_DNS_API_TOKEN CF_ZONE_API_TOKEN DO_AUTH_TOKEN GANDIV5_PERSONAL_ACCESS_TOKEN HETZNER_API_KEY',
    ...read('go-acme/lego docs/content/dns/_index.md @a0e15c2da', '2026-07-21'),
  },
  {
    images: 'yourls',
    names: 'YOURLS_USER YOURLS_PASS YOURLS_DB_USER YOURLS_DB_PASS',
    ...read('YOURLS/containers images/yourls/config-container.php @d5f39e4', '2026-08-07'),
  },
  {
    images: 'espocrm espocrm/espocrm',
    names: /^ESPOCRM_[A-Z0-9_]*PASSWORD$/,
    ...read('docker-library/docs espocrm/content.md @c4a9ba414', '2026-08-21'),
  },
  {
    images: 'requarks/wiki ghcr.io/requarks/wiki',
    names: 'DB_PASS',
    ...read('requarks/wiki server/core/config.js @6f042e97', '2026-05-01'),
  },
  {
    images: 'shlinkio/shlink ghcr.io/shlinkio/shlink',
    names: 'DB_PASSWORD GEOLITE_LICENSE_KEY INITIAL_API_KEY MERCURE_JWT_SECRET RABBITMQ_PASSWORD',
    ...read('shlinkio/shlink module/Core/src/Config/EnvVars.php @59c62a2c', '2026-06-22'),
  },
  {
    images: 'vikunja/vikunja',
    names: /^VIKUNJA_(?:DATABASE|MAILER|REDIS)_PASSWORD$/,
    ...read('go-vikunja/vikunja pkg/config/config.go @762dc4ebe', '2026-08-22'),
  },
  {
    images: 'qmcgaw/gluetun ghcr.io/qdm12/gluetun',
    names: 'OPENVPN_USER OPENVPN_PASSWORD WIREGUARD_PRIVATE_KEY WIREGUARD_PRESHARED_KEY',
    form: '$_SECRETFILE',
    ...read('qdm12/gluetun Dockerfile @b1193252', '2026-05-19'),
  },
  {
    // The value is a URL. The bootstrap variables do not support it.
    images: 'ghcr.io/goauthentik/server goauthentik/server',
    names: /^AUTHENTIK_(?!BOOTSTRAP_)[A-Z0-9_]+$/,
    form: '$',
    prefix: 'file://',
    ...read('goauthentik/authentik authentik/lib/config.py @037bd1f06adb', '2026-11-29'),
  },
  {
    images: 'linuxserver/* lscr.io/linuxserver/*', // a prefix, for every variable
    names: /^[A-Z_][A-Z0-9_]*$/i,
    form: 'FILE__$',
    ...read('linuxserver/docker-baseimage-alpine root/etc/s6-overlay/s6-rc.d/init-envfile/run @3d5a8b0', '2025-10-04'),
  },
  ...bitnami(),
];

/** The names that Bitnami's own charts set for each server. */
function bitnami(): AddedFileVariables[] {
  const names: readonly (readonly [image: string, names: string])[] = [
    ['redis', 'REDIS_PASSWORD REDIS_MASTER_PASSWORD'],
    ['redis-cluster', 'REDIS_PASSWORD'],
    ['valkey', 'VALKEY_PASSWORD VALKEY_PRIMARY_PASSWORD'],
    ['postgresql', 'POSTGRES_PASSWORD POSTGRES_POSTGRES_PASSWORD POSTGRES_REPLICATION_PASSWORD'],
    ['mysql', 'MYSQL_PASSWORD MYSQL_ROOT_PASSWORD MYSQL_MASTER_ROOT_PASSWORD MYSQL_REPLICATION_PASSWORD'],
    ['mariadb', 'MARIADB_PASSWORD MARIADB_ROOT_PASSWORD MARIADB_MASTER_ROOT_PASSWORD MARIADB_REPLICATION_PASSWORD'],
    ['mongodb', 'MONGODB_ROOT_PASSWORD MONGODB_INITIAL_PRIMARY_ROOT_PASSWORD MONGODB_REPLICA_SET_KEY'],
    ['minio', 'MINIO_ROOT_USER MINIO_ROOT_PASSWORD'],
    ['etcd', 'ETCD_ROOT_PASSWORD'],
    ['rabbitmq', 'RABBITMQ_PASSWORD'],
    ['wordpress', 'WORDPRESS_PASSWORD WORDPRESS_DATABASE_PASSWORD SMTP_PASSWORD'],
    ['cassandra', 'CASSANDRA_PASSWORD'],
    ['ghost', 'GHOST_PASSWORD GHOST_DATABASE_PASSWORD GHOST_SMTP_PASSWORD'],
    ['drupal', 'DRUPAL_PASSWORD DRUPAL_DATABASE_PASSWORD SMTP_PASSWORD'],
    ['moodle', 'MOODLE_PASSWORD MOODLE_DATABASE_PASSWORD'],
    ['elasticsearch', 'ELASTICSEARCH_PASSWORD'],
  ];
  return names.map(([image, list]) => ({
    images: `bitnami/${image} bitnamilegacy/${image}`,
    names: list,
    ...read(`bitnami/charts bitnami/${image}/templates @5165628ae0`, '2026-07-01'),
  }));
}
