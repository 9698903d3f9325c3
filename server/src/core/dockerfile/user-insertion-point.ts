import type { Instruction, Stage } from './model.ts';

/**
 * The instruction before which to insert a `USER` line: the first CMD or ENTRYPOINT after the last RUN of the stage. A RUN may need root;
 * COPY and ADD do not depend on USER. `undefined`: insert it at the end of the stage.
 */
export function userInsertionPoint(stage: Stage): Instruction | undefined {
  const lastRun = stage.instructions.findLastIndex((i) => i.keyword === 'RUN');
  return stage.instructions.slice(lastRun + 1).find((i) => i.keyword === 'CMD' || i.keyword === 'ENTRYPOINT');
}
