/** Compares the findings in the objects of a unit with those in what kustomizations make of them. */
import type { Unit } from '../../domain/unit.ts';
import type { Finding, RuleMeta } from '../../rule/rule.ts';
import { posix } from '../../text/paths.ts';
import { contains, type Span } from '../../text/span.ts';
import type { Raw } from '../raw.ts';
import type { Built, Layer } from './built.ts';

/** What one outermost kustomization, or one Compose project, makes of the parts of a unit. */
export interface Judged {
  readonly built: Built;
  /** Its changed parts by their offset in the unit: the unit of each result, and the findings there. */
  readonly changed: ReadonlyMap<number, readonly PartFindings[]>;
}

export interface PartFindings {
  readonly unit: Unit;
  readonly raw: readonly Raw[];
  readonly layers: readonly Layer[];
}

export interface Compared {
  /** Keys of findings that no kustomization leaves. */
  readonly mended: ReadonlySet<string>;
  /** Keys of findings that only some leave; the function gives the finding with their names. */
  readonly partly: ReadonlyMap<string, (raw: Raw) => Raw>;
  /** Findings that the unit alone does not have, in the units that decide them. */
  readonly added: readonly { readonly unit: Unit; readonly raw: Raw }[];
  /** The rules that find something in what the templates of a chart become. */
  readonly rules: ReadonlySet<RuleMeta>;
}

export const NOTHING: Compared = { mended: new Set(), partly: new Map(), added: [], rules: new Set() };

/** What a finding is about, without its place: it is the same one in a trial text. */
export const keyOf = ({ meta, route, finding }: Raw): string => `${meta.id}\n${route}\n${finding.message}`;

export interface Placed {
  readonly unit: Unit;
  readonly raw: Raw;
  readonly layers: readonly Layer[];
}

/** The parts of a unit that others may change: where they begin, and their span. */
function partsOf(unit: Unit): readonly { readonly start: number; readonly span: Span }[] {
  if (unit.kind === 'kubernetes')
    return unit.kubernetes.objects.map(({ node, span }) => ({ start: node.span.start, span }));
  if (unit.kind !== 'compose') return [];
  return unit.compose.services.map(({ entry, span }) => ({ start: entry.keySpan.start, span }));
}

/**
 * @param left rules whose findings are not compared
 * @param ownOf the findings of another unit by itself
 */
