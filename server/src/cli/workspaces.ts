/** Loads the paths of the command line into engines. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { CONFIG_NAME } from '../core/config/settings.ts';
import type { Engine } from '../core/engine/engine.ts';
import { posix } from '../core/text/paths.ts';
import { gitIgnores } from '../core/workspace/git-ignores.ts';
import {
  absolute,
  byVolume,
  commonFolder,
  HERE,
  isAmong,
  isAtOrBelow,
  type PathRules,
  relativePath,
} from '../host/node-paths.ts';
import { repositoryOf } from '../host/node-repository.ts';
import { walk } from '../host/node-walk.ts';
import { type CheckArguments, UsageError } from './arguments.ts';
import {
  addAllNamed,
  addConfigs,
  addEnvironmentFiles,
  addExtendedConfigs,
  addFound,
  addNamed,
  addReferred,
  type Filling,
  newFilling,
} from './filling.ts';
import { stagedFiles } from './staged.ts';
import { asContext, linkTrouble, stagedTrouble, type Trouble } from './troubles.ts';

/** One workspace to check: its engine, and the files whose findings are reported. */
export interface Workspace {
  /** Absolute. */
  readonly root: string;
  readonly engine: Engine;
  readonly wanted: readonly string[];
  readonly troubles: readonly Trouble[];
  /** The folder (absolute) in which each file was found. The others were named on the command line, and may be behind a link. */
  readonly foundIn: ReadonlyMap<string, string>;
  /** Files named on the command line; a message is printed for each that is not checked. Value: the reason, if it is not the kind of file. */
  readonly named?: ReadonlyMap<string, string | undefined>;
}

/** Called while files are read, with the number of files read so far. */
export type Progress = (read: number) => void;

/** Creates an engine with the run's day and configuration, without files. `folder`: see `Layers`. */
export type NewEngine = (folder: string) => Engine;

/** The folder of a workspace below the current one; '' if it lies elsewhere. */
function folderOf(system: PathRules, root: string): string {
  const cwd = process.cwd();
  return isAtOrBelow(system, root, cwd) ? relativePath(system, cwd, root) : '';
}

export function load(
  args: CheckArguments,
  newEngine: NewEngine,
  stdin: string | undefined,
  progress: Progress,
  system: PathRules = HERE,
): readonly Workspace[] {
  if (args.staged) {
    const staged = stagedWorkspace(args, newEngine, system);
    addExtendedConfigs(staged);
    return [staged];
  }
  const workspaces: Workspace[] = [];
  const folders: string[] = [];
  const singles: string[] = [];
  for (const name of args.paths.length > 0 ? args.paths : ['.']) {
    if (name === '-') continue;
    // A path that is missing or unreadable is reported when it is read as a file.
    (isFolder(name) ? folders : singles).push(absolute(system, name));
  }
  if (args.workspace !== undefined) {
    const root = absolute(system, args.workspace);
    const inside = [...folders, ...singles].map((p) => relativePath(system, root, p));
    if (!isFolder(root)) throw new UsageError(`--workspace: ${args.workspace} is not a folder`);
    const workspace = whole(system, root, [root], newEngine, progress);
    addAllNamed(system, workspace, singles);
    const isWanted = isAmong(system, args.paths.length === 0 ? [''] : inside, workspace.engine.paths());
    // A requested path may lie in a folder that cannot be opened.
    const holdsWanted = (p: string): boolean =>
      (p === '' || p.endsWith('/')) && inside.some((i) => system.fold(i).startsWith(system.fold(p)));
    const troubles = workspace.troubles.map((t) => (isWanted(t.path) || holdsWanted(t.path) ? t : asContext(t)));
    workspaces.push({ ...workspace, wanted: workspace.engine.paths().filter(isWanted), troubles });
  } else {
    // All given folders of a volume form one workspace. A given file that lies in one of them belongs to it.
    const isWithin = (file: string, folder: string): boolean => isAtOrBelow(system, file, folder);
    const outer = folders.filter(
      (f, i) => !folders.some((g, j) => j !== i && isWithin(f, g) && (j < i || !isWithin(g, f))),
    );
    const loose = singles.filter((s) => !outer.some((f) => isWithin(s, f)));
    for (const group of byVolume(system, outer)) {
      const root = commonFolder(system, group)!;
      const workspace = whole(system, root, group, newEngine, progress);
      addAllNamed(
        system,
        workspace,
        singles.filter((file) => group.some((f) => isWithin(file, f))),
      );
      workspaces.push({ ...workspace, wanted: workspace.engine.paths() });
    }
    for (const group of byVolume(system, loose)) workspaces.push(fewFiles(system, group, newEngine));
  }
  if (stdin !== undefined) workspaces.push(standardInput(args, newEngine, stdin, system));
  for (const workspace of workspaces) addExtendedConfigs(workspace);
  return workspaces;
}

