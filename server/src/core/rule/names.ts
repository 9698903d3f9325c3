/** Reads names of rules as users write them: ids, `concern/*`, ids of other tools, and misspellings. */

import { beginningOf } from '../secrets/detect/without-tokens.ts';
import { concerns } from './concerns.ts';
import { foreignId } from './neighbours.ts';
import { SOURCES } from './refs/sources.ts';
import type { RuleMeta } from './rule.ts';

const LONGEST = 64;

/** Edit distance (insert, delete, replace, swap of neighbours) of two short texts, case ignored; `limit + 1` if it exceeds `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let leastBefore = 0;
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let d = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2]! + 1);
      row.push(d);
      least = Math.min(least, d);
    }
    // A path passes through each row, or by a swap through each second one.
    if (least > limit && leastBefore > limit) return limit + 1;
    leastBefore = least;
    before = last;
    last = row;
  }
  return Math.min(last[b.length]!, limit + 1);
}

/** Most meanings of one word. */
const MOST_MEANINGS = 3;

/**
 * The candidates that `word` most likely means: those with the fewest differing letters, at most a third of its letters; else those that
 * begin with `word`. At most three, in their order.
 */
export function nearestAll(word: string, candidates: readonly string[]): readonly string[] {
  const w = word.trim().toLowerCase();
  if (w === '' || w.length > LONGEST) return [];
  let best: string[] = [];
  let limit = Math.max(1, Math.floor(w.length / 3));
  for (const candidate of candidates) {
    const d = distance(w, candidate.toLowerCase(), limit);
    if (d > limit) continue;
    if (d < limit || best.length === 0) best = [];
    limit = d;
    best.push(candidate);
  }
  if (best.length === 0 && w.length >= 3) best = candidates.filter((c) => c.toLowerCase().startsWith(w));
  return [...new Set(best)].slice(0, MOST_MEANINGS);
}

/** The first of `nearestAll`. */
export const nearest = (word: string, candidates: readonly string[]): string | undefined =>
  nearestAll(word, candidates)[0];

/** `word` in backticks for a message: one line, at most 60 characters, without backticks and control characters. */
export function quoted(word: string): string {
  const clean = word.replace(/[`\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '');
  return `\`${beginningOf(clean, 60)}\``;
}

/** `; did you mean …?`, or the empty text. */
export function hint(meant: readonly string[]): string {
  if (meant.length === 0) return '';
  const last = quoted(meant.at(-1)!);
  const others = meant.slice(0, -1).map(quoted).join(', ');
  return `; did you mean ${others === '' ? last : `${others} or ${last}`}?`;
}

function meant(id: string, rules: readonly RuleMeta[]): readonly string[] {
  const ids = rules.map((r) => r.id);
  const smellOf = (known: string): string => known.slice(known.indexOf('/') + 1);
  const inConcerns = (word: string): readonly string[] => nearestAll(word, concerns).map((concern) => `${concern}/*`);
  if (!id.includes('/')) {
    const near = nearestAll(id, ids.map(smellOf));
    if (near.length > 0) return ids.filter((known) => near.includes(smellOf(known))).slice(0, MOST_MEANINGS);
    const concern = inConcerns(id);
    if (concern.length > 0) return concern;
  }
  if (id.endsWith('/*')) return inConcerns(id.slice(0, -2));
  const near = nearestAll(id, ids);
  return near.length > 0 ? near : ids.filter((known) => smellOf(known) === smellOf(id)).slice(0, MOST_MEANINGS);
}

/** Wrong names of one text that get a suggestion. Hostile text lists thousands of names; each suggestion costs up to a millisecond. */
export const MOST_SUGGESTIONS = 20;

/** A name that is neither a rule's id nor `concern/*`. */
export interface WrongName {
  readonly message: string;
  /** What it most likely means, the best first: ids of rules or `concern/*`. */
  readonly meant: readonly string[];
}

/** What is wrong with `id`; `undefined` if it is a rule's id or `concern/*`. With `suggest` the message names the most likely meaning. */
export function wrongName(id: string, rules: readonly RuleMeta[], suggest = true): WrongName | undefined {
  if (rules.some((r) => r.id === id)) return undefined;
  if (id.endsWith('/*') && concerns.some((c) => `${c}/*` === id)) return undefined;
  if (!suggest) return { message: `Unknown rule ${quoted(id)}`, meant: [] };
  const foreign = foreignId(id, rules);
  if (foreign) {
    const is = `${quoted(id)} is an id of ${SOURCES[foreign.tool].label}`;
    const ours = foreign.rules.slice(0, 3);
    if (ours.length === 0) return { message: `${is}; Seaworthy has no rule for it`, meant: [] };
    return { message: `${is}; the Seaworthy rule is ${ours.map(quoted).join(', ')}`, meant: ours };
  }
  const near = meant(id, rules);
  return { message: `Unknown rule ${quoted(id)}${hint(near)}`, meant: near };
}

/** The message of `wrongName`, as the command line and the log of the editor have it: after a colon. */
export const wrongRule = (id: string, rules: readonly RuleMeta[], suggest = true): string | undefined =>
  wrongName(id, rules, suggest)?.message.replace(/^U/, 'u');

/** Whether `word` is only another spelling of `id`: capitals, `_` for `-`, or the name without its concern. */
export function isSpellingOf(word: string, id: string): boolean {
  const plain = word.toLowerCase().replaceAll('_', '-');
  return plain === id || plain === id.slice(id.indexOf('/') + 1);
}

/** Whether `pattern` (an id or `concern/*`) matches the rule `id`. */
export const names = (pattern: string, id: string): boolean =>
  pattern === id || (pattern.endsWith('/*') && id.startsWith(pattern.slice(0, -1)));
