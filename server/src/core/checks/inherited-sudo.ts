/** Whether an image has `sudo` from the one that it is built on. */
import { packagesOf } from '../dockerfile/installed-packages.ts';
import type { Stage } from '../dockerfile/model.ts';
import { chainOf } from '../dockerfile/start-scripts.ts';
import { isDistribution } from './bare-distribution.ts';

/**
 * Whether the program comes with the image at the root of the stages, so that no change of this Dockerfile takes it out: nothing here installs it. Distributions have none, and a base that is not known may be one.
 */
export function hasSudoFromBase(stage: Stage): boolean {
  const { source } = chainOf(stage).at(-1)!;
  if (source.kind !== 'image' || source.reference === undefined || isDistribution(source.reference)) return false;
  return !packagesOf(stage).some((name) => /^sudo(?:=|$)/.test(name));
}
