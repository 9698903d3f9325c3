/** Other Dockerfiles of the workspace that have the version which a fix replaces. */
import type { ImageUse } from '../domain/image-use.ts';
import { readTag } from '../image/knowledge/tag/tags.ts';
import type { ImageReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';

/** At most so many files are named. */
const MOST = 3;

/**
 * A note for a Dockerfile: programs of one repository are mostly built for one version of their language, and a full version is chosen. A line
 * (`node:20`) stands in unrelated files too. Searches texts: only fixes may ask.
 */
export function sameVersionNotes(use: ImageUse, { unit, workspace }: Context, next: ImageReference): string[] {
  const { reference, container } = use;
  const version = readTag(reference?.tag).version;
  if (!reference || container || version === undefined || !/^\d+\.\d+\.\d+/.test(version)) return [];
  if (version === readTag(next.tag).version) return [];
  const written = `${reference.familiar}:${version}`;
  const paths = new Set(workspace.of('dockerfile').map(({ place }) => place.unit.path));
  paths.delete(unit.path);
  const files = [...paths].filter((path) => names(workspace.text(path) ?? '', written)).sort();
  if (files.length === 0) return [];
  const more = files.length - MOST;
  const shown = files.slice(0, MOST).map((path) => `\`${path}\``);
  const rest = more > 0 ? `, and ${more} more` : '';
  return [`Change the version in other files too, if they are built for one: ${shown.join(', ')}${rest}`];
}

/** Whether a text has the name with the version, and no further digit. */
function names(text: string, written: string): boolean {
  for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + 1))
    if (!/[\w./-]/.test(text[at - 1] ?? '') && !/[\d.]/.test(text[at + written.length] ?? '')) return true;
  return false;
}
