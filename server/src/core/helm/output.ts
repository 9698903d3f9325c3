/** The text that a template prints, part by part, and the white space that its actions trim. */
import type { Span } from '../text/span.ts';
import type { Mark, Template } from './template.ts';
import type { Origin, Piece, Value } from './value.ts';

/** What the text of one template is printed with. */
export interface Scope {
  readonly template: Template;
  readonly dot: Value;
  readonly variables: readonly Map<string, Value>[];
  /** The action that includes this text. */
  readonly site: Origin | undefined;
  readonly depth: number;
}

/** A piece with the place in its own file where it ends, if it is text of a template. */
interface Part {
  readonly piece: Piece;
  readonly template: Template | undefined;
  readonly end: number;
}

export interface Output {
  readonly parts: Part[];
  /** Text that begins here loses its leading white space. */
  trimsFrom: { readonly template: Template; readonly at: number } | undefined;
}

/** The place of a span of a template: for a named template, the action that includes it. */
export const originIn = (scope: Scope, at: Span): Origin => scope.site ?? { file: 'template', at };

export function put(out: Output, pieces: readonly Piece[]): void {
  for (const piece of pieces) if (piece.text !== '') out.parts.push({ piece, template: undefined, end: -1 });
}

export function putText(out: Output, scope: Scope, at: Span): void {
  const { text } = scope.template;
  let { start } = at;
  if (out.trimsFrom?.template === scope.template && out.trimsFrom.at === start)
    start += /^\s*/.exec(text.slice(start, at.end))![0].length;
  out.trimsFrom = undefined;
  if (start >= at.end) return;
  const span = { start, end: at.end };
  const piece = { text: text.slice(start, at.end), exact: !scope.site, origin: originIn(scope, span), isAction: false };
  out.parts.push({ piece, template: scope.template, end: at.end });
}

/** An action stays as it is written. */
export function putAction(out: Output, scope: Scope, { start, end }: Mark): void {
  const text = scope.template.text.slice(start, end);
  put(out, [{ text, exact: !scope.site, origin: originIn(scope, { start, end }), isAction: true }]);
  out.trimsFrom = undefined;
}

/** Trims the text right before an action: not what other actions print. */
export function trimBefore(out: Output, scope: Scope, mark: Mark): void {
  const last = out.parts.at(-1);
  if (!mark.trimsBefore || !last || last.template !== scope.template || last.end !== mark.start) return;
  out.parts.pop();
  const text = last.piece.text.trimEnd();
  if (text === '') return;
  const { at } = last.piece.origin;
  const span = last.piece.exact ? { start: at.start, end: at.start + text.length } : at;
  out.parts.push({ ...last, piece: { ...last.piece, text, origin: { ...last.piece.origin, at: span } } });
}

export function trimAfter(out: Output, scope: Scope, mark: Mark): void {
  out.trimsFrom = mark.trimsAfter ? { template: scope.template, at: mark.end } : undefined;
}

/** Trims the white space on both sides of an action. */
export function trim(out: Output, scope: Scope, mark: Mark): void {
  trimBefore(out, scope, mark);
  trimAfter(out, scope, mark);
}
