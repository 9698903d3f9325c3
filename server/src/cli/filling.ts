/** Reads the files of a workspace from disk into its engine. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { overridesOf } from '../core/compose/projects.ts';
import { BASELINE_NAME } from '../core/config/baseline.ts';
import { configPathsFor, nearestConfigPath } from '../core/config/resolve.ts';
import { CONFIG_NAME } from '../core/config/settings.ts';
import { toolOfFile } from '../core/config/tool-files.ts';
import type { Engine } from '../core/engine/engine.ts';
import { posix } from '../core/text/paths.ts';
import { gitIgnores } from '../core/workspace/git-ignores.ts';
import { modelRoom } from '../host/model-room.ts';
import { type ReadResult, readInside, readText } from '../host/node.ts';
import { readExtendedFile } from '../host/node-extended.ts';
import { type PathRules, relativePath, spellings } from '../host/node-paths.ts';
import { asContext, type Trouble, troubleOf } from './troubles.ts';

/** A workspace while its files are read. */
export interface Filling {
  /** Absolute; the engine's paths are relative to it. */
  readonly root: string;
  readonly engine: Engine;
  readonly troubles: Trouble[];
  /** See `Workspace.foundIn`. */
  readonly foundIn: Map<string, string>;
  /** See `modelRoom`. */
  readonly added: (path: string, text: string) => void;
}

export const newFilling = (root: string, engine: Engine): Filling => ({
  root,
  engine,
  troubles: [],
  foundIn: new Map(),
  added: modelRoom(engine),
});

/** Adds files (absolute) that the command line names. They may be there already, perhaps in another spelling. */
export function addAllNamed(system: PathRules, filling: Filling, files: readonly string[]): void {
  const spelled = spellings(system, filling.engine.paths());
  for (const file of files) addNamed(filling, spelled(relativePath(system, filling.root, file)));
}

/** Adds a file that the command line names, which may be behind a link. Returns whether it was read. */
export const addNamed = (filling: Filling, file: string): boolean =>
  filling.engine.textOf(file) !== undefined || add(filling, file, readText(path.join(filling.root, file)), true);

/** Adds the file at `inner`, found in `folder` (absolute). `below`: the folder relative to the root. Returns whether it was read. */
export function addFound(filling: Filling, folder: string, below: string, inner: string): boolean {
  const file = posix.join(below, inner);
  if (filling.engine.textOf(file) !== undefined) return true;
  const found = add(filling, file, readInside(folder, inner), false);
  if (found) filling.foundIn.set(file, folder);
  return found;
}

function add(filling: Filling, file: string, read: ReadResult, named: boolean): boolean {
  const { engine, troubles } = filling;
  if ('text' in read) {
    engine.setFile(file, read.text);
    filling.added(file, read.text);
    return true;
  }
  const trouble = troubleOf(file, read, named);
  if (trouble) troubles.push(trouble);
  return false;
}

/** Adds a context file if it exists. */
function addOptional({ root, engine, troubles }: Filling, name: string): void {
  if (engine.textOf(name) !== undefined || troubles.some((t) => t.path === name)) return;
  const read = readInside(root, name);
  if ('text' in read) engine.setFile(name, read.text);
  else {
    const trouble = troubleOf(name, read, false);
    if (trouble) troubles.push(asContext(trouble));
  }
}

/** Reads the configurations that others extend; see `readExtendedFile`. */
export function addExtendedConfigs({ root, engine }: Pick<Filling, 'root' | 'engine'>): void {
  for (let wanted = engine.wantedConfigs(); wanted.length > 0; wanted = engine.wantedConfigs())
    for (const file of wanted) engine.setExtended(file, readExtendedFile(root, file));
}

/** Adds the configurations that apply to a file: the nearest one of ours and those of other tools, up to the root, and the baseline. */
export function addConfigs(filling: Filling, file: string): void {
  nearestConfigPath(file, (candidate) => {
    addOptional(filling, candidate);
    return filling.engine.textOf(candidate) !== undefined;
  });
  for (const name of configPathsFor(file)) if (toolOfFile(name)) addOptional(filling, name);
  addOptional(filling, BASELINE_NAME);
}

/** Adds the file's configuration, the ignore and environment files beside it, and the Dockerfiles that its services build. */
export function addReferred(filling: Filling, file: string): void {
  const optional = (name: string): void => addOptional(filling, name);
  addConfigs(filling, file);
  for (let folder = posix.dirname(file); folder !== ''; folder = posix.dirname(folder))
    optional(posix.join(folder, '.gitignore'));
  optional('.gitignore');
  for (const name of ['.env', '.dockerignore', CONFIG_NAME]) optional(posix.join(posix.dirname(file), name));
  for (const name of overridesOf(file)) optional(name);
  addExtended(filling);
  for (const service of filling.engine.index.of('service')) {
    const dockerfile = service.fact.build?.dockerfile;
    if (dockerfile && posix.isInside(dockerfile)) optional(dockerfile);
  }
  for (const named of filling.engine.wantedEnvironmentFiles()) optional(named);
}

/** Adds the environment files that services in the `folders` (relative to the root) name, whatever they are called, if Git does not ignore them. */
export function addEnvironmentFiles(filling: Filling, folders: readonly string[]): boolean {
  const { root, engine } = filling;
  let complete = true;
  for (const file of engine.wantedEnvironmentFiles()) {
    const below = folders.find((folder) => folder === '' || file.startsWith(`${folder}/`));
    if (below === undefined || gitIgnores(engine.index, file)) continue;
    const inner = below === '' ? file : file.slice(below.length + 1);
    const folder = path.join(root, below);
    if (fs.existsSync(path.join(folder, inner)) && !addFound(filling, folder, below, inner)) complete = false;
  }
  return complete;
}

/** Reads the Compose files whose services others extend, and those that they extend. */
function addExtended(filling: Filling): void {
  const seen = new Set<string>();
  for (let more = true; more; ) {
    const files = filling.engine.index.of('service').flatMap(({ fact }) => fact.extendsFile ?? []);
    const fresh = files.filter((file) => posix.isInside(file) && !seen.has(file));
    for (const file of fresh) {
      seen.add(file);
      addOptional(filling, file);
    }
    more = fresh.length > 0;
  }
}
