/** The places of a Helm template where a new part of a collection is there in every rendering. */
import type { Span } from '../../text/span.ts';
import { columnsOf, prints } from '../insertions.ts';
import type { YamlUnit } from '../node.ts';
import { columnOf, skipTrivia } from './lines.ts';

const WORD = /^\{\{-?\s*(if|with|range|define|block|else|end)\b/;
const branches = new WeakMap<YamlUnit, readonly Span[]>();

/** Each `if`, `with`, `range`, `define` and `block` with its `end`; also those that the text does not close. */
function branchesIn(unit: YamlUnit): readonly Span[] {
  const before = branches.get(unit);
  if (before) return before;
  const out: Span[] = [];
  const open: number[] = [];
  for (const { start, end } of unit.actions) {
    const word = WORD.exec(unit.text.slice(start, start + 60))?.[1];
    if (word === undefined || word === 'else') continue;
    if (word !== 'end') open.push(start);
    else out.push({ start: open.pop() ?? 0, end });
  }
  for (const start of open) out.push({ start, end: unit.text.length });
  branches.set(unit, out);
  return out;
}

/** Whether a branch contains the offset, but not all of `whole`. */
export const isConditional = (unit: YamlUnit, offset: number, whole: Span): boolean =>
  unit.actions.length > 0 &&
  branchesIn(unit).some(
    ({ start, end }) => start < offset && offset < end && !(start <= whole.start && whole.end <= end),
  );

/**
 * Whether the next actions behind a part print more of it, or end the branch that it stands in: `{{ with .Values.more }}{{ toYaml . | nindent 12 }}{{ end }}`.
 * What is printed further to the left than `column`, that of the part, ends its collection.
 */
function isContinued(unit: YamlUnit, end: number, column: number): boolean {
  let depth = 0;
  for (let at = skipTrivia(unit, end); unit.text.startsWith('{{', at); ) {
    const action = unit.actions.find(({ start }) => start === at);
    if (!action) return false;
    const source = unit.text.slice(action.start, action.end);
    if (prints(source)) return (columnsOf(source, action, unit.text)?.all ?? column) >= column;
    const word = WORD.exec(source)?.[1];
    if (depth === 0 && (word === 'end' || word === 'else')) return true;
    if (word === 'end') depth--;
    else if (word !== undefined && word !== 'else') depth++;
    at = skipTrivia(unit, action.end);
  }
  return false;
}

/**
 * The index of the part of `whole` (a collection with `parts`) behind which a new part can go: `wanted`, else the nearest above it, else the
 * nearest below; -1 is before the first. A place is unfit in a branch that is only part of the collection, and between a part and an
 * action that prints more of it. `undefined` if there is none.
 */
export function fixedPlace(unit: YamlUnit, whole: Span, parts: readonly Span[], wanted: number): number | undefined {
  if (unit.actions.length === 0) return wanted;
  const fits = (index: number): boolean => {
    const part = parts[index];
    if (!part) return index === -1 && parts[0] !== undefined && !isConditional(unit, parts[0].start, whole);
    if (isConditional(unit, part.end, whole)) return false;
    return !isContinued(unit, part.end, columnOf(unit.text, part.start));
  };
  for (let index = wanted; index >= 0; index--) if (fits(index)) return index;
  for (let index = Math.max(wanted + 1, 0); index < parts.length; index++) if (fits(index)) return index;
  return fits(-1) ? -1 : undefined;
}
