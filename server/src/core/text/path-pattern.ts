/**
 * Path patterns in the syntax of `.gitignore`: `*` and `?` match within a name, `**` matches folders, `!` negates, a leading or inner `/`
 * anchors, a trailing `/` matches folders only, `\` escapes the next character, and for Git `[a-z]` is a class of
 * characters.
 * Matching costs at most length of pattern × length of path, for all folders of the path together.
 */

import { classAt } from './character-class.ts';
import { memoLast } from './memo-last.ts';

interface Pattern {
  readonly negated: boolean;
  /** See `pathMatcher`. */
  readonly asGit: boolean;
  readonly folder: boolean;
  readonly segments: readonly string[];
  /** The only segment of a pattern without `/`: it matches in every folder. */
  readonly name: string | undefined;
}

function compile(glob: string, asGit: boolean): Pattern | undefined {
  let text = asGit ? withoutBlanks(glob) : glob.trimEnd();
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  const folder = text.endsWith('/');
  if (folder) text = asGit ? text.slice(0, -1) : withoutSlashes(text);
  const anchored = text.includes('/');
  const all = text.replace(/^\//, '').split('/');
  const segments = asGit ? all : all.filter((s) => s !== '' && s !== '.');
  if (segments.every((s) => s === '')) return undefined;
  const name = anchored || segments[0] === '**' ? undefined : segments[0];
  return { negated, asGit, folder, segments: anchored ? segments : ['**', ...segments], name };
}

/** Blanks at the end do not count, unless `\` escapes the first of them. */
function withoutBlanks(glob: string): string {
  let end = glob.length;
  while (glob[end - 1] === ' ') end--;
  let slashes = 0;
  while (glob[end - 1 - slashes] === '\\') slashes++;
  return glob.slice(0, slashes % 2 === 1 && end < glob.length ? end + 1 : end);
}

function withoutSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end--;
  return text.slice(0, end);
}

/** Whether a name matches one segment. On a mismatch only the last `*` takes more: earlier ones may keep their shortest match. */
function matchesName(pattern: string, name: string, asGit: boolean): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let from = 0;
  while (n < name.length) {
    const c = pattern[p];
    if (c === '*') {
      star = p++;
      from = n;
      continue;
    }
    const escaped = c === '\\' && p + 1 < pattern.length;
    const set = asGit && c === '[' ? classAt(pattern, p) : undefined;
    if (set?.has(name[n]!)) {
      p = set.end;
      n++;
    } else if (set === undefined && p < pattern.length && (c === '?' || (escaped ? pattern[p + 1] : c) === name[n])) {
      p += escaped ? 2 : 1;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++from;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/**
 * The folders and the file on a path that match, by the number of their segments. `**` at the end matches one segment or more, elsewhere any
 * number. Reads the path once: the open places are those in the pattern where the next segment may go on.
 */
function matchesOn({ segments: pattern, asGit }: Pattern, path: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  const last = pattern.length - 1;
  let open = withNext(pattern, new Set([0]));
  for (let n = 0; n < path.length && open.size > 0; n++) {
    const next = new Set<number>();
    for (const p of open) {
      const segment = pattern[p]!;
      const matches = segment === '**' || matchesName(segment, path[n]!, asGit);
      if (!matches) continue;
      if (p === last) found.add(n + 1);
      next.add(segment === '**' ? p : p + 1);
    }
    next.delete(pattern.length);
    open = withNext(pattern, next);
  }
  return found;
}

/** Adds the places behind each `**`, which may match no segment, unless it is the last. */
function withNext(pattern: readonly string[], places: Set<number>): ReadonlySet<number> {
  // A set visits what is added meanwhile.
  for (const p of places) if (pattern[p] === '**' && p < pattern.length - 1) places.add(p + 1);
  return places;
}

/**
 * A test for paths (relative, with `/`; a trailing `/` marks a folder). The last pattern that matches decides. Everything in an excluded
 * folder stays excluded, as in Git, so that a walker can skip the folder. `asGit`: exactly as Git reads a line;
 * without it, `[` is a character like others, and `./` and doubled slashes do not count.
 */
export function pathMatcher(globs: readonly string[], asGit = false): (path: string) => boolean {
  const patterns = globs.map((glob) => compile(glob, asGit)).filter((p) => p !== undefined);
  if (patterns.length === 0) return () => false;
  // Each finding of a file asks about its path.
  return memoLast((path) => {
    const segments = path.split('/').filter((s) => s !== '' && s !== '.');
    const known = new Map<Pattern, ReadonlySet<number>>();
    const matches = (pattern: Pattern, count: number): boolean => {
      // A name in any folder, as most patterns are: the folders above do not count.
      if (pattern.name !== undefined) return matchesName(pattern.name, segments[count - 1]!, pattern.asGit);
      const counts = known.get(pattern) ?? matchesOn(pattern, segments);
      known.set(pattern, counts);
      return counts.has(count);
    };
    for (let count = 1; count <= segments.length; count++) {
      const folder = count < segments.length || path.endsWith('/');
      for (let i = patterns.length - 1; i >= 0; i--) {
        const pattern = patterns[i]!;
        if ((pattern.folder && !folder) || !matches(pattern, count)) continue;
        if (!pattern.negated) return true;
        break;
      }
    }
    return false;
  });
}
