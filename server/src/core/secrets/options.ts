/** Values of variables that are options of a program: `JAVA_OPTS=-Dapp.password=…`, `REDIS_ARGS=--requirepass …`. */
import { detectInCommand } from './command.ts';
import type { SecretHit } from './hit.ts';
import { nameWords } from './names.ts';

/** The program that reads the options in a variable, by a word of the variable's name; others have only options with telling names. */
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

/** Secrets in the options that the value of a variable is made of; nothing for other values. Spans are within `value`. Linear in it. */
export function detectInOptions(name: string, value: string): SecretHit[] {
  if (value.length > 10_000 || !option.test(value)) return [];
  const words = [...value.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map((m) => {
    const quoted = /^"[^"]*"$|^'[^']*'$/.test(m[0]);
    return { text: quoted ? m[0].slice(1, -1) : m[0], at: m.index + (quoted ? 1 : 0) };
  });
  const said = nameWords(name);
  const program = programs.find(([word]) => said.some((w) => word.test(w)))?.[1] ?? '';
  return detectInCommand([program, ...words.map((w) => w.text)]).flatMap(({ word, ...hit }) => {
    const at = words[word - 1]?.at;
    return at === undefined ? [] : [{ ...hit, span: { start: hit.span.start + at, end: hit.span.end + at } }];
  });
}
