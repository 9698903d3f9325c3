/** What a person has to check when an image moves to another version. */
import { publicName } from '../image/knowledge/publisher/names.ts';
import { readTag } from '../image/knowledge/tag/tags.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import type { ImageReference } from '../image/reference.ts';

/** Images whose second number counts like a major version: programs or data of one line may not work with the next. */
const MINOR_COUNTS = /(?:^|\/)(?:python|pypy|mysql|mariadb|percona)$/;

/** The manual steps between two references; none within a major version. */
export function upgradeNotes(old: ImageReference, next: ImageReference): string[] {
  const [from, to] = [versionOf(old), versionOf(next)];
  if (from === undefined || to === undefined || lineOf(old, from) === lineOf(next, to)) return [];
  const name = publicName(next);
  const [last, first] = [`\`${old.familiar}:${old.tag}\``, `\`${next.familiar}:${next.tag}\``];
  if (name.startsWith('mcr.microsoft.com/dotnet/'))
    return [
      `Set \`TargetFramework\` to \`net${to.split('.')[0]}.0\` in the projects: a program runs only on the major version that it is built for`,
    ];
  const volumes = userRow(next)?.volumes ?? [];
  if (volumes.length > 0)
    return [
      `Back up and migrate the data: ${first} may not start with what ${last} wrote`,
      ...movedVolumes(userRow(old)?.volumes ?? [], volumes).map(
        ([before, after]) => `Move what is mounted at \`${before}\` to \`${after}\`: ${first} has its volume there`,
      ),
    ];
  return [`Test what depends on it: interfaces and defaults differ between ${last} and ${first}`];
}

/** The volumes of an image that are elsewhere in its next version, with their new paths. A volume that is just dropped needs no step. */
const movedVolumes = (before: readonly string[], after: readonly string[]): (readonly [string, string])[] => {
  const fresh = after.filter((path) => !before.includes(path));
  return fresh.length === 1
    ? before.filter((path) => !after.includes(path)).map((path) => [path, fresh[0]!] as const)
    : [];
};

/** The version in a tag, or the release of its distribution: 13 of `trixie`. */
function versionOf({ tag }: ImageReference): string | undefined {
  const { version, distro } = readTag(tag);
  return version ?? (distro?.at === 0 ? distro.release : undefined);
}

/** The numbers of a version that must be equal for no note. Java's first versions and PostgreSQL's before 10 have a line for each second number. */
function lineOf(ref: ImageReference, version: string): string {
  const [major, minor] = version.split('.');
  const both = MINOR_COUNTS.test(publicName(ref)) || (publicName(ref) === 'postgres' && Number(major) < 10);
  return both ? `${major}.${minor ?? ''}` : `${major}`;
}
