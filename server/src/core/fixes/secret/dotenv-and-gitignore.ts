/** Keeps values out of the repository: `.env` and other files for the values, and the `.gitignore` lines for those files. */

import type { Effect } from '../../rule/effect.ts';
import type { Change, Context, Fix } from '../../rule/rule.ts';
import { holdsToken, withoutTokens } from '../../secrets/detect/without-tokens.ts';
import { posix } from '../../text/paths.ts';
import { gitIgnores, isMatchedByIgnore } from '../../workspace/git-ignores.ts';
import type { WorkspaceIndex } from '../../workspace/index.ts';
import { addsVariable, ignores } from '../effect.ts';
import { noteOf } from '../fix.ts';
import { dotenvValue, inDotenv, inFolder } from './dotenv-text.ts';
import { isMadeByScript, listedIn, listingEffects, restNotes } from './example-file.ts';
import { isShipped } from './shipped-file.ts';

const ROTATE =
  'The old value stays in the repository history: search the repository for it, and rotate it for all its readers at once';
const CHANGE = [
  'Systems that already use the old password keep it until you change it there',
  'Programs that log in with the old password need the new one',
];

/**
 * A fix that removes a secret's value from a file, with a note on what it cannot do. `weak`: the value is a well-known password.
 * `more`: further manual steps.
 */
export const extractSecretFix = (
  title: string,
  change: Fix['change'],
  effect: Fix['effect'],
  weak = false,
  more: readonly string[] = [],
): Fix => ({
  title,
  safety: 'review',
  ...(effect && { effect }),
  note: noteOf([...more, ...(weak ? CHANGE : [ROTATE])]),
  change,
});

/**
 * The note for an existing file that gets a value and is not ignored yet, where the index is not known: Git may track it already, and a
 * `.gitignore` line does not change that.
 */
export const untracked = (workspace: WorkspaceIndex, path: string): string[] =>
  workspace.text(path) === undefined || workspace.repository?.tracked || gitIgnores(workspace, path)
    ? []
    : [`If \`${path}\` is committed, \`git rm --cached ${path}\` stops tracking it: \`.gitignore\` alone does not`];

/**
 * The change that makes Git ignore `path`, which is in or below `folder`. Empty if a `.gitignore` there or above covers it. It extends
 * the nearest existing `.gitignore`, else creates one in `folder`. `line` is the pattern relative to `folder`.
 */
export function ignored(workspace: WorkspaceIndex, folder: string, path: string, line: string): Change[] {
  if (isMatchedByIgnore(workspace, path)) return [];
  const has = (at: string): boolean => workspace.text(inFolder(at, '.gitignore')) !== undefined;
  let at = folder;
  while (at !== '' && !has(at)) at = posix.dirname(at);
  if (at === folder || !has(at))
    return [{ file: inFolder(folder, '.gitignore'), text: `${line}\n`, ifExists: 'append' }];
  const below = at === '' ? folder : folder.slice(at.length + 1);
  const text = `/${below}/${line.replace(/^\//, '')}\n`;
  return [{ file: inFolder(at, '.gitignore'), text, ifExists: 'append' }];
}

/** The folder of the file of `ctx`. */
export const folderOf = (ctx: Context): string => posix.dirname(ctx.unit.path);

/** Collects what one fix adds to the `.env` files beside Compose files. */
export interface Dotenvs {
  /**
   * Adds a value to the `.env` of a folder, under the first of `names` that is free or already has the value. With `undefined` as the
   * value it adds an empty line for the user to fill in. Returns the name, or `undefined` if none is free, if the repository ships the file (then
   * the value would stay in it), or if a script makes the file where it is missing (then it would make nothing).
   */
  keep(folder: string, names: readonly string[], value: string | undefined): string | undefined;
  /** The lines to add, and the `.gitignore` lines for the files. */
  changes(): Change[];
  /** What the lines and the `.gitignore` lines change. */
  effects(): Effect[];
  /** Whether a file got a value, not only an empty line. */
  hasValues(): boolean;
  /** The manual steps that remain. */
  notes(): string[];
}

export function dotenvs(workspace: WorkspaceIndex): Dotenvs {
  const added = new Map<string, Map<string, string>>();
  let holds = false;
  return {
    keep(folder, names, value) {
      if (isShipped(workspace, inFolder(folder, '.env'))) return undefined;
      const text = workspace.text(inFolder(folder, '.env'));
      if (text === undefined && isMadeByScript(workspace, inFolder(folder, '.env'))) return undefined;
      const lines = added.get(folder) ?? new Map<string, string>();
      const wanted = value === undefined ? '' : dotenvValue(value);
      // An existing empty line may take any value.
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
        return [...add, ...ignored(workspace, folder, file, '.env'), ...listedIn(workspace, folder, [...lines.keys()])];
      }),
    effects: () =>
      [...added].flatMap(([folder, lines]) => {
        const file = inFolder(folder, '.env');
        const names = [...lines.keys()];
        return [
          ...names.map((name) => addsVariable(file, name)),
          ...ignores(workspace, file),
          ...listingEffects(workspace, folder, names),
        ];
      }),
    hasValues: () => holds,
    notes: () =>
      [...added].flatMap(([folder, lines]) => [
        ...untracked(workspace, inFolder(folder, '.env')),
        ...restNotes(workspace, folder, [...lines.keys()]),
      ]),
  };
}

/**
 * A variable name for `.env` from several parts: `shop-a` and `password` give `SHOP_A_PASSWORD`; `db` and `DB_PASSWORD` give
 * `DB_PASSWORD`. Drops secrets of known formats: nothing would recognize and mask them in the new name.
 */
export const variableName = (...parts: readonly string[]): string => {
  const words: string[] = [];
  for (const part of parts) {
    const next = (holdsToken(part) ? withoutToken(part) : part).toUpperCase().split(/_|\W+/);
    const isRepeated = (n: number): boolean => next.slice(0, n).every((w, i) => words[words.length - n + i] === w);
    let same = Math.min(words.length, next.length);
    while (!isRepeated(same)) same--;
    words.push(...next.slice(same));
  }
  return words.join('_');
};

/** A part without its tokens: `ghp_…` becomes `secret`, `web-ghp_…` becomes `web`. */
const withoutToken = (part: string): string => withoutTokens(part).replace(/^\W+|\W+$/g, '') || 'secret';

/** Candidates for a variable name, in order: the name, the name with its owner, the name with a number. */
export const namesFor = (name: string, owner: string): string[] => {
  const plain = holdsToken(name) ? variableName(name) : name;
  return [...new Set([name, variableName(owner, name), `${plain}_2`, `${plain}_3`])];
};
