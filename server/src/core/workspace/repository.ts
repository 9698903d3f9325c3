/** What Git knows about the files of a workspace, beside the texts that the workspace holds. */

export interface Repository {
  /** The workspace's folder in the repository, with `/` at its end; '' if it is the repository's top. */
  readonly prefix: string;
  /**
   * Patterns that come from outside of the workspace, those that count less first: `.git/info/exclude`, then the `.gitignore` files
   * above the workspace. `folder`: where the patterns begin, relative to the top, '' or with `/` at its end.
   */
  readonly outer: readonly { readonly folder: string; readonly text: string }[];
  /** What the URLs of Git's remotes end in, `origin` first: `acme/shop`. In lower case. */
  readonly remotes: readonly { readonly owner: string; readonly name: string }[];
  /** The files of the workspace (relative to it) that Git's index lists. `undefined`: the index is not known. */
  readonly tracked: ReadonlySet<string> | undefined;
  /** The folders (relative to the workspace) in which the index lists a file of any kind, at any depth. Absent: the index is not known. */
  readonly folders?: ReadonlySet<string>;
}

/** Whether two states answer every question alike. */
export function sameRepository(a: Repository | undefined, b: Repository | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.prefix === b.prefix &&
    a.outer.length === b.outer.length &&
    a.outer.every((o, i) => o.folder === b.outer[i]!.folder && o.text === b.outer[i]!.text) &&
    a.remotes.length === b.remotes.length &&
    a.remotes.every((r, i) => r.owner === b.remotes[i]!.owner && r.name === b.remotes[i]!.name) &&
    sameSet(a.tracked, b.tracked) &&
    sameSet(a.folders, b.folders)
  );
}

const sameSet = (a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean =>
  a?.size === b?.size && [...(a ?? [])].every((one) => b?.has(one));
