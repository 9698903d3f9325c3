import type { YamlScalar, YamlUnit } from '../yaml/node.ts';
import { walk } from '../yaml/walk.ts';

const known = new WeakMap<YamlUnit, ReadonlyMap<string, readonly YamlScalar[]>>();

/** The values of a Compose file that contain a variable, each once, in source order. */
export const variableReaders = (unit: YamlUnit, name: string): readonly YamlScalar[] => readersIn(unit).get(name) ?? [];

/** The variables that the values of a Compose file contain, each once, in source order. */
export const variablesIn = (unit: YamlUnit): string[] => [...readersIn(unit).keys()];

function readersIn(unit: YamlUnit): ReadonlyMap<string, readonly YamlScalar[]> {
  let readers = known.get(unit);
  if (!readers) {
    readers = allReaders(unit);
    known.set(unit, readers);
  }
  return readers;
}

function allReaders(unit: YamlUnit): Map<string, YamlScalar[]> {
  const readers = new Map<string, YamlScalar[]>();
  walk(unit.root, (node) => {
    if (node.type !== 'scalar' || !node.text.includes('$')) return;
    // `$$` is a dollar.
    const names = new Set([...node.text.matchAll(/\$(?:\$|\{?([A-Za-z_]\w*))/g)].map((match) => match[1]));
    for (const name of names) if (name !== undefined) readers.set(name, [...(readers.get(name) ?? []), node]);
  });
  return readers;
}
