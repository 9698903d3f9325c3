/** Keeps root for the commands of a build when a stage, or the image of one, gets another user. */
import { insertAfter, insertBefore } from '../dockerfile/edit.ts';
import type { Dockerfile, Stage } from '../dockerfile/model.ts';
import { userInsertionPoint } from '../dockerfile/user-insertion-point.ts';
import type { TextEdit } from '../text/span.ts';

/** A stage whose RUN commands would run as the new user. `returns`: it has to get the new user again after them. */
export interface CommandStage {
  readonly stage: Stage;
  readonly returns: boolean;
}

/** Stages FROM `stage` whose commands would run as the user that `stage` ends with, if that were a new one. They end as before. */
export const commandsAfter = (file: Dockerfile, stage: Stage): CommandStage[] => commandStages(file, [], [stage]);

/**
 * Stages whose commands would run as the user of the image that the stages `first` are FROM, if that were another one. `wanted`, which is
 * one of them or FROM one, ends as that user. The others end as before.
 */
export const commandsOfImage = (file: Dockerfile, first: readonly Stage[], wanted: Stage): CommandStage[] =>
  commandStages(file, first, [], wanted);

/** `begin`: the stages that begin as a new user; `end`: those that end as one. So do stages FROM them. */
function commandStages(
  file: Dockerfile,
  begin: readonly Stage[],
  end: readonly Stage[],
  wanted?: Stage,
): CommandStage[] {
  const changed = new Set(end);
  const out: CommandStage[] = [];
  for (const stage of file.stages) {
    const { source, instructions } = stage;
    if (!begin.includes(stage) && !(source.kind === 'stage' && changed.has(source.stage))) continue;
    const user = instructions.findIndex((i) => i.keyword === 'USER');
    const runs = instructions.slice(0, user < 0 ? undefined : user).some((i) => i.keyword === 'RUN');
    const returns = runs && user < 0 && wanted !== undefined && buildsOn(wanted, stage);
    if (user < 0 && (!runs || returns)) changed.add(stage);
    if (runs) out.push({ stage, returns });
  }
  return out;
}

/** Whether `stage` is `base`, or FROM it through any number of stages. */
function buildsOn(stage: Stage, base: Stage): boolean {
  let here = stage;
  while (here !== base && here.source.kind === 'stage') here = here.source.stage;
  return here === base;
}

/** Writes `USER root` at the start of each stage, and `USER` with the number `uid` after its last command where it returns to it. */
export const keepRoot = (file: Dockerfile, stages: readonly CommandStage[], uid?: number): TextEdit[] =>
  stages.flatMap(({ stage, returns }) => [
    ...insertAfter(file, stage.from, ['USER root']),
    ...(returns && uid !== undefined ? userAtEnd(file, stage, [`USER ${uid}`]) : []),
  ]);

/** Inserts `lines`, the last of which is a `USER`, after the last command of a stage: see `userInsertionPoint`. */
export function userAtEnd(file: Dockerfile, stage: Stage, lines: readonly string[]): TextEdit[] {
  const before = userInsertionPoint(stage);
  return before ? insertBefore(file, before, lines) : insertAfter(file, stage.instructions.at(-1) ?? stage.from, lines);
}

/** A note that names the stages that end as root. */
export const keepsRootNotes = (stages: readonly CommandStage[]): string[] => {
  const names = stages.flatMap(({ stage, returns }) => (returns ? [] : [`\`${stage.name ?? stage.index}\``]));
  return names.length === 0 ? [] : [`the commands of ${names.join(' and ')} still run as root`];
};
