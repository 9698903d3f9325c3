/** The version that the project asks for, and the version of an image that a fix writes. */
import { type VersionPin, versionPins } from '../checks/version-pin.ts';
import type { ImageUse } from '../domain/image-use.ts';
import { isFullVersion } from '../image/knowledge/tag/full-version.ts';
import { readTag } from '../image/knowledge/tag/tags.ts';
import { type ImageReference, parseReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';

/** The pins that do not allow the version of the reference `text`. */
export function pinsAgainst(use: ImageUse, ctx: Context, text: string): readonly VersionPin[] {
  const next = parseReference(text);
  // A tag without a version does not say which the build uses: what the build installs is left as it is.
  const hasVersion = readTag(use.reference?.tag).version !== undefined;
  return next ? versionPins(use, ctx).filter((pin) => !pin.allows(next) && (hasVersion || !pin.installed)) : [];
}

/** Whether another image changes nothing: the build installs the version of a file, which is not that of the reference `text`. */
export const installsPin = (use: ImageUse, ctx: Context, text: string): boolean =>
  pinsAgainst(use, ctx, text).some(({ installed }) => installed);

/** What must change together with the image. */
export function pinNotes(pins: readonly VersionPin[]): string[] {
  const [first] = pins;
  if (!first) return [];
  const files = pins.map(({ path, range }) => `\`${range}\` in \`${posix.basename(path)}\``);
  return [`Change the version of ${first.language} too: ${[...new Set(files)].join(' and ')} does not allow this one`];
}

/** A tag of a line in place of one of a version, whose newest version is not known. */
export const lineNotes = (old: ImageReference, next: ImageReference): string[] =>
  isFullVersion(old) && !isFullVersion(next) && next.digest === undefined && next.tag !== undefined
    ? [`\`${next.tag}\` moves with each release: write the full version that you tested`]
    : [];
