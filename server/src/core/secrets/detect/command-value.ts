import { judge } from './assignment.ts';
import type { ValueShape } from './command-table.ts';
import { type Confidence, type SecretHit, withoutOverlaps } from './hit.ts';
import { secretName } from './names.ts';
import { isPasswordHash, notASecret } from './placeholder.ts';
import { detectInText } from './scan.ts';
import { isWeakDefault } from './weak.ts';

/** A secret in one word of a command; the span is within that word. */
export type WordHit = SecretHit & {
  /** Index of the word. */
  readonly word: number;
};

/** The secrets in `value`, which has the given shape and begins `shift` characters into the word with index `word`. */
export function secretsOfShape(shape: ValueShape, value: string, word: number, shift: number, what: string): WordHit[] {
  if (shape === 'header') return header(value, word, shift);
  if (shape === 'form') return pairs(value, '&', word, shift);
  if (shape === 'options') return pairs(value, ',', word, shift);
  if (shape === 'pass-source') return value.startsWith('pass:') ? plain(value.slice(5), word, shift + 5, what) : [];
  const separator =
    shape === 'user:password' ? ':' : shape === 'user%password' ? '%' : shape === 'user,password' ? ',' : '';
  if (separator === '') return plain(value, word, shift, what);
  const at = value.indexOf(separator);
  return at === -1 ? [] : plain(value.slice(at + 1), word, shift + at + 1, what);
}

/** The program defines this text as a password, so a short one counts, and a number or a UUID too. */
function plain(value: string, word: number, shift: number, what: string): WordHit[] {
  if (value === '') return [];
  const span = { start: shift, end: shift + value.length };
  // `useradd --password shop`
  const kindOfValue = what === 'password hash' && !isPasswordHash(value) ? 'password' : what;
  if (isWeakDefault(value)) return [{ kind: 'weak-default', what: kindOfValue, confidence: 'high', word, span }];
  const why = notASecret(value);
  if (why !== undefined && why !== 'uuid' && why !== 'number' && why !== 'name of a method or mode') return [];
  const confidence: Confidence =
    value.startsWith('$') && !value.startsWith('$$') ? 'low' : value.length < 4 ? 'medium' : 'high';
  return [{ kind: 'command-line', what: kindOfValue, confidence, word, span }];
}

/** `Authorization: Bearer x`, `X-Api-Key: x`: hits of the text detectors, or the value of a header with a secret name. */
function header(value: string, word: number, shift: number): WordHit[] {
  const found = detectInText(value).map((hit) =>
    moved({ ...hit, kind: hit.kind === 'provider' ? 'command-line' : hit.kind }, word, shift),
  );
  const parts = /^([\w-]{2,60}):[ \t]{0,5}(?:(?:Bearer|Basic|Token|ApiKey|SSWS)[ \t]{1,5})?(\S{4,})/i.exec(value);
  const name = parts?.[1] ?? '';
  const secret = parts?.[2] ?? '';
  if (found.length > 0 || secret === '') return found;
  const meaning = /authorization$/i.test(name)
    ? { what: 'authorization header', confidence: 'medium' as const }
    : secretName(name);
  const hit = meaning && judge(meaning, name, secret);
  if (hit === undefined) return [];
  const from = shift + value.indexOf(secret, name.length + 1);
  return [moved({ ...hit, kind: hit.kind === 'assignment' ? 'command-line' : hit.kind }, word, from)];
}

function pairs(value: string, separator: string, word: number, shift: number): WordHit[] {
  const hits: WordHit[] = [];
  let at = 0;
  for (const part of value.split(separator)) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(0, equals)).trim();
    const meaning = name === '' || name.length > 100 ? undefined : secretName(name);
    const hit = meaning && judge(meaning, name, part.slice(equals + 1));
    if (hit !== undefined) {
      hits.push(
        moved({ ...hit, kind: hit.kind === 'assignment' ? 'command-line' : hit.kind }, word, shift + at + equals + 1),
      );
    }
    at += part.length + separator.length;
  }
  return withoutOverlaps(hits);
}

/** The secret that `value` is, where a program reads it as a password. The span is within `value`. */
export const plainPassword = (value: string, what: string): SecretHit[] =>
  plain(value, 0, 0, what).map(({ word: _, ...hit }) => hit);

const moved = (hit: SecretHit, word: number, by: number): WordHit => ({
  ...hit,
  word,
  span: { start: hit.span.start + by, end: hit.span.end + by },
});

/** In order, without those that overlap in one word. */
export function byWord(hits: readonly WordHit[]): WordHit[] {
  const groups = new Map<number, WordHit[]>();
  for (const hit of hits) groups.set(hit.word, [...(groups.get(hit.word) ?? []), hit]);
  return [...groups].sort(([a], [b]) => a - b).flatMap(([, group]) => withoutOverlaps(group));
}

/**
 * The hits without the password that the JDK gives to its own list of authorities: their certificates are public, so it protects nothing. A key store may
 * hold private keys, and there it counts. Source: IBM SDK, Java Technology Edition 8, "The cacerts Certificates File", read on 2026-12-01.
 */
export const withoutTrustStore = (
  hits: readonly WordHit[],
  words: readonly (string | undefined)[],
): readonly WordHit[] =>
  words.some((word) => /^-(?:trustcacerts|cacerts)$|cacerts|trust-?store/i.test(word ?? ''))
    ? hits.filter(({ word, span }) => words[word]?.slice(span.start, span.end) !== 'changeit')
    : hits;
