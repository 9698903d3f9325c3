/** How a Compose file is started: where its `.env` lies, and what the scripts and jobs that start it need. */
import type { ComposeFileUnit } from '../../domain/unit.ts';
import { posix } from '../../text/paths.ts';
import type { WorkspaceIndex } from '../../workspace/index.ts';
import { inFolder as filesIn } from '../../workspace/keys.ts';
import { isJob } from '../../workspace/plain-text.ts';
import { composeCallers, listed } from './callers.ts';

/**
 * Whether the file is loaded after one of another folder. Compose reads the `.env` of that folder, and relative paths begin there. So is a file
 * that changes services which no file of its folder defines. Source: Compose manual, "Merge Compose files".
 */
export const isRelativeToOther = (workspace: WorkspaceIndex, unit: ComposeFileUnit): boolean =>
  changesOther(workspace, unit) || composeCallers(workspace, unit.path).some((caller) => caller.startsElsewhere);

const isOverride = (path: string): boolean => /override/i.test(posix.basename(path));

function changesOther(workspace: WorkspaceIndex, { path, compose }: ComposeFileUnit): boolean {
  const beside = workspace.of('service', filesIn(posix.dirname(path))).filter(({ place }) => place.unit.path !== path);
  if (isOverride(path)) return beside.every(({ place }) => isOverride(place.unit.path));
  return compose.services.some(
    ({ name, container, build }) =>
      !container.image &&
      !build &&
      !container.lens.get('extends').node &&
      !beside.some(({ fact }) => fact.name === name && (fact.image ?? fact.build) !== undefined),
  );
}

/** Whether so many jobs of build servers start the file that it is meant to start without more files and variables. */
export const isForJobs = (workspace: WorkspaceIndex, { path }: ComposeFileUnit): boolean =>
  composeCallers(workspace, path).filter((caller) => isJob(caller.path)).length >= 3;

/** The note on scripts and jobs that start the file, and stop without what Git does not bring; none if there are none. */
export function startNotes(workspace: WorkspaceIndex, path: string, without: string): string[] {
  const callers = composeCallers(workspace, path);
  if (callers.length === 0) return [];
  const [start, stop] = callers.length > 1 ? ['start', 'stop'] : ['starts', 'stops'];
  return [`${listed(callers, 3)} ${start} this file, and ${stop} ${without}`];
}

/** `where `A` and `B` are not set`: for `startNotes`. */
export const unset = (names: readonly string[]): string =>
  `where ${names.map((name) => `\`${name}\``).join(' and ')} ${names.length > 1 ? 'are' : 'is'} not set`;
