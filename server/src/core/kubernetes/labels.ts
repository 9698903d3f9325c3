import type { Lens } from '../yaml/lens.ts';

/** Reads labels, or any map of strings. `known` is false when part of it is templated or has a wrong type. */
export function readLabels(from: Lens): { values: Map<string, string>; known: boolean } {
  const values = new Map<string, string>();
  let known = from.absent || from.map !== undefined;
  for (const { entry, text, absent } of from.entries()) {
    if (text !== undefined && !entry.templatedKey) values.set(entry.key, text);
    // A null value becomes '' in the API.
    else if (absent && !entry.templatedKey) values.set(entry.key, '');
    else known = false;
  }
  return { values, known };
}
