/** Tags that name a full version, such as 15.19, and not only a release line. */
import type { ImageReference } from '../../reference.ts';
import { publicName } from '../publisher/names.ts';
import { cycleOf } from '../support/cycle.ts';
import { listedTags, releasesOf } from './listed-tags.ts';
import { compareVersions, readTag } from './tags.ts';

/** Whether the tag names a version within a release line of its product: `15.1-bullseye`, not `15` and not `9.6`. False where the product is not known. */
export function isFullVersion(ref: ImageReference): boolean {
  const { version } = readTag(ref.tag);
  return (
    version !== undefined &&
    releasesOf(publicName(ref)).some((product) => {
      const line = cycleOf(product, version)?.name;
      return line !== undefined && version.startsWith(`${line}.`);
    })
  );
}

/** The same reference with the newest full version of its line that is listed: `postgres:15.19-trixie` for `postgres:15-trixie`. `undefined` when none is. */
export function withFullVersion(ref: ImageReference): string | undefined {
  const { tag } = ref;
  const version = /^\d+(?:\.\d+)*(?=-|$)/.exec(tag ?? '')?.[0];
  if (tag === undefined || version === undefined || ref.digest !== undefined) return undefined;
  const versions = [...(listedTags(publicName(ref))?.tags ?? [])].flatMap((listed) => {
    const own = /^\d+(?:\.\d+)*(?=-|$)/.exec(listed)?.[0];
    return own?.startsWith(`${version}.`) && own + tag.slice(version.length) === listed ? [own] : [];
  });
  const newest = versions.sort(compareVersions).at(-1);
  return newest === undefined
    ? undefined
    : `${ref.raw.slice(0, ref.nameSpan.end)}:${newest}${tag.slice(version.length)}`;
}
