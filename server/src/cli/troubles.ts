/** What could not be read, and what follows from it. */
import * as path from 'node:path';
import { classify } from '../core/files/classify.ts';
import { isCandidate } from '../host/candidates.ts';
import { type ReadResult, readText, TOO_LARGE } from '../host/node.ts';

/** Something that could not be read. */
export interface Trouble {
  /** Relative to the workspace's root, with `/`; a folder's ends with `/`, the root's is ''. */
  readonly path: string;
  readonly message: string;
  /**
   * `usage`: the user named a path that is no file. `config`: a configuration. `unread`: it should have been judged. `helps`: others are
   * judged with less knowledge, which is no failure.
   */
  readonly kind: 'usage' | 'config' | 'unread' | 'helps';
}

type Failure = Exclude<ReadResult, { readonly text: string }>;

/** `named`: the user asked for just this file. `undefined`: it has been removed since the folder was listed. */
export function troubleOf(file: string, failure: Failure, named: boolean): Trouble | undefined {
  const { problem, message } = failure;
  if (problem === 'missing' || problem === 'no-file') return named ? { path: file, message, kind: 'usage' } : undefined;
  return { path: file, message, kind: kindOf(file, failure, named) };
}

/** By its name, or by what can be read of its beginning: a large API description must not break a build. */
function kindOf(file: string, failure: Failure, named: boolean): Trouble['kind'] {
  if (classify(file, '') === 'config') return 'config';
  if (failure.problem === 'too-large') return classify(file, failure.beginning) === 'other' ? 'helps' : 'unread';
  return named || isCandidate(file) ? 'unread' : 'helps';
}

/** The same trouble with a file that is not to be reported. A configuration stays one: it says how others are judged. */
export const helping = (trouble: Trouble): Trouble =>
  trouble.kind === 'unread' ? { ...trouble, kind: 'helps' } : trouble;

/** Of a file of git's index. The beginning of a large one is looked at on disk, where it mostly is the same. */
export function stagedTrouble(root: string, file: string, message: string): Trouble {
  const onDisk = message === TOO_LARGE ? readText(path.join(root, file)) : undefined;
  const failure: Failure =
    onDisk && 'beginning' in onDisk ? { ...onDisk, message } : { problem: 'unreadable', message };
  return { path: file, message, kind: kindOf(file, failure, false) };
}