export function compare(
  unit: Unit,
  own: readonly Raw[],
  judged: readonly Judged[],
  left: ReadonlySet<RuleMeta>,
  ownOf: (unit: Unit) => readonly Raw[],
): Compared {
  const mended = new Set<string>();
  const partly = new Map<string, (raw: Raw) => Raw>();
  const added = new Map<string, { readonly placed: Placed; readonly folders: string[] }>();
  const folders = judged.map(({ built }) => built.folder);
  const of = judged[0]?.built.of ?? 'overlay';
  for (const { start, span } of partsOf(unit)) {
    const results = judged.map((one) => ({ folder: one.built.folder, ...foundIn(one, unit, start, left) }));
    if (results.every(({ found }) => found === undefined)) continue;
    const mine = own.filter((raw) => !left.has(raw.meta) && contains(span, raw.finding.at));
    for (const raw of mine) {
      const still = results.filter(
        ({ found, stays }) =>
          !found || stays || found.some((one) => isSame(one, raw, unit) || isOfBoth(one, raw, unit)),
      );
      if (still.length === 0) mended.add(keyOf(raw));
      else if (still.length < results.length)
        partly.set(
          keyOf(raw),
          inOverlays(
            of,
            still.map((r) => r.folder),
            folders,
          ),
        );
      else {
        const same = results.flatMap(({ found }) => found?.find((one) => isSame(one, raw, unit)) ?? []);
        const profile = same[0]?.raw.finding.profile;
        const isOne = same.length === results.length && same.every((one) => one.raw.finding.profile === profile);
        if (isOne && profile !== raw.finding.profile) partly.set(keyOf(raw), inProfile(profile));
      }
    }
    for (const { folder, found } of results)
      for (const placed of found ?? []) {
        if (mine.some((raw) => isSame(placed, raw, unit)) || isReportedBelow(placed, ownOf)) continue;
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
    rules: new Set(),
    added: [...added.values()].map(({ placed, folders: some }) =>
      some.length === folders.length ? placed : { ...placed, raw: inOverlays(of, some, folders)(placed.raw) },
    ),
  };
}

/**
 * The findings in what is made of a part, where they are decided. `undefined`: it is as in its file, or not known. `stays`: it is also there
 * as in its file.
 */
function foundIn(
  { built, changed }: Judged,
  unit: Unit,
  start: number,
  left: ReadonlySet<RuleMeta>,
): { readonly found: Placed[] | undefined; readonly stays: boolean } {
  const results = changed.get(start);
  const stays = built.unchanged.get(unit)?.has(start) === true;
  const found = results?.flatMap((result) =>
    result.raw.flatMap((raw) => (left.has(raw.meta) ? [] : (placedIn(raw, result, built) ?? []))),
  );
  return { found: found ?? (built.isWhole && !stays ? [] : undefined), stays };
}

/** The service that extends another has a route of its own, so services are compared by their places. */
const isSame = ({ unit, raw }: Placed, own: Raw, of: Unit): boolean =>
  unit === of &&
  raw.meta === own.meta &&
  (of.kind === 'compose'
    ? raw.finding.at.start === own.finding.at.start
    : raw.route === own.route &&
      (raw.finding.at.start === own.finding.at.start || raw.finding.message === own.finding.message));

/** Whether a finding is about a service as a whole, such as one about a setting that it lacks. */
const isAboutWhole = ({ finding }: Raw, of: Unit, layers: readonly Layer[]): boolean =>
  finding.absent === true || layers.some(({ unit, start }) => unit === of && start === finding.at.start);

/** A finding about a service as a whole that the one which extends it has too. */
const isOfBoth = ({ unit, raw, layers }: Placed, own: Raw, of: Unit): boolean =>
  layers.length > 1 && raw.meta === own.meta && isAboutWhole(raw, unit, layers) && isAboutWhole(own, of, layers);

/** A finding about a service as a whole that is reported at one of the services that it is made of. */
const isReportedBelow = ({ unit: at, raw, layers }: Placed, ownOf: (unit: Unit) => readonly Raw[]): boolean =>
  layers.length > 1 &&
  isAboutWhole(raw, at, layers) &&
  layers.some(({ unit, start }) =>
    ownOf(unit).some(
      (own) =>
        own.meta === raw.meta && isAboutWhole(own, unit, layers) && own.covers.start <= start && start < own.covers.end,
    ),
  );

/** A finding in a result, at the place that decides it; `undefined` if that is no unit. */
export function placedIn(raw: Raw, { unit: result, layers }: PartFindings, built: Built): Placed | undefined {
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
  return { unit, raw: { ...raw, covers, finding }, layers };
}

/** The most overlays that a message names, unless there is only one more. */
const MOST_NAMES = 3;

/** Adds the names of the overlays that have a finding. */
function inOverlays(of: Built['of'], some: readonly string[], all: readonly string[]): (raw: Raw) => Raw {
  const names = some.map((folder) => {
    const name = posix.basename(folder);
    return `\`${all.filter((one) => posix.basename(one) === name).length > 1 ? folder : name}\``;
  });
  const rest = names.length - MOST_NAMES;
  const listed = rest > 1 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${rest} others` : names.join(', ');
  const where = `(in ${of}${names.length > 1 ? 's' : ''} ${listed})`;
  return once((raw) => ({ ...raw, where }));
}

/** The finding belongs to another profile in what is made of its part. */
const inProfile = (profile: Finding['profile']): ((raw: Raw) => Raw) =>
  once((raw) => ({ ...raw, finding: { ...raw.finding, profile } }));

/** The same result for the same finding, by which later steps see that nothing changed. */
export function once(make: (raw: Raw) => Raw): (raw: Raw) => Raw {
  const known = new WeakMap<Raw, Raw>();
  return (raw) => {
    const now = known.get(raw) ?? make(raw);
    known.set(raw, now);
    return now;
  };
}
