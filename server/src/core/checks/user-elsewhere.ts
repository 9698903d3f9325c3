/** What outside of its own file keeps a container root: scripts of the repository, and folders of the host that belong to root. */
import { copiedFiles } from '../dockerfile/copied-files.ts';
import type { Container, HostMount } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import type { Context } from '../rule/rule.ts';
import { changesUser, effectiveCommands, parseShell, rootWork } from '../shell/shell.ts';
import { posix } from '../text/paths.ts';
import { builtStage } from './built-stage.ts';
import { likelyBuild } from './likely-build.ts';
import { writesAsRoot } from './needs-root.ts';
import { contextPaths, possibleContexts, startFile } from './start-files.ts';

/** Whether another user could not do what the container does. Reads files that have no facts: only fixes may ask. */
export const needsRootElsewhere = (container: Container, ctx: Context): boolean =>
  commandScripts(container, ctx).some((script) => worksAsRoot(script, container)) ||
  createdFolders(container, ctx).length > 0;

/** The texts of the scripts of the workspace that the container's command names: they are mounted, or the image copies them. */
function commandScripts(container: Container, ctx: Context): string[] {
  const paths = containerCommands(container).flatMap(({ command }) =>
    command.words.flatMap((word) => word.raw.split(/[\s"'|;&<>()=]+/).filter((part) => part.startsWith('/'))),
  );
  return [...new Set(paths)].flatMap((path) => {
    const mounted = container.hostMounts.flatMap((mount) => mountedText(path, mount, ctx));
    return mounted.length > 0 ? mounted : copiedText(path, container, ctx);
  });
}

function mountedText(path: string, mount: HostMount, ctx: Context): string[] {
  const folder = inWorkspace(mount, ctx);
  const target = mount.target?.replace(/\/+$/, '');
  if (folder === undefined || !target || !`${path}/`.startsWith(`${target}/`)) return [];
  const text = ctx.workspace.text(posix.join(folder, path.slice(target.length + 1)));
  return text === undefined ? [] : [text];
}

function copiedText(path: string, container: Container, ctx: Context): string[] {
  const { owner } = container;
  const built = owner.origin === 'compose' && owner.build ? builtStage(owner.build, ctx) : likelyBuild(container, ctx);
  if (!built) return [];
  const unit = ctx.workspace.dockerfile(built.path)?.place.unit;
  const stage = unit?.kind === 'dockerfile' ? unit.dockerfile.stages[built.stage.index] : undefined;
  if (!stage) return [];
  const contexts = possibleContexts(ctx.workspace, built.path);
  const sources = contextPaths(posix.join('', path), copiedFiles(stage));
  return sources.flatMap((source) => startFile(source, contexts, ctx.workspace).map(({ text }) => text));
}

/** The workspace path of a bind mount's source; `undefined` if it lies elsewhere or has a variable. */
function inWorkspace({ source }: HostMount, ctx: Context): string | undefined {
  if (!/^\.{1,2}(?:\/|$)/.test(source) || source.includes('$')) return undefined;
  const path = posix.join(posix.dirname(ctx.unit.path), source);
  return path === '' || posix.isInside(path) ? path : undefined;
}

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
