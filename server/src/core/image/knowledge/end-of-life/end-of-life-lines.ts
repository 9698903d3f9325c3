/** The shape of the tables of release lines. */
export interface ReleaseLines {
  /** Familiar image names. */
  readonly images: readonly string[];
  /** Display name. */
  readonly label: string;
  /** The last day of security updates, by release line (`3.8`, `14`). */
  readonly ended: Readonly<Record<string, string>>;
  /** The tag of a supported line. Absent when the publisher has no tag per line, or when an upgrade may be impossible. */
  readonly next?: string;
  /** The number of version parts that name a line (`3.8.1` → `3.8`: 2). */
  readonly width: number;
  /** The variants in tags of supported lines, without a numbered release: `alpine`, not `alpine3.22`. No variant is always allowed. */
  readonly variants: readonly string[];
}

export interface EndOfLife {
  /** Display name of the line that ended: `Python 3.8`, `Debian 10`. */
  readonly line: string;
  /** ISO day of the end of support, never after `KNOWLEDGE_DAY`. */
  readonly since: string;
  /** A supported tag of the same image, or of `image`. Programs on the image may need changes for the new line. */
  readonly replacement?: { readonly tag?: string; readonly image?: string };
  /** One clause for a message, without a final full stop. */
  readonly why: string;
}
