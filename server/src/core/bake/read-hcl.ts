/**
 * Reads HCL into the nodes of YAML, so that everything that reads settings reads it too. Expressions (calls, conditions, arithmetic) and texts
 * with `${` are unknown: templated scalars. Never throws; linear in the text. Source: HCL native syntax specification, read on 2026-11-30.
 */
import type { Span } from '../text/span.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlScalar, YamlUnit } from '../yaml/node.ts';
import { decoded, mapOf } from './hcl-nodes.ts';

const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<(-?)([A-Za-z_]\w*)\r?\n/y;
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
/** Deeper is unknown. */
const MAX_DEPTH = 64;

/** The text as a YAML unit. A block `target "app" {…}` is the entry `app` of the map `target`. */
export function readHcl(text: string): YamlUnit {
  const eol = /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n';
  const reader = new Reader(text);
  const root = reader.body(0);
  const shared = {
    comments: reader.comments,
    templated: false,
    actions: [],
    indent: 2,
    indentedSequences: true,
    problems: [],
  };
  return { text, root, ...shared, eol, json: false };
}

class Reader {
  /** Comments from `#` on. */
  readonly comments: Span[] = [];
  private at = 0;
  /** A heredoc has no end: no further one is searched for its end. */
  private isOpen = false;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Attributes and blocks up to the closing brace or the end of the text. */
  body(depth: number): YamlMap {
    const start = this.at;
    const entries: YamlEntry[] = [];
    const blocks = new Map<string, YamlEntry[]>();
    for (this.skip(true); this.at < this.text.length && this.text[this.at] !== '}'; this.skip(true)) {
      const before = this.at;
      const entry = this.attributeOrBlock(depth);
      const known = entry && blocks.get(entry.key);
      if (known && entry.value?.type === 'map') for (const e of entry.value.entries) known.push(e);
      else if (entry?.value?.type === 'map') {
        const inside = [...entry.value.entries];
        blocks.set(entry.key, inside);
        entries.push({ ...entry, value: { ...entry.value, entries: inside } });
      } else if (entry) entries.push(entry);
      else this.at = Math.max(this.lineEnd(before), before + 1);
    }
    return mapOf(entries, { start, end: this.at });
  }

  private attributeOrBlock(depth: number): YamlEntry | undefined {
    const start = this.at;
    const key = this.match(NAME);
    if (key === undefined) return undefined;
    const keySpan = { start, end: this.at };
    this.skip(false);
    if (this.text[this.at] === '=' && this.text[this.at + 1] !== '=') {
      this.at++;
      const value = this.expression(depth + 1);
      return { key, keySpan, value, span: { start, end: value.span.end } };
    }
    const labels: { readonly name: string; readonly at: Span }[] = [];
    for (;;) {
      const from = this.at;
      const name = this.text[from] === '"' ? this.string()?.text : this.match(NAME);
      if (name === undefined) break;
      labels.push({ name, at: { start: from, end: this.at } });
      this.skip(false);
    }
    if (this.text[this.at] !== '{' || depth > MAX_DEPTH) return undefined;
    this.at++;
    const inner: YamlNode = this.body(depth + 1);
    if (this.text[this.at] === '}') this.at++;
    const span = { start, end: this.at };
    const value = labels.reduceRight<YamlNode>(
      (node, { name, at }) => mapOf([{ key: name, keySpan: at, value: node, span }], span),
      inner,
    );
    return { key, keySpan, value, span };
  }