function isFolder(name: string): boolean {
  try {
    return fs.statSync(name).isDirectory();
  } catch {
    return false;
  }
}

/** Reads `folders` (`root` or folders below it) completely, and the configurations between `root` and them. */
function whole(
  system: PathRules,
  root: string,
  folders: readonly string[],
  newEngine: NewEngine,
  progress: Progress,
): Workspace & Filling {
  const engine = newEngine(folderOf(system, root));
  const filling = newFilling(root, engine);
  const repository = repositoryOf(root);
  engine.setRepository(repository);
  let complete = true;
  let read = 0;
  for (const folder of folders) {
    const below = relativePath(system, root, folder);
    const unopened = (name: string): void => {
      complete = false;
      const inner = posix.join(below, name);
      filling.troubles.push({ path: inner && `${inner}/`, message: 'cannot be opened', kind: 'unread' });
    };
    const linked = (name: string): void => {
      complete = false;
      const trouble = linkTrouble(folder, name);
      if (trouble) filling.troubles.push({ ...trouble, path: posix.join(below, name) });
    };
    for (const file of walk(folder, unopened, linked, below === '' ? repository : undefined)) {
      if (!addFound(filling, folder, below, file)) complete = false;
      progress(++read);
    }
    if (below !== '') addConfigs(filling, posix.join(below, CONFIG_NAME));
  }
  const inside = folders.map((folder) => relativePath(system, root, folder));
  if (!addEnvironmentFiles(filling, inside)) complete = false;
  engine.setComplete(complete);
  return { ...filling, wanted: engine.paths() };
}

/** Reads single files and the files they refer to. The workspace is incomplete, so rules conclude nothing from missing files. */
function fewFiles(system: PathRules, files: readonly string[], newEngine: NewEngine): Workspace {
  const cwd = process.cwd();
  const inside = files.every((f) => isAtOrBelow(system, f, cwd));
  const root = inside
    ? cwd
    : commonFolder(
        system,
        files.map((f) => path.dirname(f)),
      )!;
  const engine = newEngine(folderOf(system, root));
  const filling = newFilling(root, engine);
  const wanted = [...new Set(files.map((f) => relativePath(system, root, f)))].filter((f) => addNamed(filling, f));
  for (const file of wanted) addReferred(filling, file);
  engine.setRepository(repositoryOf(root));
  // An environment file that Git ignores is not reported.
  const reported = wanted.filter((f) => engine.unitAt(f, 0)?.kind !== 'env' || !gitIgnores(engine.index, f));
  const named = new Map(wanted.map((f) => [f, reported.includes(f) ? undefined : 'Git ignores it']));
  return { ...filling, wanted: reported, named };
}

function standardInput(args: CheckArguments, newEngine: NewEngine, text: string, system: PathRules): Workspace {
  const root = process.cwd();
  const engine = newEngine(folderOf(system, root));
  const name =
    args.stdinFilename === undefined
      ? guessedName(text)
      : relativePath(system, root, absolute(system, args.stdinFilename));
  const filling = newFilling(root, engine);
  engine.setFile(name, text);
  if (args.stdinFilename !== undefined && !name.startsWith('..')) addReferred(filling, name);
  return { ...filling, wanted: [name], named: new Map([[name, undefined]]) };
}

/** Guesses a file name from the text: YAML has a key at the start of a line, JSON starts with `{`, a Dockerfile has FROM. */
function guessedName(text: string): string {
  if (/^\s*\{/.test(text)) return 'stdin.json';
  if (/^\s*FROM\s/im.test(text) && !/^(apiVersion|services):/m.test(text)) return 'Dockerfile';
  return /^services:/m.test(text) ? 'compose.yaml' : 'stdin.yaml';
}

function stagedWorkspace(args: CheckArguments, newEngine: NewEngine, system: PathRules): Workspace {
  const { root, files, staged, unread, wantedUnread } = stagedFiles(path.resolve(args.workspace ?? '.'));
  const engine = newEngine(folderOf(system, root));
  // Every file of the index is in the repository, even if a `.gitignore` matches its name.
  for (const [file, text] of files) if (posix.basename(file) !== '.gitignore') engine.setFile(file, text);
  engine.setComplete(unread.size === 0);
  const named = args.paths.map((p) => relativePath(system, root, absolute(system, p)));
  const isNamed = isAmong(system, named.length === 0 ? [''] : named, [...files.keys(), ...unread.keys()]);
  const missed = new Set(wantedUnread.filter(isNamed));
  const troubles = [...unread].map(([file, message]): Trouble => {
    const trouble = stagedTrouble(root, file, message);
    return missed.has(file) ? trouble : asContext(trouble);
  });
  return { root, engine, wanted: staged.filter(isNamed), troubles, foundIn: new Map() };
}
