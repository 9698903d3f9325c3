/** Which line of a configuration file excludes a path. */
import { lineIndex } from '../text/lines.ts';
import { pathMatcher } from '../text/path-pattern.ts';
import { lens } from '../yaml/lens.ts';
import { parseYaml } from '../yaml/parse.ts';

/**
 * The last pattern below `exclude` that matches a path, with its line (1-based). `text` is that of the configuration, `path` is relative to
 * its folder. `undefined` if none does.
 */
export function excludeLine(
  text: string,
  path: string,
): { readonly line: number; readonly pattern: string } | undefined {
  const { root } = parseYaml(text);
  if (!root) return undefined;
  const patterns = lens(root).get('exclude').items();
  for (const item of patterns.toReversed()) {
    const pattern = item.text;
    if (pattern === undefined || pattern.startsWith('!') || !pathMatcher([pattern])(path)) continue;
    return { line: lineIndex(text).position(item.at.start).line + 1, pattern };
  }
  return undefined;
}
