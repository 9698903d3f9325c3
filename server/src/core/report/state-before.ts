/** The state of the files before a change, and what the change did to them. Paths are those of the engine. */
import { BASELINE_NAME } from '../config/baseline.ts';
import { CONFIG_NAME } from '../config/settings.ts';
import { toolOfFile } from '../config/tool-files.ts';
import type { Engine } from '../engine/engine-interface.ts';
import { difference } from '../text/edits.ts';
import { posix } from '../text/paths.ts';
import { gitIgnores } from '../workspace/git-ignores.ts';
import { renames } from './renames.ts';

export interface StateBefore {
  /** The files that were not as they are now: their texts then; `undefined`: the file was not there. */
  readonly texts: ReadonlyMap<string, string | undefined>;
  /** The files that are no longer there, renamed ones included. */
  readonly gone: ReadonlySet<string>;
  /** The files that were not there, renamed ones included. */
  readonly added: ReadonlySet<string>;
  /** New paths of renamed files by old ones. */
  readonly moved: ReadonlyMap<string, string>;
  /** The lines of files as they are now, 1-based, that are new or edited. */
  readonly edited: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
 * Works it out. `engine` has the files of now. `before`: the texts of the files in the commit. `isUnknown`: nothing is known of what the commit
 * had there. Both states are judged by the configuration of now, since it is the change of the files that counts.
 */
export function stateBefore(
  engine: Engine,
  before: ReadonlyMap<string, string>,
  isUnknown: (path: string) => boolean,
): StateBefore {
  const now = new Map(engine.paths().map((file) => [file, engine.textOf(file)!]));
  const gone = only(before, now);
  const isUnchanged = (file: string): boolean =>
    before.has(file) || isKept(file) || isUnknown(file) || gitIgnores(engine.index, file);
  const added = new Map([...only(now, before)].filter(([file]) => !isUnchanged(file)));
  const moved = renames(gone, added);
  const texts = new Map<string, string | undefined>([...added.keys()].map((file) => [file, undefined]));
  for (const [file, text] of before) {
    const current = now.get(file);
    if (!isKept(file) && (current === undefined || !isSameText(current, text))) texts.set(file, text);
  }
  const origins = new Map([...moved].map(([from, to]) => [to, from]));
  const edited = new Map<string, ReadonlySet<number>>();
  for (const [file, text] of now) {
    const old = before.get(origins.get(file) ?? file);
    if (old !== undefined && !isKept(file) && !isSameText(old, text)) edited.set(file, editedLines(old, text));
  }
  return { texts, gone: new Set(gone.keys()), added: new Set(added.keys()), moved, edited };
}

/** Files that stay as they are now: they say how files are judged. */
const isKept = (file: string): boolean =>
  file === BASELINE_NAME ||
  [CONFIG_NAME, '.gitignore'].includes(posix.basename(file)) ||
  toolOfFile(file) !== undefined;

const only = (these: ReadonlyMap<string, string>, those: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...these].filter(([file]) => !those.has(file) && !isKept(file)));

/** Git may change the line ends of a file when it writes it (`core.autocrlf`). */
const isSameText = (a: string, b: string): boolean => a === b || withoutReturns(a) === withoutReturns(b);
const withoutReturns = (text: string): string => text.replaceAll('\r\n', '\n');

/** The lines of `after`, 1-based, that are not in `before`. */
function editedLines(before: string, after: string): ReadonlySet<number> {
  const [old, text] = [withoutReturns(before), withoutReturns(after)];
  const lines = new Set<number>();
  let [line, at] = [1, 0];
  for (const { span, text: inserted } of difference(old, text)) {
    line += count(old, at, span.start);
    at = span.end;
    const length = inserted.split('\n').length - (inserted.endsWith('\n') || inserted === '' ? 1 : 0);
    for (let i = 0; i < length; i++) lines.add(line + i);
    line += length;
  }
  return lines;
}

/** Number of line ends between two offsets. */
function count(text: string, from: number, to: number): number {
  let n = 0;
  for (let i = from; i < to; i++) if (text.charCodeAt(i) === 10) n++;
  return n;
}
