/** Passwords in SQL statements that create or change database accounts. */
import type { SecretHit } from './hit.ts';
import { notASecret } from './placeholder.ts';
import { isWeakDefault } from './weak.ts';

/** `IDENTIFIED BY '…'`, `IDENTIFIED WITH plugin AS '…'`, `PASSWORD '…'`, `PASSWORD = '…'`, `PASSWORD('…')`. Source: MySQL, MariaDB, PostgreSQL, SQL Server. */
const passwordClause =
  /\b(?:identified\s{1,5}(?:with\s{1,5}\S{1,60}\s{1,5})?(?:by|as)|password)\s{0,5}(?:=\s{0,5})?(?:password\s{0,3})?\(?\s{0,3}'([^'\n]{1,200})'/gi;

/** Marks a SQL statement, as opposed to a setting of a program. */
const statement =
  /\b(?:create\s+(?:or\s+replace\s+)?(?:user|role|login)|alter\s+(?:user|role|login)|set\s+password|update\s+\S{1,80}\s+set|grant\s)/i;

/** A quick check: whether `detectInSql` can find anything. */
export const setsPassword = (text: string): boolean => text.length >= 20 && /identified|password/i.test(text);

/** The passwords in SQL statements. Spans are relative to the text. Takes time linear in the text. */
export function detectInSql(text: string): SecretHit[] {
  if (!setsPassword(text)) return [];
  return [...text.matchAll(passwordClause)].flatMap((match): SecretHit[] => {
    const value = match[1] ?? '';
    const before = text.slice(Math.max(0, match.index - 300), match.index + match[0].length);
    if (notASecret(value) !== undefined || value.startsWith('$') || !statement.test(lastStatement(before))) return [];
    const end = match.index + match[0].lastIndexOf("'");
    const span = { start: end - value.length, end };
    if (isWeakDefault(value)) return [{ kind: 'weak-default', what: 'password', confidence: 'medium', span }];
    return [{ kind: 'command-line', what: 'password', confidence: value.length < 4 ? 'medium' : 'high', span }];
  });
}

const lastStatement = (text: string): string => text.slice(text.lastIndexOf(';', text.length - 1) + 1);
