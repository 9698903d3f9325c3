/** The strings of TOML. `\UXXXXXXXX` stays as it is written, and a string of three quotes must not end with a quote of its own. */

/** The index of the quotes that close a string; `undefined` if none do. `open`: its quotes, one or three. */
export function closingQuotes(text: string, from: number, open: string): number | undefined {
  for (let i = from; i < text.length; i++) {
    if (open.length === 1 && text[i] === '\n') return undefined;
    if (text[i] === '\\' && open.startsWith('"')) i++;
    else if (text.startsWith(open, i)) return i;
  }
  return undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', '\\': '\\' };

/** The text between the quotes `open`, without its escapes. */
export function decodedText(raw: string, open: string): string {
  const text = open.length > 1 ? raw.replace(/^\r?\n/, '') : raw;
  if (!open.startsWith('"')) return text;
  return text.replace(/\\(?:\r?\n\s*|u([\da-fA-F]{4})|([\s\S]))/g, (all, code?: string, c?: string) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : c ? (ESCAPES[c] ?? all) : '',
  );
}

/** Whether a template fills in the text: `{{ x }}`, `{% if %}`, `${X}`, `@X@`. */
export const isTemplate = (text: string): boolean => /\{\{|\{%|\$\{|^@\w+@$/.test(text);
