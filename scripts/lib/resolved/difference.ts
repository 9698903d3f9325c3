/** Compares two resolved models. */
import type { SemanticRoute } from '../../../server/src/core/rule/semantic-route.ts';
import { equal, type Resolved, type ResolvedItem, type ResolvedList } from './model.ts';

/**
 * A part that differs: the outermost that only one side has, or a value that is not the same. `before` is `undefined` for an added part,
 * `after` for a removed one. Items of lists are named by their label or by their index (`[2]`, 0-based), in the list before the change if
 * they are in it, else in the list after it.
 */
export interface Change {
  readonly route: SemanticRoute;
  readonly before: Resolved | undefined;
  readonly after: Resolved | undefined;
}

/** The parts in which `after` differs from `before`, in order. */
export function difference(route: SemanticRoute, before: Resolved | undefined, after: Resolved | undefined): Change[] {
  if (before === after) return [];
  if (before?.kind === 'map' && after?.kind === 'map') {
    const keys = new Set([...before.entries.keys(), ...after.entries.keys()]);
    return [...keys].flatMap((key) => difference([...route, key], before.entries.get(key), after.entries.get(key)));
  }
  if (before?.kind === 'list' && after?.kind === 'list') return ofLists(route, before, after);
  return equal(before, after) ? [] : [{ route, before, after }];
}

function ofLists(route: SemanticRoute, before: ResolvedList, after: ResolvedList): Change[] {
  const was = labelled(before);
  const is = labelled(after);
  const out: Change[] = [];
  for (const [from, to] of aligned(before.items, after.items)) {
    const name = from === undefined ? is[to!]! : was[from]!;
    const [old, now] = [from, to].map((i, side) =>
      i === undefined ? undefined : (side === 0 ? before : after).items[i]!.value,
    );
    out.push(...difference([...route, name], old, now));
  }
  return out;
}

/** The names of a list's items. */
function labelled({ items, numbered }: ResolvedList): string[] {
  const times = new Map<string, number>();
  return items.map(({ label }, i) => {
    if (label === '') return `[${i}]`;
    const nth = (times.get(label) ?? 0) + 1;
    times.set(label, nth);
    if (numbered) return `${label} ${nth}`;
    return nth > 1 ? `${label}~${nth}` : label;
  });
}

type Pair = readonly [from: number | undefined, to: number | undefined];

/** Pairs of the items of two lists: first those that are the same in both, in order, then items of one label that stand at one place. */
function aligned(before: readonly ResolvedItem[], after: readonly ResolvedItem[]): Pair[] {
  const pairs: Pair[] = [];
  let [from, to] = [0, 0];
  const gap = (untilFrom: number, untilTo: number): void => {
    const left = new Set<number>();
    for (let i = from; i < untilFrom; i++) left.add(i);
    const added: Pair[] = [];
    for (let j = to; j < untilTo; j++) {
      const partner = [...left].find((i) => before[i]!.label === after[j]!.label);
      if (partner !== undefined) left.delete(partner);
      added.push([partner, j]);
    }
    pairs.push(...[...left].map((i): Pair => [i, undefined]), ...added);
  };
  for (const [i, j] of common(before, after)) {
    gap(i, j);
    pairs.push([i, j]);
    [from, to] = [i + 1, j + 1];
  }
  gap(before.length, after.length);
  return pairs;
}

/** The most comparisons for one pair of lists. Longer lists are compared item by item after their common start. */
const MOST = 4_000_000;

/** The longest common subsequence, as pairs of indices. */
function common(before: readonly ResolvedItem[], after: readonly ResolvedItem[]): [number, number][] {
  const pairs: [number, number][] = [];
  let start = 0;
  while (start < before.length && start < after.length && before[start]!.same === after[start]!.same) {
    pairs.push([start, start]);
    start++;
  }
  let [a, b] = [before.length, after.length];
  const tail: [number, number][] = [];
  while (a > start && b > start && before[a - 1]!.same === after[b - 1]!.same) tail.push([--a, --b]);
  const [rows, columns] = [a - start, b - start];
  if (rows > 0 && columns > 0 && rows * columns <= MOST) {
    const width = columns + 1;
    const length = new Uint32Array((rows + 1) * width);
    for (let i = rows - 1; i >= 0; i--)
      for (let j = columns - 1; j >= 0; j--)
        length[i * width + j] =
          before[start + i]!.same === after[start + j]!.same
            ? length[(i + 1) * width + j + 1]! + 1
            : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
    for (let i = 0, j = 0; i < rows && j < columns; ) {
      if (before[start + i]!.same === after[start + j]!.same) pairs.push([start + i++, start + j++]);
      else if (length[(i + 1) * width + j]! >= length[i * width + j + 1]!) i++;
      else j++;
    }
  }
  return [...pairs, ...tail.reverse()];
}

/** A route as text: `compose.yaml / service web / cap_drop / ALL`. */
export const routeText = (route: SemanticRoute): string => route.join(' / ');

const MASK = '****';
/** Parts whose values may be secret whatever their names are. */
const GUARDED = /^(?:environment|env|data|binaryData|args|text|labels|annotations|arg .*|env .*|ENV \d+|ARG \d+)$/;

/**
 * A change as one line, `route: before → after`. Never shows a secret: values of variables and of Secrets are masked, and so is every text
 * of `secrets` in the others.
 */
export function changeText({ route, before, after }: Change, secrets: readonly string[] = []): string {
  const guarded = route.some((name) => GUARDED.test(name)) || /\.env(?:$|[.-])|^\.env/.test(route[0] ?? '');
  const shown = (one: Resolved | undefined): string => {
    if (!one) return 'nothing';
    if (one.kind !== 'value') return one.kind === 'map' && one.entries.size === 0 ? '{}' : '…';
    if (guarded) return MASK;
    // Compose reads `$$` as one dollar.
    const hidden = secrets
      .flatMap((secret) => [secret, secret.replaceAll('$$', '$')])
      .filter((secret) => secret !== '');
    const text = hidden.reduce((t, secret) => t.replaceAll(secret, MASK), one.text);
    return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  };
  return `${routeText(route)}: ${shown(before)} → ${shown(after)}`;
}
