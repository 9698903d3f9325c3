/** What the server needs of the world it runs in: files, by address. */

/** A text, or why there is none. */
export type FileText = { readonly text: string } | { readonly problem: string };

export interface Host {
  /** Whether it can list and read addresses of this scheme. */
  reads(scheme: string): boolean;
  /**
   * Paths (relative, with `/`) of the files to read below a folder, ignored ones left out. `onUnreadable` is called when something
   * below could not be looked into: what is not listed may be there then.
   */
  list(folder: string, onUnreadable: () => void): Iterable<string> | Promise<Iterable<string>>;
  /** The text of a file. Never throws. */
  read(uri: string): FileText | Promise<FileText>;
}

/** Lets messages that wait be handled; work that takes longer than a few milliseconds does so now and then. */
export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });

/**
 * Calls `breathe` whenever the caller has worked for `most` milliseconds since it last did, and waits for as long as `isBusy`: what
 * somebody waits for comes first. A second of that is enough, so that the work gets done in the end.
 */
export function breather(isBusy: () => boolean = () => false, most = 5): () => Promise<void> {
  let since = Date.now();
  return async () => {
    if (Date.now() - since < most) return;
    await breathe();
    for (let waited = 0; isBusy() && waited < 1000; waited += 10)
      await new Promise((resolve) => setTimeout(resolve, 10));
    since = Date.now();
  };
}
