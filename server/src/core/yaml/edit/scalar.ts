import type { TextEdit } from '../../text/span.ts';
import type { YamlScalar, YamlUnit } from '../node.ts';
import { coreValue } from '../scalar.ts';
import { stepsTo } from '../walk.ts';
import { columnOf, lineStart } from './lines.ts';
import { replace } from './parts.ts';
import { likeScalar, literalLines, styleOf } from './print.ts';
import { headerComment } from './value.ts';

/**
 * Replaces the text of a scalar value or key, and keeps its quotes. The result is the string `text`; but a plain number or boolean that
 * replaces another one stays plain. No edits when the scalar already has that text.
 */
export function setScalar(unit: YamlUnit, scalar: YamlScalar, text: string): TextEdit[] {
  const { span } = scalar;
  const wasOther =
    scalar.style === 'plain' && !scalar.templated && typeof scalar.value !== 'string' && scalar.value !== null;
  const plain = wasOther && typeof coreValue(text) === typeof scalar.value;
  if (scalar.text === text && (plain || scalar.value === text) && !scalar.templated) return [];
  const space = span.start === span.end && /\S/.test(unit.text[span.start - 1] ?? ' ') ? ' ' : '';
  const now = plain ? text : written(unit, scalar, text);
  const comment = headerComment(unit, scalar);
  if (!comment) return [replace(span.start, span.end, space + now)];
  const head = now.split(unit.eol, 1)[0]!;
  return [replace(span.start, comment.start, `${head} `), replace(comment.end, span.end, now.slice(head.length))];
}

function written(unit: YamlUnit, scalar: YamlScalar, text: string): string {
  const style = styleOf(unit);
  if (scalar.style === 'literal' || scalar.style === 'folded') {
    const literal = literalLines(text, style, contentColumn(unit, scalar));
    if (literal) return literal.join(unit.eol);
  }
  const flow = stepsTo(unit.root, scalar)?.at(-1)?.parent.flow ?? false;
  return likeScalar(scalar, text, style, flow);
}

/** The column of the lines of a block scalar, or of those that it would have. */
function contentColumn(unit: YamlUnit, scalar: YamlScalar): number {
  const body = /\n( *)\S/.exec(unit.text.slice(scalar.span.start, scalar.span.end));
  if (body?.[1]) return body[1].length;
  const start = lineStart(unit.text, scalar.span.start);
  const indent = /^[ -]*/.exec(unit.text.slice(start, scalar.span.start))?.[0].length ?? columnOf(unit.text, start);
  return indent + styleOf(unit).indent;
}
