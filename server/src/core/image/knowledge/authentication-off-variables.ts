/** Variables of public images that let everyone in without a password, each with its evidence. */
import type { VariableRow } from './authentication-off-row.ts';
import type { Evidence } from './evidence.ts';

/** A switch that is on. */
export const ON = /^(?:true|1|yes|on)$/i;
/** Any value. */
export const SET = /./;
/** Evidence from a file of a repository on GitHub. */
export const read = (file: string, asOf: string): Evidence => ({ source: `github.com/${file}`, asOf });
const OFFICIAL = '2026-08-21';

const EMPTY_PASSWORD = { variable: 'ALLOW_EMPTY_PASSWORD', value: ON, says: 'starts without a password' } as const;

const ELASTICSEARCH = {
  variable: 'xpack.security.enabled',
  value: /^false$/i,
  images: /(?:^|\/)elasticsearch(?:-\w+)?$/,
  says: 'switches authentication off',
  asOf: '2026-11-30',
} as const;

/** The first row that fits counts. */
export const VARIABLES: readonly VariableRow[] = [
  {
    variable: 'POSTGRES_HOST_AUTH_METHOD',
    value: /^trust$/,
    says: 'lets everyone in as any user without a password',
    needs: 'POSTGRES_PASSWORD',
    ...read('docker-library/docs postgres/content.md @c4a9ba414', OFFICIAL),
  },
  {
    variable: 'MYSQL_ALLOW_EMPTY_PASSWORD',
    value: SET, // its entrypoint only asks whether it is empty
    says: 'leaves `root` without a password',
    needs: 'MYSQL_ROOT_PASSWORD',
    passwords: [
      'MYSQL_ROOT_PASSWORD',
      'MARIADB_ROOT_PASSWORD',
      'MYSQL_RANDOM_ROOT_PASSWORD',
      'MARIADB_RANDOM_ROOT_PASSWORD',
    ],
    ...read('docker-library/docs mysql/content.md @c4a9ba414', OFFICIAL),
  },
  {
    variable: 'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
    value: SET,
    says: 'leaves `root` without a password',
    needs: 'MARIADB_ROOT_PASSWORD',
    passwords: [
      'MARIADB_ROOT_PASSWORD',
      'MYSQL_ROOT_PASSWORD',
      'MARIADB_ROOT_PASSWORD_HASH',
      'MARIADB_RANDOM_ROOT_PASSWORD',
    ],
    ...read('docker-library/docs mariadb/content.md @c4a9ba414', OFFICIAL),
  },
  {
    ...EMPTY_PASSWORD,
    images: /(?:^|\/)(?:redis|redis-cluster|keydb)$/,
    needs: 'REDIS_PASSWORD',
    passwords: ['REDIS_PASSWORD'],
    ...read('bitnami/containers bitnami/redis/README.md @000cfd004', '2026-11-30'),
  },
  {
    ...EMPTY_PASSWORD,
    images: /(?:^|\/)valkey(?:-cluster)?$/,
    needs: 'VALKEY_PASSWORD',
    passwords: ['VALKEY_PASSWORD'],
    ...read('bitnami/charts bitnami/valkey/templates/primary/application.yaml @5165628ae', '2026-07-01'),
  },
  ...(
    [
      [/(?:^|\/)postgresql(?:-[a-z]+)?$/, 'POSTGRESQL_PASSWORD', 'POSTGRES_PASSWORD', 'POSTGRESQL_POSTGRES_PASSWORD'],
      [/(?:^|\/)mongodb(?:-[a-z]+)?$/, 'MONGODB_ROOT_PASSWORD'],
      [/(?:^|\/)mysql(?:-[a-z]+)?$/, 'MYSQL_ROOT_PASSWORD'],
      [/(?:^|\/)mariadb(?:-[a-z]+)?$/, 'MARIADB_ROOT_PASSWORD'],
    ] as const
  ).map(([images, ...passwords]) => ({
    ...EMPTY_PASSWORD,
    images,
    needs: passwords[0],
    passwords,
    ...read('bitnami/charts bitnami/postgresql/templates/primary/statefulset.yaml @5165628ae', '2026-07-01'),
  })),
  {
    variable: 'ALLOW_ANONYMOUS_LOGIN',
    value: ON,
    images: /(?:^|\/)zookeeper$/,
    says: 'lets every client in without a password',
    needsMore: true, // `ZOO_ENABLE_AUTH`, with users and passwords of servers and clients
    ...read('bitnami/containers bitnami/zookeeper libzookeeper.sh, zookeeper_validate', '2026-11-30'),
  },
  {
    variable: 'ALLOW_NONE_AUTHENTICATION',
    value: ON,
    images: /(?:^|\/)etcd$/,
    says: 'lets every client in without a password',
    needs: 'ETCD_ROOT_PASSWORD',
    passwords: ['ETCD_ROOT_PASSWORD'],
    ...read('bitnami/charts bitnami/etcd/templates/statefulset.yaml @5165628ae', '2026-07-01'),
  },
  {
    variable: 'GF_AUTH_ANONYMOUS_ORG_ROLE',
    value: /^(?:Admin|Editor)$/,
    with: 'GF_AUTH_ANONYMOUS_ENABLED',
    onlyWayWith: 'GF_AUTH_DISABLE_LOGIN_FORM',
    forTrying: true,
    says: 'lets everyone change dashboards and data sources without a password',
    ...read(
      'grafana/grafana docs/sources/setup-grafana/configure-security/configure-authentication/anonymous-auth @46ef4ae15',
      '2026-11-30',
    ),
  },
  {
    variable: 'DOCKER_TLS_CERTDIR',
    value: /^$/,
    images: /^docker$/,
    tags: /dind/,
    says: 'makes the Docker API answer everyone, without TLS',
    ...read('docker-library/docs docker/content.md @c4a9ba414', OFFICIAL),
  },
  {
    variable: 'NEO4J_AUTH',
    value: /^none$/,
    says: 'switches authentication off',
    ...read('docker-library/docs neo4j/content.md @c4a9ba414', OFFICIAL),
  },
  {
    variable: 'CLICKHOUSE_SKIP_USER_SETUP',
    value: ON,
    says: 'lets everyone in as `default` without a password',
    ...read('docker-library/docs clickhouse/content.md @c4a9ba414', OFFICIAL),
  },
  {
    ...ELASTICSEARCH,
    tags: /^[1-7]\./,
    needsMore: true, // off by default with a basic licence
    source: 'elastic.co/guide/en/elastic-stack-overview/7.3/get-started-enable-security.html',
  },
  {
    ...ELASTICSEARCH,
    also: 'Call it by `https`: it then takes nothing else',
    source: 'elastic.co/guide/en/elasticsearch/reference/current/security-settings.html',
  },
  {
    variable: 'DISABLE_SECURITY_PLUGIN',
    value: /^true$/,
    says: 'switches authentication off',
    needs: 'OPENSEARCH_INITIAL_ADMIN_PASSWORD', // since 2.12: docs.opensearch.org/latest/security/configuration/demo-configuration, 2026-11-30
    also: 'Call it by `https`: it then takes nothing else, and has a certificate for demonstrations',
    ...read('opensearch-project/opensearch-build docker/release/README.md @4372bf71a', '2026-08-19'),
  },
  {
    variable: 'plugins.security.disabled',
    value: /^true$/i,
    says: 'switches authentication off',
    ...read('opensearch-project/opensearch-build docker/release/README.md @4372bf71a', '2026-08-19'),
  },
  {
    variable: 'SE_VNC_NO_PASSWORD',
    value: SET, // start-vnc.sh only asks whether it is empty
    says: 'shows and gives the screen to everyone without a password',
    ...read('SeleniumHQ/docker-selenium README.md @3290a305', '2024-10-24'),
  },
  {
    variable: 'TRAEFIK_API_INSECURE',
    value: ON,
    port: '8080',
    says: 'gives API and dashboard to everyone without a password',
    ...read('traefik/traefik docs/content/reference/install-configuration/api-dashboard.md @fd5a576df', '2026-07-24'),
  },
  {
    variable: 'AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED',
    value: ON,
    images: /(?:^|\/)weaviate$/,
    says: 'lets everyone in without a key',
    source: 'docs.weaviate.io/deploy/configuration/authentication',
    asOf: '2026-11-30',
  },
];
