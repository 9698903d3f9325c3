/** Reads maps, choices and lists of a configuration. Values of the wrong type are reported at their place. */

import { hint, nearestAll, quoted } from '../rule/names.ts';
import { type Day, parseDay } from '../text/day.ts';
import type { Span } from '../text/span.ts';
import { lens } from '../yaml/lens.ts';
import type { YamlEntry, YamlNode } from '../yaml/node.ts';

/** Receives problems; `at` is an offset range in the configuration file. `meant`: texts that may replace it, the most likely first. */
export type Report = (at: Span, message: string, meant?: readonly string[]) => void;

/** The place of an entry's value: its alias, its value, or its key if it has no value. */
export const valueSpan = (e: YamlEntry): Span => e.alias ?? e.value?.span ?? e.keySpan;

/**
 * The entries of a map whose keys must be among `known`. Duplicate and unknown keys are reported. `undefined` if the node is not a
 * map.
 */
export function fields(
  node: YamlNode | undefined,
  at: Span,
  what: string,
  known: readonly string[],
  report: Report,
): ReadonlyMap<string, YamlEntry> | undefined {
  const entries = mapEntries(node, at, what, report);
  if (!entries) return undefined;
  const found = new Map<string, YamlEntry>();
  for (const e of entries) {
    if (known.includes(e.key)) found.set(e.key, e);
    else {
      const near = nearestAll(e.key, known);
      const others = near.length > 0 ? hint(near) : `; known here: ${known.map(quoted).join(', ')}`;
      report(e.keySpan, `Unknown key ${quoted(e.key)}${others}`, free(near, entries));
    }
  }
  return found;
}

/** The names that no entry has as its key: a second one of these would be wrong too. */
export const free = (names: readonly string[], entries: readonly YamlEntry[]): readonly string[] =>
  names.filter((name) => !entries.some((e) => e.key === name));

/** The entries of a map. Duplicate keys are reported. `undefined` if the node is not a map. */
export function mapEntries(
  node: YamlNode | undefined,
  at: Span,
  what: string,
  report: Report,
): YamlEntry[] | undefined {
  if (node?.type !== 'map') {
    report(at, `${what} must be a map of keys and values`);
    return undefined;
  }
  const seen = new Set<string>();
  for (const e of node.entries) {
    if (seen.has(e.key)) report(e.keySpan, `${quoted(e.key)} is set twice; this value is used`);
    seen.add(e.key);
  }
  return lens(node)
    .entries()
    .map(({ entry }) => entry);
}

/** The value of `e` if it is one of `values`; else reports it and returns `undefined`. */
export function oneOf<T extends string>(e: YamlEntry, values: readonly T[], report: Report): T | undefined {
  const text = e.value?.type === 'scalar' && typeof e.value.value === 'string' ? e.value.text : undefined;
  const found = values.find((v) => v === text);
  if (found !== undefined) return found;
  const list = values.map(quoted).join(', ');
  const near = text === undefined ? [] : nearestAll(text, values);
  report(valueSpan(e), `${quoted(e.key)} must be one of ${list}${hint(near)}`, e.alias ? [] : near);
  return undefined;
}

/** The items of a list that are among `values`. Others are reported and left out. */
export function choices<T extends string>(e: YamlEntry, values: readonly T[], report: Report): T[] | undefined {
  return stringList(e, report, (text, at, isAlias) => {
    const near = nearestAll(text, values);
    const list = values.map(quoted).join(', ');
    if (values.some((v) => v === text)) return true;
    report(at, `An item of ${quoted(e.key)} must be one of ${list}${hint(near)}`, isAlias ? [] : near);
    return false;
  }) as T[] | undefined;
}

/** The value of `e` if it is a day of the calendar (`2026-08-22`, in quotes or not); else reports it and returns `undefined`. */
export function dayOf(e: YamlEntry, report: Report): Day | undefined {
  const day = e.value?.type === 'scalar' && !e.value.templated ? parseDay(e.value.text) : undefined;
  if (day === undefined) report(valueSpan(e), `${quoted(e.key)} must be a day such as \`2026-08-22\``);
  return day;
}

/** The strings of a list. Other items are reported and left out. `isValid` may report and leave out more. */
export function stringList(
  e: YamlEntry,
  report: Report,
  isValid: (text: string, at: Span, isAlias: boolean) => boolean = () => true,
): string[] | undefined {
  if (e.value?.type !== 'seq') {
    report(valueSpan(e), `${quoted(e.key)} must be a list of strings`);
    return undefined;
  }
  const out: string[] = [];
  for (const item of e.value.items) {
    const v = item.value;
    if (v?.type === 'scalar' && typeof v.value === 'string' && v.text.trim() !== '' && !v.templated) {
      if (isValid(v.text, item.alias ?? v.span, item.alias !== undefined)) out.push(v.text);
    } else report(item.alias ?? v?.span ?? item.span, `An item of ${quoted(e.key)} must be a string`);
  }
  return out;
}
