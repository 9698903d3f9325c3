/** Finds the kind of an object, and reads its typed value. */
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { kinds } from '../kinds/kinds.generated.ts';
import { fieldsOf } from './fields.ts';
import { groupOf, type Kind, type KindFact, type TypedObject } from './kind.ts';

type Listed = (typeof kinds)[number];

/** The typed value of each kind, by its name. */
export type TypedObjects = {
  readonly [K in Listed as K['name']]: ReturnType<K['read']>;
};
export type KindName = keyof TypedObjects;

type FactOf<K> = K extends { facts?(value: never): readonly (infer F)[] } ? F : never;
/** The union of all facts of all kinds. */
export type KindFacts = FactOf<Listed>;

const byKind = new Map<string, Kind[]>();
for (const definition of kinds as readonly Kind[]) {
  for (const name of definition.kinds) byKind.set(name, [...(byKind.get(name) ?? []), definition]);
}

/** The definition of an object's kind; `undefined` if there is none. */
const kindOf = (object: KubernetesObject): Kind | undefined =>
  byKind.get(object.kind)?.find((definition) => definition.groups.includes(groupOf(object.apiVersion)));

/** The object as its kind reads it. */
export function typedObject(
  object: KubernetesObject,
): { readonly name: KindName; readonly value: TypedObject } | undefined {
  const definition = kindOf(object);
  return definition && { name: definition.name as KindName, value: definition.read(fieldsOf(object), object) };
}

/** The facts of an object for the index; none if its kind has no facts. */
export function kindFacts(object: KubernetesObject): readonly KindFacts[] {
  const definition = kindOf(object);
  if (!definition?.facts) return [];
  return definition.facts(definition.read(fieldsOf(object), object)) as readonly KindFact[] as readonly KindFacts[];
}
