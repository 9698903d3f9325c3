import { applyEdits, compatibleSet, difference } from '../text/edits.ts';
import type { TextEdit } from '../text/span.ts';
import { apart } from './joined.ts';
import type { FileChange, FileReport, Reported, ReportedFix } from './report.ts';

/** Maximum number of rounds, even if findings remain. Edits that touch each other wait for a later round. */
const MOST_ROUNDS = 40;
/** Number of failed fixes of one rule in one place after which the others there are not tried. */
const MOST_FAILURES = 3;

export type Pick = (finding: Reported) => ReportedFix | undefined;

/** Remaining effort, in characters to read and check again. Below 0: it ran out. */
export interface Work {
  left: number;
}

/** Limit for one request: one or two seconds of reading and checking dense files. */
export const MOST_WORK = 200_000;

/** Limit for the members of one fold, for which no other rules run. */
export const MOST_FOLD_WORK = 500_000;

export const unbounded = (): Work => ({ left: Number.POSITIVE_INFINITY });

export const firstSafeFix = (finding: Reported): ReportedFix | undefined =>
  finding.fixes[0]?.safety === 'safe' ? finding.fixes[0] : undefined;

/** Each setting that a fold still lacks needs a test of its container, so none is added together with fixes of other findings. */
export const needsTests = ({ members, fixes }: Reported): boolean => members.length > 0 && fixes[0]?.steps.length === 0;

/**
 * Applies the fixes that `pick` selects to one file, in rounds, until none is left. Fixes that touch the same lines wait for the next
 * round. A fix whose finding remains is undone. A round after which some rule finds no less than before is undone completely, and is
 * the last. Fixes that change other files are left out. Returns the result as few line edits of the current file; none if `work` runs
 * out.
 */
export function settle(
  path: string,
  text: string,
  check: (text: string) => FileReport,
  pick: Pick,
  work: Work,
): readonly FileChange[] {
  const outcome = settled(path, text, (now) => apart(check(now).findings), pick, work);
  return outcome === text ? [] : [{ path, edits: difference(text, outcome) }];
}

/** A fix to apply. Fixes with the same key belong to one rule and one place, such as a container. */
interface Wanted {
  readonly key: string;
  readonly rule: string;
  readonly fix: ReportedFix;
}

/** The text after all rounds; `text` itself if `work` runs out. */
export function settled(
  path: string,
  text: string,
  find: (text: string) => readonly Reported[],
  pick: Pick,
  work: Work,
): string {
  const begun = new Set<string>();
  const failures = new Map<string, number>();
  /** Fewest findings by key so far: two fixes that undo each other would exceed it. */
  const fewest = new Map<string, number>();
  const check = (now: string): Wanted[] => {
    // The current text was checked before.
    if (now !== text) work.left -= now.length;
    return work.left < 0 ? [] : wantedOf(find(now), pick, begun);
  };
  let now = text;
  let wanted = check(now);
  for (let round = 0; round < MOST_ROUNDS && wanted.length > 0; round++) {
    const { edits, applied } = chosenOf(path, wanted, failures);
    const next = applyEdits(now, edits);
    if (next === now) break;
    const left = check(next);
    if (work.left < 0) return text;
    const [was, is] = [counted(wanted, 'key'), counted(left, 'key')];
    const failed = [...applied].filter(([key, n]) => countIn(is, key) > countIn(was, key) - n);
    for (const [key] of failed) failures.set(key, countIn(failures, key) + 1);
    if (failed.length > 0) continue;
    if ([...fewest].some(([key, n]) => countIn(is, key) > n) || !isLower(wanted, left, applied)) break;
    for (const key of was.keys()) fewest.set(key, countIn(is, key));
    now = next;
    wanted = left;
  }
  return work.left < 0 ? text : now;
}

/** `begun` records the places of combined fixes: once one is begun, its remaining members need not be folded. */
function wantedOf(findings: readonly Reported[], pick: Pick, begun: Set<string>): Wanted[] {
  return findings.flatMap((finding): Wanted[] => {
    const { rule, route } = finding;
    const fix = pick(finding);
    const parts = (fix?.steps ?? []).map((part) => ({ key: keyOf(part.rule, route), ...part }));
    for (const { key } of parts) begun.add(key);
    if (parts.length > 0 || needsTests(finding)) return parts;
    const key = keyOf(rule, route);
    const wanted = fix ?? (begun.has(key) ? finding.fixes[0] : undefined);
    return wanted ? [{ key, rule, fix: wanted }] : [];
  });
}

/** Without the number that distinguishes objects of one name (see `routes.ts`), because fixing earlier objects changes it. */
const keyOf = (rule: string, route: string): string => `${rule}\n${route.replace(/~\d+$/, '')}`;

function counted(wanted: readonly Wanted[], by: 'key' | 'rule'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of wanted) counts.set(one[by], countIn(counts, one[by]) + 1);
  return counts;
}

const countIn = (counts: ReadonlyMap<string, number>, of: string): number => counts.get(of) ?? 0;

/** Whether every rule with an applied fix finds less than before in the whole file. */
function isLower(before: readonly Wanted[], after: readonly Wanted[], applied: ReadonlyMap<string, number>): boolean {
  const rules = new Set(before.filter(({ key }) => applied.has(key)).map(({ rule }) => rule));
  const [was, is] = [counted(before, 'rule'), counted(after, 'rule')];
  return [...rules].every((rule) => countIn(is, rule) < countIn(was, rule));
}

/**
 * The edits of all fixes that are compatible, and the number of fixes by key. Where a fix failed before, fixes of its key are tried
 * one at a time, starting after the failed ones.
 */
function chosenOf(
  path: string,
  wanted: readonly Wanted[],
  failures: ReadonlyMap<string, number>,
): { edits: readonly TextEdit[]; applied: ReadonlyMap<string, number> } {
  const chosen = compatibleSet();
  const applied = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const { key, fix } of wanted) {
    const failed = countIn(failures, key);
    const nth = countIn(seen, key);
    seen.set(key, nth + 1);
    // After the first failure, any of the fixes may be the cause.
    if (failed >= MOST_FAILURES || (failed > 0 && (applied.has(key) || nth < failed - 1))) continue;
    const edits = editsOf(path, fix);
    if (edits.length === 0 || !chosen.add(edits)) continue;
    applied.set(key, countIn(applied, key) + 1);
  }
  return { edits: chosen.edits, applied };
}

/** The edits of a fix that changes only this file. */
function editsOf(path: string, fix: ReportedFix): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const change of fix.changes()) {
    if (change.path !== path || !('edits' in change)) return [];
    edits.push(...change.edits);
  }
  return edits;
}
