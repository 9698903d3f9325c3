/** Whether what runs in a container gives up root by itself, with the scripts that lie in the workspace. */
import type { OwnStepDown } from '../dockerfile/drops-root.ts';
import type { Container } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import { changesUser, scriptChangesUser } from '../shell/shell.ts';
import { posix } from '../text/paths.ts';
import { contextsOf } from '../workspace/dockerignore.ts';
import type { StageStart } from '../workspace/facts/dockerfile.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';

/** How a stage of the Dockerfile at a workspace path gives up root. */
export function stageStepDown(
  start: StageStart,
  dockerfile: string,
  workspace: WorkspaceIndex,
): OwnStepDown | undefined {
  if (start.stepDown || start.scripts.length === 0) return start.stepDown;
  // A build may also use the root of the repository as its context.
  const contexts = new Set([...contextsOf(workspace, dockerfile), '']);
  const steps = [...contexts].some((context) =>
    start.scripts.some((script) => scriptChangesUser(workspace.text(posix.join(context, script)) ?? '')),
  );
  return steps ? 'entrypoint' : undefined;
}

/** Whether a container's own command changes the user: `command: [gosu, app, server]`. */
export const commandStepsDown = (container: Container): boolean =>
  containerCommands(container).some(({ command }) => changesUser(command));
