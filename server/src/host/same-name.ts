/** When two names mean the same file. No Node here: the server in a browser uses it too. */

/** Maps all spellings of a name, path or URI to the same text. Only for comparison: it is not a name that the system knows. */
export type Fold = (name: string) => string;

/** Every spelling is a file of its own, as on Linux. */
export const exact: Fold = (name) => name;

/**
 * Case and Unicode normalisation do not matter, as on Windows and macOS by default: HFS+ stores names in form NFD, editors send NFC. A
 * volume can be set to distinguish case, so an exact match wins wherever one is possible.
 */
export const folded: Fold = (name) => name.normalize('NFC').toLowerCase();

/** The rule of a system's usual volumes. */
export const foldOf = (platform: string): Fold => (platform === 'win32' || platform === 'darwin' ? folded : exact);

/** The part of a path, or of a URI's key, below a folder's; `undefined` if it is not below it. Folding may change lengths, so names are compared. */
export function pathBelow(folder: string, key: string, fold: Fold): string | undefined {
  if (fold === exact) return key.startsWith(`${folder}/`) ? key.slice(folder.length + 1) || undefined : undefined;
  const depth = folder.split('/').length;
  const names = key.split('/');
  return fold(names.slice(0, depth).join('/')) === fold(folder) ? names.slice(depth).join('/') || undefined : undefined;
}
