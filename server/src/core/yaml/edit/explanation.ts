/** The comment lines above a part of a collection that explain it. Left behind, they would seem to be about the next part. */
import type { Span, TextEdit } from '../../text/span.ts';
import type { YamlUnit } from '../node.ts';
import { columnOf, firstComment, isBlank, lineEnd, lineStart, nextLine } from './lines.ts';
import type { Collection } from './parts.ts';

/** Comments that are about more than the next line: a part that is switched off, a ruler, a directive for the whole file. */
const OTHER =
  /^#+\s*(?:$|[-=*~#]{3,}|- |[\w./-]+:(?:\s|$)|[\w-]+\s*=|yaml-language-server|yamllint|prettier|kics-scan|\S*ignore-file)/i;

/** The removal of a part of a block collection, together with the comment above that explains it. `next` is the part behind it. */
export function withExplanation(
  unit: YamlUnit,
  node: Collection,
  part: Span,
  next: Span | undefined,
  edit: TextEdit,
): TextEdit {
  const { text } = unit;
  const own = lineStart(text, part.start);
  if (edit.span.start !== own || !isBlank(text, own, part.start)) return edit;
  let start = own;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    const comment = firstComment(unit, above, start);
    if (!comment || !isBlank(text, above, comment.start)) break;
    if (comment.start - above !== columnOf(text, part.start)) break;
    if (OTHER.test(text.slice(comment.start, lineEnd(text, comment.start)))) return edit;
    start = above;
  }
  // Above several items in a row it may be about all of them, unless it names this one.
  const inRow = node.type === 'seq' && next !== undefined && lineStart(text, next.start) === nextLine(text, part.end);
  const item = text.slice(part.start, part.end).replace(/^-\s*/, '').toLowerCase();
  if (inRow && !text.slice(start, own).toLowerCase().includes(item)) return edit;
  return { ...edit, span: { start, end: edit.span.end } };
}
