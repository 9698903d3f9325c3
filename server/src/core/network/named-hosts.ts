/** Finds the hosts that a text names: in URLs, as `HOST:PORT`, or as a name alone. */

export interface NamedHost {
  /** In lower case, without a dot at its end. */
  readonly host: string;
  /** The port that is written, or the scheme's own; `undefined` when the text shows none. */
  readonly port: string | undefined;
}

/** Schemes of network protocols and their ports by default. Sources: IANA registries of URI schemes and of service names and ports; the products' manuals. */
const PORTS: Readonly<Record<string, string | undefined>> = {
  ...{ http: '80', https: '443', ws: '80', wss: '443', grpc: undefined, grpcs: '443', tcp: undefined, tls: undefined },
  ...{ ssl: undefined, udp: undefined, postgres: '5432', postgresql: '5432', mysql: '3306', mariadb: '3306' },
  ...{ sqlserver: '1433', mongodb: '27017', 'mongodb+srv': '27017', redis: '6379', rediss: '6379', amqp: '5672' },
  ...{ amqps: '5671', nats: '4222', kafka: '9092', ldap: '389', ldaps: '636', smtp: '25', smtps: '465', mqtt: '1883' },
  ...{ mqtts: '8883', ftp: '21', sftp: '22', ssh: '22', clickhouse: '9000', cassandra: '9042', memcached: '11211' },
};

const NAME = '[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?';
const URL = new RegExp(
  `(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{1,15}):\\/\\/(?:[^\\s"'\`@/\\\\]{0,200}@)?(${NAME}(?::\\d{1,5})?(?:,${NAME}(?::\\d{1,5})?){0,9})(?![a-z0-9_{$-])`,
  'gi',
);
const HOST_PORT = new RegExp(`^(${NAME}):(\\d{1,5})$`, 'i');
/** A name whose last label is a word: `db.example.com`, not a version. */
const DOMAIN = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/i;
const IN_CLUSTER = /\.svc(?:\.[a-z0-9.-]+)?$/i;
/** A name in the cluster anywhere in a text, with its port behind `:` or a blank. Those of URLs are found as such. */
const SERVICE =
  /(?<![a-z0-9.@/-])((?:[a-z0-9-]{1,63}\.){2,4}svc(?:\.[a-z0-9-]{1,63}){0,4})(?![a-z0-9.-])(?:(?::|\s{1,9})(\d{1,5})\b)?/gi;
/** The address of Go's driver for MySQL: `user:pass@tcp(db:3306)/shop`. */
const IN_BRACKETS = new RegExp(`\\b(?:tcp[46]?|udp)\\((${NAME}):(\\d{1,5})\\)`, 'gi');
/** `nc -z db 3306`, with options. */
const NETCAT = new RegExp(
  `\\b(?:nc|ncat|netcat)(?:\\s+-\\w+(?:\\s+\\d+(?=\\s+[a-z-]))?){0,5}\\s+(${NAME})\\s+(\\d{1,5})\\b`,
  'gi',
);
/** `KEY: VALUE`, `KEY=VALUE`, `--KEY=VALUE` or a value alone. */
const SETTING = /^(?:-{0,2}([\w.-]{1,100})\s*[:=]\s*)?["']?([^\s"'/]{1,2000})["']?$/;
/** Names of variables and keys whose values are hosts; `proxy_pass` is NGINX's. */
export const HOLDS_HOST =
  /(?:host|hostname|servers?|addr|address|addresses|endpoints?|brokers?|urls?|uri|dsn|proxy_pass)$/i;
/** Longer texts are data rather than settings. */
const MAX_LENGTH = 100_000;

/** The hosts in a value, a word or a script, each pair of host and port once. `name`: of the variable or key that has the text as its value. */
export function namedHosts(text: string, name = ''): NamedHost[] {
  const found = new Map<string, NamedHost>();
  const add = (host: string, port: string | undefined): void => {
    const one = { host: host.toLowerCase(), port };
    if (!NOT_A_PEER.test(one.host)) found.set(`${one.host} ${port}`, one);
  };
  for (const line of linesOf(text)) {
    for (const [, scheme = '', hosts = ''] of line.matchAll(URL)) {
      const known = scheme.toLowerCase();
      if (!(known in PORTS)) continue;
      for (const item of hosts.split(',')) {
        const [host = '', port] = item.split(':');
        add(host, port ?? PORTS[known]);
      }
    }
    for (const { host, port } of plainHosts(line)) add(host, port);
    const whole = line.trim();
    const [, key = name, value = ''] = whole.split(',').every((item) => HOST_PORT.test(item))
      ? [whole, name, whole]
      : (SETTING.exec(whole) ?? []);
    for (const item of value.split(',')) {
      const pair = HOST_PORT.exec(item);
      if (pair?.[1] && (pair[1].includes('.') || HOLDS_HOST.test(key))) add(pair[1], pair[2]);
      else if (DOMAIN.test(item) && (IN_CLUSTER.test(item) || HOLDS_HOST.test(key))) add(item, undefined);
    }
  }
  return [...found.values()];
}

