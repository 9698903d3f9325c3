/** The programs that call a service without a password: they are shut out when it asks for one. */
import type { Container } from '../../domain/container.ts';
import type { ComposeFileUnit } from '../../domain/unit.ts';
import type { Context } from '../../rule/rule.ts';
import { lineIndex } from '../../text/lines.ts';
import { posix } from '../../text/paths.ts';
import { inFolder } from '../../workspace/keys.ts';
import type { Caller } from './callers.ts';

/** Names of variables with a host alone. In others the name of a program may stand, as in `CACHE_DRIVER=redis`. */
const HOST_NAME = /host|addr|server|ur[il]|endpoint|node|conn|broker/i;

/**
 * Whether the value of a variable leads to the host without a password: `search:9200`, `http://search/`, `app@db:5432/shop`, or the host alone.
 * `redis://:secret@cache` has one.
 */
export function leadsOpenly(variable: string, value: string, host: string): boolean {
  const name = host.replace(/\W/g, '\\$&');
  if (value.trim() === host) return HOST_NAME.test(variable);
  if (new RegExp(`:[^\\s/@]+@(?:tcp\\()?${name}(?![\\w.-])`).test(value)) return false;
  const isAddress = new RegExp(`(?:^|[/@(,;=\\s])${name}:\\d`).test(value);
  return isAddress || new RegExp(`(?:://|@)(?:[^\\s/@:]*@)?${name}(?![\\w.-])`).test(value);
}

/** Whether another service of the file has the address of this one, and no password in it. */
export const isCalledInFile = (container: Container, { unit }: Context): boolean =>
  unit.kind === 'compose' && linesIn(unit, container.name).length > 0;

/** The lines of other Compose files of the folder, and of the environment files that services load there, with the address of a service. */
export function openClientsBeside({ name }: Container, { unit, workspace }: Context): Caller[] {
  if (unit.kind !== 'compose') return [];
  const services = workspace.of('service', inFolder(posix.dirname(unit.path)));
  const files = new Set(services.map(({ whole }) => whole.unit));
  const inCompose = [...files].flatMap((other) =>
    // A file with a service of this name calls its own one, or is laid over this one.
    other.kind === 'compose' && other.path !== unit.path && !other.compose.services.some((s) => s.name === name)
      ? linesIn(other, name)
      : [],
  );
  const loaded = new Set(services.filter((s) => s.whole.unit.path === unit.path).flatMap(({ fact }) => fact.envFiles));
  const paths = [...new Set([...loaded, posix.join(posix.dirname(unit.path), '.env')])];
  return [...inCompose, ...paths.flatMap((path) => linesOfText(path, workspace.text(path) ?? '', name))];
}

function linesIn(unit: ComposeFileUnit, host: string): Caller[] {
  const lines = lineIndex(unit.text);
  return unit.compose.services
    .filter((service) => service.name !== host)
    .flatMap(({ container }) =>
      container.env.flatMap(({ name, value = '', at }) =>
        leadsOpenly(name, value, host) ? [{ path: unit.path, line: lines.position(at.start).line + 1 }] : [],
      ),
    );
}

const linesOfText = (path: string, text: string, host: string): Caller[] =>
  text.split('\n').flatMap((line, index) => {
    const [, name = '', value = ''] = /^\s{0,9}(?:export\s{1,9})?([\w.-]{1,100})\s{0,9}=\s{0,9}(.*)$/.exec(line) ?? [];
    return leadsOpenly(name, value.trim().replace(/^(["'])(.*)\1$/, '$2'), host) ? [{ path, line: index + 1 }] : [];
  });
