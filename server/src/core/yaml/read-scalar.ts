/** A scalar token into our node: its text, its value, and how much of it a template supplies. */
import { CST } from 'yaml';
import type { Span } from '../text/span.ts';
import type { Action } from './mask.ts';
import type { YamlScalar } from './node.ts';
import { coreValue } from './scalar.ts';

type ScalarToken = CST.FlowScalar | CST.BlockScalar;

/** The text as written, its template actions in order, and which of them were met inside a scalar, a key or a comment. */
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

/** Reads `token`; where actions stand in it, from the text as written instead of the masked one. */
export function readScalar(source: Source, token: ScalarToken): ScalarRead {
  if (token.type === 'block-scalar') return readBlock(source, token);
  const span = { start: token.offset, end: token.offset + token.source.length };
  const templated = enclose(source, span);
  const written = templated ? { ...token, source: source.text.slice(span.start, span.end) } : token;
  const style =
    token.type === 'single-quoted-scalar' ? 'single' : token.type === 'double-quoted-scalar' ? 'double' : 'plain';
  // Most plain scalars are one line, which stands for itself.
  const itself = style === 'plain' && !written.source.includes('\n');
  return { text: itself ? written.source : resolved(written), span, style, templated };
}

const resolved = (token: ScalarToken): string => CST.resolveAsScalar(token, false, () => undefined)?.value ?? '';

/** The value of a scalar node: what a tag or quotes make a string stays one. */
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
  const bodyEnd = start + token.source.length;
  const end = Math.max(
    headerStart + mode.length,
    mode.includes('+') ? withoutBreak(source.text, start, bodyEnd) : contentEnd(source, token, start, mode),
  );
  const span = { start: headerStart, end };
  const templated = enclose(source, span);
  // An action on the last line leaves the body's own end behind it: the body is what the span holds.
  const body = templated ? source.text.slice(start, Math.max(start, end)) + '\n' : token.source;
  const text = resolved(templated ? { ...token, source: body } : token);
  return { text, span, style: mode[0] === '>' ? 'folded' : 'literal', templated };
}

/** Where the last line ends that has content or is an action indented like content. */
function contentEnd(source: Source, token: CST.BlockScalar, start: number, mode: string): number {
  const body = token.source;
  const trimmed = body.trimEnd();
  let end = start + trimmed.length;
  if (source.actions.length === 0) return end;
  const explicit = /[1-9]/.exec(mode);
  const parent = Math.max(token.indent, 0);
  const firstContent = /(?:^|\n)( *)[^ \n\r]/.exec(trimmed);
  const least = explicit ? parent + Number(explicit[0]) : (firstContent?.[1]?.length ?? parent + 1);
  const bodyEnd = start + body.length;
  for (let line = lineAfter(source.text, end, start); line < bodyEnd; line = lineAfter(source.text, line, line + 1)) {
    const stop = source.text.indexOf('\n', line);
    const written = source.text.slice(line, stop === -1 ? bodyEnd : Math.min(stop, bodyEnd));
    const content = written.trim();
    if (content === '') continue;
    if (written.length - written.trimStart().length < least) break;
    end = line + written.trimEnd().length;
  }
  return end;
}

/** The start of the first line at or after `least` that begins behind `offset`'s line. */
function lineAfter(text: string, offset: number, least: number): number {
  if (offset <= least && (least === 0 || text[least - 1] === '\n')) return least;
  const next = text.indexOf('\n', Math.max(offset, least - 1));
  return next === -1 ? text.length : next + 1;
}

function withoutBreak(text: string, start: number, end: number): number {
  if (end > start && text[end - 1] === '\n') end--;
  if (end > start && text[end - 1] === '\r') end--;
  return end;
}

/** Notes the actions within `span` as enclosed; whether there are any. */
export function enclose(source: Source, span: Span): boolean {
  const { actions } = source;
  if (actions.length === 0) return false;
  let low = 0;
  for (let high = actions.length; low < high; ) {
    const mid = (low + high) >> 1;
    if (actions[mid]!.end <= span.start) low = mid + 1;
    else high = mid;
  }
  let any = false;
  for (let a = actions[low]; a && a.start < span.end; a = actions[++low]) {
    source.enclosed.add(a);
    any = true;
  }
  return any;
}