/** The hosts that a line names in a form that is nothing but an address, each once. */
function plainHosts(line: string): NamedHost[] {
  const found = [SERVICE, IN_BRACKETS, NETCAT].flatMap((form) =>
    [...line.matchAll(form)].map(([, host = '', port]) => ({ host: host.toLowerCase(), port })),
  );
  return [...new Map(found.map((one) => [`${one.host} ${one.port}`, one])).values()];
}

/**
 * The hosts in a file of settings, in any format with a key before its value on one line. Of values of other keys
 * only what is nothing but an address counts: such files also hold links that nobody calls.
 */
export const hostsInSettings = (text: string): NamedHost[] =>
  linesOf(text).flatMap((line) => {
    const [, key = '', value = ''] =
      /^[\s"'-]{0,200}([\w.-]{1,100})["']?(?:\s*[:=]\s*|\s+)["']?(\S.*)/.exec(line) ?? [];
    return HOLDS_HOST.test(key) ? namedHosts(value.replace(/["';,\s]+$/, ''), key) : plainHosts(line);
  });

/** Whether a text holds this name as a host: behind `//` or `@`, or before a port. Unlike in `namedHosts`, the name is known, so its surroundings count less. */
export const namesHost = (text: string, host: string): boolean =>
  text.split(host).some((before, index, parts) => {
    const after = parts[index + 1];
    if (after === undefined || /[\w.-]$/.test(before) || /^[\w.-]/.test(after)) return false;
    return /(?:\/\/|@)$/.test(before) || /^:\d/.test(after);
  });

/** The lines of a text that are no comments. */
const linesOf = (text: string): string[] =>
  text
    .slice(0, MAX_LENGTH)
    .split(/[\r\n]+/)
    .filter((line) => !/^\s*(?:#|\/\/|<!--|\*|;)/.test(line));

/** The pod itself, any of its addresses, or its node. */
const NOT_A_PEER = /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|host\.docker\.internal)$/;

export const isAddress = (host: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);

/** The name and namespace of the Service that a host names: `db.shop.svc.cluster.local`, `db-0.db.shop.svc`. `undefined` for other names. */
export function serviceOf(host: string): { readonly name: string; readonly namespace: string } | undefined {
  const labels = host.replace(/\.svc(?:\..*)?$/, '').split('.');
  const [name, namespace] = [labels.at(-2), labels.at(-1)];
  return IN_CLUSTER.test(host) && name !== undefined && namespace ? { name, namespace } : undefined;
}

/** A name, or a variable, as a Service in a namespace that a variable decides: `web.$NS`, `$(SERVICE).$(NS).svc`, `web.${NS}:80`. */
const IN_VARIABLE =
  /(?<![\w.$/-]|:\/\/[^\s/]{0,60})(?:[a-z]{1,10}:\/\/)?([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|\$(?:\{\w{1,60}\}|\(\w{1,60}\)|\w{1,60}))\.\$(?:\{(\w{1,60})\}|\((\w{1,60})\)|(\w{1,60}))(?=\.svc\b|[:/"'\s]|$)/gi;

export interface VariableNamespace {
  /** The name of the Service; `undefined` where a variable decides it too. */
  readonly service: string | undefined;
  /** That variable; `undefined` where the name is written. */
  readonly name: string | undefined;
  /** The variable that names the namespace. */
  readonly variable: string;
}

/** The Services that a text names in a namespace that a variable decides. */
export const inVariableNamespaces = (text: string): VariableNamespace[] =>
  linesOf(text).flatMap((line) =>
    [...line.matchAll(IN_VARIABLE)].map(([, service = '', a, b, c]) => ({
      service: service.startsWith('$') ? undefined : service.toLowerCase(),
      name: service.startsWith('$') ? service.replace(/^\$[({]?|[)}]$/g, '') : undefined,
      variable: a ?? b ?? c ?? '',
    })),
  );
