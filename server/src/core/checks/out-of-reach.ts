/** Default passwords of databases, caches and brokers that only services of the same Compose file reach. */
import type { ComposeUnit, Service } from '../domain/compose.ts';
import type { Context } from '../rule/rule.ts';
import type { SiteHit } from '../secrets/hits.ts';
import type { SecretSite } from '../secrets/sites/site.ts';
import { lens } from '../yaml/lens.ts';

/** The programs that store data, by the first words of an image's last name, with the variables of their clients. */
const STORES: readonly { readonly image: RegExp; readonly client: RegExp }[] = [
  {
    image: /^(?:postgres(?:ql)?|pgautoupgrade|postgis|timescaledb|pgvector)$/,
    client: /postgres|(?:^|_)pg|psql|timescale/,
  },
  { image: /^(?:mysql|mariadb|percona)$/, client: /mysql|mariadb/ },
  { image: /^(?:mongo|mongodb)$/, client: /mongo/ },
  { image: /^(?:mssql|azure)$/, client: /mssql|sqlserver/ },
  { image: /^(?:redis|valkey|keydb|dragonfly)$/, client: /redis|valkey/ },
  { image: /^rabbitmq$/, client: /rabbit|amqp/ },
  { image: /^kafka$/, client: /kafka/ },
  { image: /^(?:elasticsearch|opensearch)$/, client: /elastic|opensearch/ },
  { image: /^clickhouse$/, client: /clickhouse/ },
  { image: /^(?:cassandra|scylla)$/, client: /cassandra/ },
  { image: /^neo4j$/, client: /neo4j|bolt/ },
  { image: /^influxdb$/, client: /influx/ },
];
/** The first ones of the list, which a name for any database may mean. */
const DATABASES = 4;
const ANY_DATABASE = /(?:^|_)(?:db|database|data_?source|sql|jdbc|dsn)(?:_|$)/;

/** Pages over which an outsider may use a database. */
const PAGE =
  /(?:^|[/_-])(?:phpmyadmin|adminer|pgadmin\d?|pgweb|express|commander|insight|redisinsight|ui|gui|web|admin|manager|dashboard|dashboards|kibana|cloudbeaver|metabase)(?:[_-]|$)/;
const NOT_THE_STORE = /(?:^|[_-])(?:exporter|backup|operator|client|cli|init|migrat\w*)(?:[_-]|$)/;

const repositoryOf = ({ container }: Service): string => container.image?.reference?.repository ?? '';

/** The place of a service's image in `STORES`; -1 if it is none of them, or not known. */
function storeOf(service: Service): number {
  const repository = repositoryOf(service);
  if (service.build !== undefined) return ownStoreOf(service);
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  if (PAGE.test(name) || NOT_THE_STORE.test(name)) return -1;
  const [word = ''] = (/(?:^|\/)mssql\/server$/.test(repository) ? 'mssql' : name).split(/[-_.]/);
  return STORES.findIndex(({ image }) => image.test(word));
}

/** Of a service that is built here: what the variable says that sets the first password, if the service is called a database too. */
function ownStoreOf({ name, container }: Service): number {
  if (!/(?:^|[_-])(?:db|database|postgres\w*|mysql|mariadb|mongo\w*)(?:$|[_-])/i.test(name)) return -1;
  const variable = container.env.find((one) => FIRST_PASSWORD.test(one.name));
  return variable === undefined ? -1 : STORES.findIndex(({ client }) => client.test(variable.name.toLowerCase()));
}
/** Sources: docker-library/docs, postgres, mysql, mariadb and mongo. */
const FIRST_PASSWORD = /^(?:POSTGRES_PASSWORD|(?:MYSQL|MARIADB)_(?:ROOT_)?PASSWORD|MONGO_INITDB_ROOT_PASSWORD)$/;

