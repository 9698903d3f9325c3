import { base64Text } from './base64.ts';
import { ENCODED_BEGIN, encodedKeyFinder } from './encoded-key.ts';
import { entropy, longestCount, longestRun } from './entropy.ts';
import { type Confidence, type SecretHit, withoutOverlaps } from './hit.ts';
import { findKeywords, type KeywordFinder } from './keywords.ts';
import { isEmulatorKey, notASecret } from './placeholder.ts';
import { privateKeyFinder } from './private-key.ts';
import { providers } from './providers/all.ts';
import type { Provider } from './providers/provider.ts';
import { connectionPassword, dsnPassword, urlCredentials } from './url-credentials.ts';
import { isWeakDefault } from './weak.ts';

interface Row {
  readonly provider: Provider;
  /** Compiled when its keyword is first found: most never are. */
  pattern?: RegExp;
}

/** Finders that keep their position in one text. */
interface Finders {
  readonly privateKeyAt: (begin: number) => SecretHit | undefined;
  readonly encodedKeyAt: (begin: number) => SecretHit | undefined;
}

/** What a keyword starts: the formats to try, and for some keywords a detector of their own. */
interface Place {
  readonly rows: Row[];
  readonly special?: (text: string, start: number, finders: Finders) => SecretHit | undefined;
}

let table: { readonly finder: KeywordFinder; readonly places: readonly Place[] } | undefined;

/** Built by the first scan, so that the language server starts sooner. */
function compiled(): { readonly finder: KeywordFinder; readonly places: readonly Place[] } {
  if (table !== undefined) return table;
  const places = new Map<string, Place>([
    ['-----begin ', { rows: [], special: (_text, start, { privateKeyAt }) => privateKeyAt(start) }],
    [ENCODED_BEGIN.toLowerCase(), { rows: [], special: (_text, start, { encodedKeyAt }) => encodedKeyAt(start) }],
    ['://', { rows: [], special: urlCredentials }],
  ]);
  for (const mark of ['password=', 'pwd=', 'passwd=']) {
    places.set(mark, { rows: [], special: (text, start) => connectionPassword(text, start, mark) });
  }
  for (const mark of ['@tcp(', '@unix(']) places.set(mark, { rows: [], special: dsnPassword });
  for (const provider of providers) {
    const row: Row = { provider };
    for (const keyword of provider.keywords) {
      const place = places.get(keyword);
      if (place === undefined) places.set(keyword, { rows: [row] });
      else place.rows.push(row);
    }
  }
  table = { finder: findKeywords([...places.keys()]), places: [...places.values()] };
  return table;
}

/**
 * Detects provider tokens, private keys, and credentials in URLs and connection strings, anywhere in a text. Spans are relative to the
 * text, ordered, and do not overlap. One pass over the text; each keyword adds at most constant time.
 */
export function detectInText(text: string): SecretHit[] {
  const { finder, places } = compiled();
  const hits: SecretHit[] = [];
  const finders: Finders = { privateKeyAt: privateKeyFinder(text), encodedKeyAt: encodedKeyFinder(text) };
  const doneUntil = new Map<Provider, number>();
  const add = (hit: SecretHit | undefined): void => {
    if (hit !== undefined) hits.push(hit);
  };
  finder.scan(text, (index, start) => {
    const place = places[index]!;
    if (place.special !== undefined) add(place.special(text, start, finders));
    for (const row of place.rows) {
      if (row.provider.named ? !beginsWord(text, start) : row.provider.back === 0 && !mayBegin(text, start)) continue;
      if (start < (doneUntil.get(row.provider) ?? 0)) continue;
      add(tryRow(text, start, row, (end) => doneUntil.set(row.provider, end)));
    }
  });
  return withoutOverlaps(hits);
}

const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;

/**
 * Whether a token may begin at the offset: at the start, after a non-word character, after an escaped `\n`, `\t`, `\r`, or after a
 * character that a URL encodes (`%20`, `%3D`).
 */
function mayBegin(text: string, at: number): boolean {
  if (at === 0 || !isWord(text.charCodeAt(at - 1))) return true;
  const letter = text[at - 1];
  if (text[at - 2] === '\\') return letter === 'n' || letter === 't' || letter === 'r';
  return text[at - 3] === '%' && /^[0-9A-Fa-f]{2}$/.test(text.slice(at - 2, at));
}

/** Whether a word of a name begins at the offset: `MY_OKTA_TOKEN` and `myOktaToken` have one at `okta`, `bookTable` has not. */
function beginsWord(text: string, at: number): boolean {
  const [before, first] = [text[at - 1] ?? '', text[at] ?? ''];
  return !/[A-Za-z]/.test(before) || !/[A-Za-z]/.test(first) || (/[a-z]/.test(before) && /[A-Z]/.test(first));
}

