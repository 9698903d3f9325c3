import { detectInText } from './scan.ts';

/**
 * Replaces every secret that is recognizable without its context by asterisks: tokens of providers, private keys, passwords in URLs.
 * Keeps the length and line ends. Takes time linear in the text.
 */
export function withoutTokens(text: string): string {
  let out = '';
  let from = 0;
  for (const { span } of detectInText(text)) {
    out += text.slice(from, span.start) + text.slice(span.start, span.end).replace(/[^\r\n]/g, '*');
    from = span.end;
  }
  return out + text.slice(from);
}

/** The first `most` characters of a name for a message. Masks secrets before it cuts, since half a token is not recognizable. */
export const beginningOf = (name: string, most: number): string => {
  const masked = withoutTokens(name);
  return masked.length > most ? `${masked.slice(0, most - 1)}…` : masked;
};

/** The same for the last `most` characters. */
export const endOf = (name: string, most: number): string => {
  const masked = withoutTokens(name);
  return masked.length > most ? `…${masked.slice(-(most - 1))}` : masked;
};

/** Whether a name holds a token. Such a name must not change its case or get letters beside the token: nothing would mask it any longer. */
export const holdsToken = (name: string): boolean => detectInText(name).length > 0;
