/** Fixes of names and labels that lead nowhere: they name the only thing in reach that is written almost the same. */
import type { KubernetesObject } from '../domain/kubernetes.ts';
import type { Requirement } from '../kubernetes/selectors.ts';
import type { Effect } from '../rule/effect.ts';
import { nearestAll } from '../rule/names.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { WorkloadFacts } from '../workspace/facts/workload.ts';
import type { Lens } from '../yaml/lens.ts';
import type { YamlNode } from '../yaml/node.ts';
import { sets } from './effect.ts';
import { fixIf } from './fix.ts';
import { changeScalar } from './yaml-node.ts';

/**
 * Changes a name to the candidate that it most likely means. None if there are several.
 * @param what comes before the name in the title: `the account`
 */
export function useMeantName(
  ctx: Context,
  { node, name }: { readonly node: YamlNode | undefined; readonly name: string },
  candidates: readonly string[],
  what: string,
  effect: Effect,
  caveats: readonly string[] = [],
): Fix[] {
  const [meant, other] = nearestAll(name, candidates);
  if (meant === undefined || meant === name || other !== undefined) return [];
  return fixIf(`Use ${what} \`${meant}\``, 'review', () => changeScalar(ctx, node, meant), [effect], caveats);
}

/**
 * Changes the one label of a selector with which it misses a workload by a few letters. None if there are several such labels.
 * @param labels the map of labels, at `route` of the object
 */
export function selectMeantLabel(
  ctx: Context,
  object: KubernetesObject,
  labels: Lens,
  route: readonly string[],
  requirements: readonly Requirement[],
  workloads: readonly WorkloadFacts[],
): Fix[] {
  const near = new Map<string, { readonly key: string; readonly value: string }>();
  for (const workload of workloads) {
    const has = new Map(workload.labels);
    const wrong = requirements.filter((one) => !one.values.includes(has.get(one.key) ?? ''));
    const [one] = wrong;
    const value = one && has.get(one.key);
    if (wrong.length !== 1 || one?.operator !== 'In' || value === undefined) continue;
    if (nearestAll(one.values[0] ?? '', [value]).length > 0) near.set(`${one.key}=${value}`, { key: one.key, value });
  }
  const [first] = near.values();
  if (!first || near.size > 1) return [];
  const { key, value } = first;
  return fixIf(
    `Select the label \`${key}: ${value}\``,
    'review',
    () => changeScalar(ctx, labels.get(key).node, value),
    [sets(object, ...route, key)],
  );
}