/** Calls `seen` with the end of a long token, accepted or not, so that it is not searched again. */
function tryRow(text: string, keywordAt: number, row: Row, seen: (end: number) => void): SecretHit | undefined {
  const { provider } = row;
  let from = keywordAt;
  if (provider.back > 0) {
    const least = Math.max(0, keywordAt - provider.back);
    const over = provider.pattern.startsWith('[A-Za-z0-9+/]') ? isExtended : isTokenCode;
    while (from > least && over(text.charCodeAt(from - 1))) from--;
  }
  if (provider.back > 0 && !mayBegin(text, from)) return undefined;
  row.pattern ??= new RegExp(provider.pattern, provider.ignoreCase ? 'dyi' : 'dy');
  const { pattern } = row;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  const place = match?.indices?.[1] ?? match?.indices?.[0];
  if (place === undefined) return undefined;
  const [start, matched] = place;
  let end = matched;
  if (provider.extend) {
    while (end < text.length && isExtended(text.charCodeAt(end))) end++;
  } else if (end < text.length && isWord(text.charCodeAt(end)) && isTokenCode(text.charCodeAt(end - 1))) {
    return undefined;
  }
  seen(end);
  if (provider.named && nameOfPublicValue.test(text.slice(keywordAt, start))) return undefined;
  const value = text.slice(start, Math.min(end, start + 1000));
  const confidence = judged(provider, value);
  return confidence && { kind: 'provider', what: provider.what, confidence, span: { start, end } };
}

/**
 * Ends of names whose values look like keys and are not: a checksum, a commit, an id, a public key (`DATADOG_AGENT_SHA256=`,
 * `SPOTIFY_CLIENT_ID=`).
 */
const nameOfPublicValue =
  /(?:sha(?:1|256|512)?|md5|digest|checksum|commit|revision|version|public(?:[_-]?key)?|(?:[_.-]|client|app|account)id)[\\"']{0,2}[ \t]{0,3}(?:=>|:=|=|:)[ \t]{0,3}[\\"']{0,2}$/i;

/** Characters that may precede a keyword inside a token. */
const isTokenCode = (code: number): boolean => isWord(code) || code === 45 || code === 46 || code === 126;

/** Characters over which a long token continues: base64 in both alphabets, and dots. */
const isExtended = (code: number): boolean => isTokenCode(code) || code === 61 || code === 43 || code === 47;

/** `INFLUX_API_TOKEN`, `authn.AuthConfig`: identifiers in source code. */
const constant = /^[A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,20}$|^[A-Za-z_]{1,22}(?:\.[A-Za-z_]{1,22}){1,20}$/;

/** Real hexadecimal keys use one case. */
const mixedHex = /^(?=.{0,300}[a-f])(?=.{0,300}[A-F])[0-9A-Fa-f]{1,300}$/;

/** The confidence of a match, by its characters; `undefined` for filler text. */
function judged(provider: Provider, value: string): Confidence | undefined {
  if (isEmulatorKey(value)) return undefined;
  if (provider.id === 'jwt' && value.split('.').length < 3) return undefined;
  const run = longestRun(value);
  // Generated keys have digits or capitals. An identifier such as `secret_for_the_reporting_service` has neither.
  const rest = provider.keywords.find((k) => value.toLowerCase().startsWith(k))?.length ?? 0;
  if (/^[a-z_.-]+$/.test(value.slice(rest)) || constant.test(value)) return undefined;
  if (entropy(value) < provider.entropy || (run >= 6 && run * 3 >= value.length)) return undefined;
  if (provider.named && (notASecret(value) === 'variable reference' || mixedHex.test(value))) return undefined;
  if (provider.basic) {
    const pair = base64Text(value);
    const colon = pair?.indexOf(':') ?? -1;
    // The header of a JSON web token contains colons too.
    if (pair === undefined || colon < 0 || pair.startsWith('{') || notASecret(pair.slice(colon + 1)) !== undefined)
      return undefined;
    if (isWeakDefault(pair.slice(colon + 1))) return 'low';
  }
  // `whsec_` and base64 of "This is an example": words, not random bytes.
  if (!provider.basic && /^[\x20-\x7e]* [\x20-\x7e]*$/.test(base64Text(value.slice(value.lastIndexOf('_') + 1)) ?? ''))
    return 'low';
  // Readers paste the example keys of documentation. The last alternative is jwt.io's "John Doe".
  if (/example|sample|dummy|your|fake|placeholder|redacted|changeme|xxxx|IkpvaG4gRG9l/i.test(value)) return 'low';
  return longestCount(value) >= 8 ? 'low' : provider.confidence;
}
