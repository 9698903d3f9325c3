/** Detects secrets in a text by the format of the file that it is written to. */
import { plainPassword } from '../detect/command-value.ts';
import { atMost, type SecretHit, withoutOverlaps } from '../detect/hit.ts';
import { detectInJson } from '../detect/options.ts';
import { detectInText } from '../detect/scan.ts';
import { detectInSql } from '../detect/sql.ts';
import { detectInLines } from './lines.ts';

/** A format whose secrets have no name before `=` or `:`: which files have it, and the secrets in it (the first group). */
interface Format {
  readonly file: RegExp;
  readonly secret: RegExp;
  readonly what: string;
}

/**
 * Sources: ftp(1) of NetKit (.netrc), PostgreSQL 18 "The Password File", redis.conf of Redis 8.2, npm 11 "npmrc", chpasswd(8); read
 * 2026-11-30.
 */
const FORMATS: readonly Format[] = [
  { file: /(?:^|\/|\.)_?netrc$/, secret: /(?:^|\s)password[ \t]{1,20}(\S{1,500})/g, what: 'password' },
  {
    file: /\.pgpass$|\/pgpass$/,
    secret: /^(?:[^:\n#]{1,200}:){4}([^:\n]{1,500})$/gm,
    what: 'password',
  },
  {
    file: /(?:redis|sentinel|valkey)[\w.-]*\.conf$/,
    secret: /^[ \t]{0,20}(?:requirepass|masterauth|sentinel auth-pass \S{1,100})[ \t]{1,20}["']?([^\s"']{1,500})/gm,
    what: 'password',
  },
  {
    file: /npmrc$/,
    secret:
      /^[ \t]{0,20}(?:\/\/[^\s=]{1,300}:)?_(?:authToken|password|auth)[ \t]{0,5}=[ \t]{0,5}["']?([^\s"']{1,1000})/gm,
    what: 'npm registry token',
  },
];

/** The secrets in `text`, the content of `file`: a path, or the last part of one. Spans are within `text`. Takes time linear in it. */
export function detectInFile(file: string, text: string): SecretHit[] {
  const name = file.toLowerCase();
  const found = FORMATS.filter((format) => format.file.test(name)).flatMap(({ secret, what }) =>
    [...text.matchAll(secret)].flatMap((match): SecretHit[] => {
      const value = match[1] ?? '';
      const start = match.index + match[0].lastIndexOf(value);
      return plainPassword(value, what).map((hit) => ({
        ...hit,
        kind: hit.kind === 'command-line' ? 'assignment' : hit.kind,
        confidence: atMost(hit.confidence, 'medium'),
        span: { start: hit.span.start + start, end: hit.span.end + start },
      }));
    }),
  );
  return withoutOverlaps([
    ...found,
    ...detectInText(text),
    ...detectInJson(text),
    ...detectInLines(text, name),
    ...detectInSql(text),
  ]);
}
