/** Whether Git ignores a path, according to the given `.gitignore` texts. */
import ignore, { type Ignore } from 'ignore';
import { isSkippedFolder } from './candidates.ts';

/** Whether a path of one workspace (relative, with `/`) is ignored. */
export type IsIgnored = (path: string) => boolean;

/** `textOf` returns the text of the `.gitignore` at a path, if it exists. Files in ignored folders do not count, as in Git. */
export function ignoreMatcher(textOf: (path: string) => string | undefined): IsIgnored {
  const known = new Map<string, { readonly text: string; readonly rules: Ignore }>();
  const rulesOf = (file: string): Ignore | undefined => {
    const text = textOf(file);
    if (text === undefined) return undefined;
    const found = known.get(file);
    if (found?.text === text) return found.rules;
    const rules = ignorePatterns(text);
    known.set(file, { text, rules });
    return rules;
  };
  return (path) => {
    const names = path.split('/');
    if (names.slice(0, -1).some(isSkippedFolder)) return true;
    const above = names.flatMap((_, from): Above | [] => {
      const rules = rulesOf([...names.slice(0, from), '.gitignore'].join('/'));
      return rules ? { from, rules } : [];
    });
    for (let depth = 1; above.length > 0 && depth <= names.length; depth++) {
      if (isMatched(names, depth, above)) return true;
    }
    return false;
  };
}

/** The `.gitignore` of the folder of the first `from` names. */
interface Above {
  readonly from: number;
  readonly rules: Ignore;
}

/** UTF-16 units of a line. Longer patterns match no path, and the expression for such a line may be too large for the engine. */
const MOST_UNITS = 4096;

/** More `**` in a line: the library's expression for it takes time that grows with the number of folders to that power. */
const MOST_STARS = 3;

const isCostly = (line: string): boolean => line.length > MOST_UNITS || line.split('**').length > MOST_STARS + 1;

/**
 * The patterns of a `.gitignore`. Lines that cost too much are left out: the files that only such a line ignores are checked.
 */
export function ignorePatterns(text: string): Ignore {
  return ignore().add(
    text
      .split('\n')
      .filter((line) => !isCostly(line))
      .join('\n'),
  );
}

/** Whether the first `depth` names (a folder unless they are all) are ignored. The nearest `.gitignore` with a matching pattern decides. */
function isMatched(names: readonly string[], depth: number, above: readonly Above[]): boolean {
  for (const { from, rules } of above.toReversed()) {
    if (from >= depth) continue;
    const seen = names.slice(from, depth).join('/');
    if (seen === '' || !ignore.isPathValid(seen)) continue;
    const answer = rules.test(depth < names.length ? `${seen}/` : seen);
    if (answer.ignored) return true;
    if (answer.unignored) return false;
  }
  return false;
}
