/** What outside of its own file keeps a container root: scripts of the repository, and folders of the host that belong to root. */
import type { Container, HostMount } from '../domain/container.ts';
import type { Context } from '../rule/rule.ts';
import { changesUser, effectiveCommands, parseShell, rootWork } from '../shell/shell.ts';
import { writesAsRoot } from './needs-root.ts';
import { commandScripts, inWorkspace } from './repository-scripts.ts';

/** Whether another user could not do what the container does. Reads files that have no facts: only fixes may ask. */
export const needsRootElsewhere = (container: Container, ctx: Context): boolean =>
  commandScripts(container, ctx).some((script) => worksAsRoot(script, container)) ||
  createdFolders(container, ctx).length > 0;

/** Longer scripts are not read. */
const MAX_SCRIPT = 100_000;

function worksAsRoot(text: string, container: Container): boolean {
  if (text.length > MAX_SCRIPT) return false;
  // A script that asks who it is also works as another user.
  const asks = /\bid\s+-u\b|\$\{?E?UID\b|\bwhoami\b/.test(text);
  const { commands } = parseShell({ text, at: (i) => i });
  return commands.some(
    (outer) =>
      !(asks && outer.depth > 0) &&
      (changesUser(outer) ||
        effectiveCommands(outer).some(
          ({ command }) => rootWork(command) !== undefined || writesAsRoot(command, container),
        )),
  );
}

/**
 * The bind mounts whose folder is not in the repository: Docker creates it when it first starts the service, and it then belongs to root. The
 * program writes there, since there is nothing else in it. Empty where it is not known which files Git has.
 */
export function createdFolders(container: Container, ctx: Context): HostMount[] {
  const folders = ctx.workspace.repository?.folders;
  if (!folders || container.origin !== 'compose') return [];
  return container.hostMounts.filter((mount) => {
    const path = inWorkspace(mount, ctx);
    const isFile = /\.\w+$/.test(mount.source) || /\.\w+$/.test(mount.target ?? '');
    return path !== undefined && path !== '' && !mount.readOnly && !isFile && !folders.has(path) && !isThere(path, ctx);
  });
}

const isThere = (path: string, { workspace }: Context): boolean =>
  workspace.text(path) !== undefined || workspace.repository?.tracked?.has(path) === true;
