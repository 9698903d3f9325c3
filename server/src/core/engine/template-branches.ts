/** Lowers findings in conditional branches of Helm templates, and in the values of charts. */

import type { Unit } from '../domain/unit.ts';
import { countsInBranches } from '../rule/concerns.ts';
import type { Finding } from '../rule/rule.ts';
import { contains, type Span } from '../text/span.ts';
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
  const { outer, alternatives } = branchesIn(unit.text);
  if (outer.length === 0) return found;
  const softened = soften(found, outer).map((raw) => {
    const { start } = raw.finding.at;
    const isOne = !countsInBranches(raw.meta) && alternatives.some((one) => one.start <= start && start < one.end);
    return isOne ? { ...raw, where: IN_ONE_BRANCH } : raw;
  });
  return softenStandIns(unit.text, softened);
}

/**
 * Moves a password of words to the strict profile in a branch beside one that reads it from a Secret: `{{ if .Values.existingSecret }}…{{ else }}value: changeme{{ end }}`.
 * Which of them is used is the user's choice, unless the chart's own values show it (`chart/compare-chart.ts`).
 */
function softenStandIns(text: string, found: Raw[]): Raw[] {
  if (!found.some(({ finding }) => finding.standsIn)) return found;
  const chains = chainsIn(text);
  return found.map((raw) => {
    const { finding, meta } = raw;
    if (!finding.standsIn || (finding.profile ?? meta.profile) !== 'default') return raw;
    const branches = chains.flatMap((chain) => {
      const others = chain.filter((one) => !contains(one, finding.at));
      return others.length === chain.length
        ? []
        : others.filter((one) => FROM_SECRET.test(text.slice(one.start, one.end)));
    });
    return branches.length === 0
      ? raw
      : { ...raw, instead: { branches, finding }, finding: { ...finding, profile: 'strict' } };
  });
}

const FROM_SECRET = /\bsecretKeyRef\b|\bsecretRef\b/;

/** The branches of each `if` and `with`, without their actions. */
function chainsIn(text: string): Span[][] {
  const open: { from: number; readonly branches: Span[] }[] = [];
  const out: Span[][] = [];
  for (const { start, end } of maskTemplates(text).actions) {
    const word = /^\{\{-?\s*(if|with|range|define|block|else|end)\b/.exec(text.slice(start, start + 60))?.[1];
    if (word === undefined) continue;
    if (word !== 'else' && word !== 'end') {
      open.push({ from: end, branches: [] });
      continue;
    }
    const chain = word === 'end' ? open.pop() : open.at(-1);
    if (!chain) continue;
    chain.branches.push({ start: chain.from, end: start });
    chain.from = end;
    if (word === 'end' && chain.branches.length > 1) out.push(chain.branches);
  }
  return out;
}

/** Another branch may say something else in its place, as `failurePolicy: Fail` in front of an `{{ else }}` with `Ignore`. */
const IN_ONE_BRANCH = '(in one branch of the template)';

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

interface Branches {
  /** The outermost ones, in order: each from `if`, `with` or `range` after the object's first key to its `end`. */
  readonly outer: readonly Span[];
  /** Those from an `if` with an `else` to its `end`, also inside of others. */
  readonly alternatives: readonly Span[];
}

function branchesIn(text: string): Branches {
  // A named template may print the head of the object.
  const object = /^(?:kind|apiVersion|metadata|spec):/m.exec(text)?.index ?? text.length;
  const open: { start: number; counts: boolean; hasElse?: boolean }[] = [];
  let counting = 0;
  const outer: Span[] = [];
  const alternatives: Span[] = [];
  for (const action of maskTemplates(text).actions) {
    const word = /^\{\{-?\s*(if|with|range|define|block|else|end)\b/.exec(
      text.slice(action.start, action.start + 60),
    )?.[1];
    if (word === undefined) continue;
    if (word === 'else') {
      const last = open.at(-1);
      if (last) last.hasElse = true;
      continue;
    }
    if (word !== 'end') {
      const counts = action.start > object && word !== 'define' && word !== 'block';
      open.push({ start: action.start, counts });
      if (counts) counting++;
      continue;
    }
    const begun = open.pop();
    if (begun?.counts && begun.hasElse) alternatives.push({ start: begun.start, end: action.end });
    if (begun?.counts && --counting === 0) outer.push({ start: begun.start, end: action.end });
  }
  return { outer, alternatives };
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
