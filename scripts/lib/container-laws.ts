/**
 * Laws about the containers that a fix changes, whatever the fix is for: what a container breaks afterwards, it broke before. Each law names
 * what one state of a container breaks.
 */
import { brokenCapabilities } from './capability-law.ts';
import { brokenExclusions } from './exclusion-law.ts';
import { brokenLimits } from './limit-law.ts';
import { type ContainerState, containersOf } from './resolved/containers.ts';
import type { FilePair } from './resolved/model.ts';
import type { FileOf } from './resolved/workspace.ts';

/** What the state of a container breaks, as texts that do not depend on the values that a fix may change. */
export type Law = (container: ContainerState, file: FileOf) => readonly string[];

const LAWS: readonly Law[] = [brokenCapabilities, brokenLimits, brokenExclusions];

/** What the containers of the compared files break after a change but not before. `file` gives any file of the workspace. */
export function containerFailures(files: readonly FilePair[], file: FileOf): string[] {
  return files.flatMap(({ path, before, after }) => {
    const was = new Map(containersOf(path, before).map((c) => [c.name, c]));
    return containersOf(path, after).flatMap((now) => {
      const old = was.get(now.name);
      // A new container breaks what it breaks.
      const known = new Set(old ? LAWS.flatMap((law) => law(old, file)) : []);
      const broken = LAWS.flatMap((law) => law(now, file)).filter((one) => !known.has(one));
      return [...new Set(broken)].map((one) => `breaks a law: ${path} / ${now.name}: ${one}`);
    });
  });
}
