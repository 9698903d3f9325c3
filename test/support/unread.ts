/** What was not read, as the `json` format lists it, and files that are too large to read. */

export interface Unread {
  readonly path: string;
  readonly extent: string;
  readonly why: string;
  readonly startLine?: number;
}
export const unreadIn = (stdout: string): Unread[] => JSON.parse(stdout).unread;

export const json = ['check', '--format', 'json'];

/** A text of more than 12 MB. */
export const large = (beginning: string): string => beginning + `# ${'x'.repeat(1023)}\n`.repeat(12 * 1024);
