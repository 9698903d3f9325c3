/** Joins findings of one file that have one cause: what is wrong with an image, missing in its containers, or secret, is said once. */
import { sameItems } from '../text/common-ends.ts';
import { RANK } from './fold.ts';
import type { Join } from './join.ts';
import { JoinedFinding, type PlacedFinding } from './placed-finding.ts';
import type { Reported } from './report.ts';

/** The last join with each finding: the same object for the same others. */
const last = new WeakMap<PlacedFinding, JoinedFinding>();

function joinedWith(finding: PlacedFinding, others: readonly PlacedFinding[], join: Join): JoinedFinding {
  const before = last.get(finding);
  if (before && sameItems(before.others, others)) return before;
  const now = finding.joinedWith(others, join);
  last.set(finding, now);
  return now;
}

/**
 * Keeps one of the findings with the same key: of those with the highest severity the one with the highest weight, else the first. It names
 * the places of the others. `findings` are those of one file, in the order of a report.
 * @param settings whether to join the missing settings of containers too
 */
export function joined(findings: readonly PlacedFinding[], settings: boolean): readonly PlacedFinding[] {
  const joinFor = ({ join }: PlacedFinding): Join | undefined => (join?.settings && !settings ? undefined : join);
  const groups = new Map<string, PlacedFinding[]>();
  let joins = false;
  for (const finding of findings) {
    const join = joinFor(finding);
    if (join === undefined) continue;
    const group = groups.get(join.key);
    if (group) group.push(finding);
    else groups.set(join.key, [finding]);
    joins ||= join.settings || group !== undefined;
  }
  if (!joins) return findings;
  const firsts = new Map([...groups].map(([key, group]) => [key, group.reduce((a, b) => (isHeavier(b, a) ? b : a))]));
  return findings.flatMap((finding) => {
    const join = joinFor(finding);
    if (join === undefined) return [finding];
    if (firsts.get(join.key) !== finding) return [];
    const group = groups.get(join.key)!;
    // One alone keeps the fingerprint of the file, so that it stays the same when another is added.
    return group.length > 1 || join.settings
      ? [
          joinedWith(
            finding,
            group.filter((one) => one !== finding),
            join,
          ),
        ]
      : [finding];
  });
}

function isHeavier(a: PlacedFinding, b: PlacedFinding): boolean {
  const by = RANK[a.severity] - RANK[b.severity];
  return by > 0 || (by === 0 && (a.join?.weight ?? 0) > (b.join?.weight ?? 0));
}

/** Every finding by itself, as the baseline lists them. */
export const unjoined = (findings: readonly Reported[]): readonly Reported[] =>
  findings.flatMap((f) => (f instanceof JoinedFinding ? [f.own, ...f.others] : [f]));

/** The findings with each place of those that are fixed place by place as a finding of its own, in no certain order. */
export const apart = (findings: readonly Reported[]): readonly Reported[] =>
  findings.flatMap((f) => (f instanceof JoinedFinding && f.apart ? [f.own, ...f.others] : [f]));

/** The other places of findings that are fixed place by place. */
export const otherPlaces = (findings: readonly Reported[]): readonly Reported[] =>
  findings.flatMap((f) => (f instanceof JoinedFinding && f.apart ? f.others : []));

/** The findings of a file as reported, then the other places of those that are fixed place by place: every finding whose fixes are offered. */
export const eachPlace = (findings: readonly Reported[]): readonly Reported[] => [
  ...findings,
  ...otherPlaces(findings),
];
