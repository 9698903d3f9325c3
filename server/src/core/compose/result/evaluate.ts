/**
 * What Compose makes of the files of a project: overrides merged, `extends` and `include` followed. Every part of the result has the span of
 * the text that decides it. Source: compose-go `loader`, v2.16.2, read on 2026-11-30.
 */
import { isSparse, type Placing, placing } from '../../merged/placed.ts';
import { changedScalars, stringAt, textAt, withoutKey } from '../../merged/tree.ts';
import { posix } from '../../text/paths.ts';
import type { Span } from '../../text/span.ts';
import { limits } from '../../yaml/limits.ts';
import { asMap, lastOf, type YamlMap, type YamlNode } from '../../yaml/node.ts';
import { fileVariables } from '../dotenv.ts';
import { interpolate, type Variables } from '../interpolate.ts';
import { asItems } from './forms.ts';
import { mergeValues } from './merge.ts';
import {
  addDocument,
  addIncluded,
  clear,
  isOfService,
  type Model,
  makeUnique,
  modelOf,
  type Part,
  partsOf,
  rebasedModel,
  rootOf,
  withContexts,
} from './model.ts';
import { fromFolder, isLocal } from './paths.ts';
import { type ComposeSources, type Included, isSame, type Reads, sameVariables } from './sources.ts';
import { type Cleared, withoutCleared, withoutTags } from './tags.ts';

export interface ResolvedProject {
  /** The merged file. Its paths are relative to the folder of the first file. */
  readonly root: YamlMap;
  readonly places: Placing;
  /** What the `.env` of the project gives. */
  readonly variables: Variables;
  /** The services by name: the spans of their keys in every file that says something about them, the base first. */
  readonly services: ReadonlyMap<string, readonly Span[]>;
  /** Paths of files that could not be read. */
  readonly unknown: readonly string[];
  /** What its files include, by what the entry says. */
  readonly included: ReadonlyMap<string, Included>;
}

/** The files of one project, or of one that it includes. */
interface Loading {
  /** The folder of relative paths. */
  readonly folder: string;
  readonly variables: Variables;
  readonly depth: number;
}

/** Where a service with `extends` stands. */
interface Extending {
  readonly path: string;
  readonly section: string;
  readonly services: Map<string, Part>;
  readonly cleared: readonly Cleared[];
  readonly at: Loading;
}

/** The deepest chain of files or services, services of which one is made, and how often one project may read files. */
const [MAX_DEPTH, MAX_LAYERS, MAX_READS] = [16, 50, 500];

/**
 * Evaluates a project. `undefined` when none of its files can be read.
 * @param before the project of the same first file at an earlier time: what it includes is read again only where a file has changed
 */
