/**
 * Path patterns in the syntax of `.gitignore`, without character classes: `*` and `?` match within a name, `**` matches folders, `!`
 * negates, a leading or inner `/` anchors, a trailing `/` matches folders only, `\` escapes the next character.
 * Matching costs at most length of pattern × length of path.
 */

interface Pattern {
  readonly negated: boolean;
  readonly folder: boolean;
  readonly segments: readonly string[];
}

function compile(glob: string): Pattern | undefined {
  let text = glob.trimEnd();
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  const folder = text.endsWith('/');
  if (folder) text = text.replace(/\/{1,100}$/, '');
  const anchored = text.includes('/');
  const segments = text.split('/').filter((s) => s !== '' && s !== '.');
  if (segments.length === 0) return undefined;
  return { negated, folder, segments: anchored ? segments : ['**', ...segments] };
}

/** Whether a name matches one segment. On a mismatch only the last `*` takes more: earlier ones may keep their shortest match. */
function matchesName(pattern: string, name: string): boolean {
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
    if (p < pattern.length && (c === '?' || (escaped ? pattern[p + 1] : c) === name[n])) {
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

/** Whether the first `count` segments of a path match. `**` at the end matches one segment or more, elsewhere any number. */
function matchesPath(pattern: readonly string[], path: readonly string[], count: number): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let from = 0;
  while (n < count) {
    const segment = pattern[p];
    if (segment === '**') {
      if (p === pattern.length - 1) return true;
      star = p++;
      from = n;
    } else if (segment !== undefined && matchesName(segment, path[n]!)) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++from;
    } else return false;
  }
  return p === pattern.length;
}

/**
 * A test for paths (relative, with `/`; a trailing `/` marks a folder). The last pattern that matches decides. Everything in an excluded
 * folder stays excluded, as in Git, so that a walker can skip the folder.
 */
export function pathMatcher(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.map(compile).filter((p) => p !== undefined);
  if (patterns.length === 0) return () => false;
  return (path) => {
    const segments = path.split('/').filter((s) => s !== '' && s !== '.');
    for (let count = 1; count <= segments.length; count++) {
      const folder = count < segments.length || path.endsWith('/');
      for (let i = patterns.length - 1; i >= 0; i--) {
        const pattern = patterns[i]!;
        if ((pattern.folder && !folder) || !matchesPath(pattern.segments, segments, count)) continue;
        if (!pattern.negated) return true;
        break;
      }
    }
    return false;
  };
}
