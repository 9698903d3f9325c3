/** Fixes that put another image reference in place of one. */

import type { VersionPin } from '../checks/version-pin.ts';
import type { Dockerfile } from '../dockerfile/model.ts';
import type { ImageUse } from '../domain/image-use.ts';
import { imageUses } from '../domain/image-uses.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import { hasRemovedOption } from '../image/knowledge/removed-options.ts';
import { passesOverLine, supportedTags } from '../image/knowledge/tag/suggestions.ts';
import { readTag } from '../image/knowledge/tag/tags.ts';
import { type ImageReference, parseReference } from '../image/reference.ts';
import type { Effect } from '../rule/effect.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { onRuntimeRelease } from './builder-release.ts';
import { setsImage } from './effect.ts';
import { fixIf, inPlaces } from './fix.ts';
import { dependencyNotes } from './lost-dependencies.ts';
import { losesSystemPip, lostNotes } from './lost-parts.ts';
import { losesPackagePins, packagePinNotes } from './package-pins.ts';
import { installsPin, lineNotes, pinNotes, pinsAgainst } from './pinned-version.ts';
import { isOnLine, projectLine, projectLineNotes } from './project-line.ts';
import { repeatedVersionNotes } from './repeated-version.ts';
import { sameVersionNotes } from './same-version-elsewhere.ts';
import { storeImageNotes } from './store-image-notes.ts';
import { mayKeepData, mountsFormerVolume, storedDataNotes, storesData } from './stored-data.ts';
import { pipIntoSystem } from './system-pip.ts';
import { upgradeNotes } from './upgrade-notes.ts';
import { losesVersionPath } from './version-paths.ts';

/** Whole references (`node:24`) that may stand instead of one, nearest first. */
export type Suggest = (reference: ImageReference) => readonly string[];

/** Uses of images that change together. */
interface Group {
  /** The references that the others get, each once. */
  readonly others: readonly string[];
  /** The number of places that get the wanted reference. */
  readonly places: number;
  /** Each place once: several references may come from one ARG. */
  readonly edits: readonly TextEdit[];
  readonly effect: readonly Effect[];
  readonly all: readonly Replacement[];
}

/**
 * A fix for each reference that `suggest` has for the one in use, to review. `which` says in the titles how two references differ. In a
 * Dockerfile every use of the same reference changes: its stages go together. A digest in the file is dropped, since it belongs to the old image, unless the suggestion has it.
 */
