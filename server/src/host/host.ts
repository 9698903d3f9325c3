/** The file access that the server needs: files by URI. */

import { type ExtendedText, MISSING } from '../core/engine/extended-configs.ts';
import type { Repository } from '../core/workspace/repository.ts';
import type { Fold } from './same-name.ts';

/** The text of a file, or the reason why it could not be read. */
export type FileText = { readonly text: string } | { readonly problem: string };

/** The reasons of `FileText` that the client's file system gives, in words; other reasons are words already. */
const REASONS: Readonly<Record<string, string>> = {
  'too-large': 'is larger than 10 MB',
  'not-found': 'does not exist',
  outside: 'is behind a symbolic link and was not read',
  unreadable: 'cannot be read',
};

/** A reason of `FileText` in plain words: "is larger than 10 MB". `undefined` if there is no such file, which is no reason to mention it. */
export function plainWords(problem: string): string | undefined {
  const words = REASONS[problem] ?? problem;
  return words === 'does not exist' || words === 'is not a file' ? undefined : words;
}

/** A file of the host as the engine takes it. */
export async function extendedText(host: Host, uri: string, within: string): Promise<ExtendedText> {
  const read = await (host.readExtended ?? host.read).call(host, uri, within);
  return 'text' in read ? read : { problem: plainWords(read.problem) ?? MISSING };
}

/** The supported files of a commit below a folder. */
export interface Head {
  /** The name of the commit. */
  readonly commit: string;
  /** The names of the blobs by path, relative to the folder with `/`. */
  readonly files: ReadonlyMap<string, string>;
  /**
   * The names of the blobs that are staged, as `files`, '' where a merge conflict is open or nothing is staged yet; read anew at each call. `undefined`:
   * it cannot be read.
   */
  staged(): ReadonlyMap<string, string> | undefined;
  /** Whether the work tree leaves files of the commit out (`git sparse-checkout`). */
  readonly isSparse: boolean;
  /** Whether a file belongs to another repository inside of this one, such as a submodule. */
  isOfOther(path: string): boolean;
  /** Whether a text is that of a blob; line ends count. */
  isText(id: string, text: string): boolean;
  /** `undefined`: it is larger than the engine's limit, or cannot be read. */
  textOf(id: string): string | undefined;
  /** Closes the files of the repository. */
  close(): void;
}

export interface Host {
  /** Whether it can list and read URIs of this scheme. */
  reads(scheme: string): boolean;
  /** Which names of a scheme mean the same file; without it, every spelling is a file of its own. */
  foldOf?(scheme: string): Fold;
  /**
   * Paths (relative, with `/`) of the files to read below a folder, without ignored files. Calls `onUnreadable` if a folder could not be
   * opened; the list is incomplete then.
   */
  list(folder: string, onUnreadable: () => void): Iterable<string> | Promise<Iterable<string>>;
  /** What Git knows about the files of a folder; without it, the ignore files decide. */
  repository?(folder: string): Repository | undefined;
  /**
   * The commit that is checked out in a folder (a URI); `undefined` if there is none, or it cannot be read. `known`: that of the last time, which
   * is given back if it is the same, else closed.
   */
  head?(folder: string, known: Head | undefined): Head | undefined;
  /** The text of a file in the folder `within` (a URI). Does not follow links out of it. Never throws. */
  read(uri: string, within: string): FileText | Promise<FileText>;
  /** As `read`, for a configuration that another one extends: one in `node_modules` may be behind links that stay inside. Without it, none is. */
  readExtended?(uri: string, within: string): ExtendedText | Promise<ExtendedText>;
  /** Whether a file, existing or new, lies in the folder `within` and may be changed. */
  mayChange(uri: string, within: string): boolean;
  /** Where the rule pages are installed: a URI that ends in `/`. */
  readonly pages?: string | undefined;
  /** The folder (a URI) in which files that belong to a document outside of all folders are read. */
  folderAround(uri: string): string;
}

/** Lets the event loop handle waiting messages. Work that takes more than a few milliseconds awaits it between its steps. */
export const yieldToEvents = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });

/**
 * Returns a function to await between steps of long work. It yields to the event loop after `most` milliseconds of work, and then waits
 * while `isBusy`, since the user waits for that. It waits at most one second, so that the work ends.
 */
export function createPause(isBusy: () => boolean = () => false, most = 5): () => Promise<void> {
  let since = Date.now();
  return async () => {
    if (Date.now() - since < most) return;
    await yieldToEvents();
    for (let waited = 0; isBusy() && waited < 1000; waited += 10)
      await new Promise((resolve) => setTimeout(resolve, 10));
    since = Date.now();
  };
}
