/** The scripts of the workspace that the image of a stage starts with. */
import { type CopiedFile, copiedFiles } from '../dockerfile/copied-files.ts';
import type { Dockerfile, Stage } from '../dockerfile/model.ts';
import { chainOf, startInstructions, startScripts } from '../dockerfile/start-scripts.ts';
import { scriptsRun } from '../shell/shell.ts';
import { posix } from '../text/paths.ts';
import { contextsOf } from '../workspace/dockerignore.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';

/** Such a script. `context`: the folder that the build then has. */
export interface StartFile {
  readonly context: string;
  readonly path: string;
  readonly text: string;
}

/** The folders that a build of the Dockerfile may have as its context: those that services name, its own, and all above it. */
export function possibleContexts(workspace: WorkspaceIndex, dockerfile: string): string[] {
  const own = contextsOf(workspace, dockerfile);
  const above: string[] = [];
  for (let folder = posix.dirname(dockerfile); folder !== ''; folder = posix.dirname(folder)) above.push(folder);
  return [...new Set([...own, ...above, ''])];
}

/** The script at a path of the build context, in the nearest context that has it. */
export function startFile(script: string, contexts: readonly string[], workspace: WorkspaceIndex): StartFile[] {
  for (const context of contexts) {
    const path = posix.join(context, script);
    const text = workspace.text(path);
    if (text !== undefined) return [{ context, path, text }];
  }
  return [];
}

export function startFiles(stage: Stage, file: Dockerfile, path: string, workspace: WorkspaceIndex): StartFile[] {
  const contexts = possibleContexts(workspace, path);
  const scripts = [...startScripts(stage).paths, ...scriptsFromStages(stage, file)];
  return scripts.flatMap((script) => startFile(script, contexts, workspace));
}

/** The scripts that the stage starts with by name, and whose text is in no file of the workspace and not in the Dockerfile. */
export function unreadScripts(stage: Stage, file: Dockerfile, path: string, workspace: WorkspaceIndex): string[] {
  const named = scriptNames(stage).filter((name) => /\.(?:sh|bash)$|entry-?point[\w-]*$/.test(name));
  if (named.length === 0 || startScripts(stage).texts.length > 0) return [];
  return startFiles(stage, file, path, workspace).length > 0 ? [] : named;
}

const scriptNames = (stage: Stage): string[] => [
  ...new Set(startInstructions(stage).flatMap((i) => i.commands().flatMap(scriptsRun))),
];

/** Where a script lies in the build context that comes into the image by `COPY --from` another stage. */
function scriptsFromStages(stage: Stage, file: Dockerfile): string[] {
  const wanted = scriptNames(stage).filter((name) => name.startsWith('/'));
  if (wanted.length === 0) return [];
  return chainOf(stage).flatMap((s) =>
    s.instructions.flatMap((i) => {
      const from =
        i.keyword === 'COPY' ? i.flags.find((flag) => flag.name === 'from')?.value?.toLowerCase() : undefined;
      const source = file.stages.find(
        (one) => one.index < s.index && (one.name === from || String(one.index) === from),
      );
      const words = (i.exec ?? i.args).map(({ text }) => text);
      const target = posix.join('', words.at(-1) ?? '');
      if (!source) return [];
      return words.slice(0, -1).flatMap((word) =>
        wanted.flatMap((name) => {
          const inImage = posix.join('', name);
          const copied = posix.join('', word);
          const isIt = inImage === target || inImage === posix.join(target, posix.basename(copied));
          return isIt ? contextPaths(copied, copiedFiles(source)) : [];
        }),
      );
    }),
  );
}

/** Where the file at a path of an image (relative to its root) may lie in the build context. */
export function contextPaths(inImage: string, copies: readonly CopiedFile[]): string[] {
  return copies.flatMap(({ from, to, folder }) => {
    if (inImage === (folder ? posix.join(to, posix.basename(from)) : to)) return [from];
    if (to !== '' && !inImage.startsWith(`${to}/`)) return [];
    return [posix.join(from, to === '' ? inImage : inImage.slice(to.length + 1))];
  });
}
