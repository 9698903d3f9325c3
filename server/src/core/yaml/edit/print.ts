/** Prints values in the style of a document: its indentation, its sequences, its quotes. */
import type { YamlScalar, YamlUnit } from '../node.ts';
import { isAmbiguousPlain } from '../scalar.ts';
import { walk } from '../walk.ts';
import { columnOf, firstComment, isBlank, lineEnd } from './lines.ts';
import { type InputMap, isEmpty, isInputMap, isList, type YamlInput } from './plain.ts';

export interface Style {
  readonly indent: number;
  readonly indentedSequences: boolean;
  readonly quote: 'single' | 'double';
  readonly json: boolean;
  /** Whether strings of several lines may become block scalars. */
  readonly literals: boolean;
}

const styles = new WeakMap<YamlUnit, Style>();

/** The style that the unit's text uses. */
export function styleOf(unit: YamlUnit): Style {
  let style = styles.get(unit);
  if (!style) {
    let balance = 0;
    walk(unit.root, (n) => {
      if (n.type === 'scalar') balance += n.style === 'single' ? 1 : n.style === 'double' ? -1 : 0;
    });
    const { indent, indentedSequences, json } = unit;
    style = {
      indent: json ? jsonIndent(unit) : indent,
      indentedSequences,
      quote: balance > 0 ? 'single' : 'double',
      json,
      literals: true,
    };
    styles.set(unit, style);
  }
  return style;
}

/**
 * The style for new lines behind the line of `offset`, with their keys or dashes at `column` or right of it. It has no block scalars when
 * a comment that is indented further follows: that comment would become part of the block scalar.
 */
export function styleBelow(unit: YamlUnit, offset: number, column: number): Style {
  const style = styleOf(unit);
  const end = lineEnd(unit.text, offset);
  const comment = firstComment(unit, end, unit.text.length);
  const swallowed = comment && isBlank(unit.text, end, comment.start) && columnOf(unit.text, comment.start) > column;
  return swallowed ? { ...style, literals: false } : style;
}

