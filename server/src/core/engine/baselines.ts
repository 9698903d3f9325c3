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
import { posix } from '../text/paths.ts';
import type { Span } from '../text/span.ts';
import type { ConfigFileProblem } from './configs.ts';
import type { PlacedFinding } from './placed-finding.ts';

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
  problemsIn(): readonly ConfigFileProblem[];
}

interface Parts {
  readonly textOf: (path: string) => string | undefined;
  readonly paths: () => Iterable<string>;
  readonly secretsIn: (path: string) => readonly Span[];
  /** All files of the workspace are known, so that a missing one is gone. */
  readonly isComplete: () => boolean;
  /** Rises with every change of a file. */
  readonly revision: () => number;
  /** Rises when a file comes or goes. */
  readonly names: () => number;
}

const NOTHING: BaselineReading = { baseline: { entries: [], files: new Map() }, problems: [] };

export function baselines(parts: Parts): Baselines {
  let text: string | undefined;
  let reading = NOTHING;
  let byPath: ReadonlyMap<string, readonly BaselineEntry[]> = new Map();
  let moves: Moves | undefined;

  /** A keystroke changes the text of one file, so only its sketch is made again. */
  const sketched = new Map<string, { readonly text: string; readonly sketch: readonly string[] }>();
  const sketch = (path: string): readonly string[] => {
    const now = parts.textOf(path) ?? '';
    const known = sketched.get(path);
    if (known?.text === now) return known.sketch;
    const fresh = sketchOf(now, parts.secretsIn(path));
    sketched.set(path, { text: now, sketch: fresh });
    return fresh;
  };

  const current = (): BaselineReading => {
    const now = parts.textOf(BASELINE_NAME);
    if (now === text) return reading;
    text = now;
    reading = now === undefined ? NOTHING : readBaseline(now);
    byPath = grouped(reading.baseline.entries, ({ path }) => path);
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
    const complete = parts.isComplete();
    const isKnown = moves?.names === parts.names() && moves.complete === complete;
    if (!moves || !isKnown) {
      const gone = goneIn();
      const added = gone.length === 0 ? [] : newPaths(parts.paths(), baseline, byPath);
      moves = { gone, added, complete, names: parts.names(), revision: -1, sketches: [], from: new Map() };
    }
    if (moves.revision === parts.revision()) return moves.from;
    moves.revision = parts.revision();
    const sketches = moves.added.map(sketch);
    const isSame = sketches.length === moves.sketches.length && sketches.every((one, i) => one === moves?.sketches[i]);
    if (!isSame) {
      moves.sketches = sketches;
      moves.from = renames(moves.gone, moves.added, sketches, baseline);
    }
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
      const inForce = own.filter(({ until }) => until === undefined || today <= until);
      const left = grouped(inForce, ({ fingerprint }) => fingerprint);
      const entries: (BaselineEntry | undefined)[] = findings.map(() => undefined);
      // Of several about the same, those with the same message are the old ones.
      for (const isExact of [true, false])
        for (const [i, finding] of findings.entries()) {
          const alike = entries[i] ? undefined : left.get(finding.subject);
          const at = alike?.findIndex((e) => !isExact || e.message === finding.message) ?? -1;
          if (at >= 0) entries[i] = alike?.splice(at, 1)[0];
        }
      return findings.map((finding, i) => (entries[i] ? marked(finding, entries[i]) : finding));
    },
    gone() {
      const taken = new Set(renamed().values());
      return goneIn().filter((path) => !taken.has(path));
    },
    problemsIn: () => current().problems.map((p) => ({ kind: 'config', path: BASELINE_NAME, text: text ?? '', ...p })),
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

function grouped(
  entries: readonly BaselineEntry[],
  keyOf: (entry: BaselineEntry) => string,
): Map<string, BaselineEntry[]> {
  const groups = new Map<string, BaselineEntry[]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group) group.push(entry);
    else groups.set(keyOf(entry), [entry]);
  }
  return groups;
}

/** Which files were renamed, and what that was worked out from. */
interface Moves {
  readonly names: number;
  readonly complete: boolean;
  /** Paths of the baseline without a file, and judged files that it does not know. */
  readonly gone: readonly string[];
  readonly added: readonly string[];
  revision: number;
  /** Of the added files, in their order. */
  sketches: readonly (readonly string[])[];
  /** By the path of a file: the path that it had in the baseline. */
  from: ReadonlyMap<string, string>;
}

const newPaths = (paths: Iterable<string>, { files }: Baseline, known: ReadonlyMap<string, unknown>): string[] =>
  [...paths].filter((path) => path !== BASELINE_NAME && !known.has(path) && !files.has(path) && isJudged(path)).sort();

/**
 * A file that is new takes the entries of the missing one that it is most like. Beside the original a copy takes nothing. Files that are the same
 * are found first, so that a moved folder does not compare each file with each.
 */
function renames(
  gone: readonly string[],
  added: readonly string[],
  sketches: readonly (readonly string[])[],
  { files }: Baseline,
): ReadonlyMap<string, string> {
  const from = new Map<string, string>();
  const old = new Map(gone.map((path) => [path, files.get(path) ?? []] as const));
  const now = new Map(added.map((path, i) => [path, sketches[i] ?? []] as const));
  const move = (path: string, before: string): void => {
    from.set(path, before);
    old.delete(before);
    now.delete(path);
  };
  const same = new Map<string, string[]>();
  for (const [path, sketch] of old) same.set(sketch.join(), [...(same.get(sketch.join()) ?? []), path]);
  for (const [path, sketch] of [...now]) {
    const those = sketch.length > 0 ? same.get(sketch.join()) : undefined;
    const name = posix.basename(path);
    const before = those?.splice(
      Math.max(
        0,
        those.findIndex((one) => posix.basename(one) === name),
      ),
      1,
    )[0];
    if (before !== undefined) move(path, before);
  }
  const pairs = [...old].flatMap(([before, a]) =>
    [...now].map(([path, b]) => ({ before, path, alike: likeness(a, b) })).filter(({ alike }) => alike >= ALIKE),
  );
  for (const { before, path } of pairs.sort((a, b) => b.alike - a.alike))
    if (old.has(before) && now.has(path)) move(path, before);
  return from;
}