export function imageFixes(
  use: ImageUse,
  ctx: Context,
  suggest: Suggest,
  which: readonly [string, string] = ['the nearest line', 'the newest line'],
): Fix[] {
  const { reference } = use;
  if (!reference) return [];
  const line = projectLine(use, ctx);
  const keepsData = (next: ImageReference): boolean => !use.container || mayKeepData(use.container, next);
  const offered = choices(use, ctx, suggest(reference), which);
  // Another line than the project's own would need a change of its other files too.
  const onLine = line ? offered.filter(({ text }) => isOnLine(text, line)) : [];
  return (onLine.length > 0 ? onLine : offered).flatMap(({ text, index, suffix }) => {
    const { to, notes } = onRuntimeRelease(use, ctx, text);
    if (use.replace(to).length === 0) return [];
    const { edits, effect, others, places, all } = together(use, ctx, to, (other) => suggest(other)[index]);
    const dropsDigest = reference.digest !== undefined && parseReference(to)?.digest === undefined;
    const bare = dropsDigest ? ', without a digest' : '';
    const titleFor = (n: number): string =>
      `Use ${[`\`${to}\`${inPlaces(n)}`, ...others].join(' and ')}${suffix}${bare}`;
    const next = parseReference(to);
    const fixes = fixIf(titleFor(places), 'review', () => edits, effect, [
      ...pinNotes(pinsOfAll(all, ctx)),
      ...projectLineNotes(line, to),
      ...lostNotes(use, ctx, to),
      ...packagePinNotes(use, ctx, to),
      ...dependencyNotes(use, ctx, to),
      ...(next ? upgradeNotes(reference, next, keepsData(next), !use.container || use.container.partial) : []),
      ...(next ? [...storeImageNotes(reference, next, keepsData(next)), ...lineNotes(reference, next)] : []),
      ...(next && use.container ? storedDataNotes(use.container, reference, next) : []),
      ...(next ? repeatedVersionNotes(use, ctx, next) : []),
      ...(next ? sameVersionNotes(use, ctx, next) : []),
      ...notes,
      ...(dropsDigest ? digestNotes(reference) : []),
    ]);
    return isWholeFix(use, ctx) ? fixes : fixes.map((one) => ({ ...one, titleFor }));
  });
}

/** A reference to offer. `index`: which of the suggestions it is; `suffix`: for the title. */
interface Choice {
  readonly text: string;
  readonly index: number;
  readonly suffix: string;
}

/** Behind "the nearest line" where a nearer one ends before. Half a year is what `suggestedTags` asks for. */
const LONG_ENOUGH = ' with updates for at least half a year';

/**
 * The suggestions that the build and the project's files allow. Where they allow none, the newest supported line that they do allow; without one the
 * nearest suggestion.
 */
function choices(
  use: ImageUse,
  ctx: Context,
  references: readonly string[],
  which: readonly [string, string],
): readonly Choice[] {
  const fits = (text: string): boolean =>
    mayStart(use, text) &&
    !losesPackagePins(use, ctx, text) &&
    !losesVersionPath(use, ctx, text) &&
    pinsAgainst(use, ctx, text).length === 0 &&
    lostNotes(use, ctx, text).length === 0 &&
    dependencyNotes(use, ctx, text).length === 0;
  const far = use.reference && passesOverLine(use.reference, ctx.settings.today) ? LONG_ENOUGH : '';
  const named = references.map((text, index) => ({
    text,
    index,
    suffix: references.length === 2 ? `, ${which[index]}${index === 0 ? far : ''}` : '',
  }));
  const [first] = named;
  if (!first) return [];
  const steps = use.container && use.reference && storesData(use.container, use.reference) ? 1 : named.length;
  const fitting = named.slice(0, steps).filter(({ text }) => fits(text));
  if (fitting.length > 0) return fitting;
  const next = parseReference(first.text);
  const name = first.text.slice(0, next?.nameSpan.end);
  const samePlace = use.reference && publicName(use.reference) === (next && publicName(next));
  const other = samePlace
    ? supportedTags(use.reference!, ctx.settings.today)
        .map((tag) => `${name}:${tag}`)
        .findLast((text) => fits(text))
    : undefined;
  if (other !== undefined) return [{ text: other, index: 0, suffix: ', the newest line that fits' }];
  // The nearest line, with notes on what has to change with it.
  return named
    .slice(0, steps)
    .filter(({ text }) => mayStart(use, text) && mayBuild(use, ctx, text))
    .slice(0, 1);
}

/**
 * Whether the build installs neither Python packages into a system that refuses them nor packages in versions that the distribution's next release has not:
 * more than a line of the Dockerfile has to change then. Nor installs it the version of a file itself, whatever the image has.
 */
const mayBuild = (use: ImageUse, ctx: Context, text: string): boolean =>
  !losesPackagePins(use, ctx, text) &&
  !losesVersionPath(use, ctx, text) &&
  !installsPin(use, ctx, text) &&
  !(losesSystemPip(use, text) && pipIntoSystem(use, ctx) !== undefined);

/** Whether nothing is known that keeps the container from starting with the image: no option that it has not, no volume at its former place. */
function mayStart({ container }: ImageUse, text: string): boolean {
  const next = container && parseReference(text);
  if (!container || !next) return true;
  const words = container.command.flatMap((word) => word.text.split(/\s+/));
  return !hasRemovedOption(next, words) && !mountsFormerVolume(container, next);
}

/** A fix that writes the reference `to`, to review. `title` gets the number of places as ` in 2 places`, or nothing for one. */
export const inEachPlace = (use: ImageUse, ctx: Context, title: (places: string) => string, to: string): Fix[] =>
  fixIf(title(inPlaces(use.places)), 'review', () => use.replace(to), setsImage(use, ctx)).map((one) =>
    use.overridable && use.places > 1 ? one : { ...one, titleFor: (places) => title(inPlaces(places)) },
  );

/** Whether a fix of the use reaches the others of the file. In YAML each place is edited by itself, unless several share a variable's default. */
const isWholeFix = (use: ImageUse, ctx: Context): boolean =>
  ctx.unit.kind === 'dockerfile' || (use.overridable && use.places > 1);

/** Kept for each model, because every use of a reference asks. The key is the reference with the wanted one. */
const groups = new WeakMap<Dockerfile, Map<string, Group>>();

/** The uses of the same reference in a Dockerfile, and those of the same .NET release, which only work together; else the use alone. */
function together(
  use: ImageUse,
  ctx: Context,
  to: string,
  suggest: (ref: ImageReference) => string | undefined,
): Group {
  const { unit } = ctx;
  if (unit.kind !== 'dockerfile' || use.role === 'syntax') return groupOf([{ use, to }], ctx, to);
  const known = groups.get(unit.dockerfile) ?? new Map<string, Group>();
  groups.set(unit.dockerfile, known);
  const key = `${use.raw}\n${to}`;
  const before = known.get(key);
  if (before) return before;
  const all: Replacement[] = [];
  for (const other of imageUses(unit)) {
    if (other.role === 'syntax' || !other.reference) continue;
    const wanted =
      other.raw === use.raw ? to : isSameDotnet(other.reference, use) ? suggest(other.reference) : undefined;
    if (wanted !== undefined && other.replace(wanted).length > 0) all.push({ use: other, to: wanted });
  }
  const group = groupOf(all, ctx, to);
  known.set(key, group);
  return group;
}

/** A use of an image, and the reference to write there. */
interface Replacement {
  readonly use: ImageUse;
  readonly to: string;
}

function groupOf(all: readonly Replacement[], ctx: Context, to: string): Group {
  const same = all.filter((one) => one.to === to);
  // What names an ARG changes for all uses of the name at once.
  const named = new Map(all.map((one) => [one.use.raw.includes('$') ? one.use.raw : one.use, one.use]));
  const effects = [...named.values()].flatMap((one) => setsImage(one, ctx));
  return {
    others: [...new Set(all.flatMap((one) => (one.to === to ? [] : [`\`${one.to}\``])))],
    // The edits of one use may serve others: of an ARG, of a default in several services.
    places: same.length === 1 || editsOf(same).length === 1 ? (same[0]?.use.places ?? 1) : same.length,
    edits: editsOf(all),
    effect: effects,
    all,
  };
}

