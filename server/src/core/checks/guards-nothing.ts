/** Passwords that guard nothing: the program that takes them has its protection switched off beside them, or only imitates another one. */
import type { Container } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import type { Unit } from '../domain/unit.ts';
import { knownStart } from '../shell/shell.ts';
import { isImitation } from './imitation-image.ts';

/**
 * What switches the protection of a program off, and the names of the passwords that it ignores then. Switches that only permit an empty password
 * (`ALLOW_EMPTY_PASSWORD`) are none: a password that is set still counts.
 */
interface Protection {
  readonly password: RegExp;
  /** A variable with its value. */
  readonly variable?: readonly [name: RegExp, value: RegExp];
  /** An option of the container's command. */
  readonly option?: RegExp;
}

const YES = /^(?:true|1|yes|on)$/i;
const NO = /^(?:false|0|no|off)$/i;

/** By product, each with its source. */
const PROTECTIONS: readonly Protection[] = [
  // OpenSearch: docs.opensearch.org, "Disabling the Security plugin", and the image's entry point. The demo setup alone reads the first admin password.
  {
    password: /^OPENSEARCH_(?:\w+_)?PASSWORD$/,
    variable: [/^(?:plugins[._]security[._]disabled|DISABLE_SECURITY_(?:DASHBOARDS_)?PLUGIN)$/i, YES],
  },
  { password: /^OPENSEARCH_INITIAL_ADMIN_PASSWORD$/, variable: [/^DISABLE_INSTALL_DEMO_CONFIG$/, YES] },
  // Elasticsearch and Kibana: elastic.co, "Security settings".
  {
    password: /^(?:ELASTIC|ELASTICSEARCH|KIBANA)_(?:\w+_)?PASSWORD$/,
    variable: [/^xpack[._]security[._]enabled$/i, NO],
  },
  // MySQL, MariaDB: "Server Command Options".
  { password: /^(?:MYSQL|MARIADB)_(?:\w+_)?PASSWORD$/, option: /^--skip[-_]grant[-_]tables(?:=(?:1|on|true))?$/i },
  // PostgreSQL: the image's documentation, "POSTGRES_HOST_AUTH_METHOD".
  { password: /^POSTGRES_PASSWORD$/, variable: [/^POSTGRES_HOST_AUTH_METHOD$/, /^trust$/] },
  // Neo4j: Operations Manual, "Configuration settings"; a point is `_` and `_` is `__` in variables of the image.
  { password: /^NEO4J_(?:AUTH|PASSWORD)$/, variable: [/^NEO4J_dbms_security_auth__enabled$/, NO] },
  // Nacos: nacos.io, "Authorization".
  { password: /^NACOS_AUTH_/, variable: [/^NACOS_AUTH_ENABLE$/, NO] },
];

/** A variable that switches what its own name says: `REGISTRY_AUTH_ENABLED=false` beside `REGISTRY_AUTH_PASSWORD`. */
const OWN_SWITCH = /^((?:\w+_)?(?:AUTH|SECURITY))_ENABLED?$/i;

/** Whether the container switches off what the password of this name guards. */
export function isUnguarded(name: string, container: Container): boolean {
  const known = container.env.filter(({ value, dynamic }) => value !== undefined && !dynamic);
  const own = known.some((v) => {
    const subject = OWN_SWITCH.exec(v.name)?.[1]?.toUpperCase();
    return subject !== undefined && NO.test(v.value!) && name.toUpperCase().startsWith(`${subject}_`);
  });
  if (own) return true;
  return PROTECTIONS.some(({ password, variable, option }) => {
    if (!password.test(name)) return false;
    if (variable) return known.some((v) => variable[0].test(v.name) && variable[1].test(v.value!));
    return containerCommands(container).some(({ command }) => command.words.some((w) => option?.test(knownStart(w))));
  });
}

/** Whether the command of a container starts Keycloak for developers. Source: Red Hat build of Keycloak, Server Guide, "Trying Keycloak in development mode". */
export const startsForDevelopers = (container: Container): boolean =>
  containerCommands(container).some(({ command }) => command.words.some((word) => knownStart(word) === 'start-dev'));

/** Words in the names of the imitations that a project writes. */
const MOCK_NAME = /(?:^|[-_.])(?:mock|mocked|mocks|fake|stub|stubs)(?:[-_.\d]|$)/i;

const isMock = ({ name, image }: Container): boolean =>
  MOCK_NAME.test(name) || isImitation(image?.reference?.repository ?? '');

/** Variables that name where a program connects to. */
const TARGET = /(?:^|_)(?:HOSTS?|SERVERS?|URLS?|URI|ADDR(?:ESS)?|ENDPOINTS?)(?:_URL)?$/i;

/**
 * Whether the password of this name is for imitations alone: those of the service itself, or all that the variables with the same first word
 * name, such as `COUCHDB_SERVERS=mock-couchdb` beside `COUCHDB_PASSWORD`.
 */
export function isForMock(name: string, container: Container, unit: Unit): boolean {
  if (unit.kind !== 'compose') return false;
  if (isMock(container)) return true;
  const mocks = new Set(
    unit.compose.services
      .map((s) => s.container)
      .filter(isMock)
      .map((c) => c.name),
  );
  if (mocks.size === 0) return false;
  const first = name.split('_')[0]!;
  const targets = container.env.filter((v) => v.name.startsWith(`${first}_`) && TARGET.test(v.name));
  return (
    targets.length > 0 && targets.every((v) => hostsIn(v.dynamic ? undefined : v.value).every((h) => mocks.has(h)))
  );
}

/** The hosts that a value names: `mock-a,mock-b`, `http://mock:8080/path`. One that is not known is ''. */
const hostsIn = (value: string | undefined): string[] =>
  (value ?? '')
    .split(/[,\s]+/)
    .map(
      (one) => /^(?:[a-z][a-z0-9+.-]{0,20}:\/\/)?(?:[^@/]{0,200}@)?([\w.-]+)(?::\d+)?(?:\/|$)/i.exec(one)?.[1] ?? '',
    );
