/** Builds the nodes of one service of a Compose file from the keys of a unit file. */
import type { Span } from '../../text/span.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlScalar } from '../../yaml/node.ts';
import { type Part, spanOf, type UnitEntry } from './unit-file.ts';

/** What systemd puts in for a specifier, as far as it is the same on every machine. `%t` is `/run`, or the folder of the user below it. */
const SPECIFIERS: Readonly<Record<string, string>> = { '%%': '%', '%h': '~', '%t': '/run' };

/** A part as a scalar. Other specifiers (`%i`, `%n`) are unknown. `text`: what the scalar says, where it is not what is written. */
export function scalarOf(part: Part, within: Span, text = part.text): YamlScalar {
  const templated = /%[^%ht]/.test(text.replaceAll('%%', ''));
  const known = templated ? text : text.replace(/%[%ht]/g, (s) => SPECIFIERS[s]!);
  const span = spanOf(part, within);
  return { type: 'scalar', text: known, value: known, style: 'plain', span, ...(templated && { templated }) };
}

/** A map as the service has it: its entries are lines of their own. */
export const mapOf = (entries: readonly YamlEntry[], span: Span, open = false): YamlMap => ({
  ...{ type: 'map', flow: false, entries, merges: [], span },
  ...(open && { open }),
});

export class ServiceNodes {
  private readonly byKey = new Map<string, YamlEntry>();
  private readonly lists = new Map<string, YamlItem[]>();
  private readonly maps = new Map<string, YamlEntry[]>();

  /** The value of a key; a later one replaces it. */
  set(key: string, value: YamlNode, from: UnitEntry): void {
    this.byKey.set(key, { key, keySpan: from.keySpan, value, span: from.span });
  }

  /** Adds an item to a list. The first of a line has the span of the line, so that a comment above it reaches it. */
  add(key: string, value: YamlNode, from: UnitEntry, isFirst = true): void {
    let items = this.lists.get(key);
    if (!items) {
      items = [];
      this.lists.set(key, items);
      this.set(key, { type: 'seq', flow: false, items, span: from.span }, from);
    }
    items.push({ value, span: isFirst ? from.span : value.span });
  }

  /** Adds an entry to a map: `name=value`. */
  put(key: string, name: Part, value: YamlScalar | undefined, from: UnitEntry): void {
    let entries = this.maps.get(key);
    if (!entries) {
      entries = [];
      this.maps.set(key, entries);
      this.set(key, mapOf(entries, from.span), from);
    }
    const keySpan = spanOf(name, from.keySpan);
    const span = { start: keySpan.start, end: Math.max(keySpan.end, value?.span.end ?? 0) };
    entries.push({ key: name.text, keySpan, value, span });
  }

  /** An empty value takes back what was said before. */
  clear(...keys: readonly string[]): void {
    for (const key of keys) for (const all of [this.byKey, this.lists, this.maps]) all.delete(key);
  }

  has(key: string): boolean {
    return this.byKey.has(key);
  }

  /** The text of a key with one value. */
  get(key: string): string | undefined {
    const value = this.byKey.get(key)?.value;
    return value?.type === 'scalar' ? value.text : undefined;
  }

  entries(): YamlEntry[] {
    return [...this.byKey.values()];
  }
}
