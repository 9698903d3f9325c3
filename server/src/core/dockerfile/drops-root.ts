import { type StepDown, stepDown } from '../image/knowledge/user/step-down.ts';
import type { ImageReference } from '../image/reference.ts';
import type { Stage } from './model.ts';

/** Programs that start as root and then change to another user. */
const PROGRAMS = new Set(['gosu', 'su-exec', 'setpriv', 'runuser', 's6-setuidgid', 'chpst', 'setuidgid']);

/** Those of them that have no other purpose: images install them only to drop root. */
const INSTALLED = /(?:^|[\s/])(?:gosu|su-exec)(?=[\s;\\"']|$)/;

/**
 * Whether the program of the stage drops root by itself: its ENTRYPOINT or CMD runs such a program, or its ENTRYPOINT is a script and the
 * stage installs such a program.
 */
export function dropsRoot(stage: Stage): boolean {
  let script = false;
  for (const i of stage.instructions) {
    if (i.keyword !== 'ENTRYPOINT' && i.keyword !== 'CMD') continue;
    for (const { words } of i.commands()) {
      if (words.some((w) => PROGRAMS.has(w.literal ?? ''))) return true;
      if (i.keyword === 'ENTRYPOINT' && /\.sh$|entry-?point[\w-]*$/.test(words[0]?.literal ?? '')) script = true;
    }
  }
  return script && stage.instructions.some((i) => /^(?:RUN|COPY|ADD)$/.test(i.keyword) && INSTALLED.test(i.argsText));
}

/** Whether the stage is root only at the start: its own entrypoint drops root, or it sets no user and its image is known to drop root. */
export const rootOnlyAtStart = (stage: Stage): boolean =>
  dropsRoot(stage) ||
  (stage.user.origin.kind === 'image' && imageStepDown(stage, stage.user.origin.reference) !== undefined);

/** How the base image of a stage gives up root, if the stage sets the variable that it asks for, and not the one that forbids it. */
export function imageStepDown(stage: Stage, reference: ImageReference): StepDown | undefined {
  const step = stepDown(reference);
  const isSet = (name: string | undefined): boolean =>
    stage.instructions.some((i) => i.variables.some((v) => v.kind === 'ENV' && v.name === name));
  return step && (step.when === undefined || isSet(step.when)) && !isSet(step.unless) ? step : undefined;
}
