/** `check --since`: judges the files of a commit too, and compares. */
import * as path from 'node:path';
import { compare } from '../core/report/change.ts';
import type { Change, Printed } from '../core/report/finding.ts';
import { stateBefore } from '../core/report/state-before.ts';
import { absolute, HERE, isAmong, relativePath } from '../host/node-paths.ts';
import { otherRepositories } from '../host/node-repository.ts';
import { UsageError } from './arguments.ts';
import { shown } from './collect.ts';
import { inRepository, type ObjectId, type Repository } from './git.ts';
import { contents, type Entry, environmentFilesIn, leftOut, listed } from './git-files.ts';
import type { Workspace } from './workspaces.ts';

/** The files of a commit. */
export interface Past {
  /** The repository's top folder, absolute. */
  readonly top: string;
  /** What `--since` was given. */
  readonly name: string;
  /** Texts of the supported files that can be read, by path relative to `top`. */
  readonly files: ReadonlyMap<string, string>;
  /** Files of which nothing is known: those that cannot be read, and those that a sparse checkout leaves out of the work tree. */
  readonly unknown: { readonly unread: readonly string[]; readonly leftOut: readonly string[] };
}

/**
 * The commit of `since`: a revision, `merge-base:BRANCH` for the commit at which HEAD left the branch, or `merge-base` for that of the
 * remote's default branch, else of main or master. Throws `UsageError` when there is no such commit here, as in a shallow clone.
 */
export const pastOf = (folder: string, since: string): Past =>
  inRepository(folder, '--since', (repository) => {
    const unread = new Map<string, string>();
    const tree = repository.tree(commitOf(repository, since));
    const textsOf = (entries: readonly Entry[]): Map<string, string> => {
      for (const entry of entries) if (entry.unread !== undefined) unread.set(entry.path, entry.unread);
      const readable = entries.filter((entry) => entry.unread === undefined);
      return contents(repository, readable, unread);
    };
    const texts = textsOf(listed(tree));
    const named = environmentFilesIn(texts);
    const files = named.size > 0 ? new Map([...texts, ...textsOf(listed(tree, (file) => named.has(file)))]) : texts;
    const unknown = { unread: [...unread.keys()], leftOut: leftOut(repository.tags()) };
    return { top: repository.top, name: since, files, unknown };
  });

const MERGE_BASE = /^merge-base(?::(.+))?$/s;
const DEFAULT_BRANCHES = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];
const SHALLOW =
  'a shallow clone has only the newest commits: `git fetch --unshallow` gets the others, `fetch-depth: 0` in actions/checkout';

function commitOf(repository: Repository, since: string): ObjectId {
  const resolve = (name: string): ObjectId | undefined => repository.resolve(`${name}^{commit}`);
  const branch = MERGE_BASE.exec(since);
  if (!branch) {
    const commit = resolve(since);
    if (commit === undefined) throw new UsageError(`--since: git knows no commit ${since} (${SHALLOW})`);
    return commit;
  }
  const names = branch[1] === undefined ? DEFAULT_BRANCHES : [branch[1]];
  const name = names.find((one) => resolve(one) !== undefined);
  if (name === undefined)
    throw new UsageError(`--since: git knows none of the branches ${names.join(', ')} (${SHALLOW})`);
  const head = resolve('HEAD');
  if (head === undefined) throw new UsageError('--since: there is no commit yet');
  const base = repository.mergeBase(head, resolve(name)!);
  if (base === undefined) throw new UsageError(`--since: git knows no common commit of HEAD and ${name} (${SHALLOW})`);
  return base;
}

/**
 * Puts the workspace into the state of the commit, has it judged, and compares. `after`: the findings of the state now. `judge` gives the
 * findings of files of the workspace as it then is. `paths`: those of the command line. Both states are judged by the configuration of
 * now, since it is the change of the files that counts. The workspace stays in the old state.
 */
export function changeSince(
  past: Past,
  workspace: Workspace,
  paths: readonly string[],
  after: readonly Printed[],
  judge: (workspace: Workspace) => readonly Printed[],
): Change {
  const { engine, root } = workspace;
  const now = new Set(engine.paths());
  const before = new Map<string, string>();
  const place = (file: string): string => relativePath(HERE, root, path.resolve(past.top, file));
  const unread = new Set(past.unknown.unread.map(place));
  const absent = new Set([...past.unknown.leftOut.map(place), ...workspace.troubles.map((trouble) => trouble.path)]);
  const isUnknown = (file: string): boolean => !now.has(file) && withFolders(file).some((outer) => absent.has(outer));
  for (const [name, text] of past.files) {
    const file = place(name);
    if (isInside(file) && !isUnknown(file)) before.set(file, text);
  }

  const isOfOther = otherRepositories(root);
  const { texts, gone, added, moved, edited } = stateBefore(
    engine,
    before,
    (file) => unread.has(file) || isOfOther(file),
  );
  for (const [file, text] of texts)
    if (text === undefined) engine.removeFile(file);
    else engine.setFile(file, text);

  const named = paths.map((name) => relativePath(HERE, root, absolute(HERE, name)));
  const isNamed = isAmong(HERE, named.length === 0 ? [''] : named, [...gone.keys()]);
  const isWanted = new Set(workspace.wanted);
  const wanted = [...before.keys()].filter(
    (file) => isWanted.has(moved.get(file) ?? file) || (gone.has(file) && isNamed(file)),
  );
  const kept = workspace.wanted.filter((file) => !before.has(file) && now.has(file) && !added.has(file));
  const found = judge({ ...workspace, wanted: [...wanted, ...kept].sort(), troubles: [], named: new Map() });

  const printedMoves = new Map([...moved].map(([from, to]) => [shown(root, from), shown(root, to)]));
  const touched = new Map([...edited].map(([file, lines]) => [shown(root, file), lines]));
  return {
    since: past.name,
    ...compare(found, after, {
      newPath: (file) => printedMoves.get(file) ?? file,
      isEdited: ({ path: file, startLine, endLine }) => {
        const lines = touched.get(file);
        for (let line = startLine; lines !== undefined && line <= endLine; line++) if (lines.has(line)) return true;
        return false;
      },
    }),
  };
}

/** A path, and its folders as troubles name them, with a slash at the end. */
const withFolders = (file: string): string[] => [
  file,
  ...[...file.matchAll(/\//g)].map((at) => file.slice(0, at.index + 1)),
];

const isInside = (file: string): boolean => file !== '..' && !file.startsWith('../') && !path.isAbsolute(file);
