/** Secrets in variables that hold several values: options of a program (`JAVA_OPTS=-Dapp.password=…`), JSON. */
import { judge } from './assignment.ts';
import { detectInCommand } from './command.ts';
import { atMost, type SecretHit } from './hit.ts';
import { nameWords, secretName } from './names.ts';

/**
 * The program whose options a variable holds, by a word of the variable's name. Other programs are recognized only by options with
 * secret names.
 */
const programs: readonly [word: RegExp, program: string][] = [
  [/^(?:mysql|mysqld|mysqldump|mariadb)$/, 'mysql'],
  [/^(?:redis|valkey|keydb)$/, 'redis-server'],
  [/^(?:mongo|mongodb|mongosh|mongodump)$/, 'mongosh'],
  [/^curl$/, 'curl'],
  [/^wget$/, 'wget'],
  [/^(?:ldapsearch|ldapadd)$/, 'ldapsearch'],
  [/^sqlcmd$/, 'sqlcmd'],
];

/** An option at the value's start or after a blank. */
const option = /(?:^|\s)-{1,2}[A-Za-z]/;

/** A quick check of a value as written, with quotes: whether it may hold options or JSON. */
export const mayHoldMore = (raw: string): boolean => /(?:^["']?|\s)-{1,2}[A-Za-z]|^["']\s{0,5}[[{]/.test(raw);

/**
 * Secrets in the options that a variable's value holds; empty for other values. Spans are within `value`. Takes time linear in the
 * value.
 */
export function detectInOptions(name: string, value: string): SecretHit[] {
  if (value.length > 10_000 || !option.test(value)) return [];
  const words = [...value.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map((m) => {
    const quoted = /^"[^"]*"$|^'[^']*'$/.test(m[0]);
    return { text: quoted ? m[0].slice(1, -1) : m[0], at: m.index + (quoted ? 1 : 0) };
  });
  const parts = nameWords(name);
  const program = programs.find(([word]) => parts.some((w) => word.test(w)))?.[1] ?? '';
  return detectInCommand([program, ...words.map((w) => w.text)]).flatMap(({ word, ...hit }) => {
    const at = words[word - 1]?.at;
    return at === undefined ? [] : [{ ...hit, span: { start: hit.span.start + at, end: hit.span.end + at } }];
  });
}

/** `"password": "…"` */
const member = /"([A-Za-z_][\w.-]{1,100})"\s{0,5}:\s{0,5}"((?:[^"\\]|\\.){1,500})"/g;

/**
 * Secrets in a value that is a JSON object or a list of objects; empty for other values. Spans are within `value`. Takes time linear
 * in the value.
 */
export function detectInJson(value: string): SecretHit[] {
  if (!/^\s*(?:\[\s*)?\{\s*"/.test(value)) return [];
  return [...value.matchAll(member)].flatMap((match): SecretHit[] => {
    const [all, name = '', text = ''] = match;
    const meaning = secretName(name);
    const hit = meaning && judge(meaning, name, text);
    const at = match.index + all.length - 1 - text.length;
    if (!hit) return [];
    const span = { start: hit.span.start + at, end: hit.span.end + at };
    return [{ ...hit, confidence: atMost(hit.confidence, 'medium'), span }];
  });
}
