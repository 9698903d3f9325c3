/** Lowers findings in conditional branches of Helm templates, and in the values of charts. */

import type { Unit } from '../domain/unit.ts';
import { countsInBranches } from '../rule/concerns.ts';
import type { Finding } from '../rule/rule.ts';
import type { Span } from '../text/span.ts';
import { maskTemplates } from '../yaml/mask.ts';
import type { Raw } from './raw.ts';

/**
 * Lowers findings in branches of a template (`{{ if .Values.hostNetwork }}`) that begin inside an object. A chart's values enable such
 * a branch, and most are off by default. Errors become warnings; other findings move to the strict profile. A branch around a whole
 * object does not count: it only decides whether the object exists.
 */
export function softenInBranches(unit: Unit, found: Raw[]): Raw[] {
  if (found.length === 0) return found;
  if (unit.kind === 'settings') return unit.values ? soften(found, [unit.values.span], { fixes: [] }) : found;
  if (unit.kind !== 'kubernetes' || !unit.yaml.templated) return found;
  const branches = branchesIn(unit.text);
  return branches.length === 0 ? found : soften(found, branches);
}

/** @param change to each of these findings: which settings a chart reads from other values is not known, so fixes could add what has no effect */
const soften = (found: readonly Raw[], branches: readonly Span[], change: Partial<Finding> = {}): Raw[] =>
  found.map((raw) => {
    const { meta, finding } = raw;
    const { start } = finding.at;
    if (countsInBranches(meta) || !isWithin(branches, start)) return raw;
    const grave = (finding.severity ?? meta.severity) === 'error';
    const own = finding.profile ?? meta.profile;
    return {
      ...raw,
      finding: {
        ...finding,
        ...change,
        confidence: finding.confidence === 'low' ? 'low' : 'medium',
        ...(grave ? { severity: 'warning' } : own === 'default' ? { profile: 'strict' } : {}),
      },
    };
  });

/** The outermost branches, in order: each from `if`, `with` or `range` after the object's `kind` or `apiVersion` to its `end`. */
function branchesIn(text: string): Span[] {
  const object = /^(?:kind|apiVersion):/m.exec(text)?.index ?? text.length;
  const open: { start: number; counts: boolean }[] = [];
  let counting = 0;
  const out: Span[] = [];
  for (const action of maskTemplates(text).actions) {
    const word = /^\{\{-?\s*(if|with|range|define|block|end)\b/.exec(text.slice(action.start, action.start + 60))?.[1];
    if (word === undefined) continue;
    if (word !== 'end') {
      const counts = action.start > object && word !== 'define' && word !== 'block';
      open.push({ start: action.start, counts });
      if (counts) counting++;
      continue;
    }
    const begun = open.pop();
    if (begun?.counts && --counting === 0) out.push({ start: begun.start, end: action.end });
  }
  return out;
}

/** Whether one of the spans contains the offset. The spans are in order and do not overlap. */
function isWithin(spans: readonly Span[], offset: number): boolean {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  const found = spans[low];
  return found !== undefined && found.start <= offset;
}