export function evaluateProject(
  files: readonly string[],
  sources: ComposeSources,
  before?: ResolvedProject,
): ResolvedProject | undefined {
  const folder = posix.dirname(files[0] ?? '');
  const unknown: string[] = [];
  const own = fileVariables(sources.text(posix.join(folder, '.env')) ?? '');
  const like = before && sameVariables(before.variables, own) && !isSparse(before.places) ? before : undefined;
  const variables = like?.variables ?? own;
  const places = placing(like?.places);
  const included = new Map<string, Included>();
  let left = MAX_READS;
  const room = { left: limits.file };
  let reads: Reads | undefined;

  /** The maps of a file's documents; `undefined` if it cannot be read. */
  const documents = (path: string, known: Variables): YamlMap[] | undefined => {
    const all = left-- > 0 && isLocal(path) ? sources.documents(path) : undefined;
    if (isLocal(path)) reads?.documents.push([path, all]);
    if (!all) unknown.push(path);
    return all?.flatMap((document) => {
      const root = asMap(places.place(document));
      return root ? [known === variables ? root : substituted(root, known, room)] : [];
    });
  };

  const load = (paths: readonly string[], at: Loading): Model | undefined => {
    const model: Model = new Map();
    let some = false;
    for (const path of paths)
      for (const document of documents(path, at.variables) ?? []) {
        some = true;
        add(model, document, path, at);
      }
    return some ? model : undefined;
  };

  const add = (model: Model, document: YamlMap, path: string, at: Loading): void => {
    const { root, cleared } = withoutTags(document);
    const own = modelOf(root);
    for (const entry of itemsAt(root, 'include')) {
      const included = include(entry, at);
      if (included) addIncluded(own, included, cleared);
    }
    clear(model, cleared);
    for (const [section, services] of own)
      if (isOfService(section))
        for (const name of services.keys()) extend(name, { path, section, services, cleared, at }, new Set());
    addDocument(model, own);
    makeUnique(model, at.variables);
  };

  const include = (entry: YamlNode, at: Loading): Model | undefined => {
    const written = (key: string): string[] => (entry.type === 'map' ? textsAt(entry, key) : []);
    const known = (text: string): string => interpolate(text, at.variables).text ?? text;
    const paths = (entry.type === 'map' ? written('path') : textsOf([entry])).map(known);
    const [first] = paths;
    if (first === undefined || at.depth >= MAX_DEPTH) return undefined;
    if (!paths.every(isLocal)) {
      unknown.push(...paths);
      return undefined;
    }
    const [own] = written('project_directory').map(known);
    const inner = posix.join(at.folder, own ?? posix.dirname(first));
    const envFiles = written('env_file').map((text) => posix.join(at.folder, known(text)));
    const given = envFiles.length > 0 ? envFiles : [posix.join(inner, '.env')];
    const make = (): Model | undefined => {
      const loaded = load(
        paths.map((path) => posix.join(at.folder, path)),
        { folder: inner, variables: withFiles(at.variables, given), depth: at.depth + 1 },
      );
      return loaded && rebasedModel(withContexts(loaded), fromFolder(at.folder, inner));
    };
    return at.depth === 0 ? kept(JSON.stringify([paths, inner, given]), make) : make();
  };

  /** What the project includes, as before where the same files are read. */
  const kept = (key: string, make: () => Model | undefined): Model | undefined => {
    const old = like?.included.get(key);
    const isKept = old !== undefined && old.reads.documents.length <= left && isSame(old.reads, sources);
    if (old && isKept) {
      left -= old.reads.documents.length;
      unknown.push(...old.unknown);
      for (const [, all] of old.reads.documents) for (const document of all ?? []) places.place(document);
      included.set(key, old);
      return old.model;
    }
    const from = unknown.length;
    const own: Reads = { documents: [], texts: [] };
    reads = own;
    const model = make();
    reads = undefined;
    if (left > 0) included.set(key, { model, reads: own, unknown: unknown.slice(from) });
    return model;
  };

  /** What is given already wins over the files. The same variables if the files give nothing new. */
  const withFiles = (given: Variables, paths: readonly string[]): Variables => {
    const read = paths.flatMap((path) => {
      const text = sources.text(path);
      reads?.texts.push([path, text]);
      return [...fileVariables(text ?? '', given)];
    });
    return read.every(([name]) => given.has(name)) ? given : new Map([...read, ...given]);
  };

  /** A service with what it extends; it then stands in the place of the one that was there. */
  const extend = (name: string, from: Extending, seen: ReadonlySet<string>): Part | undefined => {
    const { services, section, path, cleared, at } = from;
    const part = services.get(name);
    const own = asMap(part?.entry.value);
    const written = own && lastOf(own, 'extends')?.value;
    if (!part || !own || !written) return part;
    const known = (text: string): string | undefined => interpolate(text, at.variables).text;
    const other = known(written.type === 'scalar' ? written.text : textAt(written, 'service'));
    const file = known(textAt(written, 'file'));
    const key = `${path}\n${name}`;
    // The key `extends` stays where the base is not known: the file then does not show the whole service.
    if (!other || file === undefined || seen.has(key) || seen.size >= MAX_DEPTH) return part;
    const chain = new Set([...seen, key]);
    const base = file === '' ? extend(other, from, chain) : extendFile(file, other, from, chain);
    const layers = [...new Set([...(base?.layers ?? []), ...part.layers])];
    if (!base || layers.length > MAX_LAYERS || (chain.has(`${path}\n${other}`) && file === '')) return part;
    const value = asMap(base.entry.value);
    const cleaned = value && withoutCleared(value, cleared, [section, name]);
    const merged = mergeValues(cleaned, withoutKey(own, 'extends'), [section, name]);
    const result: Part = { entry: { ...part.entry, value: merged }, layers };
    services.set(name, result);
    return result;
  };

  const extendFile = (file: string, name: string, from: Extending, seen: ReadonlySet<string>): Part | undefined => {
    const { section, at } = from;
    if (!isLocal(file)) {
      unknown.push(file);
      return undefined;
    }
    const path = posix.join(at.folder, file);
    let model: Model = new Map();
    let cleared: readonly Cleared[] = [];
    for (const document of documents(path, at.variables) ?? []) {
      const one = withoutTags(document);
      cleared = one.cleared;
      clear(model, cleared);
      addDocument(model, modelOf(one.root));
      makeUnique(model, at.variables);
    }
    model = rebasedModel(model, fromFolder(at.folder, posix.dirname(path)));
    return extend(name, { path, section, services: partsOf(model, section), cleared, at }, seen);
  };

  const model = load(files, { folder, variables, depth: 0 });
  if (!model) return undefined;
  const services = [...partsOf(model, 'services')].map(([name, { layers }]) => [name, layers] as const);
  return { root: rootOf(model), places, variables, services: new Map(services), unknown, included };
}

const itemsAt = (root: YamlMap, key: string): YamlNode[] => {
  const value = lastOf(root, key)?.value;
  return value ? asItems(value).flatMap((item) => item.value ?? []) : [];
};

const textsOf = (nodes: readonly YamlNode[]): string[] =>
  nodes.flatMap((node) => (node.type === 'scalar' && !node.templated ? [node.text] : []));

const textsAt = (map: YamlMap, key: string): string[] => textsOf(itemsAt(map, key));

/** The document with the values of variables that only its own environment files give. `room`: for characters of such values. */
const substituted = (root: YamlMap, variables: Variables, room: { left: number }): YamlMap =>
  changedScalars(root, (scalar) => {
    if (!scalar.text.includes('$') || scalar.templated) return scalar;
    const { text, defaults } = interpolate(scalar.text, variables);
    room.left -= text?.length ?? 0;
    return text === undefined || defaults.length > 0 || room.left < 0
      ? scalar
      : stringAt(text.replaceAll('$', '$$$$'), scalar.span);
  }) as YamlMap;
