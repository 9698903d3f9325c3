/**
 * The definition of a Kubernetes kind. Each file of `kubernetes/kinds` defines one kind: its API groups, the values that rules read, and
 * the facts that the workspace's index keeps. `npm run generate` lists the files in `kinds.generated.ts`.
 */
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { Span } from '../../text/span.ts';
import type { Fields } from './fields.ts';

/** The fields of every typed object. */
export interface TypedObject {
  readonly object: KubernetesObject;
}

/** A fact in the index about an object: plain values without nodes. If a fact changes, rules check the files that depend on it again. */
export interface KindFact {
  readonly kind: string;
  /** The place of the object's name. Unit-relative. A change of it does not change the fact. */
  readonly at: Span;
}

export interface Kind<
  Name extends string = string,
  Value extends TypedObject = TypedObject,
  Fact extends KindFact = KindFact,
> {
  /** A unique name, the kind's own name if possible. Rules use it as the subject `object:NAME`. */
  readonly name: Name;
  /** The values of `kind`. */
  readonly kinds: readonly [string, ...string[]];
  /** The API groups, without version; '' is the core group. */
  readonly groups: readonly [string, ...string[]];
  /** Reads the typed object. Never throws: a value of a wrong type is unknown. */
  read(fields: Fields, object: KubernetesObject): Value;
  /** The facts for rules of other files. */
  facts?(value: Value): readonly Fact[];
}

/** Defines a kind, and derives the types of its value and facts from the definition. */
export const kind = <const Name extends string, Value extends TypedObject, Fact extends KindFact = never>(
  definition: Kind<Name, Value, Fact>,
): Kind<Name, Value, Fact> => definition;

/** `apps` of `apps/v1`; '' of `v1`. */
export const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.split('/')[0]! : '');
