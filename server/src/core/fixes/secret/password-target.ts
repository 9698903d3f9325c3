/** Which service of a Compose file a password belongs to. Equal passwords of different services are different secrets. */
import type { Spot } from './spots.ts';

const PASSWORD = /_?(?:PASSWORD|PASSWD|PASSWORT|PASS|PWD|PW|SECRET|KEY)$/i;
const HOST = /^_?(?:\w+_)?(?:HOST|HOSTNAME|HOSTS|SERVER|ADDR|ADDRESS|ENDPOINT|URL|URI|DSN)$/i;

/**
 * The service that the password at a spot belongs to: the host of the URL around it, or the one that a variable with the same beginning names
 * (`DB_HOST` beside `DB_PASSWORD`), else its own service.
 * @param services the names of the file's services
 */
export function targetOf({ node, within, service, variable, whole }: Spot, services: ReadonlySet<string>): string {
  const behind = /^@([\w.-]+)/.exec(node.text.slice(within.end, within.end + 100))?.[1];
  if (behind !== undefined) return behind;
  const around = whole ? undefined : hostIn(node.text);
  if (around !== undefined && services.has(around)) return around;
  if (!variable || !PASSWORD.test(variable.name)) return service.name;
  const prefix = variable.name.replace(PASSWORD, '');
  const named = service.container.env.flatMap(({ name, value }) =>
    prefix !== '' && value !== undefined && name.startsWith(prefix) && HOST.test(name.slice(prefix.length))
      ? [hostIn(value) ?? /^[\w.-]+/.exec(value)?.[0] ?? '']
      : [],
  );
  return named.find((host) => services.has(host)) ?? service.name;
}

/** The host of a URL, also of `jdbc:postgresql://db:5432/shop`. */
const hostIn = (text: string): string | undefined => /:\/\/(?:[^@/\s]*@)?([\w.-]+)/.exec(text.slice(0, 2000))?.[1];
