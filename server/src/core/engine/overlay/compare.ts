/** Compares the findings in the objects of a unit with those in what kustomizations make of them. */
import type { Unit } from '../../domain/unit.ts';
import type { Finding, RuleMeta } from '../../rule/rule.ts';
import { posix } from '../../text/paths.ts';
import { contains } from '../../text/span.ts';
import type { Raw } from '../raw.ts';
import type { Built } from './built.ts';

/** What one outermost kustomization makes of the objects of a unit. */
export interface Judged {
  readonly built: Built;
  /** Its changed objects by their offset in the unit: the unit of the result, and the findings there. */
  readonly changed: ReadonlyMap<number, { readonly unit: Unit; readonly raw: readonly Raw[] }>;
}

export interface Compared {
  /** Keys of findings that no kustomization leaves. */
  readonly mended: ReadonlySet<string>;
  /** Keys of findings that only some leave; the function gives the finding with their names. */
  readonly partly: ReadonlyMap<string, (raw: Raw) => Raw>;
  /** Findings that the unit alone does not have, in the units that decide them. */
  readonly added: readonly { readonly unit: Unit; readonly raw: Raw }[];
}

export const NOTHING: Compared = { mended: new Set(), partly: new Map(), added: [] };

/** What a finding is about, without its place: it is the same one in a trial text. */
export const keyOf = ({ meta, route, finding }: Raw): string => `${meta.id}\n${route}\n${finding.message}`;

interface Placed {
  readonly unit: Unit;
  readonly raw: Raw;
}

/** @param left rules whose findings are not compared */
export function compare(
  unit: Unit,
  own: readonly Raw[],
  judged: readonly Judged[],
  left: ReadonlySet<RuleMeta>,
): Compared {
  if (unit.kind !== 'kubernetes') return NOTHING;
  const mended = new Set<string>();
  const partly = new Map<string, (raw: Raw) => Raw>();
  const added = new Map<string, { readonly placed: Placed; readonly folders: string[] }>();
  const folders = judged.map(({ built }) => built.folder);
  for (const { node, span } of unit.kubernetes.objects) {
    const { start } = node.span;
    const results = judged.map((one) => ({ folder: one.built.folder, found: foundIn(one, unit, start, left) }));
    if (results.every(({ found }) => found === undefined)) continue;
    const mine = own.filter((raw) => !left.has(raw.meta) && contains(span, raw.finding.at));
    for (const raw of mine) {
      const still = results.filter(({ found }) => !found || found.some((one) => isSame(one, raw, unit)));
      if (still.length === 0) mended.add(keyOf(raw));
      else if (still.length < results.length)
        partly.set(
          keyOf(raw),
          inOverlays(
            still.map((r) => r.folder),
            folders,
          ),
        );
    }
    for (const { folder, found } of results)
      for (const placed of found ?? []) {
        if (mine.some((raw) => isSame(placed, raw, unit))) continue;
        const { at } = placed.raw.finding;
        const key = `${placed.unit.path}\n${placed.unit.start}\n${at.start}\n${keyOf(placed.raw)}`;
        const known = added.get(key);
        if (known) known.folders.push(folder);
        else added.set(key, { placed, folders: [folder] });
      }
  }
  // A finding that stands for several of one name is mended only if all are.
  for (const key of partly.keys()) mended.delete(key);
  return {
    mended,
    partly,
    added: [...added.values()].map(({ placed, folders: some }) =>
      some.length === folders.length ? placed : { ...placed, raw: inOverlays(some, folders)(placed.raw) },
    ),
  };
}

/** The findings in a changed object, where they are decided. `undefined`: the object is as in its file, or not known. */
function foundIn(
  { built, changed }: Judged,
  unit: Unit,
  start: number,
  left: ReadonlySet<RuleMeta>,
): Placed[] | undefined {
  const result = changed.get(start);
  if (result) return result.raw.flatMap((raw) => (left.has(raw.meta) ? [] : (placed(raw, result.unit, built) ?? [])));
  const isDeleted = built.isWhole && !built.unchanged.get(unit)?.has(start);
  return isDeleted ? [] : undefined;
}

const isSame = ({ unit, raw }: Placed, own: Raw, of: Unit): boolean =>
  unit === of &&
  raw.meta === own.meta &&
  raw.route === own.route &&
  (raw.finding.at.start === own.finding.at.start || raw.finding.message === own.finding.message);

/** A finding in a result, at the place that decides it; `undefined` if that is no unit. */
function placed(raw: Raw, result: Unit, built: Built): Placed | undefined {
  const origin = built.origin(raw.finding.at);
  const unit = origin?.document.unit;
  if (!origin || !unit) return undefined;
  const around = built.origin(raw.covers);
  const isAround = around?.document === origin.document && contains(around.at, origin.at);
  const covers = isAround ? around.at : origin.inline ? origin.whole : origin.at;
  const related = (raw.finding.related ?? []).flatMap((one) => {
    if (one.place.unit !== result) return [one];
    const at = built.origin(one.place.at);
    return at?.document.unit ? [{ ...one, place: { unit: at.document.unit, at: at.at } }] : [];
  });
  const { fixes: _, covers: __, secretHash: ___, ...rest } = raw.finding;
  const finding: Finding = { ...rest, at: origin.at, ...(raw.finding.related && { related }) };
  return { unit, raw: { ...raw, covers, finding } };
}

/** The most overlays that a message names, unless there is only one more. */
const MOST_NAMES = 3;

/** Adds the names of the overlays that have a finding. */
function inOverlays(some: readonly string[], all: readonly string[]): (raw: Raw) => Raw {
  const names = some.map((folder) => {
    const name = posix.basename(folder);
    return `\`${all.filter((one) => posix.basename(one) === name).length > 1 ? folder : name}\``;
  });
  const rest = names.length - MOST_NAMES;
  const listed = rest > 1 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${rest} others` : names.join(', ');
  const where = `(in overlay${names.length > 1 ? 's' : ''} ${listed})`;
  const known = new WeakMap<Raw, Raw>();
  return (raw) => {
    const before = known.get(raw);
    if (before) return before;
    const now: Raw = { ...raw, where };
    known.set(raw, now);
    return now;
  };
}
