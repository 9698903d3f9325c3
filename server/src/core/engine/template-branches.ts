/** What a Helm template has for those only who ask for it. */

import type { Unit } from '../domain/unit.ts';
import { countsInBranches } from '../rule/concerns.ts';
import type { Span } from '../text/span.ts';
import { maskTemplates } from '../yaml/mask.ts';
import type { Raw } from './raw.ts';

/**
 * Weighs findings in branches of a template (`{{ if .Values.hostNetwork }}`) that begin inside of an object: a chart's values decide whether
 * anybody gets them, and most such switches are off. What is grave stays, as a warning; the rest is told about in strict. A branch around a
 * whole object only says whether that is there.
 */
export function softenInBranches(unit: Unit, found: Raw[]): Raw[] {
  if (unit.kind !== 'kubernetes' || !unit.yaml.templated || found.length === 0) return found;
  const branches = branchesIn(unit.text);
  if (branches.length === 0) return found;
  return found.map((raw) => {
    const { meta, finding } = raw;
    const { start } = finding.at;
    if (countsInBranches(meta) || !isWithin(branches, start)) return raw;
    const grave = (finding.severity ?? meta.severity) === 'error';
    const own = finding.profile ?? meta.profile;
    return {
      ...raw,
      finding: {
        ...finding,
        confidence: finding.confidence === 'low' ? 'low' : 'medium',
        ...(grave ? { severity: 'warning' } : own === 'default' ? { profile: 'strict' } : {}),
      },
    };
  });
}

/** From `if`, `with` or `range` to its `end`, where they begin behind the object's `kind` or `apiVersion`; the outermost, in order. */
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

/** Whether one of the spans, which are apart and in order, holds the offset. */
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
