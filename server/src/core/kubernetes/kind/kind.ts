/**
 * The home of a Kubernetes kind. One file of `kubernetes/kinds` defines one kind: which objects it stands for, what rules read of them, and what
 * the workspace's index keeps of them. `npm run generate` lists the files in `kinds.generated.ts`.
 */
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { Span } from '../../text/span.ts';
import type { Fields } from './fields.ts';

/** What every typed object has. */
export interface TypedObject {
  readonly object: KubernetesObject;
}

/** What the index keeps of an object: plain values without nodes, compared to find out whether other files must be judged again. */
export interface KindFact {
  readonly kind: string;
  /** Where the object is named. Unit-relative; does not count in the comparison. */
  readonly at: Span;
}

export interface Kind<
  Name extends string = string,
  Value extends TypedObject = TypedObject,
  Fact extends KindFact = KindFact,
> {
  /** Unique; rules ask for it as `object:NAME`. The kind's own name wherever that is unique. */
  readonly name: Name;
  /** Values of `kind`. */
  readonly kinds: readonly [string, ...string[]];
  /** API groups, in whatever version; '' is the core group. */
  readonly groups: readonly [string, ...string[]];
  /** Reads the typed object. Never throws: what has an unexpected shape is unknown. */
  read(fields: Fields, object: KubernetesObject): Value;
  /** What other files may ask of it. */
  facts?(value: Value): readonly Fact[];
}

/** Defines a kind, so that its value and facts are typed wherever its name is used. */
export const kind = <const Name extends string, Value extends TypedObject, Fact extends KindFact = never>(
  definition: Kind<Name, Value, Fact>,
): Kind<Name, Value, Fact> => definition;

/** `apps` of `apps/v1`; '' of `v1`. */
export const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.split('/')[0]! : '');
