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
    const rules = ignore().add(text);
    known.set(file, { text, rules });
    return rules;
  };
  return (path) => {
    const names = path.split('/');
    if (names.slice(0, -1).some(isSkippedFolder)) return true;
    for (let depth = 1; depth <= names.length; depth++) {
      if (isMatched(names, depth, rulesOf)) return true;
    }
    return false;
  };
}

/** Whether the first `depth` names (a folder unless they are all) are ignored. The nearest `.gitignore` with a matching pattern decides. */
function isMatched(names: readonly string[], depth: number, rulesOf: (file: string) => Ignore | undefined): boolean {
  for (let from = depth - 1; from >= 0; from--) {
    const rules = rulesOf([...names.slice(0, from), '.gitignore'].join('/'));
    const seen = names.slice(from, depth).join('/');
    if (!rules || seen === '' || !ignore.isPathValid(seen)) continue;
    const answer = rules.test(depth < names.length ? `${seen}/` : seen);
    if (answer.ignored) return true;
    if (answer.unignored) return false;
  }
  return false;
}