  /** A value; where more follows on its line, it is part of an expression, and unknown. */
  private expression(depth: number): YamlNode {
    this.skip(false);
    const start = this.at;
    const value = depth > MAX_DEPTH ? undefined : this.literal(depth);
    const end = this.at;
    this.skip(false);
    if (value && (this.at >= this.text.length || /[\r\n,\]}]/.test(this.text[this.at]!))) return value;
    this.at = end;
    this.skipExpression();
    const span = { start, end: Math.max(this.at, start) };
    const text = this.text.slice(span.start, span.end);
    return { type: 'scalar', text, value: text, style: 'plain', templated: true, span };
  }

  private literal(depth: number): YamlNode | undefined {
    const start = this.at;
    const c = this.text[start];
    if (c === '"') return this.string();
    if (c === '[') return this.list(depth);
    if (c === '{') return this.object(depth);
    if (c === '<') return this.heredoc();
    const word = this.match(NAME) ?? this.match(NUMBER);
    if (word === undefined) return undefined;
    const isWord = Object.hasOwn(WORDS, word);
    if (!isWord && !/^[-\d]/.test(word)) return undefined;
    const value = isWord ? WORDS[word]! : Number(word);
    return { type: 'scalar', text: value === null ? '' : word, value, style: 'plain', span: { start, end: this.at } };
  }

  private string(): YamlScalar | undefined {
    const start = this.at;
    let templated = false;
    let inside = false;
    for (let i = start + 1; i < this.text.length && this.text[i] !== '\n'; i++) {
      const c = this.text[i];
      if (inside) inside = c !== '}';
      else if (c === '\\') i++;
      else if ((c === '$' || c === '%') && this.text[i + 1] === '{' && this.text[i - 1] !== c) {
        templated = true;
        inside = true;
      } else if (c === '"') {
        this.at = i + 1;
        const raw = this.text.slice(start + 1, i);
        const text = templated ? raw : decoded(raw);
        return {
          type: 'scalar',
          text,
          value: text,
          style: 'double',
          span: { start, end: i + 1 },
          ...(templated && { templated }),
        };
      }
    }
    return undefined;
  }

  private heredoc(): YamlScalar | undefined {
    const start = this.at;
    HEREDOC.lastIndex = start;
    const match = this.isOpen ? null : HEREDOC.exec(this.text);
    if (!match) return undefined;
    const end = new RegExp(`^[ \\t]*${match[2]}[ \\t]*\\r?$`, 'gm');
    end.lastIndex = HEREDOC.lastIndex;
    const close = end.exec(this.text);
    if (!close) {
      this.isOpen = true;
      return undefined;
    }
    const text = this.text.slice(start + match[0].length, close.index);
    this.at = close.index + close[0].trimEnd().length;
    const span = { start, end: this.at };
    const templated = /[$%]\{/.test(text);
    return { type: 'scalar', text, value: text, style: 'literal', span, ...(templated && { templated }) };
  }

  private list(depth: number): YamlNode | undefined {
    const start = this.at++;
    const items: YamlItem[] = [];
    for (this.skipSeparators(); this.text[this.at] !== ']'; this.skipSeparators()) {
      const before = this.at;
      const value = this.at < this.text.length ? this.expression(depth + 1) : undefined;
      if (!value || this.at === before) return undefined;
      items.push({ value, span: value.span });
    }
    this.at++;
    return { type: 'seq', flow: true, items, span: { start, end: this.at } };
  }

  private object(depth: number): YamlNode | undefined {
    const start = this.at++;
    const entries: YamlEntry[] = [];
    for (this.skipSeparators(); this.text[this.at] !== '}'; this.skipSeparators()) {
      const from = this.at;
      const key = this.text[from] === '"' ? this.string()?.text : this.match(NAME);
      if (key === undefined) return undefined;
      const keySpan = { start: from, end: this.at };
      this.skip(false);
      if (this.text[this.at] !== '=' && this.text[this.at] !== ':') return undefined;
      this.at++;
      const value = this.expression(depth + 1);
      entries.push({ key, keySpan, value, span: { start: from, end: value.span.end } });
    }
    this.at++;
    return mapOf(entries, { start, end: this.at });
  }

  /** To the end of an expression: of its line, or the comma or bracket behind it. */
  private skipExpression(): void {
    let depth = 0;
    for (; this.at < this.text.length; this.at++) {
      const c = this.text[this.at]!;
      if (c === '"') {
        const end = this.string() ? this.at : this.lineEnd(this.at);
        this.at = end - 1;
      } else if ('([{'.includes(c)) depth++;
      else if (depth === 0 ? '\n,])}'.includes(c) : false) return;
      else if (')]}'.includes(c)) depth--;
    }
  }

  private skipSeparators(): void {
    for (this.skip(true); this.text[this.at] === ','; this.skip(true)) this.at++;
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }

  /** Skips blanks and comments. `lines`: also line breaks. */
  private skip(lines: boolean): void {
    for (; this.at < this.text.length; this.at++) {
      const c = this.text[this.at]!;
      if (c === ' ' || c === '\t' || (lines && (c === '\n' || c === '\r'))) continue;
      const start = this.at;
      if (c === '#' || this.text.startsWith('//', start)) {
        this.at = this.lineEnd(start);
        if (c === '#' && (this.comments.at(-1)?.start ?? -1) < start) this.comments.push({ start, end: this.at });
      } else if (this.text.startsWith('/*', start)) {
        const close = this.text.indexOf('*/', start + 2);
        this.at = close < 0 ? this.text.length : close + 2;
      } else return;
      this.at--;
    }
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
