/** The span of a scalar's text. */
import type { Span } from '../text/span.ts';
import type { YamlScalar } from './node.ts';

/** The span of a scalar's text without its quotes. For block scalars: the whole scalar with its `|` or `>`. */
export function contentSpan(node: YamlScalar, text: string): Span {
  const { start, end } = node.span;
  const quote = node.style === 'single' ? "'" : node.style === 'double' ? '"' : '';
  if (quote !== '' && end - start >= 2 && text[start] === quote && text[end - 1] === quote)
    return { start: start + 1, end: end - 1 };
  return node.span;
}

/** The span of `[start, end)` of a scalar's text. The span of the whole text when the scalar has escapes or folded lines. */
export function partSpan(node: YamlScalar, text: string, start: number, end: number): Span {
  const content = contentSpan(node, text);
  if (content.end - content.start !== node.text.length || !text.startsWith(node.text, content.start)) return content;
  return { start: content.start + start, end: content.start + end };
}
