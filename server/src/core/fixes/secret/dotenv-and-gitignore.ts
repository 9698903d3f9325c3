/** Keeping values out of the repository: `.env` and other files that hold them, and the `.gitignore` lines that keep those out. */

import type { Change, Context, Fix } from '../../rule/rule.ts';
import { posix } from '../../text/paths.ts';
import { gitIgnores } from '../../workspace/git-ignores.ts';
import type { WorkspaceIndex } from '../../workspace/index.ts';

const ROTATE = 'The old value stays in the history of the repository: make a new one';
const CHANGE = 'What has been set up with the old password keeps it until it is changed there';

/**
 * A fix that takes a secret's value out of a file: what it cannot do is said beside it. `weak`: the value is one that everybody knows.
 * `more`: what else is left to do.
 */
export const extractSecretFix = (
  title: string,
  change: Fix['change'],
  weak = false,
  more: readonly string[] = [],
): Fix => ({
  title,
  safety: 'review',
  note: [...more, weak ? CHANGE : ROTATE].join('; '),
  change,
});

/** What is left to do for a file that gets a value and was there before, unseen by any `.gitignore`: a line there does not make Git let go of it. */
export const untracked = (workspace: WorkspaceIndex, path: string): string[] =>
  workspace.text(path) === undefined || gitIgnores(workspace, path)
    ? []
    : [
        `If \`${path}\` is committed, \`git rm --cached ${path}\` makes Git let go of it: \`.gitignore\` alone does not`,
      ];

/**
 * The change that makes Git ignore `path`, which stands in or below `folder`; none when a `.gitignore` there or above does so already. The
 * nearest one that there is gets the line, else a new one in `folder`. `line` is what to add, as seen from `folder`.
 */
export function ignored(workspace: WorkspaceIndex, folder: string, path: string, line: string): Change[] {
  if (gitIgnores(workspace, path)) return [];
  const has = (at: string): boolean => workspace.text(inFolder(at, '.gitignore')) !== undefined;
  let at = folder;
  while (at !== '' && !has(at)) at = posix.dirname(at);
  if (at === folder || !has(at))
    return [{ file: inFolder(folder, '.gitignore'), text: `${line}\n`, ifExists: 'append' }];
  const below = at === '' ? folder : folder.slice(at.length + 1);
  const text = `/${below}/${line.replace(/^\//, '')}\n`;
  return [{ file: inFolder(at, '.gitignore'), text, ifExists: 'append' }];
}

/** The path of `name` in a workspace folder. */
export const inFolder = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** The folder that the file of `ctx` stands in. */
export const folderOf = (ctx: Context): string => posix.dirname(ctx.unit.path);

/** The `.env` files beside Compose files, as one fix adds to them. */
export interface Dotenvs {
  /**
   * Puts a value into the `.env` of a folder under the first of `names` that is free there, or has that value already; `undefined` as a
   * value makes an empty line, which is to be filled in. Gives the name, `undefined` when none is free.
   */
  keep(folder: string, names: readonly string[], value: string | undefined): string | undefined;
  /** The lines to add, and what keeps the files out of Git. */
  changes(): Change[];
  /** Whether a value has been given to one of them, not only an empty line. */
  hasValues(): boolean;
  /** What is left to do for the files afterwards. */
  notes(): string[];
}

export function dotenvs(workspace: WorkspaceIndex): Dotenvs {
  const added = new Map<string, Map<string, string>>();
  let holds = false;
  return {
    keep(folder, names, value) {
      const text = workspace.text(inFolder(folder, '.env'));
      const lines = added.get(folder) ?? new Map<string, string>();
      const wanted = value === undefined ? '' : dotenvValue(value);
      // An empty line waits for whatever is put there, so any value will do.
      const there = (name: string): string | undefined => lines.get(name) ?? inDotenv(text, name)?.trim();
      const name = names.find((n) => value === undefined || (there(n) ?? wanted) === wanted);
      if (name === undefined) return undefined;
      if (there(name) === undefined) lines.set(name, wanted);
      added.set(folder, lines);
      holds ||= value !== undefined;
      return name;
    },
    changes: () =>
      [...added].flatMap(([folder, lines]): Change[] => {
        const file = inFolder(folder, '.env');
        const text = [...lines].map(([name, value]) => `${name}=${value}\n`).join('');
        const add: Change[] = text === '' ? [] : [{ file, text, ifExists: 'append' }];
        return [...add, ...ignored(workspace, folder, file, '.env')];
      }),
    hasValues: () => holds,
    notes: () => [...added.keys()].flatMap((folder) => untracked(workspace, inFolder(folder, '.env'))),
  };
}

/** A name for a variable of `.env`, made of other names: `shop-a`, `password` gives `SHOP_A_PASSWORD`, and `db`, `DB_PASSWORD` that alone. */
export const variableName = (...parts: readonly string[]): string => {
  const words: string[] = [];
  for (const part of parts) {
    const next = part.toUpperCase().split(/_|\W+/);
    const isRepeated = (n: number): boolean => next.slice(0, n).every((w, i) => words[words.length - n + i] === w);
    let same = Math.min(words.length, next.length);
    while (!isRepeated(same)) same--;
    words.push(...next.slice(same));
  }
  return words.join('_');
};

/** Names to take for `name`, in this order: itself, with what it belongs to, with a number. */
export const namesFor = (name: string, owner: string): string[] => [
  ...new Set([name, variableName(owner, name), `${name}_2`, `${name}_3`]),
];

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
