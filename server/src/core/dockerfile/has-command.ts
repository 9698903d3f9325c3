import type { Stage } from './model.ts';

/** Whether the stage, or a stage that it is FROM, has a CMD or ENTRYPOINT. Ignores those of the image at the root of the chain. */
export function hasCommand(stage: Stage): boolean {
  let here: Stage | undefined = stage;
  while (here) {
    if (here.instructions.some((i) => i.keyword === 'CMD' || i.keyword === 'ENTRYPOINT')) return true;
    here = here.source.kind === 'stage' ? here.source.stage : undefined;
  }
  return false;
}
