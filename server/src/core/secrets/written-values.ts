/**
 * Finds the values that a text gives to passwords, keys and tokens, in any format. Cheap and generous: it only answers where a value that
 * is known to be a secret stands too. What is reported comes from `hits.ts`.
 */
import type { Span } from '../text/span.ts';
import { base64Text } from './detect/base64.ts';
import { namesSecret } from './detect/names-secret.ts';

/** A value with the names that say whose it is. */
export interface WrittenValue {
  readonly value: string;
  /** Its place in the text; of the encoded text where the value is base64. */
  readonly at: Span;
  /** The variable or key, or the scheme of the URL that holds it. */
  readonly name: string;
  /** The host behind it in a URL: `db` in `postgres://shop:…@db:5432`. */
  readonly host: string | undefined;
}

/** The most values of one text; a generated file may hold any number. */
const MOST = 5000;
const LONGEST_NAME = 80;

/** The values in the order of the text. Takes time linear in the text. */
export function writtenValues(text: string): WrittenValue[] {
  const found: WrittenValue[] = [];
  for (const { 0: sign, index } of text.matchAll(
    /[:=@]| (?<=--[\w-]{0,40}(?:password|requirepass|masterauth|token) )/g,
  )) {
    if (found.length >= MOST) break;
    const here = sign === '@' ? beforeAt(text, index) : behind(text, index, sign.length);
    // `A_PASSWORD: ${A_PASSWORD:-value}` leads to one value twice.
    if (here[0]?.at.start !== found.at(-1)?.at.start || found.length === 0) found.push(...here);
  }
  return found;
}

/** The password in `user:password@host` and `user:password@tcp(host:3306)`. */
function beforeAt(text: string, at: number): WrittenValue[] {
  const before = /([a-z][a-z0-9+.-]{0,30}:\/\/)?[^\s"'`@/=:]{0,64}:([^\s"'`@/]{3,100})$/i.exec(
    text.slice(Math.max(0, at - 210), at),
  );
  const host = /^(?:tcp\()?([\w.-]{1,100})/.exec(text.slice(at + 1, at + 110))?.[1];
  const written = before?.[2];
  // `image:tag@sha256:…` is a digest.
  if (written === undefined || host === undefined || host === 'sha256') return [];
  const value = /^-?([^{}$]+)\}$/.exec(written)?.[1] ?? written;
  if (value.includes('$')) return [];
  const start = at - written.length + written.indexOf(value);
  return [{ value, at: { start, end: start + value.length }, name: before?.[1]?.slice(0, -3) ?? 'dsn', host }];
}

/** The value after `NAME=`, `name:` or `--name `. Also the default of a variable, and the value of a Kubernetes variable. */
function behind(text: string, sign: number, length: number): WrittenValue[] {
  const name = nameBefore(text, sign);
  if (name === undefined) return [];
  let start = sign + length;
  while (start < sign + 5 && (text[start] === ' ' || text[start] === '\t')) start++;
  const reference = /^\$\{\w{1,80}:?[-+]|^-(?=[^\s-])/.exec(text.slice(start, start + 90))?.[0] ?? '';
  // `${NAME:-value}`; a list item begins with a dash too.
  if (reference === '-' && (text[sign] !== ':' || text.lastIndexOf('${', sign) < sign - LONGEST_NAME - 2)) return [];
  start += reference.length;
  const quote = /["']/.exec(text[start] ?? '')?.[0];
  if (quote) start++;
  const rest = text.slice(start, start + 200);
  const value = (quote ? (quote === '"' ? /^[^"\r\n]+/ : /^[^'\r\n]+/) : /^[^\s"'`,;&{}()<>|]+/).exec(rest)?.[0] ?? '';
  if (value.length < 3 || value.startsWith('$')) return [];
  const one = {
    value,
    at: { start, end: start + value.length },
    name,
    host: text[sign] === ':' ? hostBeside(text, sign, name) : undefined,
    ...inKeywords(text, sign, name),
  };
  const decoded = /^[\w+/-]{4,}={0,2}$/.test(value) ? base64Text(value)?.trim() : undefined;
  return decoded !== undefined && decoded.length >= 3 ? [one, { ...one, value: decoded }] : [one];
}

/** What may stand between a name and its sign. */
const BEHIND_NAME = /[^\S\n]|["'\]]/;

/** A letter, a digit, `_`, `.` or `-`. */
const isNameCode = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 45 && code <= 57 && code !== 47) || code === 95;

/** The name before a sign if it announces a secret; for `value:` of Kubernetes the name on the line above. */
function nameBefore(text: string, sign: number): string | undefined {
  let end = sign;
  while (end > sign - 3 && !isNameCode(text.charCodeAt(end - 1)) && BEHIND_NAME.test(text[end - 1] ?? '\n')) end--;
  let start = end;
  while (start > 0 && end - start < LONGEST_NAME && isNameCode(text.charCodeAt(start - 1))) start--;
  let first = start;
  while (first < end && text[first] === '-') first++;
  const name = text.slice(first, end);
  if (name !== 'value') return name.length > 1 && namesSecret(name) ? name : undefined;
  const above = text.slice(Math.max(0, start - 250), start);
  const named = /(?:^|[\n{,])[ \t-]*["']?name["']?:[ \t]*["']?([\w.-]{2,80})["']?,?[ \t]*\r?\n?[ \t"']*$/.exec(
    above,
  )?.[1];
  return named !== undefined && namesSecret(named) ? named : undefined;
}

const AROUND = 200;

/** The `host:` of the same map in YAML, for a `password:` that has a line of its own. */
function hostBeside(text: string, sign: number, name: string): string | undefined {
  if (!/^(?:password|passwd|pass)$/i.test(name)) return undefined;
  const start = text.lastIndexOf('\n', sign - 1) + 1;
  const indent = /^[ ]{1,40}(?=\w)/.exec(text.slice(start, sign))?.[0].length;
  if (indent === undefined || sign - start - indent !== name.length) return undefined;
  const above = text
    .slice(Math.max(0, start - AROUND), start)
    .split('\n')
    .slice(1, -1)
    .reverse();
  for (const lines of [
    above,
    text
      .slice(sign, sign + AROUND)
      .split('\n')
      .slice(1, -1),
  ])
    for (const line of lines) {
      const own = line.search(/\S|$/);
      if (own < indent) break;
      const host = /^host:[ ]{1,9}["']?([\w.-]{1,100})["']?\s*$/.exec(own === indent ? line.slice(own) : '')?.[1];
      if (host !== undefined) return host;
    }
  return undefined;
}

/**
 * The host of a PostgreSQL connection string in keywords, `host=db user=shop password=… dbname=shop`, with the program as the name. Source: libpq,
 * "Keyword/Value Connection Strings".
 */
function inKeywords(text: string, sign: number, name: string): Pick<WrittenValue, 'name' | 'host'> | undefined {
  if (name !== 'password' || text[sign] !== '=') return undefined;
  const before = /[^\r\n"']*$/.exec(text.slice(Math.max(0, sign - AROUND), sign))?.[0] ?? '';
  const line = before + (/^[^\r\n"']*/.exec(text.slice(sign, sign + AROUND))?.[0] ?? '');
  const host = /(?:^|\s)host=([\w.-]{1,100})/.exec(line)?.[1];
  return host !== undefined && /(?:^|\s)(?:dbname|sslmode)=/.test(line) ? { name: 'postgres', host } : undefined;
}
