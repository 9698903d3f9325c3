/** Resolves environment files as Compose reads them. Source: compose-go `dotenv/parser.go`. */
import { unescaped } from '../../../server/src/core/compose/dotenv.ts';
import { interpolate, type Variables } from '../../../server/src/core/compose/interpolate.ts';
import { readEnvFile } from '../../../server/src/core/env/read.ts';

/**
 * A text after interpolation. A variable without a value stays visible: as `⟨X⟩` where it is optional, as `⟨X!⟩` where Compose stops
 * without it.
 */
export function interpolated(text: string, variables: Variables): string {
  const first = interpolate(text, variables);
  if (first.text !== undefined || first.required.length === 0) return first.text ?? text;
  const known = new Map(variables);
  for (const name of first.required) {
    const must = new RegExp(`\\$\\{${name}:?\\?`).test(text);
    known.set(name, must ? `⟨${name}!⟩` : `⟨${name}⟩`);
  }
  return interpolate(text, known).text ?? text;
}

/** The variables of an environment file. Values refer to those above them and to `given`. */
export function dotenv(text: string, given: Variables = new Map(), raw = false): Map<string, string> {
  const variables = new Map<string, string>();
  for (const { name, value, valueSpan } of readEnvFile(text).variables) {
    const quote = text[valueSpan.start - 1];
    const known = new Map([...given, ...variables]);
    if (raw || quote === "'") variables.set(name, value);
    else variables.set(name, interpolated(quote === '"' ? unescaped(value) : value, known));
  }
  return variables;
}
