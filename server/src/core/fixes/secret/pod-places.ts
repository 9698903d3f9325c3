/** Where the password of a pod may stand too. */
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { Context } from '../../rule/rule.ts';
import { mayBeSame } from '../../workspace/keys.ts';
import { isDistinctive, type MovedSecret, type OtherPlace } from './other-place.ts';

/** The names of the Services of the workspace that may lead to the pods of an object. */
export const servicesOf = ({ workspace }: Context, { workloads, namespace }: KubernetesObject): string[] => [
  ...new Set(
    workspace.of('kubernetes-service').flatMap(({ fact }) => {
      const { selector, name } = fact;
      if (!selector || selector.length === 0 || !mayBeSame(fact.namespace, namespace)) return [];
      const leads = workloads.some(({ podLabels }) => selector.every(([key, value]) => podLabels.get(key) === value));
      return leads ? [name] : [];
    }),
  ),
];

/** The places without those of a common value in files that hold the object once more: such a file is applied instead of this one. */
export function ofThisVariant(
  { workspace, unit }: Context,
  object: KubernetesObject,
  { value }: MovedSecret,
  places: readonly OtherPlace[],
): readonly OtherPlace[] {
  if (places.length === 0 || isDistinctive(value)) return places;
  const variants = new Set(
    workspace
      .of('workload')
      .flatMap(({ fact, place }) =>
        fact.name === object.name && fact.type === object.kind && mayBeSame(fact.namespace, object.namespace)
          ? [place.unit.path]
          : [],
      ),
  );
  return places.filter(({ path }) => path === unit.path || !variants.has(path));
}
