import { base64Text } from './base64.ts';
import type { SecretHit } from './hit.ts';
import { privateKeyFinder } from './private-key.ts';

/** base64 (RFC 4648) of `-----BEGIN ` and the first two bits of a capital letter. */
export const ENCODED_BEGIN = 'LS0tLS1CRUdJTiB';
/** A 16384-bit RSA key is about 17 KB in base64 of PEM. */
const longest = 65_536;

/**
 * Returns a finder of base64-encoded PEM private keys (`client-key-data` of a kubeconfig, CI variables). Call it with the offset of
 * each `ENCODED_BEGIN`, in order; letter case does not matter. Each base64 run is decoded once. The hit covers the whole run.
 */
export function encodedKeyFinder(text: string): (begin: number) => SecretHit | undefined {
  let doneUntil = 0;
  return (begin) => {
    if (begin < doneUntil || !text.startsWith(ENCODED_BEGIN, begin)) return undefined;
    let end = begin;
    while (end < text.length && end - begin < longest && isBase64(text.charCodeAt(end))) end++;
    doneUntil = end;
    const plain = base64Text(text.slice(begin, end));
    const hit = plain === undefined ? undefined : privateKeyFinder(plain)(0);
    return hit && { ...hit, span: { start: begin, end } };
  };
}

const isBase64 = (code: number): boolean =>
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122) ||
  code === 43 ||
  code === 47 ||
  code === 61;
