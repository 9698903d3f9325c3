/** Merges one Compose value over another. Source: compose-go `override/merge.go`, v2.16.2, read on 2026-11-30. */
import { entryAt, mapAt, plainAt, stringAt, textAt, withEntry } from '../../merged/tree.ts';
import { isNull, type YamlItem, type YamlMap, type YamlNode } from '../../yaml/node.ts';
import { asBuild, asItems, asNamed, asPairs, isEqual, seqAt } from './forms.ts';

type Path = readonly string[];
type Merger = (base: YamlNode, over: YamlNode, path: Path) => YamlNode;

/** Keys of one map over those of another. An entry that is only changed inside keeps the place of its key. */
export function mergeMaps(base: YamlMap, over: YamlMap, path: Path): YamlMap {
  let out = base;
  const places = new Map(base.entries.map((e) => [e.key, e]));
  for (const entry of over.entries) {
    const before = places.get(entry.key);
    const value = before && mergeValues(before.value, entry.value, [...path, entry.key]);
    if (!before) out = withEntry(out, entry);
    else if (value === entry.value) out = withEntry(out, entry);
    else if (value !== before.value) out = withEntry(out, { ...before, value });
  }
  return out;
}

/** One value over another; `path` are the keys that lead to it from the root. */
export function mergeValues(base: YamlNode | undefined, over: YamlNode | undefined, path: Path): YamlNode | undefined {
  if (isReplaced(path)) return over;
  if (isNull(over) || !over) return base;
  const merger = mergerOf(path);
  if (isNull(base) || !base) return over;
  return (merger ?? anyValue)(base, over, path);
}

const anyValue: Merger = (base, over, path) => {
  if (base.type === 'map' && over.type === 'map') return mergeMaps(base, over, path);
  return base.type === 'seq' && over.type === 'seq' ? appended(base, over) : over;
};

/** The items of both lists, equal ones once. A value that is no list counts as a list of it. */
function appended(base: YamlNode, over: YamlNode): YamlNode {
  const items: YamlItem[] = [...asItems(base)];
  for (const item of asItems(over)) if (!items.some((one) => isEqual(one.value, item.value))) items.push(item);
  return seqAt(items, over.span);
}

const pairs: Merger = (base, over) =>
  base.type === 'seq' && over.type === 'seq'
    ? appended(base, over)
    : asPairs(over).entries.reduce(withEntry, asPairs(base));

const named: Merger = (base, over, path) => mergeMaps(asNamed(base), asNamed(over), path);

const dependsOn: Merger = (base, over, path) => {
  const started = (at: YamlNode['span']) =>
    mapAt(
      [entryAt('condition', stringAt('service_started', at), at), entryAt('required', plainAt('true', at), at)],
      at,
    );
  return mergeMaps(asNamed(base, started), asNamed(over, started), path);
};

const build: Merger = (base, over, path) => anyValue(asBuild(base), asBuild(over), path);

/** Options belong to a driver: another driver has its own. */
const logging: Merger = (base, over, path) => {
  const [first, second] = [textAt(base, 'driver'), textAt(over, 'driver')];
  return first === second || first === '' || second === '' ? anyValue(base, over, path) : over;
};

const ulimit: Merger = (base, over, path) =>
  base.type === 'map' && over.type === 'map' ? mergeMaps(base, over, path) : over;

/** The keys of a service that are not merged like any other value. */
const SERVICE: Readonly<Record<string, Merger>> = {
  annotations: pairs,
  build,
  'build.args': pairs,
  'build.additional_contexts': pairs,
  'build.extra_hosts': appended,
  'build.labels': pairs,
  depends_on: dependsOn,
  'deploy.labels': pairs,
  dns: appended,
  dns_opt: appended,
  dns_search: appended,
  env_file: appended,
  environment: pairs,
  extra_hosts: appended,
  label_file: appended,
  labels: pairs,
  logging,
  models: named,
  networks: named,
  sysctls: pairs,
  tmpfs: appended,
};

/** Values of a service that replace the earlier one, even where they are empty. */
const REPLACED = new Set(['command', 'entrypoint', 'healthcheck.test']);

/** The keys below a service; `undefined` for any other place. */
const inService = ([section, , ...keys]: Path): string | undefined =>
  section === 'services' || section === 'jobs' ? keys.join('.') : undefined;

const isReplaced = (path: Path): boolean => REPLACED.has(inService(path) ?? '');

function mergerOf(path: Path): Merger | undefined {
  const keys = inService(path);
  if (keys !== undefined) return /^ulimits\.[^.]+$/.test(keys) ? ulimit : SERVICE[keys];
  const [section = '', , key, ...more] = path;
  return key === 'labels' && more.length === 0 && /^(?:networks|volumes|secrets|configs)$/.test(section)
    ? pairs
    : undefined;
}
