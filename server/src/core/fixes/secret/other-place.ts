/** A secret that a fix moves, and a place that keeps its value. */
import type { Unit } from '../../domain/unit.ts';
import { characterClasses } from '../../secrets/detect/entropy.ts';
import { isWeakDefault } from '../../secrets/detect/weak.ts';

/** Short values and plain words also occur in unrelated places. */
export const isDistinctive = (value: string): boolean =>
  value.length >= 8 && characterClasses(value) >= 2 && !isWeakDefault(value);

/** A place that a fix leaves as it is. */
export interface OtherPlace {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** The variable or key, or the scheme of the URL; `undefined` for text without one. */
  readonly name: string | undefined;
  /** The host behind it in a URL. */
  readonly host: string | undefined;
  /** In a comment or an example file: no program reads it there. */
  readonly unused: boolean;
  /** Its line holds one variable with its value, and nothing else. */
  readonly isVariable?: boolean;
  /** A script searches the value in another file to replace it, and finds nothing once the value has moved. */
  readonly replaced?: boolean;
  /** `undefined` in a file without a model. */
  readonly unit: Unit | undefined;
}

/** The secret that a fix moves: its value, and the variable and the services that it belongs to. */
export interface MovedSecret {
  readonly value: string;
  readonly name: string | undefined;
  /** Names under which the services are reached. */
  readonly hosts?: readonly string[];
  /** The names of the Kubernetes Services that lead to the pods: their callers may hold it. */
  readonly services?: readonly string[];
  /** Whether a file is of the same deployment, also in a folder that is not near. `host`: where a password in it leads. */
  readonly belongs?: (other: Unit, host: string | undefined) => boolean;
}
