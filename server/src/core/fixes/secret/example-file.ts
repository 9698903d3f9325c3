/** The committed example of a `.env`: it lists the project's variables, and people copy it. */
import type { Effect } from '../../rule/effect.ts';
import type { Change } from '../../rule/rule.ts';
import { posix } from '../../text/paths.ts';
import { gitIgnores } from '../../workspace/git-ignores.ts';
import type { WorkspaceIndex } from '../../workspace/index.ts';
import { writes } from '../effect.ts';
import { inDotenv, inFolder } from './dotenv-text.ts';
import { logicalLine, namedIn } from './named-file.ts';

const EXAMPLES = [
  ...['.env.example', '.env.sample', '.env.dist', '.env.template', 'example.env', 'sample.env'],
  ...['env.example', 'env.sample', 'env.dist', 'env.template'],
];

/** The example beside the `.env` of a folder; `undefined` if there is none, or if Git ignores it. */
export function exampleIn(workspace: WorkspaceIndex, folder: string): string | undefined {
  const paths = EXAMPLES.map((name) => inFolder(folder, name));
  return paths.find((path) => workspace.text(path) !== undefined && !gitIgnores(workspace, path));
}

/** The variables that the example does not list yet. */
function missingIn(workspace: WorkspaceIndex, example: string, names: readonly string[]): string[] {
  const text = workspace.text(example);
  return names.filter((name) => inDotenv(text, name) === undefined);
}

/** Adds the names, without values, to the example. */
export function listedIn(workspace: WorkspaceIndex, folder: string, names: readonly string[]): Change[] {
  const example = exampleIn(workspace, folder);
  if (example === undefined) return [];
  const text = missingIn(workspace, example, names)
    .map((name) => `${name}=\n`)
    .join('');
  return text === '' ? [] : [{ file: example, text, ifExists: 'append' }];
}

/** What `listedIn` changes. */
export function listingEffects(workspace: WorkspaceIndex, folder: string, names: readonly string[]): Effect[] {
  const example = exampleIn(workspace, folder);
  return example === undefined ? [] : missingIn(workspace, example, names).map((name) => writes(example, name));
}

/**
 * A new `.env` holds only what the fix writes. A script that copies the example where `.env` is missing then copies nothing. Without an
 * example a clone does not show what it needs.
 */
export function restNotes(workspace: WorkspaceIndex, folder: string, names: readonly string[]): string[] {
  const example = exampleIn(workspace, folder);
  if (names.length === 0) return [];
  if (example === undefined) {
    const list = names.map((name) => `\`${name}\``).join(' and ');
    return [`In a fresh clone, also in CI, set ${list} in \`.env\` first`];
  }
  if (workspace.text(inFolder(folder, '.env')) !== undefined) return [];
  return [`The new \`.env\` holds only this: add the other variables of \`${posix.basename(example)}\` to it`];
}

/**
 * Whether a script copies another file to the missing `.env` at a workspace path. It does so where there is none, or overwrites what a fix wrote.
 * In a guide for people the note is enough.
 */
export const isMadeByScript = (workspace: WorkspaceIndex, path: string): boolean =>
  namedIn(workspace, path).some(
    (mention) => !/\.(?:md|mdx|rst|adoc|txt|html?)$/i.test(mention.path) && COPIES_TO.test(logicalLine(mention)),
  );

/** `cp .env.example .env`, `cp -n a "$DIR/.env"`, `Copy-Item a .env`, `cat a > .env`, `copyFileSync('a', '.env')`. */
const COPIES_TO =
  /(?:\b(?:cp|copy|install|Copy-Item|ln|mv)\s[^;&|\n]*[^\s;&|]\s+["']?[^\s"';&|]*|\b(?:cat|envsubst)\s[^;&\n]*>\s*["']?[^\s"']*|\bcopy\w*\([^;\n]*,[^;\n]*["'/])(?<![\w-])\.env["']?(?=\s*(?:$|[;&|)\]}\r\n]|\s#))/m;
