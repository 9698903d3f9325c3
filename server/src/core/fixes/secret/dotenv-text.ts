/** The text of a `.env` file, and its path. */

/** The path of `name` in a workspace folder. */
export const inFolder = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/**
 * A value as the right-hand side of a line in `.env` that Compose parses back to the same value. Source: compose-go
 * `dotenv/parser.go`.
 */
export function dotenvValue(value: string): string {
  if (/^[\w./:@%+,=^~*!?&-]+$/.test(value)) return value;
  if (!/['\n\r]/.test(value) && !value.endsWith('\\')) return `'${value}'`;
  const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r' };
  return `"${value.replace(/[\\"$\n\r]/g, (c) => escapes[c] ?? `\\${c}`)}"`;
}

/** The value of `name` in the text of a `.env`, as written; `undefined` if the file does not set it. */
export function inDotenv(text: string | undefined, name: string): string | undefined {
  let found: string | undefined;
  for (const line of (text ?? '').split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([\w.-]+)\s*[=:]\s*(.*)$/.exec(line);
    if (match?.[1] === name) found = match[2];
  }
  return found;
}
