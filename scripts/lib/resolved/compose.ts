/**
 * Resolves a Compose file as `docker compose config` would: interpolated with the `.env` of its folder, environment files read, anchors and
 * merge keys followed, equal forms made one. `extends`, `include` and override files are followed in the result of a project only
 * (`results.ts`): here their keys are compared as text.
 */
import type { Variables } from '../../../server/src/core/compose/interpolate.ts';
import type { ComposeFileUnit } from '../../../server/src/core/domain/unit.ts';
import { posix } from '../../../server/src/core/text/paths.ts';
import type { Lens } from '../../../server/src/core/yaml/lens.ts';
import { lens } from '../../../server/src/core/yaml/lens.ts';
import {
  build,
  capabilities,
  command,
  envFiles,
  type Form,
  granted,
  healthTest,
  hosts,
  named,
  options,
  pairMap,
  pairs,
  ports,
  type Reader,
  set,
  stringList,
  ulimits,
  valuesOf,
  volumes,
} from './compose-forms.ts';
import { dotenv, interpolated } from './dotenv.ts';
import { list, map, type Resolved, value } from './model.ts';
import { plain } from './yaml.ts';

/** Fields of a service with several forms. The others have one. */
const SERVICE: Readonly<Record<string, Form>> = {
  annotations: pairMap,
  build,
  cap_add: capabilities,
  cap_drop: capabilities,
  command,
  configs: granted,
  depends_on: named(map([['condition', value('service_started')]])),
  devices: set,
  dns: stringList,
  dns_search: stringList,
  entrypoint: command,
  env_file: envFiles,
  expose: set,
  extra_hosts: hosts,
  group_add: set,
  labels: pairMap,
  networks: named(map([])),
  ports,
  profiles: set,
  secrets: granted,
  security_opt: options,
  sysctls: pairMap,
  tmpfs: set,
  ulimits,
  volumes,
};

/** Top-level maps whose entries may have no value. */
const NAMED = ['networks', 'volumes', 'secrets', 'configs'];

/** The services and the other parts of one document as entries for its file. `read` gives the text of a workspace file. */
export function resolveCompose(
  unit: ComposeFileUnit,
  read: (path: string) => string | undefined,
): [string, Resolved][] {
  const folder = posix.dirname(unit.path);
  const variables = dotenv(read(posix.join(folder, '.env')) ?? '');
  const reader = readerOf(variables);
  const { root, services, legacy } = unit.compose;
  const names = new Set(services.map((s) => s.name));
  const entries: [string, Resolved][] = services.map((s) => [
    `service ${s.name}`,
    serviceOf(s.container.lens, reader, (path) => read(posix.join(folder, path)), variables),
  ]);
  for (const e of lens(root).entries()) {
    // Fragments have no meaning of their own: they count where they are used.
    if (e.key.startsWith('x-') || (legacy ? names.has(e.key) : e.key === 'services')) continue;
    const one = NAMED.includes(e.key) ? named(map([]))(e, reader) : reader.any(e);
    if (one) entries.push([e.key, one]);
  }
  return entries;
}

function readerOf(variables: Variables): Reader {
  const text = ({ node, absent }: Lens): string | undefined => {
    if (node?.type !== 'scalar' || absent) return undefined;
    return node.templated ? node.text : interpolated(node.text, variables);
  };
  const any = (from: Lens): Resolved | undefined => {
    const { node } = from;
    const own = text(from);
    const tag = node?.tag && !node.tag.startsWith('!!') ? node.tag : '';
    if (own !== undefined) return value(tag === '' ? own : `${tag} ${own}`);
    if (node?.type === 'map')
      return map([
        ...from.entries().map((e) => [e.key, any(e)] as const),
        ['tag', tag === '' ? undefined : value(tag)],
      ]);
    if (node?.type !== 'seq') return tag === '' ? undefined : value(tag);
    return list(
      from.items().map((item) => {
        const one = any(item) ?? value('null');
        return { label: '', same: JSON.stringify(plain(one)), value: one };
      }),
    );
  };
  return { text, any, passed: (name) => variables.get(name) ?? `⟨${name}⟩` };
}

function serviceOf(
  service: Lens,
  reader: Reader,
  read: (path: string) => string | undefined,
  variables: Variables,
): Resolved {
  const fields = service.entries().flatMap((e): [string, Resolved | undefined][] => {
    if (e.key === 'environment') return [];
    if (e.key === 'healthcheck') return [[e.key, healthcheck(e, reader)]];
    return [[e.key, (SERVICE[e.key] ?? ((from) => reader.any(from)))(e, reader)]];
  });
  const files = service.get('env_file');
  const environment = new Map([
    ...environmentOf(files, reader, read, variables),
    ...pairs(service.get('environment'), reader),
  ]);
  const stated = service.get('environment').at !== undefined || files.at !== undefined;
  return map([...fields, ['environment', stated ? valuesOf(environment) : undefined]]);
}

const healthcheck = (from: Lens, reader: Reader): Resolved =>
  map(from.entries().map((e) => [e.key, e.key === 'test' ? healthTest(e, reader) : reader.any(e)] as const));

/** The variables of the environment files, later files first asked. */
function environmentOf(
  from: Lens,
  { text }: Reader,
  read: (path: string) => string | undefined,
  variables: Variables,
): Map<string, string> {
  const out = new Map<string, string>();
  for (const item of from.seq ? from.items() : [from]) {
    const path = text(item) ?? text(item.get('path'));
    const found = path === undefined ? undefined : read(path);
    if (found === undefined) continue;
    const raw = text(item.get('format')) === 'raw';
    for (const [name, one] of dotenv(found, new Map([...variables, ...out]), raw)) out.set(name, one);
  }
  return out;
}
