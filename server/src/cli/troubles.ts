/** Files and folders that could not be read, and how each affects the exit code. */
import * as path from 'node:path';
import { classify } from '../core/files/classify.ts';
import { isCandidate } from '../host/candidates.ts';
import { type ReadResult, readInside, TOO_LARGE } from '../host/node.ts';
import { mayChangeNamed } from '../host/node-inside.ts';

/** A file or folder that could not be read. */
export interface Trouble {
  /** Relative to the workspace's root, with `/`. A folder ends with `/`; the root is ''. */
  readonly path: string;
  readonly message: string;
  /**
   * `usage`: a path on the command line is not a file. `config`: a configuration. `unread`: a file that should have been checked.
   * `context`: a file that only helps to check others; this is not a failure.
   */
  readonly kind: 'usage' | 'config' | 'unread' | 'context';
}

type Failure = Exclude<ReadResult, { readonly text: string }>;

/** `named`: the command line names this file. `undefined` if the file was removed after the folder was listed. */
export function troubleOf(file: string, failure: Failure, named: boolean): Trouble | undefined {
  const { problem, message } = failure;
  if (problem === 'missing' || problem === 'no-file') return named ? { path: file, message, kind: 'usage' } : undefined;
  // A folder lists its links itself; a link that took the place of a file meanwhile is not followed.
  if (problem === 'outside') return { path: file, message, kind: 'context' };
  return { path: file, message, kind: kindOf(file, failure, named) };
}

/**
 * The trouble with a link in a folder: nothing is read through it. `undefined` if its target lies in the folder, where it is read under its
 * own name, or if the link has the name of a file that only helps to check others. A configuration applies to the folder of its own name.
 */
export function linkTrouble(folder: string, file: string): Trouble | undefined {
  const isConfig = classify(file, '') === 'config';
  if (!isConfig && (!isCandidate(file) || mayChangeNamed(folder, path.join(folder, file)))) return undefined;
  const message = isConfig
    ? 'is a symbolic link and was not read; `--config` can name it'
    : 'is a symbolic link that leads out of the folder, or nowhere, and was not read';
  return { path: file, message, kind: 'context' };
}

/** Decides by the file's name, and for a large file also by its first 64 KB: a large API description must not break a build. */
function kindOf(file: string, failure: Failure, named: boolean): Trouble['kind'] {
  if (classify(file, '') === 'config') return 'config';
  if (failure.problem === 'too-large') return classify(file, failure.beginning) === 'other' ? 'context' : 'unread';
  return named || isCandidate(file) ? 'unread' : 'context';
}

/** The same trouble for a file that is not reported itself. A configuration keeps its kind, since it applies to other files. */
export const asContext = (trouble: Trouble): Trouble =>
  trouble.kind === 'unread' ? { ...trouble, kind: 'context' } : trouble;

/** The trouble with a file of git's index. For a large file it reads the beginning on disk, which is usually the same. */
export function stagedTrouble(root: string, file: string, message: string): Trouble {
  const onDisk = message === TOO_LARGE ? readInside(root, file) : undefined;
  const failure: Failure =
    onDisk && 'beginning' in onDisk ? { ...onDisk, message } : { problem: 'unreadable', message };
  return { path: file, message, kind: kindOf(file, failure, false) };
}
