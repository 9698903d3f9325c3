/** The configuration files of other tools that apply to a file: of each tool the nearest, in its folder or above. */
import { type IgnoreEntry, OTHER_TOOLS, type OtherTool } from '../config/settings.ts';
import { readToolFile, TOOL_FILES, type ToolConfig } from '../config/tool-files.ts';
import { isNamed } from '../files/file-kinds.ts';
import { pathMatcher } from '../text/path-pattern.ts';
import { posix } from '../text/paths.ts';

/** What a configuration file ignores in some of the files. */
export interface ConfigIgnore {
  /** The file that holds it. */
  readonly path: string;
  readonly entry: IgnoreEntry;
  /** Whether it applies to a path. */
  readonly applies: (path: string) => boolean;
}

export interface ToolConfigs {
  /** `wanted`: the tools whose files apply; `undefined`: all of them. */
  ignoresFor(path: string, wanted: readonly OtherTool[] | undefined): readonly ConfigIgnore[];
  /** The trusted images of a Dockerfile, and the file that says which; `undefined` if none does. */
  trustedFor(path: string, wanted: readonly OtherTool[] | undefined): Trusted | undefined;
  /** To call after a file was added, changed or removed. */
  forget(): void;
}

export interface Trusted {
  readonly path: string;
  readonly trusted: readonly string[];
}

interface Placed extends ToolConfig {
  readonly path: string;
  readonly ignored: readonly ConfigIgnore[];
}

/** `textOf` returns the text of a workspace file. */
export function toolConfigs(textOf: (path: string) => string | undefined): ToolConfigs {
  const read = new Map<string, { readonly text: string; readonly config: Placed }>();
  let byFolder = new Map<string, ReadonlyMap<OtherTool, Placed>>();

  const fileAt = (tool: OtherTool, folder: string): Placed | undefined => {
    const path = TOOL_FILES[tool].map((name) => posix.join(folder, name)).find((one) => textOf(one) !== undefined);
    if (path === undefined) return undefined;
    const text = textOf(path)!;
    const known = read.get(path);
    if (known?.text === text) return known.config;
    const config = readToolFile(tool, path, text);
    const ignored = config.ignores.map((entry): ConfigIgnore => {
      const matches = entry.paths && pathMatcher(entry.paths);
      const inner = (file: string): string => (folder === '' ? file : file.slice(folder.length + 1));
      return { path, entry, applies: (file) => matches === undefined || matches(inner(file)) };
    });
    const placed = { ...config, path, ignored };
    read.set(path, { text, config: placed });
    return placed;
  };

  const inFolder = (folder: string): ReadonlyMap<OtherTool, Placed> => {
    const known = byFolder.get(folder);
    if (known) return known;
    const found = new Map(folder === '' ? [] : inFolder(posix.dirname(folder)));
    for (const tool of OTHER_TOOLS) {
      const own = fileAt(tool, folder);
      if (own) found.set(tool, own);
    }
    byFolder.set(folder, found);
    return found;
  };

  return {
    ignoresFor: (path, wanted) =>
      [...inFolder(posix.dirname(path))].flatMap(([tool, { ignored }]) =>
        wanted === undefined || wanted.includes(tool) ? ignored : [],
      ),
    trustedFor(path, wanted) {
      if (!isNamed(path, 'dockerfile') || wanted?.includes('hadolint') === false) return undefined;
      const from = inFolder(posix.dirname(path)).get('hadolint');
      return from?.trusted && { path: from.path, trusted: from.trusted };
    },
    forget() {
      byFolder = new Map();
    },
  };
}
