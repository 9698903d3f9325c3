/** What a person has to check when an image moves to another version. */
import type { Evidence } from '../image/knowledge/evidence.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import { minorCounts } from '../image/knowledge/tag/minor-counts.ts';
import { compareVersions, readTag } from '../image/knowledge/tag/tags.ts';
import { type UpgradePath, upgradePath } from '../image/knowledge/upgrade-steps.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import type { ImageReference } from '../image/reference.ts';

/** Go's compiler keeps old programs running, but their dependencies may reach into its runtime (github.com/modern-go/reflect2/issues/24). */
const DEPENDENCIES = /(?:^|\/)golang$/;

/**
 * The manual steps between two references; none within a major version.
 * @param keepsData false where it is known that no data of the old one is read
 * @param mayMount false where it is known that nothing is mounted where the old one has its volume
 */
export function upgradeNotes(
  old: ImageReference,
  next: ImageReference,
  keepsData: boolean,
  mayMount: boolean,
): string[] {
  const [from, to] = versionsOf(old, next);
  if (from === undefined || to === undefined) return [];
  const name = publicName(next);
  if (DEPENDENCIES.test(name) && minorOf(to) - minorOf(from) > MANY_RELEASES)
    return [
      `Update the dependencies in \`go.mod\`, and test: those of the time of Go ${from} may not run with Go ${to}`,
    ];
  const [last, first] = [`\`${old.familiar}:${old.tag}\``, `\`${next.familiar}:${next.tag}\``];
  const path = keepsData ? upgradePath(next) : undefined;
  if (lineOf(old, from) === lineOf(next, to) && !(path && isStepWithinMajor(path, from, to))) return [];
  const step = path && stepNote(path, [from, to], [last, first]);
  const moved = mayMount ? movedVolumes(userRow(old)?.volumes ?? [], userRow(next)?.volumes ?? []) : [];
  const moves = moved.map(
    ([before, after]) => `Move what is mounted at \`${before}\` to \`${after}\`: ${first} has its volume there`,
  );
  const refused = refusal(name, from, to);
  const clients = refused !== undefined && keepsData ? [`Test its clients: ${refused}`] : [];
  if (step !== undefined) return [step, ...(path?.prepare === undefined ? [] : [path.prepare]), ...clients, ...moves];
  if (name.startsWith('mcr.microsoft.com/dotnet/'))
    return [
      `Set \`TargetFramework\` to \`net${to.split('.')[0]}.0\` in the projects: a program runs only on the major version that it is built for`,
    ];
  if ((userRow(next)?.volumes.length ?? 0) > 0 && keepsData)
    return [`Back up and migrate the data: ${first} may not start with what ${last} wrote`, ...clients, ...moves];
  return [`Test what depends on it: interfaces and defaults differ between ${last} and ${first}`];
}

/** Whether the way to the newer version has steps within a major one, and goes from one minor version to another. */
const isStepWithinMajor = ({ steps, stops }: UpgradePath, from: string, to: string): boolean =>
  (steps === 'each-minor' || (steps === 'required-stops' && stops === undefined)) &&
  [from, to].every((version) => version.includes('.')) &&
  minorLine(from) !== minorLine(to);

/** What the upgrade path asks for between two versions, with their references in `last` and `first`; `undefined` if it is nothing of its own. */
function stepNote(
  { steps, stops }: UpgradePath,
  [from, to]: readonly [string, string],
  [last, first]: readonly [string, string],
): string | undefined {
  const [majors, minors] = [majorOf(to) - majorOf(from), minorOf(to) - minorOf(from)];
  if (stops !== undefined) {
    const between = stops.filter(
      (stop) => compareVersions(stop, minorLine(from)) > 0 && compareVersions(stop, minorLine(to)) < 0,
    );
    const names = between.map((stop) => `\`${stop}\``).join(', then to ');
    return between.length === 0
      ? undefined
      : `Upgrade to ${names} first, with a backup before each upgrade: ${first} refuses the data of ${last}`;
  }
  if (steps === 'required-stops')
    return `Stop at each version that the upgrade path of the application requires between ${last} and ${first}, with a backup before each: a newer one does not start otherwise`;
  if (steps === 'each-major' && majors > 1)
    return `Upgrade one major version at a time, with a backup before each: ${first} refuses the data of ${last}`;
  if (steps === 'each-minor' && (majors > 0 || minors > 1))
    return `Upgrade one minor version at a time, with a backup before each: ${first} may not start with the data of ${last}`;
  if (steps === 'last-minor')
    return `Upgrade to the last minor version of each major version before, with a backup before each upgrade: ${first} refuses the data of older ones`;
  return `Back up the database first: ${first} changes it, and ${last} cannot read it afterwards`;
}

const minorLine = (version: string): string => version.split('.').slice(0, 2).join('.');

/** What a service does not take from its clients any more, between two versions; `undefined` if nothing is known. */
const refusal = (name: string, from: string, to: string): string | undefined =>
  REFUSALS.find(
    ({ image, since }) => image.test(name) && compareVersions(from, since) < 0 && compareVersions(to, since) >= 0,
  )?.what;

const REFUSALS: readonly (Evidence & { readonly image: RegExp; readonly since: string; readonly what: string })[] = [
  {
    image: /(?:^|\/)rabbitmq$/,
    since: '4.3',
    what: 'RabbitMQ 4.3 refuses queues that are neither durable nor exclusive',
    source:
      'github.com/rabbitmq/rabbitmq-server release-notes/4.3.0.md, "Deprecated Features are Now Disabled by Default"',
    asOf: '2026-11-30',
  },
];

/** So many releases of Go are about two years. */
const MANY_RELEASES = 4;

const minorOf = (version: string): number => Number(version.split('.')[1] ?? 0);

const majorOf = (version: string): number => Number(version.split('.')[0]);

/** The volumes of an image that are elsewhere in its next version, with their new paths. A volume that is just dropped needs no step. */
const movedVolumes = (before: readonly string[], after: readonly string[]): (readonly [string, string])[] => {
  const fresh = after.filter((path) => !before.includes(path));
  return fresh.length === 1
    ? before.filter((path) => !after.includes(path)).map((path) => [path, fresh[0]!] as const)
    : [];
};

/** The versions in two tags, or the releases of the distributions that they begin with (13 of `trixie`), which are no versions of anything else. */
function versionsOf(...references: readonly [ImageReference, ImageReference]): (string | undefined)[] {
  const tags = references.map(({ tag }) => readTag(tag));
  const isRelease = tags.every(({ version }) => version === undefined);
  return tags.map(({ version, distro }) => version ?? (isRelease && distro?.at === 0 ? distro.release : undefined));
}

/** The numbers of a version that must be equal for no note. Java's first versions and PostgreSQL's before 10 have a line for each second number. */
function lineOf(ref: ImageReference, version: string): string {
  const [major, minor] = version.split('.');
  const both = minorCounts(publicName(ref)) || (publicName(ref) === 'postgres' && Number(major) < 10);
  return both ? `${major}.${minor ?? ''}` : `${major}`;
}
