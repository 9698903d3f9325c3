/** From the paths named on the command line to engines filled with files. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { nearestConfigPath } from '../core/config/resolve.ts';
import { CONFIG_NAME } from '../core/config/settings.ts';
import { createEngine, type Engine, type Layers } from '../core/engine/engine.ts';
import { rules } from '../core/rules/rules.generated.ts';
import { posix } from '../core/text/paths.ts';
import { isIgnoredAbove, readText, walk } from '../host/node.ts';
import { type CheckArguments, UsageError } from './arguments.ts';
import { stagedFiles } from './staged.ts';

/** One workspace to check: its engine, and the files of it whose findings are wanted. */
export interface Workspace {
  /** Absolute. */
  readonly root: string;
  readonly engine: Engine;
  readonly wanted: readonly string[];
  /** Files that the user named, of which it is said when they are not checked, with the reason where it is not their kind. */
  readonly named?: ReadonlyMap<string, string | undefined>;
}

/** Something that kept a file from being checked. `named`: the user asked for just this path. */
export interface Trouble {
  readonly path: string;
  readonly message: string;
  readonly named: boolean;
}

export interface Loaded {
  readonly workspaces: readonly Workspace[];
  readonly troubles: readonly Trouble[];
}

/** Called while files are read, with their number so far. */
export type Progress = (read: number) => void;

export function load(args: CheckArguments, layers: Layers, stdin: string | undefined, progress: Progress): Loaded {
  const troubles: Trouble[] = [];
  const workspaces: Workspace[] = [];
  if (args.staged) return { workspaces: [stagedWorkspace(args, layers, troubles)], troubles };
  const folders: string[] = [];
  const singles: string[] = [];
  for (const name of args.paths.length > 0 ? args.paths : ['.']) {
    if (name === '-') continue;
    // What is no folder, or cannot be known, is told about when it is read.
    (isFolder(name) ? folders : singles).push(path.resolve(name));
  }
  if (args.workspace !== undefined) {
    const root = path.resolve(args.workspace);
    const inside = [...folders, ...singles].map((p) => relative(root, p));
    if (!isFolder(root)) throw new UsageError(`--workspace: ${args.workspace} is no folder`);
    const workspace = whole(root, [root], layers, troubles, progress);
    for (const file of singles) addFile(workspace.engine, root, relative(root, file), troubles, true);
    const all = args.paths.length === 0;
    const wanted = workspace.engine
      .paths()
      .filter((p) => all || inside.some((i) => i === '' || p === i || p.startsWith(`${i}/`)));
    workspaces.push({ ...workspace, wanted });
  } else {
    // The folders named are one workspace; a file named beside them that lies in one belongs to it.
    const outer = folders.filter((f, i) => folders.indexOf(f) === i && !folders.some((g) => g !== f && isBelow(f, g)));
    const loose = singles.filter((s) => !outer.some((f) => isBelow(s, f)));
    if (outer.length > 0) {
      const root = commonFolder(outer);
      const workspace = whole(root, outer, layers, troubles, progress);
      for (const file of singles)
        if (!loose.includes(file)) addFile(workspace.engine, root, relative(root, file), troubles, true);
      workspaces.push({ ...workspace, wanted: workspace.engine.paths() });
    }
    if (loose.length > 0) workspaces.push(fewFiles(loose, layers, troubles));
  }
  if (stdin !== undefined) workspaces.push(standardInput(args, layers, stdin));
  return { workspaces, troubles };
}

function isFolder(name: string): boolean {
  try {
    return fs.statSync(name).isDirectory();
  } catch {
    return false;
  }
}

const isBelow = (file: string, folder: string): boolean =>
  file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);

const relative = (root: string, file: string): string => path.relative(root, file).split(path.sep).join('/');

function newEngine(layers: Layers): Engine {
  const engine = createEngine(rules);
  engine.configure(layers);
  return engine;
}

function addFile(engine: Engine, root: string, file: string, troubles: Trouble[], named: boolean): boolean {
  if (engine.textOf(file) !== undefined) return true;
  const read = readText(path.join(root, file));
  if ('text' in read) {
    engine.setFile(file, read.text);
    return true;
  }
  troubles.push({ path: path.join(root, file), message: read.message, named });
  return false;
}

