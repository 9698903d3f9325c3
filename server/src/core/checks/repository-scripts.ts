/** The scripts of the repository that a container runs: they are mounted, or its image copies them. */
import { copiedFiles } from '../dockerfile/copied-files.ts';
import type { Container, HostMount } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import type { Context } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';
import { builtStage } from './built-stage.ts';
import { likelyBuild } from './likely-build.ts';
import { contextPaths, possibleContexts, startFile, startFiles } from './start-files.ts';

/** The texts of the scripts that the container's command names by their path in the container. Reads files that have no facts: only fixes may ask. */
export function commandScripts(container: Container, ctx: Context): string[] {
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
  const built = builtOf(container, ctx);
  if (!built) return [];
  const contexts = possibleContexts(ctx.workspace, built.path);
  const sources = contextPaths(posix.join('', path), copiedFiles(built.stage));
  return sources.flatMap((source) => startFile(source, contexts, ctx.workspace).map(({ text }) => text));
}

/** The stage of the workspace that the image is built from, as it is now. */
function builtOf(container: Container, ctx: Context) {
  const { owner } = container;
  const built = owner.origin === 'compose' && owner.build ? builtStage(owner.build, ctx) : likelyBuild(container, ctx);
  const unit = built && ctx.workspace.dockerfile(built.path)?.place.unit;
  const file = unit?.kind === 'dockerfile' ? unit.dockerfile : undefined;
  const stage = built && file?.stages[built.stage.index];
  return built && file && stage ? { path: built.path, file, stage } : undefined;
}

/** The texts of the scripts that start the image, where the container does not replace its command. */
export function imageScripts(container: Container, ctx: Context): string[] {
  const built = container.command.length === 0 ? builtOf(container, ctx) : undefined;
  return built ? startFiles(built.stage, built.file, built.path, ctx.workspace).map(({ text }) => text) : [];
}

/**
 * The folder that a Next.js server of the image writes beside its build: generated pages and optimized images. `undefined` if the stage holds no such build.
 * Source: nextjs.org, "How to self-host your Next.js application", "Caching and ISR"; read on 2026-11-30.
 */
export function nextCache(container: Container, ctx: Context): string | undefined {
  const instructions = builtOf(container, ctx)?.stage.instructions ?? [];
  const build = instructions.find((i) => /^(?:COPY|RUN|CMD|ENTRYPOINT)$/.test(i.keyword) && NEXT.test(i.argsText));
  const folder = build && instructions.findLast((i) => i.keyword === 'WORKDIR')?.argsText.trim();
  return build && `/${posix.join(folder ?? '', '.next/cache').replace(/^\/+/, '')}`;
}

/** The folder of a build, or a command of its own program. */
const NEXT = /(?:^|[\s/"'])\.next(?:[\s/"']|$)|\bnext(?:["'],\s*["']|\s+)(?:build|start)\b/;

/** The texts of the scripts that some image of the workspace copies, with the file's name that the command starts with: `nginx-entrypoint.sh`. */
export function namedScripts({ command }: Container, { workspace }: Context): string[] {
  const name = command[0]?.text.trim().split(/\s+/)[0] ?? '';
  if (!/^[\w.-]+\.(?:sh|bash)$|^[\w.-]*entry-?point$/.test(name)) return [];
  return workspace.of('dockerfile').flatMap(({ fact, place }) => {
    const sources = fact.stages.flatMap(({ memory }) => memory.copies.map(({ from }) => from));
    const contexts = possibleContexts(workspace, place.unit.path);
    return [...new Set(sources)]
      .filter((from) => posix.basename(from) === name)
      .flatMap((from) => startFile(from, contexts, workspace).map(({ text }) => text));
  });
}

/** The workspace path of a bind mount's source; `undefined` if it lies elsewhere or has a variable. */
export function inWorkspace({ source }: HostMount, ctx: Context): string | undefined {
  if (!/^\.{1,2}(?:\/|$)/.test(source) || source.includes('$')) return undefined;
  const path = posix.join(posix.dirname(ctx.unit.path), source);
  return path === '' || posix.isInside(path) ? path : undefined;
}
