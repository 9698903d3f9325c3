/** Where the text of a scalar stands. */
import type { Span } from '../text/span.ts';
import type { YamlScalar } from './node.ts';

/** Where a scalar's text stands: without its quotes. Of block scalars the whole, with the `|`. */
export function contentSpan(node: YamlScalar, text: string): Span {
  const { start, end } = node.span;
  const quote = node.style === 'single' ? "'" : node.style === 'double' ? '"' : '';
  if (quote !== '' && end - start >= 2 && text[start] === quote && text[end - 1] === quote)
    return { start: start + 1, end: end - 1 };
  return node.span;
}

/** The span of `[start, end)` of a scalar's text: exact when it is written without escapes or folds, else the whole content. */
export function partSpan(node: YamlScalar, text: string, start: number, end: number): Span {
  const content = contentSpan(node, text);
  if (content.end - content.start !== node.text.length || !text.startsWith(node.text, content.start)) return content;
  return { start: content.start + start, end: content.start + end };
}
