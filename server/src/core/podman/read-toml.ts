/**
 * Reads TOML into the nodes of YAML, so that everything that reads settings reads it too. Tables are maps, arrays of tables lists. Never throws;
 * a line that cannot be read is a problem. Source: TOML 1.0.0, toml.io/en/v1.0.0, read on 2026-11-30.
 */
import type { Span } from '../text/span.ts';
import type { YamlItem, YamlMap, YamlNode, YamlProblem, YamlScalar, YamlUnit } from '../yaml/node.ts';
import { closingQuotes, decodedText, isTemplate } from './toml-strings.ts';
import { type Key, put, type Table, tableAt } from './toml-table.ts';

const BARE = /[A-Za-z0-9_-]+/y;
/** Numbers, dates and words: all that is not a string, a list or an inline table. */
const PLAIN = /[^\s,\]}#]+(?: \d{2}:\d{2}:[\d.:+Z-]+)?/y;
/** Deeper is unknown. */
const MAX_DEPTH = 64;

/** The text as a YAML unit. */
export function readToml(text: string): YamlUnit {
  const reader = new Reader(text);
  const root = reader.document();
  return {
    ...{ text, root, comments: reader.comments, problems: reader.problems },
    ...{ templated: false, actions: [], indent: 2, indentedSequences: true, json: false },
    eol: /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n',
  };
}

class Reader {
  readonly comments: Span[] = [];
  readonly problems: YamlProblem[] = [];
  private readonly text: string;
  private at = 0;
  /** Three quotes that nothing closes: no further ones are searched for their end. */
  private open = '';
  private readonly tables = new Map<YamlMap, Table>();
  private readonly lists = new Map<YamlNode, YamlItem[]>();

  constructor(text: string) {
    this.text = text;
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
  }

  document(): YamlMap {
    const root = this.newTable(0, this.text.length);
    let here: Table | undefined = root;
    for (this.skip(true); this.at < this.text.length; this.skip(true)) {
      const start = this.at;
      if (this.text[start] === '[') {
        here = this.header(root);
        if (!here) this.fail(start);
      } else if (!this.pair(here ?? this.newTable(start, start), 0)) this.fail(start);
      else this.ends(start);
      if (here && here !== root) here.span.end = this.at;
    }
    return root.node;
  }

  /** `[a.b]` or `[[a.b]]`. */
  private header(root: Table): Table | undefined {
    const start = this.at;
    const isList = this.text[start + 1] === '[';
    this.at += isList ? 2 : 1;
    this.skip(false);
    const keys = this.dotted();
    const close = isList ? ']]' : ']';
    if (!keys || keys.length > MAX_DEPTH || !this.text.startsWith(close, this.at)) return undefined;
    this.at += close.length;
    const parent = this.into(root, keys.slice(0, -1));
    const last = keys.at(-1)!;
    if (!parent) return undefined;
    if (!isList) return this.into(parent, [last]);
    const found = parent.byKey.get(last.name);
    const table = this.newTable(start, this.at);
    const item: YamlItem = { value: table.node, span: table.span };
    const items = found && this.lists.get(found);
    if (found && !items) return undefined;
    if (items) items.push(item);
    else {
      const fresh = [item];
      const seq: YamlNode = { type: 'seq', flow: true, items: fresh, span: table.span };
      this.lists.set(seq, fresh);
      put(parent, { key: last.name, keySpan: last.at, value: seq, span: table.span });
    }
    return table;
  }

  /** `key = value`. */
  private pair(table: Table, depth: number): boolean {
    const start = this.at;
    const keys = this.dotted();
    if (!keys || this.text[this.at] !== '=') return false;
    this.at++;
    this.skip(false);
    const value = this.value(depth + 1);
    const parent = value && this.into(table, keys.slice(0, -1));
    const last = keys.at(-1)!;
    if (!value || !parent) return false;
    put(parent, { key: last.name, keySpan: last.at, value, span: { start, end: this.at } });
    return true;
  }

  /** The table that the keys lead to, made where there is none: of an array of tables the last. */
  private into(from: Table, keys: readonly Key[]): Table | undefined {
    let here: Table | undefined = from;
    for (const { name, at } of keys) {
      const found: YamlNode | undefined = here.byKey.get(name);
      if (!found) {
        const fresh = this.newTable(at.start, at.end);
        put(here, { key: name, keySpan: at, value: fresh.node, span: fresh.span });
        here = fresh;
        continue;
      }
      const node: YamlNode | undefined = this.lists.get(found)?.at(-1)?.value ?? found;
      here = node?.type === 'map' ? this.tables.get(node) : undefined;
      if (!here) return undefined;
    }
    return here;
  }

