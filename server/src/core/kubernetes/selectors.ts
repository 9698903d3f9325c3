/** Label selectors. Source: Kubernetes API reference, `LabelSelector` (meta/v1). */
import { budgetFor, entriesOf, find, isNull, itemsOf, type Lens } from '../yaml/lens.ts';
import type { YamlNode } from '../yaml/node.ts';
import { scalarOf, textOf } from './scalar.ts';

export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /** Of `In` and `NotIn`. */
  readonly values: readonly string[];
}

export interface Selector {
  /** All must hold; `matchLabels` are `In` with one value. */
  readonly requirements: readonly Requirement[];
  /** False when some of it is templated or of a wrong shape: there may be further requirements. */
  readonly known: boolean;
}

const OPERATORS: ReadonlySet<string> = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist']);
const isOperator = (text: string): text is Requirement['operator'] => OPERATORS.has(text);

/** Written, but not of the shape it must have. */
const isOdd = (from: Lens | undefined, type: YamlNode['type']): boolean =>
  !isNull(from?.node) && from?.node?.type !== type;

/** A selector has few entries; aliases cannot make it more. */
const budget = () => budgetFor('');

function equalities(from: Lens | undefined, out: Requirement[]): boolean {
  let known = !isOdd(from, 'map');
  for (const { entry, node } of entriesOf(from, budget())) {
    const value = scalarOf(node);
    if (entry.templatedKey || (!value && !isNull(node))) known = false;
    else out.push({ key: entry.key, operator: 'In', values: [value?.text ?? ''] });
  }
  return known;
}

function expression(item: Lens): Requirement | undefined {
  const key = textOf(find(item, 'key'));
  const operator = textOf(find(item, 'operator'));
  if (key === undefined || operator === undefined || !isOperator(operator)) return undefined;
  const list = find(item, 'values');
  const values = itemsOf(list, budget()).map(textOf);
  const all = values.filter((v) => v !== undefined);
  if (isOdd(list, 'seq') || all.length < values.length) return undefined;
  if ((operator === 'In' || operator === 'NotIn') && all.length === 0) return undefined;
  return { key, operator, values: all };
}

/** A `LabelSelector`: `matchLabels` and `matchExpressions`. A missing or null node is the empty selector; what that means, the caller knows. */
export function parseSelector(node: YamlNode | undefined): Selector {
  const from: Lens = { node, via: undefined };
  const requirements: Requirement[] = [];
  let known = !isOdd(from, 'map') && equalities(find(from, 'matchLabels'), requirements);
  const expressions = find(from, 'matchExpressions');
  if (isOdd(expressions, 'seq')) known = false;
  for (const item of itemsOf(expressions, budget())) {
    const requirement = expression(item);
    if (requirement) requirements.push(requirement);
    else known = false;
  }
  return { requirements, known };
}

/** The older selectors that are a plain map of labels: of a Service, a ReplicationController. */
export function parseEqualitySelector(node: YamlNode | undefined): Selector {
  const requirements: Requirement[] = [];
  const known = equalities({ node, via: undefined }, requirements);
  return { requirements, known };
}

/** Selects everything. */
export const isEmpty = (selector: Selector): boolean => selector.known && selector.requirements.length === 0;

function holds({ key, operator, values }: Requirement, labels: ReadonlyMap<string, string>): boolean {
  const value = labels.get(key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      // An absent key is not in any list.
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** Whether `labels` match. 'unknown' when every readable requirement holds but others cannot be read. */
export function matches(selector: Selector, labels: ReadonlyMap<string, string>): boolean | 'unknown' {
  if (!selector.requirements.every((r) => holds(r, labels))) return false;
  return selector.known ? true : 'unknown';
}
