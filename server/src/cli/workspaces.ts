/** From the paths named on the command line to engines filled with files. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { nearestConfigPath } from '../core/config/resolve.ts';
import { CONFIG_NAME } from '../core/config/settings.ts';
import { createEngine, type Engine, type Layers } from '../core/engine/engine.ts';
import { rules } from '../core/rules/rules.generated.ts';
import { posix } from '../core/text/paths.ts';
import { readText, walk } from '../host/node.ts';
import type { CheckArguments } from './arguments.ts';
import { stagedFiles } from './staged.ts';

/** One workspace to check: its engine, and the files of it whose findings are wanted. */
export interface Workspace {
  /** Absolute. */
  readonly root: string;
  readonly engine: Engine;
  readonly wanted: readonly string[];
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
  if (args.staged) return { workspaces: [stagedWorkspace(args, layers)], troubles };
  const folders: string[] = [];
  const singles: string[] = [];
  for (const name of args.paths.length > 0 ? args.paths : ['.']) {
    if (name === '-') continue;
    const stat = fs.statSync(name, { throwIfNoEntry: false });
    if (!stat) troubles.push({ path: name, message: 'does not exist', named: true });
    else if (stat.isDirectory()) folders.push(path.resolve(name));
    else singles.push(path.resolve(name));
  }
  if (args.workspace !== undefined) {
    const root = path.resolve(args.workspace);
    const inside = [...folders, ...singles].map((p) => relative(root, p));
    const workspace = whole(root, layers, troubles, progress);
    for (const file of singles) addFile(workspace.engine, root, relative(root, file), troubles, true);
    const all = args.paths.length === 0;
    const wanted = workspace.engine
      .paths()
      .filter((p) => all || inside.some((i) => i === '' || p === i || p.startsWith(`${i}/`)));
    workspaces.push({ ...workspace, wanted });
  } else {
    for (const folder of folders) workspaces.push(whole(folder, layers, troubles, progress));
    if (singles.length > 0) workspaces.push(fewFiles(singles, layers, troubles));
  }
  if (stdin !== undefined) workspaces.push(standardInput(args, layers, stdin));
  return { workspaces, troubles };
}

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

/** A folder and all in it. */
function whole(root: string, layers: Layers, troubles: Trouble[], progress: Progress): Workspace {
  const engine = newEngine(layers);
  let complete = true;
  let read = 0;
  for (const file of walk(root, (folder) => {
    complete = false;
    troubles.push({ path: path.join(root, folder), message: 'cannot be opened', named: folder === '' });
  })) {
    if (!addFile(engine, root, file, troubles, false)) complete = false;
    progress(++read);
  }
  engine.setComplete(complete);
  return { root, engine, wanted: engine.paths() };
}

/** Files named one by one, and what they refer to; nothing may be concluded from what else is not there. */
function fewFiles(files: readonly string[], layers: Layers, troubles: Trouble[]): Workspace {
  const cwd = process.cwd();
  const inside = files.every((f) => !relative(cwd, f).startsWith('..') && !path.isAbsolute(relative(cwd, f)));
  const root = inside ? cwd : commonFolder(files);
  const engine = newEngine(layers);
  const wanted = files.map((f) => relative(root, f)).filter((f) => addFile(engine, root, f, troubles, true));
  for (const file of wanted) addReferred(engine, root, file);
  return { root, engine, wanted };
}

function commonFolder(files: readonly string[]): string {
  let folder = path.dirname(files[0]!);
  while (!files.every((f) => f.startsWith(folder === path.sep ? folder : folder + path.sep)))
    folder = path.dirname(folder);
  return folder;
}

/** Configurations above the file, the ignore and environment files beside it, and the Dockerfiles that its services are built from. */
function addReferred(engine: Engine, root: string, file: string): void {
  const optional = (name: string): void => {
    const read = fs.existsSync(path.join(root, name)) ? readText(path.join(root, name)) : undefined;
    if (read && 'text' in read && engine.textOf(name) === undefined) engine.setFile(name, read.text);
  };
  nearestConfigPath(file, (candidate) => {
    optional(candidate);
    return engine.textOf(candidate) !== undefined;
  });
  optional('.gitignore');
  for (const name of ['.gitignore', '.env', '.dockerignore', CONFIG_NAME])
    optional(posix.join(posix.dirname(file), name));
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

function stagedWorkspace(args: CheckArguments, layers: Layers): Workspace {
  const { root, files, staged } = stagedFiles(path.resolve(args.workspace ?? '.'));
  const engine = newEngine(layers);
  for (const [file, text] of files) engine.setFile(file, text);
  engine.setComplete(true);
  const named = args.paths.map((p) => relative(root, path.resolve(p)));
  const wanted = staged.filter(
    (p) => named.length === 0 || named.some((n) => n === '' || p === n || p.startsWith(`${n}/`)),
  );
  return { root, engine, wanted };
}
