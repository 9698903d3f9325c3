import { dropsPrivileges } from '../image/knowledge/drops-privileges.ts';
import type { Stage } from './model.ts';

/** Programs that start as root only to become somebody else. */
const PROGRAMS = new Set(['gosu', 'su-exec', 'setpriv', 'runuser', 's6-setuidgid', 'chpst', 'setuidgid']);

/** Whether what the stage starts hands over to another user by itself, as far as its ENTRYPOINT and CMD show. */
export const stepsDown = (stage: Stage): boolean =>
  stage.instructions.some(
    (i) =>
      (i.keyword === 'ENTRYPOINT' || i.keyword === 'CMD') &&
      i.commands().some((c) => c.words.some((w) => PROGRAMS.has(w.literal ?? ''))),
  );

/** Whether the stage is root only at the start: by its own entrypoint, or, where it names no user, by that of an image known to do so. */
export const rootOnlyAtStart = (stage: Stage): boolean =>
  stepsDown(stage) || (stage.user.origin.kind === 'image' && dropsPrivileges(stage.user.origin.reference));
