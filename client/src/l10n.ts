/** How texts of the client are written: `l10n.t` of the editor, or a stand-in in tests. Modules without the editor's API get it as an argument. */

export interface L10n {
  /** The text in the language of the editor. `{0}`, `{1}`, … are replaced by `args`. */
  t(message: string, ...args: (string | number)[]): string;
}
