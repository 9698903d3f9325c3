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
