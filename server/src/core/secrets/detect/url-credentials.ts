import { characterClasses, entropy, looksRandom } from './entropy.ts';
import type { Confidence, SecretHit } from './hit.ts';
import { secretName } from './names.ts';
import { notASecret } from './placeholder.ts';
import { isWeakDefault } from './weak.ts';
import { withArticle } from './wording.ts';

/** Longest authority (user, password, hosts) that is searched. */
const longestAuthority = 300;

/**
 * The password (or a token in its place) of the URL whose `://` is at `separator`: RFC 3986 section 3.2.1. The scheme of a database or
 * message broker makes it a connection string. Takes constant time.
 */
export function urlCredentials(text: string, separator: number): SecretHit | undefined {
  const scheme = /[a-z][a-z0-9+.-]{1,30}$/i.exec(text.slice(Math.max(0, separator - 30), separator))?.[0].toLowerCase();
  if (scheme === undefined) return undefined;
  const start = separator + 3;
  const { colon, at } = userinfo(text, start);
  if (at === -1) return channelToken(text, start);
  const host = /^[^/?#\s"'`,)\]]{0,100}/.exec(text.slice(at + 1, at + 101))?.[0].toLowerCase() ?? '';
  if (colon === -1 || colon + 1 === at) return userToken(text, scheme, host, start, colon === -1 ? at : colon);
  const value = text.slice(colon + 1, at);
  // `postgres://app:docker@db`
  const weakOfService = !/^https?$|^git/.test(scheme) && isWeakDefault(value);
  if ((notASecret(value) !== undefined && !weakOfService) || /[$%<>{}]\w*[<>{}%]|^\$|\{.*\}/.test(value))
    return undefined;
  const where = { start: colon + 1, end: at };
  const what = /^https?$|^ftps?$|^s?ftp$|^git/.test(scheme)
    ? 'password in a URL'
    : `password in ${withArticle(family(scheme))} URL`;
  if (isWeakDefault(value))
    return {
      kind: 'weak-default',
      what,
      confidence: isExample(text.slice(start, at), host) ? 'low' : 'medium',
      span: where,
    };
  const strong = value.length >= 8 && characterClasses(value) >= 2;
  const confidence: Confidence = exampleHost(host) || value.length < 4 ? 'low' : strong ? 'high' : 'medium';
  return { kind: 'url-credentials', what, confidence, span: where };
}

/**
 * The token of a conda channel, `https://host/t/<token>/channel`. Source: Anaconda, "Using tokens", read 2026-11-30. Forums have the words of a
 * topic there, and its number after them (`/t/how-to-pay/4711`; source: Discourse, `config/routes.rb`, `t/:slug/:topic_id`).
 */
function channelToken(text: string, start: number): SecretHit | undefined {
  const found = /^([\w.:-]{1,200}\/t\/)([A-Za-z0-9-]{12,100})\/(?!\d+(?![\w.-]))/.exec(text.slice(start, start + 310));
  const [, lead = '', value = ''] = found ?? [];
  if (value === '' || !looksRandom(value) || notASecret(value)?.endsWith('placeholder')) return undefined;
  const from = start + lead.length;
  return {
    kind: 'url-credentials',
    what: 'token in a URL',
    confidence: 'medium',
    span: { start: from, end: from + value.length },
  };
}

function userToken(text: string, scheme: string, host: string, start: number, end: number): SecretHit | undefined {
  const value = text.slice(start, end);
  if (!/^https?$|^git/.test(scheme) || host.includes('sentry') || /[${}<>]/.test(value)) return undefined;
  if (value.length < 20 || !looksRandom(value) || entropy(value) < 3) return undefined;
  const confidence = exampleHost(host) ? 'low' : 'medium';
  return { kind: 'url-credentials', what: 'token in a URL', confidence, span: { start, end } };
}

const [openBrace, closeBrace, openParenthesis, closeParenthesis] = [123, 125, 40, 41];

/** ASCII characters that end an authority: delimiters of RFC 3986, white space and control characters, quotes, `)`, backslash. */
const ends = Uint8Array.from({ length: 128 }, (_, code) =>
  code <= 32 || '/?#"\'`)\\'.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** Offsets of the first `:` and the last `@` of the authority that begins at `start`. References in braces are skipped. */
function userinfo(text: string, start: number): { colon: number; at: number } {
  const limit = Math.min(text.length, start + longestAuthority);
  let colon = -1;
  let at = -1;
  let depth = 0;
  for (let i = start; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === openBrace || code === openParenthesis) depth++;
    else if ((code === closeBrace || code === closeParenthesis) && depth > 0) depth--;
    else if (depth === 0) {
      if (code < 128 && ends[code] === 1) break;
      if (code === 58 && colon === -1 && at === -1) colon = i;
      if (code === 64) at = i;
    } else if (code === 10) break;
  }
  return colon !== -1 && at !== -1 && colon > at ? { colon: -1, at } : { colon, at };
}

/** `user:password@…` explains the form of an address. */
const isExample = (userinfo: string, host: string): boolean =>
  exampleHost(host) || /^user(?:name)?:pass(?:word)?$/i.test(userinfo);

const exampleHost = (host: string): boolean => /(?:^|\.)example(?:\.|:|$)|^your|^<|^\[?host(?:name)?(?:$|:)/.test(host);

const families: readonly [RegExp, string][] = [
  [/postgres/, 'PostgreSQL'],
  [/mysql|mariadb/, 'MySQL'],
  [/mongo/, 'MongoDB'],
  [/^rediss?/, 'Redis'],
  [/^amqps?/, 'AMQP'],
];

const family = (scheme: string): string => families.find(([shape]) => shape.test(scheme))?.[1] ?? scheme;

/** Other keys of a connection string: ADO.NET, ODBC, libpq keywords, JDBC parameters. */
const connectionKeys =
  /(?:^|[;?&\s"'(])(?:server|data source|host|hostname|addr|address|user id|uid|user|username|user name|database|initial catalog|dbname|accountname|endpoint|port)[ ]?=|jdbc:|^dsn=/i;

/** The password of a connection string. `name` is `password=`, `pwd=` or the like and begins at `start`. Takes constant time. */
export function connectionPassword(text: string, start: number, name: string): SecretHit | undefined {
  const before = text[start - 1];
  if (before !== undefined && !/[;?&\s"'(,]/.test(before)) return undefined;
  // JAAS: `PlainLoginModule required username="bob" password="…";`
  const quote = /^\\?["']/.exec(text.slice(start + name.length, start + name.length + 2))?.[0].length ?? 0;
  const from = start + name.length + quote;
  const found = /^[^;&\s"'`<>|\\]{1,200}/.exec(text.slice(from, from + 201))?.[0] ?? '';
  // `username=bob,password=…,vers=3.0` of mount, and the addresses of StackExchange.Redis
  const value = before === ',' ? found.split(',', 1)[0]! : found.replace(/,[a-z][\w.-]{0,40}=.*/i, '');
  if (value === '' || (notASecret(value) !== undefined && !isWeakDefault(value)) || /^\$|^\w*\($/.test(value))
    return undefined;
  // `password="CLUSTER_API_SECRET"`: the name of a variable, which a script replaces
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value) && secretName(value)) return undefined;
  const left = lineTail(text.slice(Math.max(0, start - 200), start));
  const right = text.slice(from + value.length, from + value.length + 200).split('\n', 1)[0] ?? '';
  if (!connectionKeys.test(left) && !connectionKeys.test(right)) return undefined;
  const where = { start: from, end: from + value.length };
  const what = 'password in a connection string';
  if (isWeakDefault(value)) return { kind: 'weak-default', what, confidence: 'medium', span: where };
  return { kind: 'url-credentials', what, confidence: value.length >= 6 ? 'high' : 'medium', span: where };
}

/**
 * The password in `user:password@tcp(host:3306)/db`, the form in which Go programs write a MySQL address; `at` is the offset of its
 * `@`. Source: README of go-sql-driver/mysql, "DSN". Takes constant time.
 */
export function dsnPassword(text: string, at: number): SecretHit | undefined {
  const found = /(?:^|[\s"'`=/])[\w.-]{1,64}:([^\s"'`@/]{1,100})$/.exec(text.slice(Math.max(0, at - 170), at))?.[1];
  if (found === undefined || notASecret(found) !== undefined || /^[$%<{]/.test(found)) return undefined;
  const where = { start: at - found.length, end: at };
  const what = 'password in a MySQL address';
  if (isWeakDefault(found)) return { kind: 'weak-default', what, confidence: 'medium', span: where };
  return { kind: 'url-credentials', what, confidence: found.length >= 6 ? 'high' : 'medium', span: where };
}

const lineTail = (text: string): string => text.slice(text.lastIndexOf('\n') + 1);
