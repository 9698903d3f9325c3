/** The functions of Helm templates that make, read and change maps and lists. Sources: Sprig; Helm `pkg/engine/funcs.go`. */
import { parseYaml } from '../yaml/parse.ts';
import { type Member, NIL, type Origin, originOf, textOf, truthOf, UNKNOWN, type Value, valuesOf } from './value.ts';

export type Apply = (args: readonly Value[], site: Origin) => Value;

export const bool = (value: boolean | undefined, from: Value | undefined): Value =>
  value === undefined ? UNKNOWN : { type: 'boolean', value, origin: from && originOf(from) };

/** Whether two values are equal; `undefined` if it is not known, or an error. */
export function same(a: Value, b: Value): boolean | undefined {
  if (a.type === 'unknown' || b.type === 'unknown') return undefined;
  if (a.type === 'nil' || b.type === 'nil') return a.type === b.type;
  if (a.type !== b.type) return undefined;
  if (a.type === 'text') {
    const texts = [textOf(a), textOf(b)];
    return texts.includes(undefined) ? undefined : texts[0] === texts[1];
  }
  return 'value' in a && 'value' in b ? a.value === b.value : undefined;
}

export function dict(args: readonly Value[], site: Origin): Value {
  const entries = new Map<string, Member>();
  for (let i = 0; i < args.length; i += 2) {
    const key = textOf(args[i]!);
    if (key === undefined) return UNKNOWN;
    entries.set(key, { value: args[i + 1] ?? NIL, key: undefined });
  }
  return { type: 'map', entries, origin: site };
}

/** The map with only some of its keys. */
export const choosing =
  (keeps: (key: string, named: ReadonlySet<string | undefined>) => boolean): Apply =>
  ([map, ...keys]) => {
    const named = new Set(keys.map(textOf));
    if (map?.type !== 'map' || named.has(undefined)) return UNKNOWN;
    return { ...map, entries: new Map([...map.entries].filter(([key]) => keeps(key, named))) };
  };

/** A copy, which a template may change. */
export const copy: Apply = ([value], site) => (value?.type === 'map' ? { ...value, origin: site } : (value ?? UNKNOWN));

/** Both maps, deeply. Values that are empty never win. Source: `dario.cat/mergo`, as Sprig calls it. */
function mergedMaps(to: Value, from: Value, overwrites: boolean): Value {
  if (to.type !== 'map' || from.type !== 'map') return UNKNOWN;
  const entries = new Map(to.entries);
  for (const [key, theirs] of from.entries) {
    const own = entries.get(key);
    const [a, b] = [own && truthOf(own.value), truthOf(theirs.value)];
    if (!own) entries.set(key, theirs);
    else if (own.value.type === 'map' && theirs.value.type === 'map')
      entries.set(key, { ...own, value: mergedMaps(own.value, theirs.value, overwrites) });
    else if (a === undefined || b === undefined) entries.set(key, { ...own, value: UNKNOWN });
    else if (overwrites ? b : !a) entries.set(key, theirs);
  }
  return { ...to, entries };
}

export const merged =
  (overwrites: boolean): Apply =>
  ([first, ...rest]) =>
    first ? rest.reduce((to, from) => mergedMaps(to, from, overwrites), first) : UNKNOWN;

export function member([map, key]: readonly Value[]): Member | undefined | 'unknown' {
  const name = key && textOf(key);
  if (map?.type !== 'map' || name === undefined) return 'unknown';
  const found = map.entries.get(name);
  return found?.value.type === 'unknown' ? 'unknown' : found;
}

/** Whether a list holds a value. */
export const has: Apply = ([wanted, list]) => {
  if (!wanted || list?.type !== 'list') return UNKNOWN;
  const all = list.items.map((item) => same(wanted, item));
  return bool(all.includes(true) ? true : all.includes(undefined) ? undefined : false, list);
};

/** The map that a text of YAML or JSON says. All of it stands where the text does. Helm gives a map with an error where it is none. */
export const parsed =
  (json: boolean): Apply =>
  ([value], site) => {
    const text = value && textOf(value);
    if (!value || text === undefined) return UNKNOWN;
    const { root, problems } = parseYaml(text, { json });
    if (problems.length > 0 || root?.type !== 'map') return UNKNOWN;
    return placedAt(valuesOf(root, text, new Set()), originOf(value) ?? site);
  };

/** The value with another place for each of its parts. */
function placedAt(value: Value, origin: Origin): Value {
  if (value.type === 'unknown' || value.type === 'nil') return value;
  if (value.type === 'text') return { ...value, pieces: value.pieces.map((p) => ({ ...p, origin, exact: false })) };
  if (value.type === 'list') return { ...value, items: value.items.map((item) => placedAt(item, origin)), origin };
  if (value.type !== 'map') return { ...value, origin };
  const entries = [...value.entries].map(
    ([key, member]) => [key, { value: placedAt(member.value, origin), key: origin }] as const,
  );
  return { ...value, entries: new Map(entries), origin };
}
