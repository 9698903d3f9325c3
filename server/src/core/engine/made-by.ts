/** Finds the command of a script or build file that writes a file of the workspace: the next run overwrites what a fix changes there. */
import { isNamed } from '../files/file-kinds.ts';
import { logicalLine, mayMean, namedIn, pathAt } from '../fixes/secret/named-file.ts';
import { posix } from '../text/paths.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { isComment, isJob, type Mention, type PlainText } from '../workspace/plain-text.ts';

/** The place of such a command. */
export interface MadeBy {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

/** `> file`, `| tee file`, `-o file`, `--output=file` at the end of the text before a path. `>>` only adds to a file. */
const WRITES_NEXT = /(?:(?<![\d>&])>\|?|[\s"'](?:-o|--output|--output-file|--outfile)[ =]|\|\s*tee)\s*["']?$/;
/** Programs that print a fixed text or fetch a file: their output is the start of a file that people then edit. */
const COPIES = /^\s*[@+-]*(?:sudo\s+)?(?:echo|printf|curl|wget|touch|cp)\b|<</;
/** The name of another file begins with the path. */
const GOES_ON = /^(?:[\w-]|\.\w)/;
/** The name of the target in the recipe of a rule. */
const TARGET = /(?:\$@|\$\(@\))/g;

const answers = new WeakMap<PlainText, Map<string, MadeBy | undefined>>();

/**
 * The first command, by path and line, that writes the file at a workspace path anew; `undefined` if none is known. Searches the files without a
 * model, so only fixes may ask. Each file is searched for once for each state of those files.
 */
export function madeBy(workspace: WorkspaceIndex, file: string): MadeBy | undefined {
  const plain = workspace.plainText();
  const known = answers.get(plain) ?? new Map<string, MadeBy | undefined>();
  answers.set(plain, known);
  if (!known.has(file)) known.set(file, find(workspace, file));
  return known.get(file);
}

function find(workspace: WorkspaceIndex, file: string): MadeBy | undefined {
  for (const mention of namedIn(workspace, file)) {
    if (!runsHere(mention.path)) continue;
    const [line, offset] = commandOf(mention, file);
    if (writes(line, offset)) return { path: mention.path, line: mention.line };
    const recipe = recipeLine(workspace, mention, file);
    if (recipe !== undefined) return { path: mention.path, line: recipe };
  }
  return undefined;
}

/** A job of a build server writes into its own copy of the repository. */
const runsHere = (path: string): boolean =>
  !isJob(path) &&
  (isNamed(path, 'build-script') ||
    isNamed(path, 'bake') ||
    isNamed(path, 'start-script') ||
    /(?:^|\/)(?:package\.json|tiltfile|[^/]*\.(?:ps1|bat|cmd))$/i.test(path));

/** The command that names the file, and where its path begins in it. */
function commandOf(mention: Mention, file: string): readonly [line: string, path: number] {
  const line = logicalLine(mention);
  const name = posix.basename(file);
  const written = pathAt(mention, name.length) ?? name;
  // A line may read one file and write another, of the same name in another folder.
  for (let at = line.indexOf(written); at >= 0; at = line.indexOf(written, at + 1))
    if (WRITES_NEXT.test(line.slice(0, at)) && !GOES_ON.test(line.slice(at + written.length))) return [line, at];
  return [line, line.indexOf(written)];
}

/** Whether the command before an offset of a line writes what stands there. */
function writes(line: string, at: number): boolean {
  const before = line.slice(0, Math.max(0, at));
  if (!WRITES_NEXT.test(before)) return false;
  const command = before.split(/;|&&/).at(-1)!;
  return !COPIES.test(command) && !line.slice(at).includes('<<');
}

/** The line of the recipe that writes its target, if the mention is the target of a rule in a makefile. */
function recipeLine(workspace: WorkspaceIndex, mention: Mention, file: string): number | undefined {
  const { path, text, offset } = mention;
  if (!/(?:^|\/)(?:gnu)?makefile$|\.mk$/i.test(path)) return undefined;
  const lines = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n', MOST_LINES);
  const target = /^([^\s:=#]+)\s*:(?!=)/.exec(lines[0]!)?.[1];
  if (target === undefined || !mayMean(workspace, target, mention, file)) return undefined;
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue;
    if (!line.startsWith('\t') && line.trim() !== '') return undefined;
    for (const { index: at } of line.matchAll(TARGET))
      if (writes(line, at) && !isCommented(line)) return mention.line + index;
  }
  return undefined;
}

const isCommented = (line: string): boolean => isComment({ text: line, offset: line.length });

const MOST_LINES = 50;
