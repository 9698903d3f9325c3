/** The variables that an environment file gives, as Compose reads it. Source: compose-go `dotenv/parser.go`. */
import { readEnvFile } from '../env/read.ts';
import { limits } from '../yaml/limits.ts';
import { interpolate, type Lookup, type Variables } from './interpolate.ts';

/**
 * The variables of an environment file. A value may refer to those above it and to `given`. A variable whose value is not known is left out.
 * @param raw the file has `format: raw`: values are as written
 */
export function fileVariables(text: string, given: Variables = new Map(), raw = false): Map<string, string> {
  const out = new Map<string, string>();
  // Both; what the file says wins.
  const all: Lookup = { get: (name) => out.get(name) ?? given.get(name) };
  let left: number = limits.document;
  for (const { name, value, valueSpan } of readEnvFile(text).variables) {
    const quote = text[valueSpan.start - 1];
    const isLiteral = raw || quote === "'";
    const known = isLiteral ? value : interpolate(quote === '"' ? unescaped(value) : value, all).text;
    // Each line may double the one before.
    left -= known?.length ?? 0;
    if (known === undefined || left < 0) out.delete(name);
    else out.set(name, known);
  }
  return out;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
  // Interpolation turns it into one dollar.
  $: '$$',
};

/** The text inside double quotes without its escapes. */
export const unescaped = (text: string): string =>
  text.replace(/\\([abfnrtv"\\$])/g, (_, c: string) => ESCAPES[c] ?? c);
