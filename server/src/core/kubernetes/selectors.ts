/** Label selectors. Source: Kubernetes API reference, `LabelSelector` (meta/v1). */
import type { Lens } from '../yaml/lens.ts';
import type { YamlNode } from '../yaml/node.ts';

export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /** Of `In` and `NotIn`. */
  readonly values: readonly string[];
}

export interface Selector {
  /** All must match. An entry of `matchLabels` is an `In` with one value. */
  readonly requirements: readonly Requirement[];
  /** False when part of it is templated or of a wrong type: there may be more requirements. */
  readonly known: boolean;
}

const OPERATORS: ReadonlySet<string> = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist']);
const isOperator = (text: string): text is Requirement['operator'] => OPERATORS.has(text);

/** Whether a value is written but has the wrong type. */
const hasWrongType = ({ absent, node }: Lens, type: YamlNode['type']): boolean => !absent && node?.type !== type;

function equalities(from: Lens, out: Requirement[]): boolean {
  let known = !hasWrongType(from, 'map');
  for (const { entry, text, absent } of from.entries()) {
    if (entry.templatedKey || (text === undefined && !absent)) known = false;
    else out.push({ key: entry.key, operator: 'In', values: [text ?? ''] });
  }
  return known;
}

function expression(item: Lens): Requirement | undefined {
  const key = item.get('key').text;
  const operator = item.get('operator').text;
  if (key === undefined || operator === undefined || !isOperator(operator)) return undefined;
  const list = item.get('values');
  const values = list.items().map((v) => v.text);
  const all = values.filter((v) => v !== undefined);
  if (hasWrongType(list, 'seq') || all.length < values.length) return undefined;
  if ((operator === 'In' || operator === 'NotIn') && all.length === 0) return undefined;
  return { key, operator, values: all };
}

/** Parses a `LabelSelector`. An absent or null one gives the empty selector; the caller decides what that selects. */
export function parseSelector(from: Lens): Selector {
  const requirements: Requirement[] = [];
  let known = !hasWrongType(from, 'map') && equalities(from.get('matchLabels'), requirements);
  const expressions = from.get('matchExpressions');
  if (hasWrongType(expressions, 'seq')) known = false;
  for (const item of expressions.items()) {
    const requirement = expression(item);
    if (requirement) requirements.push(requirement);
    else known = false;
  }
  return { requirements, known };
}

/** Parses an older selector, a plain map of labels, as in Service and ReplicationController. */
export function parseEqualitySelector(from: Lens): Selector {
  const requirements: Requirement[] = [];
  const known = equalities(from, requirements);
  return { requirements, known };
}

/** Whether the selector selects everything. */
export const isEmpty = (selector: Selector): boolean => selector.known && selector.requirements.length === 0;

/** Labels of pods. Those that their controller sets may have a key alone, or the beginning of a value. */
export interface PodLabels {
  readonly labels: ReadonlyMap<string, string>;
  /** The labels whose whole value is not known: key, and how the value begins. */
  readonly open?: readonly (readonly [string, string])[];
  /** There may be others, of any key. */
  readonly more?: boolean;
}

function holds({ key, operator, values }: Requirement, { labels, open, more }: PodLabels): boolean | 'unknown' {
  const value = labels.get(key);
  const begin = value === undefined ? open?.find(([name]) => name === key)?.[1] : undefined;
  if (value === undefined && begin === undefined && more) return 'unknown';
  const isSet = value !== undefined || begin !== undefined;
  const mayBe = begin === undefined ? [] : values.filter((v) => v.startsWith(begin));
  switch (operator) {
    case 'In':
      return value === undefined ? mayBe.length > 0 && 'unknown' : values.includes(value);
    case 'NotIn':
      // An absent key is not in any list.
      return value === undefined ? mayBe.length === 0 || 'unknown' : !values.includes(value);
    case 'Exists':
      return isSet;
    case 'DoesNotExist':
      return !isSet;
  }
}

/** Whether pods with some labels match. 'unknown' when every readable requirement may match, but others or labels cannot be read. */
export function matches(selector: Selector, pods: PodLabels | ReadonlyMap<string, string>): boolean | 'unknown' {
  const all = 'labels' in pods ? pods : { labels: pods };
  const answers = selector.requirements.map((r) => holds(r, all));
  if (answers.includes(false)) return false;
  return selector.known && !answers.includes('unknown') ? true : 'unknown';
}
