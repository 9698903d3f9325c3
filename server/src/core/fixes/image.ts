/** Fixes that put another image reference in place of one. */
import type { ImageUse } from '../domain/image-use.ts';
import { imageUses } from '../domain/image-uses.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import { readTag } from '../image/knowledge/tag/tags.ts';
import { type ImageReference, parseReference } from '../image/reference.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { onRuntimeRelease } from './builder-release.ts';
import { setsImage } from './effect.ts';
import { fixIf, inPlaces } from './fix.ts';
import { upgradeNotes } from './upgrade-notes.ts';

/** Whole references (`node:24`) that may stand instead of one, nearest first. */
export type Suggest = (reference: ImageReference) => readonly string[];

/** A use of an image, and the reference to write there. */
interface Replacement {
  readonly use: ImageUse;
  readonly to: string;
}

/**
 * A fix for each reference that `suggest` has for the one in use, to review. `which` says in the titles how two references differ. In a Dockerfile every use of the
 * same reference changes: its stages go together. A digest in the file is dropped: it belongs to the old image.
 */
export function imageFixes(
  use: ImageUse,
  ctx: Context,
  suggest: Suggest,
  which: readonly [string, string] = ['the nearest line', 'the newest line'],
): Fix[] {
  const { reference } = use;
  if (!reference) return [];
  const references = suggest(reference);
  return references.flatMap((text, index) => {
    const { to, notes } = onRuntimeRelease(alike(use, ctx), ctx, text);
    const all = together(use, ctx, to, (other) => suggest(other)[index]);
    const others = all.flatMap((one) => (one.to === to ? [] : [`\`${one.to}\``]));
    const count = all.filter((one) => one.to === to && one.use.at !== use.at).length + 1;
    // One edit may serve several uses: of an ARG, of an anchor.
    const places = inPlaces(isOneEdit(all, to) ? use.places : count);
    const suffix = references.length === 2 ? `, ${which[index]}` : '';
    const next = parseReference(to);
    return fixIf(
      `Use ${[`\`${to}\`${places}`, ...new Set(others)].join(' and ')}${suffix}`,
      'review',
      () => editsOf(all),
      all.flatMap((one) => setsImage(one.use, ctx)),
      [...(next ? upgradeNotes(reference, next) : []), ...notes, ...digestNotes(reference)],
    );
  });
}

/** The uses of the same reference in a Dockerfile, with the use itself. */
const alike = (use: ImageUse, ctx: Context): readonly ImageUse[] =>
  ctx.unit.kind === 'dockerfile' ? imageUses(ctx.unit).filter((other) => other.raw === use.raw) : [use];

/** The use itself, those of the same reference in a Dockerfile, and those of the same .NET release, which only work together. */
function together(use: ImageUse, ctx: Context, to: string, suggest: (ref: ImageReference) => string | undefined) {
  const all: Replacement[] = [{ use, to }];
  if (ctx.unit.kind !== 'dockerfile' || use.role === 'syntax') return all;
  for (const other of imageUses(ctx.unit)) {
    if (other.role === 'syntax' || other.at.start === use.at.start || !other.reference) continue;
    const wanted =
      other.raw === use.raw ? to : isSameDotnet(other.reference, use) ? suggest(other.reference) : undefined;
    if (wanted !== undefined && other.replace(wanted).length > 0) all.push({ use: other, to: wanted });
  }
  return all;
}

/** Whether two images hold the same .NET release: `sdk:9.0` builds what runs on `aspnet:9.0`. */
function isSameDotnet(other: ImageReference, { reference }: ImageUse): boolean {
  const release = (ref: ImageReference): string | undefined =>
    publicName(ref).startsWith('mcr.microsoft.com/dotnet/') ? readTag(ref.tag).version : undefined;
  const own = reference && release(reference);
  return own !== undefined && release(other) === own;
}

/** The edits, each place once: several references may come from one ARG. */
function editsOf(all: readonly Replacement[]): TextEdit[] {
  const places = new Map(all.flatMap(({ use, to }) => use.replace(to)).map((edit) => [edit.span.start, edit]));
  return [...places.values()].sort((a, b) => a.span.start - b.span.start);
}

const isOneEdit = (all: readonly Replacement[], to: string): boolean =>
  editsOf(all.filter((one) => one.to === to)).length === 1;

/** The step that remains when an edit drops the digest of a reference. */
const digestNotes = (ref: ImageReference): readonly string[] =>
  ref.digest === undefined ? [] : ['Pin the digest of the new tag'];
