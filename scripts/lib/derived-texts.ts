/** `l10n/bundle.l10n.json`: every text of the client, for translators. The editor reads `bundle.l10n.LANGUAGE.json` beside it. */

const CALL = /\bl10n\s*\.t\(\s*'((?:[^'\\\n]|\\.)*)'/g;

/** The texts that a source file passes to `l10n.t`, as they are at run time. */
export const textsOf = (source: string): string[] =>
  [...source.matchAll(CALL)].map((m) => m[1]!.replace(/\\(.)/g, '$1'));

/** The bundle of some source files. */
export function textBundle(sources: readonly string[]): string {
  const texts = [...new Set(sources.flatMap(textsOf))].sort((a, b) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), null, 2)}\n`;
}
