/** Converts a scalar token into our node: its text, its value, and whether a template supplies part of it. */
import { CST } from 'yaml';
import type { Span } from '../text/span.ts';
import { isUnclosed } from './loose.ts';
import type { Action } from './mask.ts';
import type { YamlScalar } from './node.ts';
import { coreValue } from './scalar.ts';

type ScalarToken = CST.FlowScalar | CST.BlockScalar;

/** The text as written, its template actions in order, and those actions that stand inside a scalar, a key or a comment. */
export interface Source {
  readonly text: string;
  readonly actions: readonly Action[];
  readonly enclosed: Set<Action>;
}

export interface ScalarRead {
  readonly text: string;
  readonly span: Span;
  readonly style: YamlScalar['style'];
  readonly templated: boolean;
}

/** Reads `token`. If it contains template actions, reads the original text instead of the masked text. */
export function readScalar(source: Source, token: ScalarToken): ScalarRead {
  if (token.type === 'block-scalar') return readBlock(source, token);
  const span = { start: token.offset, end: token.offset + token.source.length };
  const templated = markEnclosed(source, span);
  const written = templated ? { ...token, source: source.text.slice(span.start, span.end) } : token;
  const style =
    token.type === 'single-quoted-scalar' ? 'single' : token.type === 'double-quoted-scalar' ? 'double' : 'plain';
  // Most plain scalars are one line and need no folding.
  const itself = style === 'plain' && !written.source.includes('\n');
  return { text: itself ? written.source : resolved(closed(written)), span, style, templated };
}

/** Adds a missing closing quote; otherwise the `yaml` package drops the last character. */
const closed = (token: CST.FlowScalar): CST.FlowScalar =>
  token.type !== 'scalar' && isUnclosed(token.source) ? { ...token, source: token.source + token.source[0] } : token;

/** The text of a scalar token: without quotes, with escapes decoded and lines folded. */
export const resolved = (token: ScalarToken): string => CST.resolveAsScalar(token, false, () => undefined)?.value ?? '';

/** The value of a scalar node. A scalar in quotes, or with a tag for strings, is a string. */
export function scalarValue(read: ScalarRead, tag: string | undefined): YamlScalar['value'] {
  if (read.style !== 'plain' || read.templated || tag === '!!str' || tag === '!') return read.text;
  return coreValue(read.text);
}

function readBlock(source: Source, token: CST.BlockScalar): ScalarRead {
  let start = token.offset;
  for (const p of token.props) if ('source' in p) start += p.source.length;
  const header = token.props.find((p) => p.type === 'block-scalar-header');
  const mode = header && 'source' in header ? header.source : '|';
  const headerStart = header?.offset ?? token.offset;
  const headerEnd = headerStart + mode.length;
  const end = mode.includes('+')
    ? withoutBreak(source.text, start, start + token.source.length)
    : contentEnd(source, token, { start, end: headerEnd }, mode);
  const span = { start: headerStart, end: Math.max(headerEnd, end) };
  const templated = markEnclosed(source, span);
  // The mask turned trailing actions into blanks, which are not part of the token. So the body comes from the span.
  const body = templated ? `${source.text.slice(start, Math.max(start, end))}\n` : token.source;
  const text = resolved(templated ? { ...token, source: body } : token);
  return { text, span, style: mode[0] === '>' ? 'folded' : 'literal', templated };
}

/** The end of the last line that has content, or an action indented like content. `at.end` (end of the header) if there is none. */
function contentEnd(source: Source, token: CST.BlockScalar, at: Span, mode: string): number {
  const content = token.source.trimEnd();
  let end = content === '' ? at.end : at.start + content.length;
  if (source.actions.length === 0) return end;
  const explicit = /[1-9]/.exec(mode);
  const parent = Math.max(token.indent, 0);
  const firstContent = /(?:^|\n)( *)[^ \n\r]/.exec(content);
  const least = explicit ? parent + Number(explicit[0]) : (firstContent?.[1]?.length ?? parent + 1);
  const { text, actions } = source;
  let offset = Math.max(end, at.start);
  let lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  for (let i = firstAction(actions, end); ; i++) {
    for (; /[ \t\r\n]/.test(text[offset] ?? ''); offset++) if (text[offset] === '\n') lineStart = offset + 1;
    const action = actions[i];
    if (!action?.wholeLine || action.start !== offset) return end;
    if (offset - lineStart < least) return end;
    end = action.end;
    // A line may hold thousands of actions, so only the action is searched for a line break.
    const lineBreak = text.slice(offset, end).lastIndexOf('\n');
    if (lineBreak >= 0) lineStart = offset + lineBreak + 1;
    offset = end;
  }
}

function withoutBreak(text: string, start: number, end: number): number {
  if (end > start && text[end - 1] === '\n') end--;
  if (end > start && text[end - 1] === '\r') end--;
  return end;
}

/** Adds the actions within `span` to `enclosed`. Returns whether there are any. */
export function markEnclosed(source: Source, span: Span): boolean {
  const { actions } = source;
  if (actions.length === 0) return false;
  let any = false;
  for (let i = firstAction(actions, span.start); i < actions.length && actions[i]!.start < span.end; i++) {
    source.enclosed.add(actions[i]!);
    any = true;
  }
  return any;
}

/** The index of the first action that ends behind `offset`. */
function firstAction(actions: readonly Action[], offset: number): number {
  let low = 0;
  for (let high = actions.length; low < high; ) {
    const mid = (low + high) >> 1;
    if (actions[mid]!.end <= offset) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** Marks the actions within comments as enclosed: they supply no values. */
export function markEnclosedComments(source: Source, comments: readonly Span[]): void {
  if (source.actions.length > 0) for (const comment of comments) markEnclosed(source, comment);
}
