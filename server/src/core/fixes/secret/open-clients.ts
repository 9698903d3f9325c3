/** The programs that call a service without a password: they are shut out when it asks for one. */
import type { Container } from '../../domain/container.ts';
import type { ComposeFileUnit } from '../../domain/unit.ts';
import type { Context } from '../../rule/rule.ts';
import { lineIndex } from '../../text/lines.ts';
import { posix } from '../../text/paths.ts';
import { contains } from '../../text/span.ts';
import { inFolder } from '../../workspace/keys.ts';
import { isComment } from '../../workspace/plain-text.ts';
import { walk } from '../../yaml/walk.ts';
import type { Caller } from './callers.ts';
import { logicalLine } from './named-file.ts';
import { isBelow } from './plain-places.ts';

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

/** Whether another service of the file has the address of this one, and no password in it: in a variable, a command or another text. */
export const isCalledInFile = (container: Container, { unit }: Context): boolean =>
  unit.kind === 'compose' &&
  hostsOf(container).some((host) => linesIn(unit, host).length > 0 || isInText(unit, container, host));

/** The names under which other services reach one. */
const hostsOf = ({ name, lens }: Container): string[] => [
  name,
  ...['container_name', 'hostname'].flatMap((key) => lens.get(key).text ?? []),
];

function isInText({ compose, yaml }: ComposeFileUnit, container: Container, host: string): boolean {
  const images = new Set(compose.services.map((service) => service.container.lens.get('image').text));
  const option = new RegExp(`(?:-h|--host(?:name)?)[=\\s]["']?${host.replace(/\W/g, '\\$&')}(?![\\w.-])`);
  let found = false;
  walk(yaml.root, (node) => {
    if (found || contains(container.node.span, node.span)) return false;
    if (node.type === 'scalar' && !images.has(node.text))
      found = leadsOpenly('', node.text, host) || option.test(node.text);
    return !found;
  });
  return found;
}

/** Commands that succeed without a password. Sources: manuals of `pg_isready` and `mysqladmin`, "ping"; MariaDB, "Using healthcheck.sh": it has a user of its own (read 2026-11-30). */
const NEEDS_NONE = /\bpg_isready\b|\b(?:mysqladmin|mariadb-admin)\b.*\bping\b|healthcheck\.sh/;

/** Whether the healthcheck of a service, or a script or a file of settings near it, calls it without a password. */
export function isCalledByScript(container: Container, { unit, workspace }: Context): boolean {
  const { lens, ports } = container;
  const check = lens.get('healthcheck', 'test');
  const words =
    check.text ??
    check
      .items()
      .flatMap(({ text }) => text ?? [])
      .join(' ');
  if (words !== '' && !/^NONE\b/.test(words) && !NEEDS_NONE.test(words)) return true;
  const folder = posix.dirname(unit.path);
  const published = ports.flatMap(({ hostPort }) =>
    hostPort === undefined ? [] : [`localhost:${hostPort}`, `127.0.0.1:${hostPort}`],
  );
  return [...published, ...hostsOf(container).map((host) => `${host}:`)].some((address) =>
    workspace
      .plainText()
      .find(address)
      .some((mention) => {
        const other = posix.dirname(mention.path);
        const isNear = isBelow(other, folder) || isBelow(folder, other);
        return isNear && !isComment(mention) && leadsOpenly('', logicalLine(mention), address.split(':')[0]!);
      }),
  );
}

/** The lines of other Compose files of the folder, and of the environment files that services load there, with the address of a service. */
export function openClientsBeside(container: Container, { unit, workspace }: Context): Caller[] {
  if (unit.kind !== 'compose') return [];
  const { name } = container;
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
  return [
    ...inCompose,
    ...hostsOf(container).flatMap((host) =>
      paths.flatMap((path) => linesOfText(path, workspace.text(path) ?? '', host)),
    ),
  ];
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
