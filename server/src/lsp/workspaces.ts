/** One engine for each workspace folder and one for documents outside of them. Maps URIs to these workspaces. */
import { createEngine, type Engine } from '../core/engine/engine.ts';
import type { Rule } from '../core/rule/rule.ts';
import type { Day } from '../core/text/day.ts';
import { type LineIndex, lineIndex } from '../core/text/lines.ts';
import { exact, type Fold, pathBelow } from '../host/same-name.ts';
import { below, encodePath, keyOf, parseUri, type Uri } from '../host/uri.ts';
import { DEFAULTS, type NamedConfig, type Settings } from './settings.ts';

export interface Workspace {
  /** URI of the folder; `undefined` for documents outside of all folders. */
  readonly folder: string | undefined;
  readonly engine: Engine;
  settings: Settings;
  named: NamedConfig | undefined;
  /** Number of the latest reading of the folder. An older reading stops when it changes. */
  reading: number;
  /** Number of files that rules may check, by their names, when the folder was last listed; `undefined` before. */
  candidates: number | undefined;
  /** Files that could not be read, with the reason in plain words, as text to show. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** Sets why a file could not be read; `undefined`: it was read, or does not exist. */
  noteUnreadable(path: string, why: string | undefined): void;
  /** The URI of a path. */
  uriOf(path: string): string;
  /** The path of the engine's file that the system takes for the same file; `path` if there is none. An exact spelling wins. */
  spelled(path: string): string;
  /** Registers the spelling of a file that the engine gets or loses. */
  register(path: string, exists: boolean): void;
  /** Line index of the engine's text of a file. */
  lines(path: string): LineIndex;
  /** Whether a file can be created at the path. */
  canCreate(path: string): boolean;
}

/** A file of a workspace. */
export interface Place {
  readonly workspace: Workspace;
  readonly path: string;
}

export interface Workspaces {
  /** The key of an open document: the same for all URIs that mean the same file. */
  keyOf(uri: Uri): string;
  readonly all: () => readonly Workspace[];
  addFolder(uri: string): Workspace | undefined;
  /** Removes the folder and returns its workspace. */
  removeFolder(uri: string): Workspace | undefined;
  /** The place of a URI in its innermost folder, or outside of all folders. `undefined` if its scheme is not supported. */
  locate(uri: unknown): Place | undefined;
  /** All places of a URI, innermost folder first: folders may be nested. */
  places(uri: unknown): readonly Place[];
  /** Registers an open document. Answers use its form of the URI; an untitled document gets its file kind from `languageId`. */
  opened(uri: string, languageId: string): void;
  closed(uri: string): void;
}

/** Name suffixes of untitled documents, by language id. */
const NAMES: Readonly<Record<string, string>> = {
  dockerfile: '/Dockerfile',
  dockercompose: '/compose.yaml',
  'yaml.docker-compose': '/compose.yaml',
  json: '.json',
  jsonc: '.json',
};

/** Whether documents of the scheme are files or will be. Other schemes show history, output and so on. */
const isServed = (scheme: string): boolean =>
  /^(file|untitled|vscode-(vfs|remote|test-web|local|userdata))$/.test(scheme);