/** Whether something outside of the networks of a Compose file may reach a service, or the file does not show it. */
export function isReachable(service: Service, compose: ComposeUnit): boolean {
  const { container, networkMode, partial } = service;
  if (partial || networkMode !== undefined) return true;
  const written = container.lens.get('ports');
  if (written.node && !written.seq) return true;
  if (container.ports.length < written.items().length) return true;
  if (container.ports.some(({ hostIp }) => hostIp === undefined || !/^(?:127\.|::1$|localhost$)/.test(hostIp)))
    return true;
  const own = container.lens.get('networks');
  const names = [...own.entries().map(({ entry }) => entry.key), ...own.items().map((item) => item.text ?? '')];
  const declared = lens(compose.networks);
  return (names.length > 0 ? names : ['default']).some((name) => {
    const network = declared.get(name);
    const driver = network.get('driver').text;
    const external = network.get('external');
    return (external.node !== undefined && external.text !== 'false') || (driver !== undefined && driver !== 'bridge');
  });
}

/** The host of a URL whose password ends at `end` in the text, or of an address `user:password@tcp(db)/shop`, in lower case. Of a host `${X:-db}`, the default. */
export const hostAfter = (text: string, end: number): string | undefined =>
  /^["']?\}?@(?:tcp\()?(?:\$\{\w{1,100}:?-)?([\w.-]{1,200})/.exec(text.slice(end, end + 320))?.[1]?.toLowerCase();

/** The services that take the password, as far as the file shows them. */
function targetsOf(site: SecretSite, { at }: SiteHit, text: string, own: Service, all: readonly Service[]): Service[] {
  const host = hostAfter(text, at.end);
  if (host !== undefined)
    return all.filter((s) => s.name.toLowerCase() === host || s.container.lens.get('container_name').text === host);
  if (storeOf(own) >= 0) return [own];
  const name = (site.name ?? '').replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const program = STORES.findIndex(({ client }) => client.test(name));
  if (program < 0 && !ANY_DATABASE.test(name)) return [];
  return all.filter((s) => {
    const store = storeOf(s);
    return program >= 0 ? store === program : store >= 0 && store < DATABASES;
  });
}

/**
 * Whether a password is that of stores that publish no port beyond the host itself, on networks of the file only. A published
 * page for databases reaches them, and a file for production may grow such ports elsewhere.
 */
export function isOutOfReach(site: SecretSite, found: SiteHit, ctx: Context): boolean {
  const { unit } = ctx;
  if (unit.kind !== 'compose' || /(?:^|[./_-])prod(?:uction)?(?:[./_-]|$)/i.test(unit.path)) return false;
  const { compose } = unit;
  const stores = storesOf(site, found, ctx);
  return stores.length > 0 && stores.every((s) => !isReachable(s, compose)) && !hasPage(compose);
}

/** Whether a password is that of stores of the same Compose file, and of nothing else, and no page for databases lets outsiders use it. */
export const isOfStore = (site: SecretSite, found: SiteHit, ctx: Context): boolean =>
  ctx.unit.kind === 'compose' && storesOf(site, found, ctx).length > 0 && !hasPage(ctx.unit.compose);

/** Whether outsiders reach a page of the file over which they may use a database. */
export const hasPage = (compose: ComposeUnit): boolean =>
  compose.services.some((s) => PAGE.test(repositoryOf(s)) && isReachable(s, compose));

/** The stores of the file that take a password; empty if something else takes it too, or nothing that the file shows. */
function storesOf(site: SecretSite, found: SiteHit, { unit }: Context): readonly Service[] {
  const { owner } = site;
  if (
    !/^(?:weak-default|assignment|url-credentials)$/.test(found.hit.kind) ||
    owner.in !== 'compose' ||
    unit.kind !== 'compose'
  )
    return [];
  if (owner.service === undefined) return [];
  const targets = targetsOf(site, found, unit.text, owner.service, unit.compose.services);
  return targets.every((s) => storeOf(s) >= 0) ? targets : [];
}
