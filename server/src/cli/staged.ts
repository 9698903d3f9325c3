/** Reads staged files from the git index: the text that a commit would contain, not the text on disk. */
import { UsageError } from './arguments.ts';
import { inRepository, type Repository } from './git.ts';
import { contents, type Entry, environmentFilesIn, indexed } from './git-files.ts';

export interface Staged {
  /** The repository's top folder. */
  readonly root: string;
  /** Texts of the index's supported files, by path relative to the top. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths of `files` to report: those that differ from HEAD. */
  readonly staged: readonly string[];
  /** Reason by path, for files of the index that were not read. */
  readonly unread: ReadonlyMap<string, string>;
  /** Paths of `unread` to report. The other unread files were only context. */
  readonly wantedUnread: readonly string[];
}

/** Starts git a few times, independent of the number of files. Throws `UsageError` if git or the repository is missing. */
export function stagedFiles(folder: string): Staged {
  return inRepository(folder, '--staged', (repository) => {
    const list = repository.index();
    const unread = new Map<string, string>();
    const textsOf = (some: ReadonlyMap<string, Entry>): Map<string, string> => {
      for (const entry of some.values()) if (entry.unread !== undefined) unread.set(entry.path, entry.unread);
      const readable = [...some.values()].filter((entry) => entry.unread === undefined);
      return contents(repository, readable, unread);
    };
    const supported = indexed(list);
    const texts = textsOf(supported);
    const named = environmentFilesIn(texts);
    const environment = named.size > 0 ? indexed(list, (file) => named.has(file)) : new Map<string, Entry>();
    const files = new Map([...texts, ...textsOf(environment)]);
    const entries = new Map([...supported, ...environment]);
    const wanted = wantedPaths(repository, entries);
    return {
      root: repository.top,
      files,
      staged: wanted.filter((p) => files.has(p)),
      unread,
      wantedUnread: wanted.filter((p) => unread.has(p)),
    };
  });
}

/**
 * The files to report. pre-commit also runs hooks when nothing is staged: between two commits (`--from-ref`, pushes; its environment
 * names them) or over all files (`--all-files`, as in CI). Without this, such a run would check no file and pass.
 */
function wantedPaths(repository: Repository, entries: ReadonlyMap<string, Entry>): string[] {
  const { PRE_COMMIT, PRE_COMMIT_FROM_REF: from, PRE_COMMIT_TO_REF: to } = process.env;
  const changed = PRE_COMMIT && from && to ? changedBetween(repository, from, to) : changedInIndex(repository, entries);
  if (PRE_COMMIT && changed.length === 0) return [...entries.values()].map((entry) => entry.path);
  return [...new Set(changed)].flatMap((bytes) => entries.get(bytes)?.path ?? []);
}

function changedInIndex(repository: Repository, entries: ReadonlyMap<string, Entry>): string[] {
  const head = repository.resolve('HEAD');
  // Before the first commit everything is staged.
  return head === undefined ? [...entries.keys()] : names(repository.changedInIndex(head));
}

function changedBetween(repository: Repository, from: string, to: string): string[] {
  const commit = (name: string): NonNullable<ReturnType<Repository['resolve']>> => {
    const found = repository.resolve(name);
    if (found === undefined) throw new UsageError(`--staged: git knows no commit ${name}, which pre-commit names`);
    return found;
  };
  return names(repository.changedBetween(commit(from), commit(to)));
}

const names = (list: Buffer): string[] => list.toString('latin1').split('\0').filter(Boolean);
