/** Which kind an object is of, and its typed value. */
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
/** Every fact that a kind keeps in the index. */
export type KindFacts = FactOf<Listed>;

const byKind = new Map<string, Kind[]>();
for (const definition of kinds as readonly Kind[]) {
  for (const name of definition.kinds) byKind.set(name, [...(byKind.get(name) ?? []), definition]);
}

/** The definition of an object's kind; `undefined` where there is none. */
const kindOf = (object: KubernetesObject): Kind | undefined =>
  byKind.get(object.kind)?.find((definition) => definition.groups.includes(groupOf(object.apiVersion)));

/** The object as its kind reads it. */
export function typedObject(
  object: KubernetesObject,
): { readonly name: KindName; readonly value: TypedObject } | undefined {
  const definition = kindOf(object);
  return definition && { name: definition.name as KindName, value: definition.read(fieldsOf(object), object) };
}

/** What the index keeps of an object; nothing of one whose kind has no facts. */
export function kindFacts(object: KubernetesObject): readonly KindFacts[] {
  const definition = kindOf(object);
  if (!definition?.facts) return [];
  return definition.facts(definition.read(fieldsOf(object), object)) as readonly KindFact[] as readonly KindFacts[];
}