/** Folders below `root` (or it itself) and all in them, and the configurations between. */
function whole(
  root: string,
  folders: readonly string[],
  layers: Layers,
  troubles: Trouble[],
  progress: Progress,
): Workspace {
  const engine = newEngine(layers);
  let complete = true;
  let read = 0;
  for (const folder of folders) {
    const below = relative(root, folder);
    const unopened = (name: string): void => {
      complete = false;
      troubles.push({ path: path.join(folder, name), message: 'cannot be opened', named: name === '' });
    };
    for (const file of walk(folder, unopened)) {
      if (!addFile(engine, root, posix.join(below, file), troubles, false)) complete = false;
      progress(++read);
    }
    if (below !== '') addConfigs(engine, root, posix.join(below, CONFIG_NAME));
  }
  engine.setComplete(complete);
  return { root, engine, wanted: engine.paths() };
}

/** Files named one by one, and what they refer to; nothing may be concluded from what else is not there. */
function fewFiles(files: readonly string[], layers: Layers, troubles: Trouble[]): Workspace {
  const cwd = process.cwd();
  const inside = files.every((f) => !relative(cwd, f).startsWith('..') && !path.isAbsolute(relative(cwd, f)));
  const root = inside ? cwd : commonFolder(files.map((f) => path.dirname(f)));
  const engine = newEngine(layers);
  const wanted = files.map((f) => relative(root, f)).filter((f) => addFile(engine, root, f, troubles, true));
  for (const file of wanted) addReferred(engine, root, file);
  // Of an environment file it matters whether Git passes it over.
  const told = wanted.filter((f) => engine.unitAt(f, 0)?.kind !== 'env' || !isIgnoredAbove(root, f));
  const named = new Map(wanted.map((f) => [f, told.includes(f) ? undefined : 'Git passes it over']));
  return { root, engine, wanted: told, named };
}

function commonFolder(files: readonly string[]): string {
  let folder = files[0]!;
  while (!files.every((f) => f === folder || isBelow(f, folder))) folder = path.dirname(folder);
  return folder;
}

function addOptional(engine: Engine, root: string, name: string): void {
  const read = fs.existsSync(path.join(root, name)) ? readText(path.join(root, name)) : undefined;
  if (read && 'text' in read && engine.textOf(name) === undefined) engine.setFile(name, read.text);
}

/** The configuration nearest above a file, up to the root. */
function addConfigs(engine: Engine, root: string, file: string): void {
  nearestConfigPath(file, (candidate) => {
    addOptional(engine, root, candidate);
    return engine.textOf(candidate) !== undefined;
  });
}

/** Configurations above the file, the ignore and environment files beside it, and the Dockerfiles that its services are built from. */
function addReferred(engine: Engine, root: string, file: string): void {
  const optional = (name: string): void => addOptional(engine, root, name);
  addConfigs(engine, root, file);
  for (let folder = posix.dirname(file); folder !== ''; folder = posix.dirname(folder))
    optional(posix.join(folder, '.gitignore'));
  optional('.gitignore');
  for (const name of ['.env', '.dockerignore', CONFIG_NAME]) optional(posix.join(posix.dirname(file), name));
  for (const service of engine.index.services) {
    const dockerfile = service.fact.build?.dockerfile;
    if (dockerfile && !dockerfile.startsWith('..')) optional(dockerfile);
  }
}

function standardInput(args: CheckArguments, layers: Layers, text: string): Workspace {
  const root = process.cwd();
  const engine = newEngine(layers);
  const name = args.stdinFilename === undefined ? guessedName(text) : relative(root, path.resolve(args.stdinFilename));
  engine.setFile(name, text);
  if (args.stdinFilename !== undefined && !name.startsWith('..')) addReferred(engine, root, name);
  return { root, engine, wanted: [name] };
}

/** Without `--stdin-filename` the text itself says what it is: YAML and JSON have a key at a line's start, a Dockerfile has FROM. */
function guessedName(text: string): string {
  if (/^\s*\{/.test(text)) return 'stdin.json';
  if (/^\s*FROM\s/im.test(text) && !/^(apiVersion|services):/m.test(text)) return 'Dockerfile';
  return /^services:/m.test(text) ? 'compose.yaml' : 'stdin.yaml';
}

function stagedWorkspace(args: CheckArguments, layers: Layers, troubles: Trouble[]): Workspace {
  const { root, files, staged, unread } = stagedFiles(path.resolve(args.workspace ?? '.'));
  for (const [file, message] of unread) troubles.push({ path: path.join(root, file), message, named: false });
  const engine = newEngine(layers);
  // What is in the index is in the repository, whatever a `.gitignore` says of its name.
  for (const [file, text] of files) if (posix.basename(file) !== '.gitignore') engine.setFile(file, text);
  engine.setComplete(unread.size === 0);
  const named = args.paths.map((p) => relative(root, path.resolve(p)));
  const wanted = staged.filter(
    (p) => named.length === 0 || named.some((n) => n === '' || p === n || p.startsWith(`${n}/`)),
  );
  return { root, engine, wanted };
}
