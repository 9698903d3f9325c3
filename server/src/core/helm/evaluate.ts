/** Computes the values of the expressions in a template. */
import type { Span } from '../text/span.ts';
import { limits } from '../yaml/limits.ts';
import type { Expression, Pipeline } from './expression.ts';
import { FUNCTIONS } from './functions.ts';
import { originIn, type Scope } from './output.ts';
import { CHANGED, fieldOf, NIL, type Origin, originOf, UNKNOWN, type Value } from './value.ts';

export const MAX_STEPS = 50_000;

/** The state of rendering one template. */
export interface Work {
  steps: number;
  /** Above 0 in what may not run at all: assignments there make the variable unknown. */
  unsure: number;
  changesValues: boolean;
  /** The keys of maps of the values that it changes. */
  readonly changedKeys: Set<string>;
}

export interface Evaluator {
  assign(scope: Scope, to: Pick<Pipeline, 'names' | 'declares'>, value: Value): void;
  /** `at`: the action that the expression stands in. */
  evaluate(expression: Expression, scope: Scope, at: Span): Value;
}

/**
 * @param root the dot of the template
 * @param included what a named template prints: its arguments are the name and the dot
 */
export function evaluator(
  work: Work,
  root: Value,
  included: (values: readonly Value[], scope: Scope, site: Origin) => Value,
): Evaluator {
  const lookUp = (scope: Scope, name: string): Value => {
    if (name === '$') return scope.variables[0]?.get('$') ?? UNKNOWN;
    return scope.variables.findLast((names) => names.has(name))?.get(name) ?? UNKNOWN;
  };

  const assign = (scope: Scope, { names, declares }: Pick<Pipeline, 'names' | 'declares'>, value: Value): void => {
    for (const name of names) {
      const known = declares ? scope.variables.at(-1) : scope.variables.findLast((one) => one.has(name));
      known?.set(name, work.unsure > 0 && !declares && value !== CHANGED ? UNKNOWN : value);
    }
  };

  const evaluate = (expression: Expression, scope: Scope, at: Span): Value => {
    if (work.steps++ > MAX_STEPS) return UNKNOWN;
    const site = originIn(scope, at);
    if (expression.type === 'literal') {
      const { value } = expression;
      if (value === null) return NIL;
      if (typeof value === 'string')
        return { type: 'text', pieces: [{ text: value, origin: site, exact: false, isAction: false }] };
      return typeof value === 'number'
        ? { type: 'number', value, origin: site }
        : { type: 'boolean', value, origin: site };
    }
    if (expression.type === 'path') {
      const { from, names } = expression;
      const start =
        typeof from !== 'string' ? evaluate(from, scope, at) : from === 'dot' ? scope.dot : lookUp(scope, from);
      return names.reduce(fieldOf, start);
    }
    const values = expression.args.map((arg) => evaluate(arg, scope, at));
    if (expression.type === 'method') return UNKNOWN;
    const { name, args } = expression;
    if (name === 'include') return included(values, scope, site);
    if (CHANGES.has(name)) return changed(name, args, values, scope, site);
    return withinLimit(FUNCTIONS[name]?.(values, site) ?? UNKNOWN);
  };

  /** A function that changes its first argument. What it does to a field of a map is known before; see `chart.ts`. */
  const changed = (
    name: string,
    [first]: readonly Expression[],
    values: readonly Value[],
    scope: Scope,
    site: Origin,
  ): Value => {
    const isField = first?.type === 'path' && first.names.length > 0;
    const isDot = first?.type === 'path' && first.from === 'dot' && values[0] === root;
    const isNew =
      first?.type === 'call' ? MAKES.has(first.name) : values[0] && originOf(values[0])?.file === 'template';
    const isOwn = isNew || values[0] === CHANGED;
    if (!isField && !isDot && !isOwn) {
      const key = values[0] && keyIn(root, values[0]);
      if (key === undefined) work.changesValues = true;
      else work.changedKeys.add(key);
    }
    if (first?.type === 'path' && typeof first.from === 'string')
      assign(scope, { names: [first.from], declares: false }, isOwn ? CHANGED : UNKNOWN);
    return first?.type === 'call' ? (FUNCTIONS[name]?.(values, site) ?? UNKNOWN) : UNKNOWN;
  };

  /** A template may double a text again and again. */
  const withinLimit = (value: Value): Value => {
    if (value.type !== 'text') return value;
    work.steps += value.pieces.length >> 6;
    return value.pieces.reduce((sum, { text }) => sum + text.length, 0) > limits.document ? UNKNOWN : value;
  };

  return { assign, evaluate };
}

/** The key at which a value holds a map. */
function keyIn(from: Value, map: Value): string | undefined {
  if (map.type !== 'map' || from.type !== 'map') return undefined;
  for (const [key, { value }] of from.entries) {
    if (value === map) return key;
    const below = keyIn(value, map);
    if (below !== undefined) return below;
  }
  return undefined;
}

/** Functions that make a new map. */
const MAKES: ReadonlySet<string> = new Set([
  'dict',
  'deepCopy',
  'mustDeepCopy',
  'fromYaml',
  'fromJson',
  'omit',
  'pick',
]);

/** Functions that change their first argument. */
const CHANGES: ReadonlySet<string> = new Set([
  'set',
  'unset',
  'merge',
  'mergeOverwrite',
  'mustMerge',
  'mustMergeOverwrite',
]);
