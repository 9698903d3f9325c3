import type { Unit } from '../../domain/unit.ts';
import { valueHash } from '../../secrets/allow.ts';
import { writtenValues } from '../../secrets/written-values.ts';
import type { Span } from '../../text/span.ts';

/** A place with a value that may be a secret. It answers where else a secret stands, and never holds the value. */
export interface SecretValueFacts {
  readonly kind: 'secret-value';
  /** From `valueHash`. */
  readonly hash: string;
  /** The variable or key, or the scheme of the URL. */
  readonly name: string;
  readonly host: string | undefined;
  readonly at: Span;
}

/** The values of a unit that may be secrets. Definitions of custom resources, which have no tree, hold none. */
export function secretValueFacts(unit: Unit): SecretValueFacts[] {
  if (unit.kind === 'other' && unit.yaml === undefined) return [];
  return writtenValues(unit.text).map(
    ({ value, name, host, at }): SecretValueFacts => ({ kind: 'secret-value', hash: valueHash(value), name, host, at }),
  );
}
