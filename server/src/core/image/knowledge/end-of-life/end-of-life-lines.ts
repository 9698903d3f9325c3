/** The shape of the tables of release lines. */
export interface ReleaseLines {
  /** Familiar image names. */
  readonly images: readonly string[];
  /** What people call it. */
  readonly label: string;
  /** Line (`3.8`, `14`) to the day its security updates ended. */
  readonly ended: Readonly<Record<string, string>>;
  /** A supported line, as a tag. Absent when the publisher has no tag per line, or no step up is known to be possible. */
  readonly next?: string;
  /** How many numbers of a version name a line (`3.8.1` → `3.8` is 2). */
  readonly width: number;
  /** What may follow `next` or any supported line in a tag. Without a distribution's release, `''` is always allowed. */
  readonly variants: readonly string[];
}

export interface EndOfLife {
  /** What ended, as people call it: `Python 3.8`, `Debian 10`. */
  readonly line: string;
  /** ISO day of the last support, never after `KNOWLEDGE_DAY`. */
  readonly since: string;
  /** A supported tag of the same image, or of `image`. A new line may need changes in what runs on it. */
  readonly replacement?: { readonly tag?: string; readonly image?: string };
  /** One clause for a message, without a final full stop. */
  readonly why: string;
}
