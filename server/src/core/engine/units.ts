/** The units of a file, and which of them an edit left unchanged. */

import type { Unit } from '../domain/unit.ts';
import { type FileKind, kindOf } from '../files/classify.ts';
import type { RuleMeta } from '../rule/rule.ts';
import type { Suppression } from '../suppress/suppression.ts';
import { commonEnds, commonItems, sameItems } from '../text/common-ends.ts';
import { cutStream } from '../yaml/cut.ts';
import { type Analysed, analyseUnit, isStream, type UnitText, unitTexts } from './analyse.ts';
import { inlineDockerfiles, isInline } from './inline-dockerfiles.ts';
import { after, type LastReport } from './last-report.ts';
import type { Problem } from './problem.ts';
import type { FileContext } from './reading-contexts.ts';

export interface FileState {
  readonly path: string;
  readonly text: string;
  readonly kind: FileKind;
  readonly units: readonly Analysed[];
  readonly problems: readonly Problem[];
  /** What other files said about this one when the units were read. */
  readonly context: FileContext;
  /** Ignore comments of all units that cover the whole file. The same list while the comments are the same. */
  readonly fileComments: readonly Suppression[];
  /** A line begins with `%`: it may be a directive, which affects how the whole stream is cut. */
  readonly hasPercentLine: boolean;
  /** The inputs of the file's last report. */
  last: LastReport | undefined;
}

/** Reuses a unit whose text is unchanged. `start` is its current offset. */
export type Reuse = (old: Analysed, start: number) => Analysed;

/** The same unit, moved to another place of its file. */
export function moved(old: Analysed, start: number): Analysed {
  old.unit.start = start;
  return old;
}

/** A separate unit over the same model. It is checked again, since findings hold the unit that they were found in. */
export const copied: Reuse = (old, start) => ({
  ...old,
  unit: { ...old.unit, start },
  result: undefined,
  report: undefined,
});

/** A file for another engine: separate units over the same models. */
export const copiedState = (state: FileState): FileState => ({
  ...state,
  units: state.units.map((a) => copied(a, a.unit.start)),
  last: undefined,
});

/** A file with only one unit, of the kind of `like`. Settling a document must not check the other documents of its file each time. */
export function singleUnitFile(like: Unit, text: string, context: FileContext, metas: readonly RuleMeta[]): FileState {
  const { path } = like;
  const kind = like.kind === 'settings' ? like.of : like.kind;
  const indent = like.kind === 'dockerfile' ? like.indent : undefined;
  const units = [analyseUnit(path, { kind, start: 0, text, indent }, context, metas)];
  return {
    ...{ path, text, kind, units, problems: [], context },
    fileComments: fileCommentsOf(units, undefined, { start: 0, end: 0 }),
    hasPercentLine: false,
    last: undefined,
  };
}

/** A file without units: a configuration. */
export const withoutUnits = (path: string, text: string, context: FileContext): FileState => ({
  path,
  text,
  kind: 'other',
  units: [],
  problems: [],
  context,
  fileComments: [],
  hasPercentLine: false,
  last: undefined,
});

/** Cuts and models a file. Units of `previous` with unchanged text are passed to `reuse`. */
export function readFile(
  from: Pick<FileState, 'path' | 'text' | 'context'>,
  metas: readonly RuleMeta[],
  previous: FileState | undefined,
  reuse: Reuse,
): FileState {
  const { path, text, context } = from;
  const kind = kindOf(path, text, context.isEnvironment);
  const before = previous?.kind === kind ? previous : undefined;
  const kept = before && isStream(path, kind, text) ? untouched(before, text) : undefined;
  const cut = kept ? { units: kept.cut.map((c) => ({ kind, ...c })), problems: [] } : unitTexts(path, text, kind);
  const old = (before?.units ?? []).filter((a) => !isInline(a.unit));
  const [head, tail] = [kept?.head ?? 0, kept?.tail ?? 0];
  const byText = groupByText(old.slice(head, old.length - tail));
  const fresh = (unit: UnitText): Analysed => {
    const same = byText.get(unit.text)?.shift();
    return same ? reuse(same, unit.start) : analyseUnit(path, unit, context, metas, old[0]?.unit);
  };
  const by = text.length - (before?.text.length ?? 0);
  const start = old.slice(0, head);
  const middle = cut.units.map(fresh);
  const end = old.slice(old.length - tail);
  const own =
    reuse === moved
      ? [...start, ...middle, ...pushed(end, by)]
      : [...start.map((a) => reuse(a, a.unit.start)), ...middle, ...end.map((a) => reuse(a, a.unit.start + by))];
  const isPlain = kind !== 'compose' || (old.length === (before?.units.length ?? 0) && !hasInline(own));
  const units = isPlain ? own : withInline(own, before, (unit) => analyseUnit(path, unit, context, metas), reuse);
  return {
    ...{ path, text, kind, units, problems: cut.problems, context },
    fileComments: fileCommentsOf(units, isPlain ? before : undefined, { start: head, end: tail }),
    hasPercentLine: kept ? false : PERCENT_LINE.test(text),
    last: before?.last && reuse === moved && isPlain ? after(before.last, head, tail) : undefined,
  };
}

