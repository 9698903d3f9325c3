/** Joins the findings of a rule about one image in one file: what is wrong with the image is wrong once. */
import { sameItems } from '../text/common-ends.ts';
import { RANK } from './fold.ts';
import type { JoinedFinding, PlacedFinding } from './placed-finding.ts';

/** The last join with each finding: the same object for the same others. */
const last = new WeakMap<PlacedFinding, JoinedFinding>();

function joinedWith(finding: PlacedFinding, others: readonly PlacedFinding[]): JoinedFinding {
  const before = last.get(finding);
  if (before && sameItems(before.others, others)) return before;
  const now = finding.joinedWith(others);
  last.set(finding, now);
  return now;
}

/**
 * Keeps one of the findings of a rule about the same image reference: the first of those with the highest severity. It names the places of
 * the others. `findings` are those of one file, in the order of a report.
 */
export function joined(findings: readonly PlacedFinding[]): readonly PlacedFinding[] {
  const groups = new Map<string, PlacedFinding | PlacedFinding[]>();
  let joins = false;
  for (const finding of findings) {
    const key = finding.joinedKey;
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, finding);
    else if (Array.isArray(group)) group.push(finding);
    else groups.set(key, [group, finding]);
    joins ||= group !== undefined;
  }
  if (!joins) return findings;
  const out: PlacedFinding[] = [];
  const firsts = new Map<string, PlacedFinding>();
  for (const finding of findings) {
    const key = finding.joinedKey;
    const group = key === undefined ? undefined : groups.get(key);
    if (key === undefined || !Array.isArray(group)) {
      out.push(finding);
      continue;
    }
    const first = firsts.get(key) ?? group.reduce((a, b) => (RANK[b.severity] > RANK[a.severity] ? b : a));
    firsts.set(key, first);
    if (first === finding)
      out.push(
        joinedWith(
          finding,
          group.filter((one) => one !== first),
        ),
      );
  }
  return out;
}
