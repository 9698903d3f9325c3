import { dropsPrivileges } from '../image/knowledge/user/drops-privileges.ts';
import type { Stage } from './model.ts';

/** Programs that start as root only to become somebody else. */
const PROGRAMS = new Set(['gosu', 'su-exec', 'setpriv', 'runuser', 's6-setuidgid', 'chpst', 'setuidgid']);

/** Programs that are installed for that alone. */
const INSTALLED = /(?:^|[\s/])(?:gosu|su-exec)(?=[\s;\\"']|$)/;

/**
 * Whether what the stage starts hands over to another user by itself, as far as its ENTRYPOINT and CMD show, or, where the ENTRYPOINT is a
 * script, the programs that are installed for it.
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

/** Whether the stage is root only at the start: by its own entrypoint, or, where it names no user, by that of an image known to do so. */
export const rootOnlyAtStart = (stage: Stage): boolean =>
  dropsRoot(stage) || (stage.user.origin.kind === 'image' && dropsPrivileges(stage.user.origin.reference));
