/** How images that start as root run their service as another user. A missing USER is no finding there, and an added one may break them. */
import type { ImageReference } from '../../reference.ts';
import type { Ids } from '../data/image-users.ts';
import { compareVersions, readTag, type TagParts } from '../tag/tags.ts';
import { ADDED_STEP_DOWNS, type AddedStepDown, type InitServer } from './step-down-additions.ts';
import { knownName, userRow, withStar } from './user-row.ts';

export interface StepDown extends Ids {
  /** `gosu`, `su-exec`, `setpriv` …; `program`: the service itself changes its user. */
  readonly by: string;
  /** The user that runs the service: a name, a number, or `undefined` when unknown. */
  readonly to?: string;
  /** Only if all these variables of the environment are set. Empty: always. */
  readonly when: readonly string[];
  /** Not if this variable of the environment is set. */
  readonly unless?: string;
  /** The capabilities without which it is impossible. */
  readonly needs: readonly string[];
  /** What happens without them. */
  readonly without: 'stays root' | 'does not start';
  /** The capabilities that the entrypoint uses before, to take over the files of the service. */
  readonly owns: readonly string[];
  /** A part of the service keeps root (the master process of a web server). */
  readonly partly: boolean;
  /** The entrypoint ends a server of the other user before it gives up root. */
  readonly initServer?: InitServer;
}

const ADDED = new Map<string, AddedStepDown>();
for (const row of ADDED_STEP_DOWNS) for (const image of row.images.split(' ')) ADDED.set(image, row);

const NEEDS = ['SETGID', 'SETUID'];
const OWNS = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'];

/** How the image gives up root; `undefined` when it does not start as root, keeps root, or is unknown. */
export function stepDown(ref: ImageReference): StepDown | undefined {
  const row = userRow(ref);
  const name = knownName(ref);
  const added = ADDED.get(name) ?? ADDED.get(withStar(name));
  const tag = readTag(ref.tag);
  if (row !== undefined && row.user !== 'root') return undefined;
  const fits = added?.words === undefined || added.words.some((word) => tag.words.includes(word));
  const drops = row?.drops ?? (fits ? added?.drops : undefined);
  if (drops === undefined) return undefined;
  const { by, to, uid, gid, when } = drops;
  const optional = added?.optional && isSince(tag, added.optional.since) ? added.optional : undefined;
  return {
    by,
    ...(to === undefined ? {} : { to }),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    when: added?.whenAll ?? (when === undefined ? [] : [when]),
    ...(optional === undefined ? {} : { unless: optional.unless }),
    needs: NEEDS,
    without: optional === undefined ? 'does not start' : 'stays root',
    owns: added?.ownsNothing ? [] : OWNS,
    partly: added?.partly ?? false,
    ...(added?.initServer === undefined ? {} : { initServer: added.initServer }),
  };
}

/**
 * Whether a container's command starts the service of its image, for which alone its entrypoint changes the user: an option of the service,
 * or a program with the image's name, such as `redis-server` and `mongod`. `word`: the first word of the command.
 */
export function isServiceOf(ref: ImageReference, word: string | undefined): boolean {
  const program = word?.replace(/^["']|["']$/g, '');
  const image = knownName(ref).replace(/^.*\//, '');
  return program !== undefined && (program.startsWith('-') || program.replace(/^.*\//, '').startsWith(image));
}

/** Whether a version is not older than the first one of its own line. A tag without a version, or a whole line, is its newest version. */
function isSince({ version }: TagParts, firsts: readonly string[]): boolean {
  if (version === undefined) return true;
  const newest = firsts.at(-1)!;
  return firsts.some(
    (first) =>
      first.startsWith(`${version}.`) ||
      (compareVersions(version, first) >= 0 && (first === newest || lineOf(version) === lineOf(first))),
  );
}

const lineOf = (version: string): string => version.split('.').slice(0, 2).join('.');

export interface UserIds {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The user that such an image changes to, if it is known and also works as `user:` or `runAsUser` (with the image's usual volumes). */
export function runsAs(ref: ImageReference): UserIds | undefined {
  const step = stepDown(ref);
  if (!step || step.partly || step.when.length > 0) return undefined;
  const { to, uid, gid } = step;
  // Only root may listen on the ports below 1024, unless the runtime allows them for all.
  if (uid === undefined || gid === undefined || lowPorts(ref).length > 0) return undefined;
  return { name: to ?? String(uid), uid, gid };
}

/** The ports below 1024 on which the image listens, as its Dockerfile says. */
export const lowPorts = (ref: ImageReference): readonly number[] =>
  (userRow(ref)?.ports ?? []).map((port) => Number.parseInt(port, 10)).filter((port) => port < 1024);
