/** Keeping a value out of the repository: a file beside the Compose file that holds it, and the `.gitignore` line that keeps it out. */
import { gitIgnores } from '../config/git-ignores.ts';
import type { Change, Context } from '../rule.ts';
import { posix } from '../text/paths.ts';

/** The change that makes Git ignore `path`; none when a `.gitignore` of its folder or one above does so already. `line` is what to add. */
export function ignored(ctx: Context, path: string, line: string): Change[] {
  if (gitIgnores(ctx.workspace, path)) return [];
  return [{ file: inFolder(posix.dirname(ctx.unit.path), '.gitignore'), text: `${line}\n`, ifExists: 'append' }];
}

const inFolder = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** The path of a file that stands beside the Compose file of `ctx`. */
export const beside = (ctx: Context, name: string): string => inFolder(posix.dirname(ctx.unit.path), name);

/** A value as the right-hand side of a line of `.env` that reads back as itself. Source: compose-go `dotenv/parser.go`. */
export function dotenvValue(value: string): string {
  if (/^[\w./:@%+,=^~*!?&-]+$/.test(value)) return value;
  if (!/['\n\r]/.test(value) && !value.endsWith('\\')) return `'${value}'`;
  const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r' };
  return `"${value.replace(/[\\"$\n\r]/g, (c) => escapes[c] ?? `\\${c}`)}"`;
}

/** The value that the text of a `.env` gives to `name`, as written; `undefined` when it has none. */
export function inDotenv(text: string | undefined, name: string): string | undefined {
  let found: string | undefined;
  for (const line of (text ?? '').split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([\w.-]+)\s*[=:]\s*(.*)$/.exec(line);
    if (match?.[1] === name) found = match[2];
  }
  return found;
}