  private newTable(start: number, end: number): Table {
    const table = tableAt(start, end);
    this.tables.set(table.node, table);
    return table;
  }

  private dotted(): Key[] | undefined {
    const keys: Key[] = [];
    for (;;) {
      const start = this.at;
      const c = this.text[start];
      const quoted = c === '"' || c === "'" ? this.string()?.text : undefined;
      const name = quoted ?? this.match(BARE);
      if (name === undefined) return undefined;
      keys.push({ name, at: { start, end: this.at } });
      this.skip(false);
      if (this.text[this.at] !== '.') return keys;
      this.at++;
      this.skip(false);
    }
  }

  private value(depth: number): YamlNode | undefined {
    const start = this.at;
    const c = this.text[start];
    if (depth > MAX_DEPTH) return undefined;
    if (c === '"' || c === "'") return this.string();
    if (c === '[') return this.list(depth);
    if (c === '{') return this.inline(depth);
    const text = this.match(PLAIN);
    if (text === undefined) return undefined;
    const number = Number(text.replaceAll('_', ''));
    const value = text === 'true' ? true : text === 'false' ? false : Number.isNaN(number) ? text : number;
    const templated = isTemplate(text) ? { templated: true } : {};
    return { type: 'scalar', text, value, style: 'plain', span: { start, end: this.at }, ...templated };
  }

  private string(): YamlScalar | undefined {
    const start = this.at;
    const quote = this.text[start]!;
    const open = this.text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
    const close = open === this.open ? undefined : closingQuotes(this.text, start + open.length, open);
    if (close === undefined) {
      if (open.length > 1) this.open = open;
      return undefined;
    }
    this.at = close + open.length;
    const text = decodedText(this.text.slice(start + open.length, close), open);
    const style = quote === '"' ? 'double' : 'single';
    const templated = isTemplate(text) ? { templated: true } : {};
    return { type: 'scalar', text, value: text, style, span: { start, end: this.at }, ...templated };
  }

  private list(depth: number): YamlNode | undefined {
    const start = this.at++;
    const items: YamlItem[] = [];
    for (this.skipSeparators(); this.text[this.at] !== ']'; this.skipSeparators()) {
      const value = this.at < this.text.length ? this.value(depth + 1) : undefined;
      if (!value) return undefined;
      items.push({ value, span: value.span });
    }
    this.at++;
    return { type: 'seq', flow: true, items, span: { start, end: this.at } };
  }

  private inline(depth: number): YamlNode | undefined {
    const table = this.newTable(this.at, this.at);
    this.at++;
    for (this.skipSeparators(); this.text[this.at] !== '}'; this.skipSeparators())
      if (!this.pair(table, depth + 1)) return undefined;
    this.at++;
    table.span.end = this.at;
    return table.node;
  }

  /** Nothing but a comment may follow on the line. */
  private ends(start: number): void {
    this.skip(false);
    if (this.at < this.text.length && this.text[this.at] !== '\n' && this.text[this.at] !== '\r') this.fail(start);
  }

  /** Goes on behind the line at `start`. */
  private fail(start: number): void {
    const feed = this.text.indexOf('\n', Math.max(start, this.at - 1));
    this.at = feed < 0 ? this.text.length : feed + 1;
    this.problems.push({ kind: 'syntax', at: { start, end: start + 1 }, message: 'a line that is not TOML' });
  }

  private skipSeparators(): void {
    for (this.skip(true); this.text[this.at] === ','; this.skip(true)) this.at++;
  }

  /** Skips blanks and comments. `lines`: also line breaks. */
  private skip(lines: boolean): void {
    for (; this.at < this.text.length; this.at++) {
      const c = this.text[this.at]!;
      if (c === ' ' || c === '\t' || (lines && (c === '\n' || c === '\r'))) continue;
      if (c !== '#') return;
      const feed = this.text.indexOf('\n', this.at);
      const end = feed < 0 ? this.text.length : feed;
      this.comments.push({ start: this.at, end: this.text[end - 1] === '\r' ? end - 1 : end });
      this.at = end - 1;
    }
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
