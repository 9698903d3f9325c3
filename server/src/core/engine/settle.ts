import { applyEdits, compatibleSet, difference } from '../text/edits.ts';
import type { TextEdit } from '../text/span.ts';
import type { FileChange, FileReport, Reported, ReportedFix } from './report.ts';

/** Rounds after which fixing stops although findings are left: edits that touch each other wait for a round each. */
const MOST_ROUNDS = 40;
/** Fixes of one rule in one place that may come to nothing before the others there are not tried. */
const MOST_FAILURES = 3;

export type Pick = (finding: Reported) => ReportedFix | undefined;

/** How much may be read and judged anew, in characters; below 0: it was not enough. */
export interface Work {
  left: number;
}

/** What one request may take: one or two seconds of the reading and judging of dense files. */
export const MOST_WORK = 200_000;

/** The same for the members of one fold, of which no other rule is judged. */
export const MOST_FOLD_WORK = 500_000;

export const unbounded = (): Work => ({ left: Number.POSITIVE_INFINITY });

export const firstSafeFix = (finding: Reported): ReportedFix | undefined =>
  finding.fixes[0]?.safety === 'safe' ? finding.fixes[0] : undefined;

/**
 * Applies the fixes that `pick` names to one file, again and again until none is left: fixes that touch the same lines wait for the next
 * round. A fix whose finding is still there afterwards is taken back; a round after which a rule finds no less than
 * before is taken back whole, and is the last. Fixes that
 * change other files are left out. Gives the outcome as few line edits of the file as it stands; none when `work` does not suffice.
 */
export function settle(
  path: string,
  text: string,
  check: (text: string) => FileReport,
  pick: Pick,
  work: Work,
): readonly FileChange[] {
  const outcome = settled(path, text, (now) => check(now).findings, pick, work);
  return outcome === text ? [] : [{ path, edits: difference(text, outcome) }];
}

/** A fix that is to be applied. Fixes of the same key are of one rule and place, a container say. */
interface Wanted {
  readonly key: string;
  readonly rule: string;
  readonly fix: ReportedFix;
}

/** The text after settling; `text` itself when `work` does not suffice. */
export function settled(
  path: string,
  text: string,
  find: (text: string) => readonly Reported[],
  pick: Pick,
  work: Work,
): string {
  const begun = new Set<string>();
  const failures = new Map<string, number>();
  /** By key: what two fixes that undo each other would bring back. */
  const fewest = new Map<string, number>();
  const check = (now: string): Wanted[] => {
    // The text as it stands was judged before.
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

/** `begun` remembers the places of fixes that are made of several: what is left of one need not be folded any more. */
function wantedOf(findings: readonly Reported[], pick: Pick, begun: Set<string>): Wanted[] {
  return findings.flatMap((finding): Wanted[] => {
    const { rule, route } = finding;
    const fix = pick(finding);
    const parts = (fix?.steps ?? []).map((part) => ({ key: keyOf(part.rule, route), ...part }));
    for (const { key } of parts) begun.add(key);
    if (parts.length > 0) return parts;
    const key = keyOf(rule, route);
    const wanted = fix ?? (begun.has(key) ? finding.fixes[0] : undefined);
    return wanted ? [{ key, rule, fix: wanted }] : [];
  });
}

/** Without the number that tells objects of one name apart (see `routeIn` of `assemble.ts`): it changes as those above are fixed. */
const keyOf = (rule: string, route: string): string => `${rule}\n${route.replace(/~\d+$/, '')}`;

function counted(wanted: readonly Wanted[], by: 'key' | 'rule'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of wanted) counts.set(one[by], countIn(counts, one[by]) + 1);
  return counts;
}

const countIn = (counts: ReadonlyMap<string, number>, of: string): number => counts.get(of) ?? 0;

/** Whether every rule of which a fix was applied finds less than before, wherever in the file. */
function isLower(before: readonly Wanted[], after: readonly Wanted[], applied: ReadonlyMap<string, number>): boolean {
  const rules = new Set(before.filter(({ key }) => applied.has(key)).map(({ rule }) => rule));
  const [was, is] = [counted(before, 'rule'), counted(after, 'rule')];
  return [...rules].every((rule) => countIn(is, rule) < countIn(was, rule));
}

/**
 * The edits of all fixes that go together, and how many fixes of each key are among them. Where a fix failed before, fixes of its key are
 * tried one at a time, beginning behind those that failed.
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
    // The first failure may have been that of any of them.
    if (failed >= MOST_FAILURES || (failed > 0 && (applied.has(key) || nth < failed - 1))) continue;
    const edits = editsOf(path, fix);
    if (edits.length === 0 || !chosen.add(edits)) continue;
    applied.set(key, countIn(applied, key) + 1);
  }
  return { edits: chosen.edits, applied };
}

/** The edits of a fix that keeps to the file. */
function editsOf(path: string, fix: ReportedFix): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const change of fix.changes()) {
    if (change.path !== path || !('edits' in change)) return [];
    edits.push(...change.edits);
  }
  return edits;
}
