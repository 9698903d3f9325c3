/** What needs a committed environment file, beside the Compose files that load it. */
import { posix } from '../../text/paths.ts';
import type { WorkspaceIndex } from '../../workspace/index.ts';
import { isComment, type Mention } from '../../workspace/plain-text.ts';
import { type Caller, composeCallers } from './callers.ts';
import { logicalLine, mayMean, namedIn, pathAt } from './named-file.ts';

/** A build, release or settings of a build take the file along. */
const TAKES = /\b(?:cp|scp|rsync|curl|wget|upload|release|artifacts?|assets)\b/i;

/** Whether an image or a release takes a copy of the file: in a fresh clone it fails, or ships without the file. */
export const isCopied = (workspace: WorkspaceIndex, file: string): boolean =>
  workspace.of('dockerfile').some(({ place: { unit } }) => namesInDockerfile(workspace, unit, file)) ||
  uses(workspace, file).some((mention) => isBuildSettings(mention.path) || TAKES.test(logicalLine(mention)));

/** `nest-cli.json`, `angular.json`: what they list, the build copies. `package.json` holds commands. */
const isBuildSettings = (path: string): boolean => path.endsWith('.json') && posix.basename(path) !== 'package.json';

function namesInDockerfile(workspace: WorkspaceIndex, unit: Pick<Mention, 'path' | 'text'>, file: string): boolean {
  const name = posix.basename(file);
  for (let offset = unit.text.indexOf(name); offset >= 0; offset = unit.text.indexOf(name, offset + name.length)) {
    const mention = { path: unit.path, text: unit.text, offset };
    const written = pathAt(mention, name.length);
    if (written !== undefined && !isComment(mention) && mayMean(workspace, written, mention, file)) return true;
  }
  return false;
}

/** The scripts and jobs that read the file, or that start one of the Compose files at `loading`, which need it. */
export function usersOf(workspace: WorkspaceIndex, file: string, loading: readonly string[]): Caller[] {
  const starts = [...new Set(loading)].flatMap((path) => composeCallers(workspace, path));
  const all = [...uses(workspace, file), ...starts].map(({ path, line }): Caller => ({ path, line }));
  return [...new Map(all.map((caller) => [`${caller.path}:${caller.line}`, caller])).values()];
}

/** The lines that name the file, without those that make it or only ask whether it exists. */
const uses = (workspace: WorkspaceIndex, file: string): Mention[] => {
  const name = posix.basename(file).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const makes = new RegExp(
    `>\\s*["']?[^\\s"']*${name}|\\b(?:cp|copy|mv|ln|touch|tee|rm)\\b[^;&|]*${name}["']?\\s*(?:$|[;&|)])|(?:-[fes]|exists\\w*\\()\\s*["']?[^\\s"']*${name}`,
  );
  return namedIn(workspace, file).filter((mention) => !makes.test(logicalLine(mention)));
};
