/** Removes a mount of the host's files, or makes it read-only. */
import type { Effect } from '../rule/effect.ts';
import type { Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { fixIf, inPlaces } from './fix.ts';

interface Way {
  readonly edits: () => TextEdit[];
  readonly effect: readonly Effect[];
}

/**
 * A read-only mount still exposes secrets, devices and processes, so their mount is removed. For other paths a read-only mount is enough. The
 * note names `targets`, the paths in the containers, one for each mount.
 */
export function mountFixes(
  { readOnlyHelps }: { readonly readOnlyHelps: boolean },
  targets: readonly (string | undefined)[],
  remove: Way,
  readOnly: Way,
): Fix[] {
  const names = [...new Set(targets)].flatMap((target) => (target === undefined ? [] : [`\`${target}\``]));
  const places = inPlaces(targets.length);
  const where = names.length > 0 ? names.join(' or ') : 'the mount';
  if (!readOnlyHelps)
    return fixIf(`Remove the mount${places}`, 'review', remove.edits, remove.effect, [
      `Check that the program works without ${where}`,
    ]);
  return fixIf(`Mount it read-only${places}`, 'review', readOnly.edits, readOnly.effect, [
    `Check that the program writes nothing below ${where}`,
  ]);
}
