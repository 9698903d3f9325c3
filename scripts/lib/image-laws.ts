/** Laws about the images that a fix changes: a version never goes down, and a digest is never lost without a note. */
import { compareVersions, readTag } from '../../server/src/core/image/knowledge/tag/tags.ts';
import { parseReference } from '../../server/src/core/image/reference.ts';
import type { Change } from './resolved/difference.ts';

/** The failures of a fix with this note. */
export function imageFailures(changes: readonly Change[], note: string | undefined): string[] {
  const failures = changes.flatMap(({ route, before, after }): string[] => {
    if (before?.kind !== 'value' || after?.kind !== 'value' || !/^(?:from|image|reference)$/.test(route.at(-1)!))
      return [];
    const [old, now] = [parseReference(before.text), parseReference(after.text)];
    if (!old || !now) return [];
    const [was, is] = [readTag(old.tag).version, readTag(now.tag).version];
    const lower =
      old.familiar === now.familiar && was !== undefined && is !== undefined && compareVersions(is, was) < 0;
    // `24` names the newest version of the line of `24.3`.
    const shorter = lower && was.startsWith(`${is}.`);
    return [
      ...(lower && !shorter ? [`lowers a version: ${before.text} to ${after.text}`] : []),
      ...(old.digest && !now.digest && !/digest/.test(note ?? '')
        ? [`loses the digest of ${before.text} without a note`]
        : []),
    ];
  });
  return [...new Set(failures)];
}
