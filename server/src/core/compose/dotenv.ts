/** The variables that an environment file gives, as Compose reads it. Source: compose-go `dotenv/parser.go`. */
import { readEnvFile } from '../env/read.ts';
import { interpolate, type Variables } from './interpolate.ts';

/**
 * The variables of an environment file. A value may refer to those above it and to `given`. A variable whose value is not known is left out.
 * @param raw the file has `format: raw`: values are as written
 */
export function fileVariables(text: string, given: Variables = new Map(), raw = false): Map<string, string> {
  const out = new Map<string, string>();
  for (const { name, value, valueSpan } of readEnvFile(text).variables) {
    const quote = text[valueSpan.start - 1];
    const isLiteral = raw || quote === "'";
    const known = isLiteral ? value : interpolate(quote === '"' ? unescaped(value) : value, both(given, out)).text;
    if (known === undefined) out.delete(name);
    else out.set(name, known);
  }
  return out;
}

/** Both; what `later` has wins. */
const both = (earlier: Variables, later: Variables): Variables =>
  earlier.size === 0 ? later : new Map([...earlier, ...later]);

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
