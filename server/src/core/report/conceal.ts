/** Hides the secrets of a file in text that is made from it, such as a diff. */
import { withoutTokens } from '../secrets/detect/without-tokens.ts';
import type { Span } from '../text/span.ts';

/** Length in characters below which a value is not masked: it gives little away, and masking it would hide unrelated text. */
const SHORTEST = 3;

/** Masks the secrets of a file (`spans` of `text`), and all secrets of known formats, in other text: a diff, the text of an edit. */
export function concealing(text: string, spans: readonly Span[]): (other: string) => string {
  const values = new Set(spans.flatMap((s) => text.slice(s.start, s.end).split(/\r?\n/)));
  const parts = [...values].filter((v) => v.trim().length >= SHORTEST).sort((a, b) => b.length - a.length);
  return (other) => withoutTokens(parts.reduce((out, value) => out.replaceAll(value, '*'.repeat(value.length)), other));
}
