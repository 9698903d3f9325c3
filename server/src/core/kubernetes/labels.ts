import { type Budget, entriesOf, isNull, type Lens } from '../yaml/lens.ts';
import { scalarOf } from './scalar.ts';

/** Labels, or any map of strings; `known` is false when some of it is templated or of another shape. */
export function readLabels(from: Lens | undefined, budget: Budget): { values: Map<string, string>; known: boolean } {
  const values = new Map<string, string>();
  let known = isNull(from?.node) || from?.node?.type === 'map';
  for (const { entry, node } of entriesOf(from, budget)) {
    const scalar = scalarOf(node);
    if (scalar && !entry.templatedKey) values.set(entry.key, scalar.text);
    // A null value becomes '' in the API.
    else if (isNull(node) && !entry.templatedKey) values.set(entry.key, '');
    else known = false;
  }
  return { values, known };
}