/** `today` tells the day of new engines. `foldOf`: which names of a URI scheme mean the same file. */
export function createWorkspaces(
  rules: readonly Rule[],
  today: () => Day,
  foldOf: (scheme: string) => Fold = () => exact,
): Workspaces {
  const newEngine = (): Engine => createEngine(rules, today());
  const documentKey = (uri: Uri): string => foldOf(uri.scheme)(keyOf(uri));
  const folders: { readonly key: string; readonly scheme: string; readonly workspace: Workspace }[] = [];
  /** URIs of open documents in the client's form, by `documentKey`. */
  const clientUris = new Map<string, string>();
  const languages = new Map<string, string>();
  const outside = new Map<string, string>();
  const loose = createWorkspace(undefined, newEngine(), exact, (path) => outside.get(path) ?? looseUri(path));

  const places = (uri: unknown): readonly Place[] => {
    const parsed = parseUri(uri);
    if (!parsed) return [];
    const key = keyOf(parsed);
    const found: Place[] = [];
    for (const { key: folder, workspace } of folders) {
      const path = pathBelow(folder, key, foldOf(parsed.scheme));
      if (path !== undefined) found.push({ workspace, path: workspace.spelled(path) });
    }
    if (found.length > 0) return found;
    const served = isServed(parsed.scheme) || folders.some((f) => f.scheme === parsed.scheme);
    return served ? [{ workspace: loose, path: loosePath(parsed, languages.get(documentKey(parsed)) ?? '') }] : [];
  };

  return {
    keyOf: documentKey,
    all: () => [...folders.map((f) => f.workspace), loose],
    addFolder(uri) {
      const parsed = parseUri(uri);
      if (!parsed) return undefined;
      const key = keyOf(parsed).replace(/\/$/, '');
      const fold = foldOf(parsed.scheme);
      if (folders.some((f) => fold(f.key) === fold(key))) return undefined;
      const uriOf = (path: string): string => clientUris.get(fold(`${key}/${path}`)) ?? below(uri, path);
      const workspace = createWorkspace(uri, newEngine(), fold, uriOf);
      folders.push({ key, scheme: parsed.scheme, workspace });
      // Innermost first.
      folders.sort((a, b) => b.key.length - a.key.length);
      return workspace;
    },
    removeFolder(uri) {
      const parsed = parseUri(uri);
      if (!parsed) return undefined;
      const fold = foldOf(parsed.scheme);
      const key = fold(keyOf(parsed).replace(/\/$/, ''));
      const at = folders.findIndex((f) => fold(f.key) === key);
      return at < 0 ? undefined : folders.splice(at, 1)[0]?.workspace;
    },
    places,
    locate: (uri) => places(uri)[0],
    opened(uri, languageId) {
      const parsed = parseUri(uri);
      if (!parsed) return;
      clientUris.set(documentKey(parsed), uri);
      languages.set(documentKey(parsed), languageId);
      for (const place of places(uri)) if (place.workspace === loose) outside.set(place.path, uri);
    },
    closed(uri) {
      const parsed = parseUri(uri);
      if (!parsed) return;
      for (const place of places(uri)) if (place.workspace === loose) outside.delete(place.path);
      clientUris.delete(documentKey(parsed));
      languages.delete(documentKey(parsed));
    },
  };
}

function createWorkspace(
  folder: string | undefined,
  engine: Engine,
  fold: Fold,
  uriOf: (path: string) => string,
): Workspace {
  /** Spellings of the engine's files, by their folded form. */
  const spellings = new Map<string, string>();
  const unreadable = new Map<string, string>();
  const indexes = new Map<string, { readonly text: string; readonly lines: LineIndex }>();
  return {
    folder,
    engine,
    settings: DEFAULTS,
    named: undefined,
    reading: 0,
    candidates: undefined,
    unreadable,
    noteUnreadable(path, why) {
      if (why === undefined) unreadable.delete(path);
      else unreadable.set(path, why);
    },
    uriOf,
    spelled(path) {
      if (fold === exact || engine.textOf(path) !== undefined) return path;
      return spellings.get(fold(path)) ?? path;
    },
    register(path, exists) {
      if (fold === exact) return;
      if (exists) spellings.set(fold(path), path);
      else if (spellings.get(fold(path)) === path) spellings.delete(fold(path));
    },
    lines(path) {
      const text = engine.textOf(path) ?? '';
      const known = indexes.get(path);
      if (known?.text === text) return known.lines;
      if (indexes.size > 100) indexes.clear();
      const lines = lineIndex(text);
      indexes.set(path, { text, lines });
      return lines;
    },
    canCreate: (path) => folder !== undefined || !path.startsWith('untitled/'),
  };
}

/** The engine path of a document outside of all folders: scheme, authority (`_` for none), path. */
function loosePath(uri: Uri, languageId: string): string {
  const path = keyOf({ ...uri, scheme: 's', authority: '' }).slice('s://'.length);
  const name = uri.scheme === 'untitled' && !path.startsWith('/') ? `/${path}${NAMES[languageId] ?? '.yaml'}` : path;
  return `${uri.scheme}/${uri.authority || '_'}${name}`;
}

/** The URI of a path from `loosePath` whose document is not open, such as a file beside an open one. */
function looseUri(path: string): string {
  const [scheme = '', authority = '', ...names] = path.split('/');
  return `${scheme}://${authority === '_' ? '' : authority}/${encodePath(names.join('/'))}`;
}