const jsonIndent = (unit: YamlUnit): number => /[[{][ \t]*\r?\n( +)\S/.exec(unit.text)?.[1]?.length ?? unit.indent;

const unprintable = /[\x00-\x08\x0A-\x1F\x7F-\x9F\u2028\u2029\uFEFF\uD800-\uDFFF]/;
const pairs = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
const begins = /^(?:[,[\]{}#&*!|>'"%@`]|[-?:](?:\s|$)|---|\.\.\.)/;
const beginsInFlow = /^[-?:]/;

/** Whether `text` can be written without quotes: every YAML reader then reads the same string. */
export function isPlain(text: string, flow: boolean): boolean {
  if (isAmbiguousPlain(text) || begins.test(text) || hasUnprintable(text) || text.includes('\t')) return false;
  if (/^\s|\s$|:\s|:$|\s#/.test(text)) return false;
  return !flow || !(beginsInFlow.test(text) || /[,[\]{}]/.test(text));
}

const hasUnprintable = (text: string): boolean => unprintable.test(text.replace(pairs, ''));

const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

export function doubleQuoted(text: string): string {
  const escaped = text.replace(
    /["\\]|[\x00-\x1F\x7F-\x9F\u2028\u2029\uFEFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
    (c) => escapes[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

/** `text` in quotes. Uses double quotes for line breaks and control characters, which single quotes cannot contain. */
export const quoted = (text: string, style: 'single' | 'double'): string =>
  style === 'single' && !hasUnprintable(text) ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text);

/** A string on one line. */
export function printString(text: string, style: Style, flow: boolean): string {
  if (style.json) return doubleQuoted(text);
  return isPlain(text, flow) ? text : quoted(text, style.quote);
}

/** `text` as a scalar that keeps the quoting of `old`, on one line. */
export function likeScalar(old: YamlScalar, text: string, style: Style, flow: boolean): string {
  if (style.json || old.style === 'double') return doubleQuoted(text);
  return old.style === 'single' ? quoted(text, 'single') : printString(text, style, flow);
}

/** A scalar or an empty collection on one line; `undefined` for a collection with content. */
export function printInline(value: YamlInput, style: Style, flow = false): string | undefined {
  if (typeof value === 'string') return printString(value, style, flow);
  if (typeof value === 'number') return printNumber(value, style.json);
  if (value === null || typeof value === 'boolean') return String(value);
  return isEmpty(value) ? (isList(value) ? '[]' : '{}') : undefined;
}

function printNumber(value: number, json: boolean): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  if (json) return 'null';
  return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
}

/** Any value in flow style on one line. */
export function printFlow(value: YamlInput, style: Style): string {
  const inline = printInline(value, style, true);
  if (inline !== undefined) return inline;
  if (isList(value)) return `[${value.map((v) => printFlow(v, style)).join(', ')}]`;
  const map = value as InputMap;
  const entries = Object.keys(map).map((k) => `${printString(k, style, true)}: ${printFlow(map[k]!, style)}`);
  return `{${entries.join(', ')}}`;
}

/** Any value as JSON over several lines; lines after the first are indented by `column` and more. */
export function printJson(value: YamlInput, style: Style, column: number, eol: string): string {
  const text = JSON.stringify(value, null, style.indent);
  return text.split('\n').join(eol + ' '.repeat(column));
}

/** The lines (without line breaks) of a map's entry whose key is at `column`. */
export function entryLines(key: string, value: YamlInput, style: Style, column: number): string[] {
  return withHead(`${' '.repeat(column)}${printString(key, style, false)}:`, value, style, column);
}

/** `head`, which ends with a colon, followed by the value of an entry at `column`. */
export function withHead(head: string, value: YamlInput, style: Style, column: number): string[] {
  const literal = typeof value === 'string' ? literalLines(value, style, column + style.indent) : undefined;
  if (literal) return [`${head} ${literal[0]}`, ...literal.slice(1)];
  const inline = printInline(value, style);
  if (inline !== undefined) return [`${head} ${inline}`];
  return [head, ...valueLines(value, style, column)];
}

/** Lines of a collection with content below a key at `column`. */
export function valueLines(value: YamlInput, style: Style, column: number): string[] {
  if (isList(value)) {
    const dash = style.indentedSequences ? column + style.indent : column;
    return value.flatMap((v) => itemLines(v, style, dash));
  }
  return mapLines(value as InputMap, style, column + style.indent);
}

export const mapLines = (map: InputMap, style: Style, column: number): string[] =>
  Object.keys(map).flatMap((k) => entryLines(k, map[k]!, style, column));

/** Lines of a sequence's item whose dash stands at `column`. */
export function itemLines(value: YamlInput, style: Style, column: number): string[] {
  const head = `${' '.repeat(column)}- `;
  const literal = typeof value === 'string' ? literalLines(value, style, column + style.indent) : undefined;
  if (literal) return [head + literal[0], ...literal.slice(1)];
  const inline = printInline(value, style);
  if (inline !== undefined) return [head + inline];
  const below = isInputMap(value)
    ? mapLines(value, style, column + 2)
    : (value as readonly YamlInput[]).flatMap((v) => itemLines(v, style, column + 2));
  return [head + below[0]!.slice(column + 2), ...below.slice(1)];
}

/** The lines of a literal block scalar for `text`, header first; `undefined` when `text` is better written on one line. */
export function literalLines(text: string, style: Style, column: number): string[] | undefined {
  if (!style.literals) return undefined;
  const body = text.replace(/\n+$/, '');
  if (!body.includes('\n') || column < 1 || /^[ \n\t]/.test(body) || hasUnprintable(text.replaceAll('\n', '')))
    return undefined;
  const breaks = text.length - body.length;
  const lines = body.split('\n');
  if (breaks > 1 || lines.some((l) => l !== '' && l.trim() === '')) return undefined;
  const header = breaks === 0 ? '|-' : '|';
  return [header, ...lines.map((l) => (l === '' ? '' : ' '.repeat(column) + l))];
}
