/** Cutting a YAML stream into documents without parsing it (YAML 1.2.2, 9.1.2 and 9.2). */

/** One document of a stream: `text` stands at offset `start` of the stream. */
export interface StreamPart {
  readonly start: number;
  readonly text: string;
}

const marker = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
const directive = /^\uFEFF?(?:(?:[ \t]*(?:#.*)?|\.\.\.(?:[ \t].*)?)\r?\n)*%/;
const directiveAfterEnd = /^\.\.\.(?:[ \t].*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*%/m;
const onlyComments = /^\uFEFF?(?:[ \t]*(?:#.*)?\r?\n)*$/;

/**
 * Cuts `text` at lines that begin with `---` or `...`; a part begins with its marker line, so the parts joined are the text.
 * Blank and comment lines before the first `---` stay with the document it begins. A stream with a `%` directive is one part.
 * At column 0 such a line is a marker wherever it stands: no scalar may contain one.
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
