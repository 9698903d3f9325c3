import { entropy } from './entropy.ts';
import type { SecretHit } from './hit.ts';

/** Longest key text that is searched: a 16384-bit RSA key is about 13 KB in PEM. */
const longest = 32_768;

const kinds: readonly [needle: string, what: string][] = [
  ['RSA PRIVATE', 'RSA private key'],
  ['EC PRIVATE', 'EC private key'],
  ['DSA PRIVATE', 'DSA private key'],
  ['OPENSSH PRIVATE', 'OpenSSH private key'],
  ['PGP PRIVATE', 'PGP private key'],
  ['ENCRYPTED PRIVATE', 'encrypted private key'],
];

/**
 * Returns a finder of PEM private keys (RFC 7468; RFC 4880 section 6.2 for PGP) in one text. Call it with the offset of each
 * `-----BEGIN `, in order. It keeps the position of the last end marker, so all calls together take one pass.
 */
export function privateKeyFinder(text: string): (begin: number) => SecretHit | undefined {
  let searchedFrom = -1;
  let nextEnd = -1;
  const endAfter = (from: number): number => {
    const known = searchedFrom !== -1 && from >= searchedFrom && (nextEnd === -1 || nextEnd >= from);
    if (!known) {
      nextEnd = text.indexOf('-----END ', from);
      searchedFrom = from;
    }
    return nextEnd;
  };
  return (begin) => {
    const header = /^-----BEGIN ((?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?)-----/.exec(
      text.slice(begin, begin + 80),
    );
    if (header?.[1] === undefined) return undefined;
    const bodyStart = begin + header[0].length;
    const marker = endAfter(bodyStart);
    const ended = marker !== -1 && marker - bodyStart <= longest;
    const bodyEnd = ended ? marker : Math.min(text.length, bodyStart + 200);
    const body = text.slice(bodyStart, Math.min(bodyEnd, bodyStart + 400));
    const run = longestRunOfBase64(body);
    if (run.length < 40 || entropy(run) < 3.2) return undefined;
    const label = header[1];
    const protectedKey = label.startsWith('ENCRYPTED') || body.includes('Proc-Type: 4,ENCRYPTED');
    const footer = ended ? text.indexOf('-----', marker + 9) : -1;
    const end = footer !== -1 && footer - marker < 80 ? footer + 5 : bodyEnd;
    return {
      kind: 'private-key',
      what: kinds.find(([needle]) => label.startsWith(needle))?.[1] ?? 'private key',
      confidence: protectedKey || !ended ? 'medium' : 'high',
      span: { start: begin, end },
    };
  };
}

/** In JSON the key has escaped `\n`; in YAML and Dockerfiles its lines are indented. */
function longestRunOfBase64(body: string): string {
  let best = '';
  for (const run of body.split(/\\[nr]|[^A-Za-z0-9+/=]/)) {
    if (run.length > best.length) best = run;
  }
  return best;
}
