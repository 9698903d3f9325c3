/** Which files of a workspace Compose reads together. Source: compose-go `cli/options.go`, v2.16.2, read on 2026-11-30. */
import type { Unit } from '../domain/unit.ts';
import { sameItems } from '../text/common-ends.ts';
import { posix } from '../text/paths.ts';
import { lensOf } from '../yaml/lens.ts';
import { fileVariables } from './dotenv.ts';

/** The names by which Compose finds the main file of a folder, the first that exists. */
const MAIN = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
/** The names of the file that it then merges over it. */
const OVERRIDE = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** Whether Compose finds a file of this name by itself. */
export const isMainFile = (path: string): boolean => MAIN.includes(posix.basename(path));

/** The files that Compose may merge over the main file at `path`; none for a file of another name. */
export const overridesOf = (path: string): readonly string[] =>
  isMainFile(path) ? OVERRIDE.map((name) => posix.join(posix.dirname(path), name)) : [];

export interface ComposeProjects {
  /**
   * The first files of the projects that read a file, sorted: those of a folder, and files that no other one extends or includes. Such a
   * file is a project of its own.
   */
  roots(file: string): readonly string[];
  /** The files that Compose merges when it starts the project of a first file. */
  filesOf(main: string): readonly string[];
  /** The files that decide which files a project has, beside those that it reads. */
  decidedBy(main: string): readonly string[];
  /** Sets the units of a file, or removes it. Returns the files whose projects may now be others. */
  set(path: string, units: readonly { readonly unit: Unit }[] | undefined): Iterable<string>;
}

/** Creates an empty set of projects. */
export function composeProjects(): ComposeProjects {
  const known = new Map<string, readonly string[]>();
  const readers = new Map<string, Set<string>>();
  /** The lists of `COMPOSE_FILE`, by the folder of their `.env`. */
  const listed = new Map<string, readonly string[]>();
  const listedIn = new Map<string, Set<string>>();

  const found = (folder: string, names: readonly string[]): string[] =>
    names.map((name) => posix.join(folder, name)).filter((path) => known.has(path));

  const filesIn = (folder: string): readonly string[] => {
    const list = listed.get(folder);
    if (list) return list;
    const main = found(folder, MAIN).slice(0, 1);
    return main.length === 0 ? [] : [...main, ...found(folder, OVERRIDE).slice(0, 1)];
  };

  const below = (path: string, out: Set<string>): void => {
    for (const file of known.get(path) ?? [])
      if (!out.has(file)) {
        out.add(file);
        below(file, out);
      }
  };

  const setList = (folder: string, list: readonly string[] | undefined): Iterable<string> => {
    const before = listed.get(folder) ?? [];
    if (sameItems(before, list ?? [])) return [];
    for (const file of before) listedIn.get(file)?.delete(folder);
    if (list) listed.set(folder, list);
    else listed.delete(folder);
    for (const file of list ?? []) add(listedIn, file, folder);
    return [...before, ...(list ?? []), ...found(folder, [...MAIN, ...OVERRIDE])];
  };

  return {
    filesOf(main) {
      const own = filesIn(posix.dirname(main));
      const lists = [own, ...[...(listedIn.get(main) ?? [])].map(filesIn)];
      return lists.find((list) => list[0] === main) ?? [main];
    },
    decidedBy(main) {
      const folder = posix.dirname(main);
      return ['.env', ...MAIN, ...OVERRIDE].map((name) => posix.join(folder, name));
    },
    roots(path) {
      const out = new Set<string>();
      const seen = new Set<string>();
      const climb = (one: string): void => {
        if (seen.has(one)) return;
        seen.add(one);
        const lists = [filesIn(posix.dirname(one)), ...[...(listedIn.get(one) ?? [])].map(filesIn)];
        const own = lists.filter((list) => list.includes(one));
        const above = [...(readers.get(one) ?? [])].filter((reader) => reader !== one);
        for (const [main] of own) if (main !== undefined) out.add(main);
        for (const reader of above) climb(reader);
        if (own.length + above.length === 0) out.add(one);
      };
      if (known.has(path)) climb(path);
      return [...out].sort();
    },
    set(path, read) {
      const units = read?.map((one) => one.unit);
      if (posix.basename(path) === '.env') return setList(posix.dirname(path), composeFiles(path, units));
      const isCompose = units?.some(isOfProject) === true;
      const now = isCompose ? units!.flatMap(filesReadBy) : undefined;
      const before = known.get(path);
      if (before === now || (before && now && sameItems(before, now))) return [];
      const touched = new Set<string>();
      below(path, touched);
      for (const file of before ?? []) readers.get(file)?.delete(path);
      if (now) known.set(path, now);
      else known.delete(path);
      for (const file of now ?? []) add(readers, file, path);
      below(path, touched);
      return [...touched, ...found(posix.dirname(path), [...MAIN, ...OVERRIDE])];
    },
  };
}

/** Compose does not read unit files of Podman. */
const isOfProject = (unit: Unit): boolean => unit.kind === 'compose' && unit.yaml.syntax === undefined;

/** The files that `COMPOSE_FILE` in a `.env` lists. */
function composeFiles(path: string, units: readonly Unit[] | undefined): readonly string[] | undefined {
  const unit = units?.find((one) => one.kind === 'env');
  if (!unit?.text.includes('COMPOSE_FILE')) return undefined;
  const variables = fileVariables(unit.text);
  const separator = variables.get('COMPOSE_PATH_SEPARATOR') || ':';
  const list = variables.get('COMPOSE_FILE')?.split(separator);
  return list?.map((file) => posix.join(posix.dirname(path), file));
}

/** The files that a Compose file extends or includes, as far as they are named without variables. */
export function filesReadBy(unit: Unit): string[] {
  if (unit.kind !== 'compose') return [];
  const includes = lensOf(unit.yaml)
    .get('include')
    .items()
    .flatMap((item) => {
      const path = item.get('path');
      return [item.text, path.text, ...path.items().map((one) => one.text)];
    });
  const bases = unit.compose.services.map(({ container }) => container.lens.get('extends', 'file').text);
  const files = [...includes, ...bases].filter(
    (file) => file !== undefined && !/^[a-z][a-z0-9+.-]*:|[$~]|^\//i.test(file),
  );
  return files.map((file) => posix.join(posix.dirname(unit.path), file!));
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}
