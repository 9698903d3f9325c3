/** Cuts a YAML stream into documents without parsing it (YAML 1.2.2, 9.1.2 and 9.2). */

/** One document of a stream: `text` begins at offset `start` of the stream. */
export interface StreamPart {
  readonly start: number;
  readonly text: string;
}

const marker = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
const directive = /^\uFEFF?(?:(?:[ \t]*(?:#.*)?|\.\.\.(?:[ \t].*)?)\r?\n)*%/;
const directiveAfterEnd = /^\.\.\.(?:[ \t].*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*%/m;
const onlyComments = /^\uFEFF?(?:[ \t]*(?:#.*)?\r?\n)*$/;

/**
 * Cuts `text` before each line that begins with `---` or `...`: a part begins with its marker line, and all parts together are the text.
 * Blank lines and comments before the first `---` belong to the first document. A stream with a `%` directive is one part.
 * A marker at column 0 always ends a document: no scalar can contain one.
 */
export function cutStream(text: string): StreamPart[] {
  if (hasDirective(text)) return [{ start: 0, text }];
  const parts: StreamPart[] = [];
  let start = 0;
  for (const match of text.matchAll(marker)) {
    const at = match.index;
    if (at === 0) continue;
    if (start === 0 && match[0] === '---' && onlyComments.test(text.slice(0, at))) continue;
    parts.push({ start, text: text.slice(start, at) });
    start = at;
  }
  parts.push({ start, text: text.slice(start) });
  return parts;
}

function hasDirective(text: string): boolean {
  if (text[0] !== '%' && !text.includes('\n%') && !text.startsWith('\uFEFF%')) return false;
  return directive.test(text) || directiveAfterEnd.test(text);
}