const hasInline = (units: readonly Analysed[]): boolean => units.some(({ unit }) => inlineDockerfiles(unit).length > 0);

/** The units, each with the Dockerfiles inside it behind it. Those of `before` with unchanged text are passed to `reuse`. */
function withInline(
  units: readonly Analysed[],
  before: FileState | undefined,
  fresh: (unit: UnitText) => Analysed,
  reuse: Reuse,
): readonly Analysed[] {
  const byText = groupByText((before?.units ?? []).filter((a) => isInline(a.unit)));
  return units.flatMap((a) => [
    a,
    ...inlineDockerfiles(a.unit).map((one) => {
      const same = byText.get(one.text)?.shift();
      return same ? reuse(same, one.start) : fresh(one);
    }),
  ]);
}

/** The innermost unit at an offset of its file. */
export const unitIn = (units: readonly Analysed[], offset: number): Unit | undefined =>
  units.findLast((a) => a.unit.start <= offset && (!isInline(a.unit) || offset <= endOf(a)))?.unit;

/** The units, moved by `by` characters. */
function pushed(units: readonly Analysed[], by: number): readonly Analysed[] {
  if (by !== 0) for (const { unit } of units) unit.start += by;
  return units;
}

function groupByText(units: readonly Analysed[]): Map<string, Analysed[]> {
  const groups = new Map<string, Analysed[]>();
  for (const a of units) {
    const group = groups.get(a.unit.text);
    if (group) group.push(a);
    else groups.set(a.unit.text, [a]);
  }
  return groups;
}

/** `same`: the number of units at the start and the end that equal those of `before`. */
function fileCommentsOf(
  units: readonly Analysed[],
  before: FileState | undefined,
  same: { readonly start: number; readonly end: number },
): readonly Suppression[] {
  const within = (all: readonly Analysed[], from: number, to: number): Suppression[] => {
    const found: Suppression[] = [];
    for (let i = from; i < to; i++) for (const s of all[i]!.suppressions) if (s.scope === 'file') found.push(s);
    return found;
  };
  if (before) {
    const gone = within(before.units, same.start, before.units.length - same.end);
    if (sameItems(gone, within(units, same.start, units.length - same.end))) return before.fileComments;
  }
  return within(units, 0, units.length);
}

/** Units of a stream, at its start and end, that an edit did not touch, and the documents now between them. */
interface Untouched {
  readonly head: number;
  readonly tail: number;
  readonly cut: readonly { readonly start: number; readonly text: string }[];
}

/** Length of a document marker, including the character that ends it. */
const MARKER = 4;
const PERCENT_LINE = /^\uFEFF?%/m;

/**
 * Compares the texts and cuts only the part that differs; `undefined` if the whole text must be cut. A marker at the start of a line
 * ends a document, so a document is unchanged if its text is, together with the next marker and the line end before it.
 */
function untouched(before: FileState, text: string): Untouched | undefined {
  const old = before.units.filter((a) => !isInline(a.unit));
  if (old.length < 3 || before.hasPercentLine) return undefined;
  const same = commonEnds(before.text, text);
  const by = text.length - before.text.length;
  const head = countUntil(old, (a) => endOf(a) + MARKER > same.start);
  const tail =
    old.length -
    Math.max(
      head,
      countUntil(old, (a) => a.unit.start > before.text.length - same.end),
    );
  if (head + tail === 0) return undefined;
  const from = head === 0 ? 0 : endOf(old[head - 1]!);
  const to = tail === 0 ? text.length : old[old.length - tail]!.unit.start + by;
  const between = text.slice(from, tail === 0 ? to : to + MARKER);
  if (PERCENT_LINE.test(between)) return undefined;
  const parts = cutStream(between);
  // The first unchanged document at the end must begin where it did before.
  if (tail > 0 && parts.pop()?.start !== to - from) return undefined;
  const cut = parts
    .filter((part) => /[^\s-]/.test(part.text))
    .map((part) => ({ start: from + part.start, text: detached(part.text) }));
  return { head, tail, cut };
}

/**
 * A copy of the text with memory of its own. A substring keeps the whole string alive: edits in a thousand documents of a stream would
 * keep a thousand copies of the stream.
 */
const detached = (text: string): string => ` ${text}`.slice(1);

const endOf = ({ unit }: Analysed): number => unit.start + unit.text.length;

/** The number of leading units for which `test` is false; `test` must be true for all units after the first true one. */
function countUntil(units: readonly Analysed[], test: (a: Analysed) => boolean): number {
  let [low, high] = [0, units.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(units[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether ignore comments may differ between two states of a file: a unit with one was added, changed or removed. */
export function commentsDiffer(old: FileState | undefined, now: FileState): boolean {
  const before = old?.units ?? [];
  const { start, end } = commonItems(before, now.units);
  const differ = [...before.slice(start, before.length - end), ...now.units.slice(start, now.units.length - end)];
  return differ.some((a) => a.suppressions.length > 0);
}
