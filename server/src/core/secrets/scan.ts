import { type Automaton, buildAutomaton } from './automaton.ts';
import { entropy, longestCount, longestRun } from './entropy.ts';
import { type Confidence, type SecretHit, withoutOverlaps } from './hit.ts';
import { notASecret } from './placeholder.ts';
import { privateKeyFinder } from './private-key.ts';
import { providers } from './providers/all.ts';
import type { Provider } from './providers/provider.ts';
import { connectionPassword, urlCredentials } from './url-credentials.ts';

interface Row {
  readonly provider: Provider;
  readonly pattern: RegExp;
}

interface Table {
  readonly automaton: Automaton;
  readonly keywords: readonly string[];
  /** By index of the keyword. */
  readonly rows: readonly (readonly Row[])[];
}

const privateKeyMark = '-----begin ';
const urlMark = '://';
const passwordMarks: readonly string[] = ['password=', 'pwd=', 'passwd='];

let table: Table | undefined;

/** Built at the first scan: the start of the language server need not wait for it. */
function compiled(): Table {
  if (table !== undefined) return table;
  const byKeyword = new Map<string, Row[]>();
  for (const mark of [privateKeyMark, urlMark, ...passwordMarks]) byKeyword.set(mark, []);
  for (const provider of providers) {
    const row = { provider, pattern: new RegExp(provider.pattern, provider.ignoreCase ? 'dyi' : 'dy') };
    for (const keyword of provider.keywords) byKeyword.set(keyword, [...(byKeyword.get(keyword) ?? []), row]);
  }
  const keywords = [...byKeyword.keys()];
  table = { automaton: buildAutomaton(keywords), keywords, rows: [...byKeyword.values()] };
  return table;
}

/**
 * Provider tokens, private keys, and credentials in URLs and connection strings, anywhere in a text. Spans are relative to
 * the text, ordered, and do not overlap. One pass over the text; each keyword met costs at most a constant more.
 */
export function detectInText(text: string): SecretHit[] {
  const { automaton, keywords, rows } = compiled();
  const hits: SecretHit[] = [];
  const privateKeyAt = privateKeyFinder(text);
  const doneUntil = new Map<Provider, number>();
  const add = (hit: SecretHit | undefined): void => {
    if (hit !== undefined) hits.push(hit);
  };
  automaton.scan(text, (index, start) => {
    const keyword = keywords[index] ?? '';
    if (keyword === privateKeyMark) add(privateKeyAt(start));
    else if (keyword === urlMark) add(urlCredentials(text, start));
    else if (passwordMarks.includes(keyword)) add(connectionPassword(text, start, keyword));
    for (const row of rows[index] ?? []) {
      if (start < (doneUntil.get(row.provider) ?? 0)) continue;
      add(tryRow(text, start, row, (end) => doneUntil.set(row.provider, end)));
    }
  });
  return withoutOverlaps(hits);
}

const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;

/** Whether a token may begin at the offset: at the start, after a non-word character, or after a written-out `\n`, `\t`, `\r`. */
function mayBegin(text: string, at: number): boolean {
  if (at === 0 || !isWord(text.charCodeAt(at - 1))) return true;
  const letter = text[at - 1];
  return text[at - 2] === '\\' && (letter === 'n' || letter === 't' || letter === 'r');
}

/** `seen` is told how far a long token reached, taken or not, so that it is not walked over again. */
function tryRow(text: string, keywordAt: number, row: Row, seen: (end: number) => void): SecretHit | undefined {
  const { provider, pattern } = row;
  let from = keywordAt;
  if (provider.back > 0) {
    const least = Math.max(0, keywordAt - provider.back);
    const over = provider.pattern.startsWith('[A-Za-z0-9+/]') ? isExtended : isTokenCode;
    while (from > least && over(text.charCodeAt(from - 1))) from--;
  }
  if (!provider.named && !mayBegin(text, from)) return undefined;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  const place = match?.indices?.[1] ?? match?.indices?.[0];
  if (place === undefined) return undefined;
  const [start, matched] = place;
  let end = matched;
  if (provider.extend) {
    while (end < text.length && isExtended(text.charCodeAt(end))) end++;
  } else if (end < text.length && isWord(text.charCodeAt(end)) && isWord(text.charCodeAt(end - 1))) {
    return undefined;
  }
  seen(end);
  const value = text.slice(start, Math.min(end, start + 1000));
  const confidence = judged(provider, value);
  return confidence && { kind: 'provider', what: provider.what, confidence, span: { start, end } };
}

/** Characters a token may have before a keyword in its middle. */
const isTokenCode = (code: number): boolean => isWord(code) || code === 45 || code === 46 || code === 126;

/** Characters over which a long token goes on: base64 in both alphabets, and dots. */
const isExtended = (code: number): boolean => isTokenCode(code) || code === 61 || code === 43 || code === 47;

/** How sure a match is by its characters; `undefined` if it is filler. */
function judged(provider: Provider, value: string): Confidence | undefined {
  if (provider.id === 'jwt' && value.split('.').length < 3) return undefined;
  const run = longestRun(value);
  // Generated keys have digits or capitals; an identifier such as `secret_for_the_reporting_service` has neither.
  const rest = provider.keywords.find((k) => value.toLowerCase().startsWith(k))?.length ?? 0;
  if (/^[a-z_.-]+$/.test(value.slice(rest))) return undefined;
  if (entropy(value) < provider.entropy || (run >= 6 && run * 3 >= value.length)) return undefined;
  if (provider.named && notASecret(value) === 'variable reference') return undefined;
  // Documentation has its own keys, and readers paste them.
  if (/example|sample|dummy|your|fake|placeholder|redacted|changeme|xxxx/i.test(value)) return 'low';
  return longestCount(value) >= 8 ? 'low' : provider.confidence;
}
