/** Which findings are in the baseline of the workspace. */
import {
  BASELINE_NAME,
  type Baseline,
  type BaselineEntry,
  type BaselineReading,
  likeness,
  readBaseline,
  sketchOf,
} from '../config/baseline.ts';
import { isJudged } from '../files/file-kinds.ts';
import type { Day } from '../text/day.ts';
import type { Span } from '../text/span.ts';
import type { PlacedFinding } from './placed-finding.ts';
import type { Problem } from './problem.ts';

/** Files that are less alike are two files, not one that was renamed. */
const ALIKE = 0.5;

export interface Baselines {
  /** The findings of a file, those in the baseline on a day marked. */
  mark(path: string, findings: readonly PlacedFinding[], today: Day): readonly PlacedFinding[];
  /** The entries of a file, or of the file that was renamed to it. */
  of(path: string): readonly BaselineEntry[];
  /** The paths of entries that no file has any longer. */
  gone(): readonly string[];
  /** What is wrong with the file. */
  problemsIn(): readonly (Problem & { readonly path: string })[];
}

interface Parts {
  readonly textOf: (path: string) => string | undefined;
  readonly paths: () => Iterable<string>;
  readonly secretsIn: (path: string) => readonly Span[];
  /** All files of the workspace are known, so that a missing one is gone. */
  readonly isComplete: () => boolean;
  /** Rises with every change of a file. */
  readonly revision: () => number;
}

const NOTHING: BaselineReading = { baseline: { entries: [], files: new Map() }, problems: [] };

export function baselines(parts: Parts): Baselines {
  let text: string | undefined;
  let reading = NOTHING;
  let byPath: ReadonlyMap<string, readonly BaselineEntry[]> = new Map();
  let moves:
    | { readonly revision: number; readonly complete: boolean; readonly from: ReadonlyMap<string, string> }
    | undefined;

  const current = (): BaselineReading => {
    const now = parts.textOf(BASELINE_NAME);
    if (now === text) return reading;
    text = now;
    reading = now === undefined ? NOTHING : readBaseline(now);
    byPath = grouped(reading.baseline.entries);
    moves = undefined;
    return reading;
  };

  const goneIn = (): string[] =>
    current().baseline.entries.length === 0 || !parts.isComplete()
      ? []
      : [...byPath.keys()].filter((path) => parts.textOf(path) === undefined);

  /** By the path of a file: the path that it had in the baseline. */
  const renamed = (): ReadonlyMap<string, string> => {
    const { baseline } = current();
    const [revision, complete] = [parts.revision(), parts.isComplete()];
    if (moves?.revision !== revision || moves.complete !== complete)
      moves = { revision, complete, from: renames(goneIn(), baseline, byPath, parts) };
    return moves.from;
  };

  const of = (path: string): readonly BaselineEntry[] => {
    if (current().baseline.entries.length === 0) return [];
    return byPath.get(path) ?? byPath.get(renamed().get(path) ?? '') ?? [];
  };

  return {
    of,
    mark(path, findings, today) {
      const own = of(path);
      if (own.length === 0) return findings;
      const left = new Set(own.filter(({ until }) => until === undefined || today <= until));
      const entries: (BaselineEntry | undefined)[] = findings.map(() => undefined);
      // Of several about the same, those with the same message are the old ones.
      for (const isExact of [true, false])
        for (const [i, finding] of findings.entries()) {
          if (entries[i]) continue;
          const entry = [...left].find(
            (e) => e.fingerprint === finding.subject && (!isExact || e.message === finding.message),
          );
          if (entry) left.delete(entry);
          entries[i] = entry;
        }
      return findings.map((finding, i) => (entries[i] ? marked(finding, entries[i]) : finding));
    },
    gone: () => goneIn().filter((path) => ![...renamed().values()].includes(path)),
    problemsIn: () => current().problems.map((p) => ({ kind: 'config', path: BASELINE_NAME, ...p })),
  };
}

/** The last mark of each finding: the same object, so that what is made of it can be kept. */
const marks = new WeakMap<PlacedFinding, PlacedFinding>();

function marked(finding: PlacedFinding, entry: BaselineEntry): PlacedFinding {
  const before = marks.get(finding);
  if (before?.baselined === entry) return before;
  const now = finding.inBaseline(entry);
  marks.set(finding, now);
  return now;
}

function grouped(entries: readonly BaselineEntry[]): ReadonlyMap<string, readonly BaselineEntry[]> {
  const groups = new Map<string, BaselineEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.path);
    if (group) group.push(entry);
    else groups.set(entry.path, [entry]);
  }
  return groups;
}

/** A file that is new takes the entries of the missing one that it is most like. Beside the original a copy takes nothing. */
function renames(
  gone: readonly string[],
  { files }: Baseline,
  known: ReadonlyMap<string, unknown>,
  { textOf, paths, secretsIn }: Parts,
): ReadonlyMap<string, string> {
  const from = new Map<string, string>();
  if (gone.length === 0) return from;
  const added = [...paths()].filter((path) => isJudged(path) && !known.has(path) && !files.has(path)).sort();
  const sketches = new Map(added.map((path) => [path, sketchOf(textOf(path) ?? '', secretsIn(path))] as const));
  const pairs = gone.flatMap((old) =>
    added.map((path) => ({ old, path, alike: likeness(files.get(old) ?? [], sketches.get(path)!) })),
  );
  const taken = new Set<string>();
  for (const { old, path, alike } of pairs.sort((a, b) => b.alike - a.alike)) {
    if (alike < ALIKE || taken.has(old) || from.has(path)) continue;
    taken.add(old);
    from.set(path, old);
  }
  return from;
}
