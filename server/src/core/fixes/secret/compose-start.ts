/** How a Compose file is started: where its `.env` lies, and what the scripts and jobs that start it need. */
import { posix } from '../../text/paths.ts';
import type { WorkspaceIndex } from '../../workspace/index.ts';
import { inFolder as filesIn } from '../../workspace/keys.ts';
import { composeCallers, listed } from './callers.ts';

/**
 * Whether the file is loaded after one of another folder. Compose reads the `.env` of that folder, and relative paths begin there. An override
 * whose folder has no file to change is loaded after one of another folder. Source: Compose manual, "Merge Compose files".
 */
export function isRelativeToOther(workspace: WorkspaceIndex, path: string): boolean {
  const isOverride = /override/i.test(posix.basename(path));
  const isAlone = (): boolean =>
    !workspace
      .of('service', filesIn(posix.dirname(path)))
      .some(({ place }) => place.unit.path !== path && !/override/i.test(posix.basename(place.unit.path)));
  return (isOverride && isAlone()) || composeCallers(workspace, path).some((caller) => caller.startsElsewhere);
}

/** The note on scripts and jobs that start the file, and stop where a variable is not set; none if there are none. */
export function startNotes(workspace: WorkspaceIndex, path: string, names: readonly string[]): string[] {
  const callers = composeCallers(workspace, path);
  if (callers.length === 0) return [];
  const list = names.map((name) => `\`${name}\``).join(' and ');
  const [start, stop, are] = [
    callers.length > 1 ? 'start' : 'starts',
    callers.length > 1 ? 'stop' : 'stops',
    names.length > 1 ? 'are' : 'is',
  ];
  return [`${listed(callers, 3)} ${start} this file, and ${stop} where ${list} ${are} not set`];
}
