import { memoLast } from '../text/memo-last.ts';
import type { Dockerfile, Stage } from './model.ts';

/** The stages whose layers are part of the final image. */
export const finalImageStages = memoLast((file: Dockerfile): ReadonlySet<Stage> => {
  const found = new Set<Stage>();
  let here = file.stages.at(-1);
  while (here && !found.has(here)) {
    found.add(here);
    here = here.source.kind === 'stage' ? here.source.stage : undefined;
  }
  return found;
});

/** Whether the final image takes files from the stage, or from one that does, and no layer: what else is in it nobody runs. */
export const isOnlyForBuild = (file: Dockerfile, stage: Stage | undefined): boolean =>
  stage?.reachable === true && !finalImageStages(file).has(stage);
