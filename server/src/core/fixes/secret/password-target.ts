/** Which service of a Compose file a password belongs to. Equal passwords of different services are different secrets. */
import type { Service } from '../../domain/compose.ts';
import type { Spot } from './spots.ts';

const PASSWORD = /_?(?:PASSWORD|PASSWD|PASSWORT|PASS|PWD|PW|SECRET|KEY)$/i;
const HOST = /^_?(?:\w+_)?(?:HOST|HOSTNAME|HOSTS|SERVER|ADDR|ADDRESS|ENDPOINT|URL|URI|DSN)$/i;

/** Services by the names under which others reach them: their own, `hostname`, `container_name`, and aliases in networks. */
export type ServiceNames = ReadonlyMap<string, string>;

export function serviceNames(services: readonly Service[]): ServiceNames {
  const names = new Map<string, string>();
  for (const { name, container } of services) {
    const { lens } = container;
    const networks = lens.get('networks').map?.entries ?? [];
    const aliases = networks.flatMap(({ key }) => lens.get('networks', key, 'aliases').items());
    for (const { text } of [lens.get('hostname'), lens.get('container_name'), ...aliases])
      if (text !== undefined && !names.has(text)) names.set(text, name);
  }
  for (const { name } of services) names.set(name, name);
  return names;
}

/**
 * The service that the password at a spot belongs to: the host of the URL or connection string around it, or the one that a variable with the
 * same beginning names (`DB_HOST` beside `DB_PASSWORD`), else its own service.
 */
export function targetOf(
  { node, within, service, variable, whole }: Pick<Spot, 'node' | 'within' | 'service' | 'variable' | 'whole'>,
  services: ServiceNames,
): string {
  const behind = /^@([\w.-]+)/.exec(node.text.slice(within.end, within.end + 100))?.[1];
  if (behind !== undefined) return services.get(behind) ?? behind;
  const around = whole ? undefined : (hostIn(node.text) ?? serverIn(node.text));
  const addressed = around === undefined ? undefined : services.get(around);
  if (addressed !== undefined) return addressed;
  if (!variable || !PASSWORD.test(variable.name)) return service.name;
  const prefix = variable.name.replace(PASSWORD, '');
  const named = service.container.env.flatMap(({ name, value }) =>
    prefix !== '' && value !== undefined && name.startsWith(prefix) && HOST.test(name.slice(prefix.length))
      ? [services.get(hostIn(value) ?? /^[\w.-]+/.exec(value)?.[0] ?? '')]
      : [],
  );
  return named.find((host) => host !== undefined) ?? service.name;
}

/** The host of a URL, also of `jdbc:postgresql://db:5432/shop`. */
const hostIn = (text: string): string | undefined => /:\/\/(?:[^@/\s]*@)?([\w.-]+)/.exec(text.slice(0, 2000))?.[1];

/** The host of a connection string: `Server=db;Port=5432;Password=…`, `Data Source=tcp:db,1433`, `host=db user=shop`. */
const serverIn = (text: string): string | undefined =>
  /(?:^|[;=\s"'])(?:server|host|hostname|data ?source|addr|address|network address)\s?=\s?(?:tcp:)?([\w.-]+)/i.exec(
    text.slice(0, 2000),
  )?.[1];
