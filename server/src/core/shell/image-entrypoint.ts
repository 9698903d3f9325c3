/** Commands and scripts that end in the entrypoint of an image. */
import { effectiveCommands } from './effective.ts';
import { parseShell } from './parse.ts';
import type { ShellCommand } from './syntax.ts';

/** Longer scripts are not read. */
const MAX_SCRIPT = 100_000;

/** The name of the entrypoint in the official images that change their user in it. Source: ENTRYPOINT in github.com/redis/docker-library-redis debian/Dockerfile @0076c90a8028, read on 2026-11-30. */
const OFFICIAL = /(?:^|\/)docker-entrypoint\.sh$/;

/** Whether a command runs the entrypoint of an official image: `exec docker-entrypoint.sh redis-server`. */
export const runsImageEntrypoint = (command: ShellCommand): boolean =>
  effectiveCommands(command).some((one) => OFFICIAL.test(one.command.words[0]?.literal ?? ''));

/** Whether a script ends in the entrypoint of an official image. */
export function scriptRunsImageEntrypoint(text: string): boolean {
  if (text.length > MAX_SCRIPT) return false;
  const { commands } = parseShell({ text, at: (i) => i });
  const last = commands.at(-1);
  return last !== undefined && runsImageEntrypoint(last);
}

/** Services of Bitnami's images whose start script changes the user when root starts it, by the names of their folders. Sources: run.sh in github.com/bitnami/containers bitnami/etcd/3.6 @d7c747a358cb, bitnami/elasticsearch/8 @9175a302628e, read on 2026-11-30. */
const BITNAMI_SERVICES = 'etcd|elasticsearch';
const BITNAMI_START = /^\/opt\/bitnami\/scripts\/[a-z-]{1,40}\/(?:entrypoint|run)\.sh$/;
const BITNAMI_RUN = new RegExp(`^/opt/bitnami/scripts/(?:${BITNAMI_SERVICES})/run\\.sh$`);

/** Whether a command starts a service by a script of Bitnami that changes the user: `/opt/bitnami/scripts/etcd/run.sh`, alone or by the image's `entrypoint.sh`. */
export const runsBitnamiService = (command: ShellCommand): boolean =>
  effectiveCommands(command).some(({ command: { words } }) => {
    const [program = '', next = ''] = words.map(({ literal }) => literal ?? '');
    return BITNAMI_START.test(program) && (BITNAMI_RUN.test(program) || BITNAMI_RUN.test(next));
  });
