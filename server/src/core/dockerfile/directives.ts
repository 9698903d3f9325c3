import { isBlank, lineAt, skipBlanks } from './logical-line.ts';
import type { Directive } from './model.ts';

const KNOWN = new Set(['syntax', 'escape', 'check']);
const FORM = /^([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S(?:.*\S)?)\s*$/;
/** Longer lines do not count as directives. The limit bounds the cost of the pattern. */
const MAX_LENGTH = 4096;

/**
 * The parser directives in the comment block at the top of the file, in order. When a name occurs twice, the first counts. An unknown
 * name, an ordinary comment or an empty line ends the block. After a `#!` line, and with `//` instead of `#`, only `syntax` counts.
 * Source: BuildKit `frontend/dockerfile/parser/directives.go`.
 */
export function readDirectives(text: string): Directive[] {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const shebang = text.startsWith('#!', start);
  const found = block(text, shebang ? lineAt(text, start).next : start, '#');
  if (!shebang && found.length > 0) return found;
  const syntax = (d: Directive) => d.name === 'syntax';
  if (found.some(syntax)) return found.filter(syntax);
  const slashes = block(text, shebang ? lineAt(text, start).next : start, '//').filter(syntax);
  return slashes.length > 0 ? slashes : inJson(text, start);
}

function block(text: string, start: number, mark: '#' | '//'): Directive[] {
  const found: Directive[] = [];
  for (let from = start; from < text.length; ) {
    const { end, next } = lineAt(text, from);
    const at = mark === '#' ? skipBlanks(text, from, end) : from;
    if (!text.startsWith(mark, at) || end - at > MAX_LENGTH) break;
    const nameStart = skipBlanks(text, at + mark.length, end);
    const match = FORM.exec(text.slice(nameStart, end));
    const name = match?.[1]?.toLowerCase();
    if (!match || !name || !KNOWN.has(name)) break;
    const value = match[2]!;
    const valueStart = nameStart + valueOffset(match[0], match[1]!.length);
    if (!found.some((d) => d.name === name))
      found.push({
        name,
        value,
        span: { start: at, end },
        valueSpan: { start: valueStart, end: valueStart + value.length },
      });
    from = next;
  }
  return found;
}

function valueOffset(line: string, from: number): number {
  let i = line.indexOf('=', from) + 1;
  while (isBlank(line.charCodeAt(i))) i++;
  return i;
}

/** The directive of a build definition in JSON for another frontend: `{"syntax": "…"}`. */
function inJson(text: string, start: number): Directive[] {
  const first = skipBlanks(text, start, text.length);
  if (text.charCodeAt(first) !== 123) return [];
  const match = /"syntax"\s*:\s*"([^"\\]{1,4096})"/.exec(text.slice(first, first + 65536));
  if (!match) return [];
  const end = first + match.index + match[0].length;
  const valueSpan = { start: end - 1 - match[1]!.length, end: end - 1 };
  return [{ name: 'syntax', value: match[1]!, span: { start: first + match.index, end }, valueSpan }];
}
