/** What a project depends on that does not work with the next version of an image. */
import { projectFolders } from '../checks/version-pin.ts';
import type { ImageUse } from '../domain/image-use.ts';
import { LOST_DEPENDENCIES, type LostDependency } from '../image/knowledge/lost-dependencies.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import { readTag } from '../image/knowledge/tag/tags.ts';
import { parseReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';

/** A dependency with a version, in `package.json`. */
const DEPENDENCY = /"([@\w./-]{1,80})"\s*:\s*"(?:npm:[@\w./-]+@)?[\^~>=v ]*(\d+)[^"\n]{0,40}"/g;

/** No dependency in a file that is longer is looked for. */
const MOST_CHARACTERS = 200_000;

/** A note for each dependency of the project that works with the version in use, and not with that of the reference `text`. */
export function dependencyNotes(use: ImageUse, ctx: Context, text: string): string[] {
  const next = parseReference(text);
  const { unit, workspace } = ctx;
  if (!next || unit.kind !== 'dockerfile') return [];
  const rows = LOST_DEPENDENCIES.filter(({ image }) => image.test(publicName(next)));
  const version = majorOf(readTag(next.tag).version);
  const file = rows[0]?.file;
  if (version === undefined || file === undefined) return [];
  const before = majorOf(readTag(use.reference?.tag).version);
  for (const folder of projectFolders(ctx)) {
    const path = posix.join(folder, file);
    const project = workspace.text(path);
    if (project === undefined || project.length > MOST_CHARACTERS) continue;
    const all = `${project}\n${unit.text}`;
    return [...project.matchAll(DEPENDENCY)].flatMap(([, name = '', major]) =>
      rows
        .filter((row) => row.name.test(name) && row.unless?.test(all) !== true)
        .flatMap((row) => noteOn(row, name, Number(major), before, version, path)),
    );
  }
  return [];
}

const majorOf = (version: string | undefined): number | undefined =>
  version === undefined ? undefined : Number.parseInt(version, 10);

function noteOn(
  row: LostDependency,
  name: string,
  major: number,
  before: number | undefined,
  version: number,
  path: string,
): string[] {
  const last = row.last(major);
  // A build that is past the limit already works, or does not, as before.
  if (last === undefined || version <= last || (before !== undefined && before > last)) return [];
  return [`\`${name}\` ${major} in \`${path}\` works with Node.js up to ${last}: ${row.instead}`];
}