/** The pins that do not allow one of the images, each file once: of `sdk:9.0` also where `aspnet:9.0` is the one asked for. */
const pinsOfAll = (all: readonly Replacement[], ctx: Context): VersionPin[] => [
  ...new Map(all.flatMap(({ use, to }) => pinsAgainst(use, ctx, to)).map((pin) => [pin.path, pin])).values(),
];

/** Whether two images hold the same .NET release: `sdk:9.0` builds what runs on `aspnet:9.0`. */
function isSameDotnet(other: ImageReference, { reference }: ImageUse): boolean {
  const release = (ref: ImageReference): string | undefined =>
    publicName(ref).startsWith('mcr.microsoft.com/dotnet/') ? readTag(ref.tag).version : undefined;
  const own = reference && release(reference);
  return own !== undefined && release(other) === own;
}

function editsOf(all: readonly Replacement[]): TextEdit[] {
  const places = new Map(all.flatMap(({ use, to }) => use.replace(to)).map((edit) => [edit.span.start, edit]));
  return [...places.values()].sort((a, b) => a.span.start - b.span.start);
}

/** The step that remains when an edit drops the digest of a reference. */
export const digestNotes = (ref: ImageReference): readonly string[] =>
  ref.digest === undefined ? [] : ['Pin the digest of the new tag'];
