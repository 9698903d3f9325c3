/**
 * Reads and writes `.seaworthy-baseline.json`: the findings that a project had when it began to use Seaworthy. They are not reported until they
 * are mended. Entries hold no text of the files but the message, which never shows a secret's value.
 */

import type { Profile } from '../rule/rule.ts';
import { type Day, parseDay } from '../text/day.ts';
import { fnv } from '../text/fnv.ts';
import { type Span, span } from '../text/span.ts';
import { type Lens, lens } from '../yaml/lens.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { ConfigProblem } from './read.ts';
import { PROFILES } from './settings.ts';

export const BASELINE_NAME = '.seaworthy-baseline.json';

/** A finding of the baseline. */
export interface BaselineEntry {
  /** See `Reported.subject`: the same after a change of the file's name, lines or layout. Findings about the same share it. */
  readonly fingerprint: string;
  readonly rule: string;
  /** The file at the time, relative to the folder of the baseline. */
  readonly path: string;
  readonly message: string;
  /** The profile in which it is reported, if not `default`. */
  readonly profile?: Profile;
  readonly reason?: string;
  readonly owner?: string;
  /** The last day on which the finding is not reported. */
  readonly until?: Day;
}

export interface Baseline {
  readonly entries: readonly BaselineEntry[];
  /** By path: what a file consisted of; see `sketchOf`. It tells a renamed file from another one. */
  readonly files: ReadonlyMap<string, readonly string[]>;
}

export interface BaselineReading {
  readonly baseline: Baseline;
  readonly problems: readonly ConfigProblem[];
}

const EMPTY: Baseline = { entries: [], files: new Map() };
const VERSION = 1;

/** Never throws: what is wrong is a problem, and left out. */
export function readBaseline(text: string): BaselineReading {
  const { root: node, problems } = parseYaml(text);
  const broken = (at: Span, message: string): BaselineReading => ({ baseline: EMPTY, problems: [{ at, message }] });
  if (problems[0])
    return broken(
      problems[0].at,
      `This baseline is not valid JSON (${problems[0].message}); write it anew with \`seaworthy baseline\``,
    );
  const whole = node?.span ?? span(0, 0);
  if (node?.type !== 'map') return broken(whole, 'This is no baseline: write it anew with `seaworthy baseline`');
  const root = lens(node);
  const version = root.get('version');
  if (version.text !== String(VERSION))
    return broken(
      version.at ?? whole,
      `This baseline has another version than ${VERSION}: write it anew with \`seaworthy baseline\``,
    );
  const wrong: ConfigProblem[] = [];
  const entries = root
    .get('findings')
    .items()
    .flatMap((item): BaselineEntry[] => {
      const entry = entryOf(item);
      if (!entry)
        wrong.push({
          at: item.at,
          message: 'An entry of a baseline needs `fingerprint`, `rule` and `path`, and `until` must be a day',
        });
      return entry ? [entry] : [];
    });
  const files = new Map(
    root
      .get('files')
      .entries()
      .map((file) => [file.entry.key, file.items().flatMap((item) => item.text ?? [])] as const),
  );
  return { baseline: { entries, files }, problems: wrong };
}

function entryOf(item: Lens): BaselineEntry | undefined {
  const text = (key: string): string | undefined => item.get(key).text;
  const [fingerprint, rule, path, until] = [text('fingerprint'), text('rule'), text('path'), text('until')];
  const day = until === undefined ? undefined : parseDay(until);
  if (fingerprint === undefined || rule === undefined || path === undefined || (until !== undefined && !day))
    return undefined;
  const [reason, owner] = [text('reason'), text('owner')];
  const profile = PROFILES.find((one) => one === text('profile'));
  return {
    ...{ fingerprint, rule, path, message: text('message') ?? '' },
    ...(profile && profile !== 'default' && { profile }),
    ...(reason !== undefined && { reason }),
    ...(owner !== undefined && { owner }),
    ...(day && { until: day }),
  };
}

/** The text of a baseline: sorted, an entry on each line, so that changes of it can be read. `quote` writes a value as JSON. */
export function writeBaseline({ entries, files }: Baseline, quote: (value: unknown) => string): string {
  const sorted = [...entries].sort(
    (a, b) =>
      compare(a.path, b.path) ||
      compare(a.rule, b.rule) ||
      compare(a.fingerprint, b.fingerprint) ||
      compare(a.message, b.message),
  );
  const findings = sorted.map(({ path, rule, fingerprint, message, profile, reason, owner, until }) =>
    quote({ path, rule, fingerprint, message, profile, reason, owner, until }),
  );
  const sketches = [...files]
    .sort(([a], [b]) => compare(a, b))
    .map(([path, words]) => `${quote(path)}: ${quote(words)}`);
  const block = (lines: readonly string[]): string => (lines.length === 0 ? '' : `\n    ${lines.join(',\n    ')}\n  `);
  return `{\n  "version": ${VERSION},\n  "findings": [${block(findings)}],\n  "files": {${block(sketches)}}\n}\n`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Words kept of a file, at most. */
const MOST_WORDS = 24;

/**
 * What a file consists of, in a few hashes: those of its words with the lowest values, without `hidden`, the spans of secrets. Layout and quotes do
 * not matter.
 */
export function sketchOf(text: string, hidden: readonly Span[]): string[] {
  let shown = '';
  let at = 0;
  for (const { start, end } of [...hidden].sort((a, b) => a.start - b.start)) {
    shown += `${text.slice(at, Math.max(at, start))} `;
    at = Math.max(at, end);
  }
  shown += text.slice(at);
  const words = new Set([...shown.matchAll(/[a-z]{3,}/gi)].map(([word]) => fnv(word.toLowerCase(), 0x811c9dc5)));
  return [...words].sort().slice(0, MOST_WORDS);
}

/** How alike two files are, from 0 to 1, by their sketches: the share of words that both have. */
export function likeness(a: readonly string[], b: readonly string[]): number {
  const lowest = [...new Set([...a, ...b])].sort().slice(0, MOST_WORDS);
  const [inA, inB] = [new Set(a), new Set(b)];
  return lowest.length === 0 ? 0 : lowest.filter((word) => inA.has(word) && inB.has(word)).length / lowest.length;
}
