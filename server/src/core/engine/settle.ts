import { applyEdits, compatible, difference } from '../text/edits.ts';
import type { TextEdit } from '../text/span.ts';
import type { FileChange, FileReport, Reported, ReportedFix } from './report.ts';

/** Rounds after which fixing stops although findings are left: two fixes that undo each other must not run for ever. */
const MOST_ROUNDS = 40;

export const firstSafeFix = (finding: Reported): ReportedFix | undefined =>
  finding.fixes[0]?.safety === 'safe' ? finding.fixes[0] : undefined;

/**
 * Applies the fix that `pick` names for each finding of one file, again and again until none is left: fixes that touch the same lines wait
 * for the next round. Fixes that change other files are left out. Gives the outcome as few line edits of the file as it stands.
 */
export function settle(
  path: string,
  text: string,
  check: (text: string) => FileReport,
  pick: (finding: Reported) => ReportedFix | undefined,
): readonly FileChange[] {
  let now = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits = compatibleEdits(path, check(now).findings, pick);
    const next = applyEdits(now, edits);
    if (next === now) break;
    now = next;
  }
  return now === text ? [] : [{ path, edits: difference(text, now) }];
}

function compatibleEdits(
  path: string,
  findings: readonly Reported[],
  pick: (finding: Reported) => ReportedFix | undefined,
): TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const finding of findings) {
    const changes = pick(finding)?.changes() ?? [];
    const edits: TextEdit[] = [];
    for (const change of changes) if (change.path === path && 'edits' in change) edits.push(...change.edits);
    const elsewhere = changes.some((c) => c.path !== path);
    if (elsewhere || edits.length === 0) continue;
    if (compatible([...chosen, ...edits])) chosen.push(...edits);
  }
  return chosen;
}
