/** Services of a Compose file that other services call. */
import type { ComposeUnit } from '../domain/compose.ts';
import type { Container } from '../domain/container.ts';
import { HOLDS_HOST, namesHost } from '../network/named-hosts.ts';

/** Whether another service waits for the service (`depends_on`, `links`), or names it as a host: `redis:6379`, `http://api/`, `DB_HOST: db`. */
export const isNamedByOthers = ({ owner, name }: Container, { services }: ComposeUnit): boolean =>
  services.some(({ container }) => container.owner !== owner && (waitsFor(container, name) || calls(container, name)));

function waitsFor({ lens }: Container, name: string): boolean {
  const dependsOn = lens.get('depends_on');
  const listed = [...dependsOn.items(), ...lens.get('links').items()].map(({ text }) => text?.split(':')[0]);
  return listed.includes(name) || dependsOn.map?.entries.some(({ key }) => key === name) === true;
}

const calls = ({ env, command }: Container, name: string): boolean =>
  env.some((v) => (HOLDS_HOST.test(v.name) && v.value === name) || namesHost(v.value ?? '', name)) ||
  command.some(({ text }) => namesHost(text, name));
