/** Where the values of sites are written. */
import { type MappedText, placeOf } from '../../text/mapped-text.ts';
import { type Span, shift } from '../../text/span.ts';
import { scalarSource } from '../../yaml/scalar-source.ts';

/** Finds the place of each character of a value; computed when it is first asked for, which is only for values with a secret. */
export type Places = () => MappedText | undefined;

/** The places of the value of a YAML scalar at `at`, which is its span without quotes. */
export function scalarPlaces(text: string, value: string, at: Span): Places {
  let known: { readonly source: MappedText | undefined } | undefined;
  return () => {
    known ??= { source: scalarSource(text, value, at) };
    return known.source;
  };
}

/** The place of the range `within` of a value that is written at `at`: exact where that is known, else the whole of `at`. */
export function placedIn({ at, exact, places }: Written, within: Span): Span {
  if (exact) return shift(within, at.start);
  const source = within.end > within.start ? places?.() : undefined;
  return source ? placeOf(source, within) : at;
}

interface Written {
  readonly at: Span;
  readonly exact: boolean;
  readonly places?: Places | undefined;
}
