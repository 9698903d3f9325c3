/** Environment files that the repository ships as its configuration: a secret that moves there stays in Git. */
import { posix } from '../../text/paths.ts';
import { isMatchedByIgnore, isTracked } from '../../workspace/git-ignores.ts';
import type { WorkspaceIndex } from '../../workspace/index.ts';
import { foldersAbove, introductionsTo } from '../../workspace/introductions.ts';
import { inFolder } from './dotenv-text.ts';
import { interpolatedIn } from './env-readers.ts';
import { exampleIn } from './example-file.ts';

/**
 * Whether Git tracks the file at a workspace path, or, where the index is not known, a `.gitignore` takes it out of what it ignores, or the README tells people to edit it or Compose
 * files read its values, and nobody makes it from an example.
 */
export function isShipped(workspace: WorkspaceIndex, path: string): boolean {
  if (isTracked(workspace, path)) return true;
  if (workspace.repository?.tracked || workspace.text(path) === undefined || isMatchedByIgnore(workspace, path))
    return false;
  return isTakenOut(workspace, path) || isToldToEdit(workspace, path) || fillsCompose(workspace, path);
}

/** A `.env` with values that the Compose files beside it fill in, and no example to make it from: a clone without it starts something else, or nothing. */
function fillsCompose(workspace: WorkspaceIndex, path: string): boolean {
  if (exampleIn(workspace, posix.dirname(path)) !== undefined) return false;
  const lines = (workspace.text(path) ?? '').split(/\r?\n/);
  const names = lines.flatMap((line) => /^\s*(?:export\s+)?(\w+)\s*=\s*[^\s#]/.exec(line)?.[1] ?? []);
  return interpolatedIn(workspace, path, new Set(names)).length > 0;
}

/** `!.env` in a `.gitignore`. */
function isTakenOut(workspace: WorkspaceIndex, path: string): boolean {
  const name = posix.basename(path);
  return foldersAbove(path).some((folder) =>
    (workspace.text(inFolder(folder, '.gitignore')) ?? '')
      .split(/\r?\n/)
      .some((line) => line.startsWith('!') && posix.basename(line.slice(1).trim()) === name),
  );
}

const EDIT = /\b(?:edit|adjust|change|modify|customi[sz]e|configure|update|review|set|fill)\w*\b/i;
const MADE = /\b(?:cp|mv|copy|rename|create|touch|generate)\b|\.(?:example|sample|dist|template)\b/i;

function isToldToEdit(workspace: WorkspaceIndex, path: string): boolean {
  if (exampleIn(workspace, posix.dirname(path)) !== undefined) return false;
  const lines = introductionsTo(workspace, path)
    .flatMap((text) => text.split(/\r?\n/))
    .filter((line) => namesFile(line, posix.basename(path)));
  return lines.some((line) => EDIT.test(line)) && !lines.some((line) => MADE.test(line));
}

/** Whether a line holds the name as a word: not `.env.local`, and not `prod.env`. */
const namesFile = (line: string, name: string): boolean =>
  line
    .split(name)
    .some(
      (before, at, parts) =>
        at + 1 < parts.length && !/[\w.-]$/.test(before) && !/^(?:[\w-]|\.\w)/.test(parts[at + 1]!),
    );
