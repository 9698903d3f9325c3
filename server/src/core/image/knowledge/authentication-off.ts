/** Variables and arguments of public images that let everyone in without a password. One row a setting, each with its evidence. */
import type { ImageReference } from '../reference.ts';
import type { Evidence } from './evidence.ts';
import { publicName } from './publisher/names.ts';

interface Row extends Evidence {
  /** The paths of the images that read it; any image where the name is not used for anything else. */
  readonly images?: RegExp;
  /** The port that it opens, where that is not the one of the service itself. */
  readonly port?: string;
  /** Completes "`NAME=value` …". */
  readonly says: string;
  readonly tags?: RegExp;
  /** Variables that set a password: while one of them has a value, the setting lets nobody in. */
  readonly passwords?: readonly string[];
  readonly forTrying?: true; // demonstrations set it, and a maintainer leaves it: strict unless the file is for production
  /** The variable without which the image does not start when the setting is gone. */
  readonly needs?: string;
}
export interface VariableRow extends Row {
  readonly variable: string;
  readonly value: RegExp;
  /** A variable that must be on, too. */
  readonly with?: string;
}
export interface ArgumentRow extends Row {
  /** One word. With `next`, the option whose value is the word after it. */
  readonly word: RegExp;
  readonly next?: RegExp;
  /** The program, where the command names it; else an image of `images`. */
  readonly program: RegExp;
  /** An argument with which the setting lets nobody in. */
  readonly unless?: RegExp;
}

const ON = /^(?:true|1|yes|on)$/i;
const SET = /./;
const read = (file: string, asOf: string): Evidence => ({ source: `github.com/${file}`, asOf });
const OFFICIAL = '2026-08-21';

const EMPTY_PASSWORD = { variable: 'ALLOW_EMPTY_PASSWORD', value: ON, says: 'starts without a password' } as const;

const VARIABLES: readonly VariableRow[] = [
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
  {
    ...EMPTY_PASSWORD,
    images: /(?:^|\/)(?:postgresql|mongodb|mysql|mariadb)(?:-[a-z]+)?$/,
    passwords: [
      ...['POSTGRESQL_PASSWORD', 'POSTGRES_PASSWORD', 'POSTGRESQL_POSTGRES_PASSWORD', 'MONGODB_ROOT_PASSWORD'],
      ...['MYSQL_ROOT_PASSWORD', 'MARIADB_ROOT_PASSWORD'],
    ],
    ...read('bitnami/charts bitnami/postgresql/templates/primary/statefulset.yaml @5165628ae', '2026-07-01'),
  },
  {
    variable: 'ALLOW_ANONYMOUS_LOGIN',
    value: ON,
    images: /(?:^|\/)zookeeper$/,
    says: 'lets every client in without a password',
    ...read('bitnami/charts bitnami/zookeeper/templates/statefulset.yaml @5165628ae', '2026-07-01'),
  },
  {
    variable: 'ALLOW_NONE_AUTHENTICATION',
    value: ON,
    images: /(?:^|\/)etcd$/,
    says: 'lets every client in without a password',
    passwords: ['ETCD_ROOT_PASSWORD'],
    ...read('bitnami/charts bitnami/etcd/templates/statefulset.yaml @5165628ae', '2026-07-01'),
  },
  {
    variable: 'GF_AUTH_ANONYMOUS_ORG_ROLE',
    value: /^(?:Admin|Editor)$/,
    with: 'GF_AUTH_ANONYMOUS_ENABLED',
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
    variable: 'xpack.security.enabled',
    value: /^false$/i,
    images: /(?:^|\/)elasticsearch(?:-\w+)?$/,
    says: 'switches authentication off',
    source: 'elastic.co/guide/en/elasticsearch/reference/current/security-settings.html',
    asOf: '2026-11-30',
  },
  {
    variable: 'DISABLE_SECURITY_PLUGIN',
    value: /^true$/,
    says: 'switches authentication off',
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

const CODE_SERVER = {
  program: /^code-server$/,
  images: /(?:^|\/)code-server$/,
  says: 'lets everyone run code without a password',
  ...read('coder/code-server docs/guide.md', '2026-11-30'),
};

const ARGUMENTS: readonly ArgumentRow[] = [
  {
    word: /^--api\.insecure(?:=true)?$/i,
    program: /^traefik$/,
    images: /(?:^|\/)traefik$/,
    port: '8080',
    says: 'gives API and dashboard to everyone without a password',
    ...read('traefik/traefik docs/content/reference/install-configuration/api-dashboard.md @fd5a576df', '2026-07-24'),
  },
  {
    word: /^--protected-mode$/,
    next: /^no$/,
    program: /^(?:redis|valkey)-server$/,
    unless: /^--(?:requirepass|aclfile|user)\b|\.conf$/,
    says: 'answers every client without a password',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/security',
    asOf: '2026-11-30',
  },
  {
    word: /^--(?:NotebookApp|ServerApp|LabApp|IdentityProvider)\.token=(?:''|"")?$/,
    program: /^(?:jupyter(?:-\w+)?|start-notebook\.(?:sh|py))$/,
    unless: /(?:password|hashed_password)=./,
    says: 'lets everyone run code without a token',
    ...read('jupyter-server/jupyter_server docs/source/operators/security.rst', '2026-11-30'),
  },
  { word: /^--auth$/, next: /^none$/, ...CODE_SERVER },
  { word: /^--auth=none$/, ...CODE_SERVER },
];

const isOf = ({ images, tags }: Row, ref: ImageReference | undefined): boolean =>
  images === undefined ||
  (ref !== undefined && images.test(publicName(ref)) && (tags === undefined || tags.test(ref.tag ?? '')));

/**
 * The row of a variable that lets everyone in.
 * @param ref the image, if known
 * @param has whether the container has another variable whose value fits
 */
export function openByVariable(
  ref: ImageReference | undefined,
  name: string,
  value: string,
  has: (name: string, value: RegExp) => boolean,
): VariableRow | undefined {
  const row = VARIABLES.find((r) => r.variable === name && r.value.test(value) && isOf(r, ref));
  if (row?.with !== undefined && !has(row.with, ON)) return undefined;
  return row?.passwords?.some((p) => has(p, SET) || has(`${p}_FILE`, SET)) ? undefined : row;
}

/** The rows of arguments for a program, or for an image whose entrypoint is the program. */
export const argumentRows = (program: string, ref: ImageReference | undefined): readonly ArgumentRow[] =>
  ARGUMENTS.filter(
    (r) => r.program.test(program) || (program.startsWith('-') && r.images !== undefined && isOf(r, ref)),
  );
