/** Whether two places with the same common value hold one secret. `password` in two files is mostly two passwords. */

/** The programs whose passwords names tell apart: `PGPASSWORD` and `POSTGRES_PASSWORD` are of one. */
const PROGRAMS: readonly RegExp[] = [
  /postgres|(?:^|_)pg|psql|timescale/,
  /mysql|mariadb/,
  /mssql|sqlserver|(?:^|_)sa(?:_|$)/,
  /mongo/,
  /redis|valkey/,
  /rabbit|amqp/,
  /elastic|kibana|opensearch/,
  /minio|(?:^|_)s3|aws/,
  /clickhouse/,
  /neo4j|bolt/,
  /keycloak/,
  /grafana/,
  /smtp|mail/,
];
/** The first programs of the list, which a name for any database may mean. */
const DATABASES = 4;
const ANY_DATABASE = /(?:^|_)(?:db|database|data_?source|sql|jdbc|dsn)(?:_|$)/;

const normal = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();

/** Whether the names of two variables, keys or schemes mean the password of one program. Names of unknown programs must be equal. */
export function mayBeOnePassword(a: string, b: string): boolean {
  const [first, second] = [normal(a), normal(b)];
  if (first === second) return true;
  const programs = [first, second].map((name) => PROGRAMS.findIndex((shape) => shape.test(name)));
  if (programs[0]! >= 0 && programs[0] === programs[1]) return true;
  return (
    [first, second].some((name, i) => programs[i]! < 0 && ANY_DATABASE.test(name)) &&
    [first, second].every((name, i) => (programs[i]! < 0 ? ANY_DATABASE.test(name) : programs[i]! < DATABASES))
  );
}

/** Whether two names mean passwords of two known programs. */
export function areOfOtherPrograms(a: string, b: string): boolean {
  const [first, second] = [a, b].map((name) => PROGRAMS.findIndex((shape) => shape.test(normal(name))));
  return first! >= 0 && second! >= 0 && first !== second;
}

/** Whether a place with the same value may hold the secret: by the host of its URL, else by its name. */
export function mayBeOneSecret(
  secret: {
    readonly name: string | undefined;
    readonly hosts?: readonly string[];
    readonly services?: readonly string[];
  },
  place: { readonly name: string; readonly host: string | undefined },
): boolean {
  const { host } = place;
  if (host !== undefined && secret.hosts?.includes(host)) return true;
  if (host !== undefined && secret.services?.some((service) => leadsTo(host, service))) return true;
  // Where the services are not known, a host is often called by its program: `MYSQL_PASSWORD` and `mysql://shop:…@mysql:3306`.
  if (host !== undefined && secret.hosts === undefined && secret.name !== undefined) {
    if (mayBeOnePassword(secret.name, host) && mayBeOnePassword(secret.name, place.name)) return true;
  }
  // A port that is published on this machine leads to any service, and other names to other services.
  if (host !== undefined && !isThisMachine(host)) return false;
  return secret.name !== undefined && mayBeOnePassword(secret.name, place.name);
}

/** Whether a host is a Service of the cluster: `db`, `db.shop`, `db.shop.svc.cluster.local`. */
export const leadsTo = (host: string, service: string): boolean =>
  host === service ||
  (host.startsWith(`${service}.`) && /^\.[a-z0-9-]+(?:\.svc(?:\.|$).*)?$/.test(host.slice(service.length)));

/** A name of the machine on which containers publish their ports. */
export const isThisMachine = (host: string): boolean =>
  /^(?:localhost|127\.0\.0\.1|host\.docker\.internal)$/.test(host);
