/** Reads files through the client, for a server in a web worker and for virtual folders. */
import { posix } from '../core/text/paths.ts';
import { limits } from '../core/yaml/limits.ts';
import { isRead } from './candidates.ts';
import type { FileText, Host } from './host.ts';
import { ignoreMatcher } from './ignored.ts';
import { exact, type Fold, pathBelow } from './same-name.ts';
import { keyOf, parseUri } from './uri.ts';

/** Requests to the client. `listFiles` returns the URIs of all candidate files below a folder; `limit` is in bytes; a link out of `within` is not read. */
export interface EditorFiles {
  listFiles(folder: string): Promise<readonly string[]>;
  readFile(
    uri: string,
    limit: number,
    within: string,
  ): Promise<{ readonly text: string } | { readonly problem: string }>;
}

/** A host for every URI scheme for which the editor has a file system. `fold`: which of its names mean the same file. */
export function editorHost(editor: EditorFiles, fold: Fold = exact): Host {
  const isBelow = (uri: string, folder: string): boolean => {
    const path = [...relative(folder, [uri], fold).keys()][0];
    return path !== undefined && posix.isInside(path);
  };
  const read = async (uri: string, within: string): Promise<FileText> => {
    if (!isBelow(uri, within)) return { problem: 'outside' };
    try {
      const answer: unknown = await editor.readFile(uri, limits.file, within);
      if (typeof answer !== 'object' || answer === null) return { problem: 'unreadable' };
      if ('text' in answer && typeof answer.text === 'string') return { text: answer.text };
      return { problem: 'problem' in answer ? String(answer.problem) : 'unreadable' };
    } catch {
      return { problem: 'unreadable' };
    }
  };
  return {
    reads: (scheme) => scheme !== 'untitled',
    foldOf: () => fold,
    read,
    // The editor writes the file, and its file systems do not tell where a link leads.
    mayChange: isBelow,
    folderAround: (uri) => uri.replace(/\/[^/]*$/, ''),
    async list(folder, onUnreadable) {
      let listed: readonly string[];
      try {
        listed = await editor.listFiles(folder);
      } catch {
        onUnreadable();
        return [];
      }
      const found = relative(folder, listed, fold);
      const ignores = new Map<string, string>();
      for (const [path, uri] of found) {
        if (!/(^|\/)\.gitignore$/.test(path)) continue;
        const answer = await read(uri, folder);
        if ('text' in answer) ignores.set(path, answer.text);
      }
      const isIgnored = ignoreMatcher((path) => ignores.get(path));
      return [...found.keys()].filter((path) => isRead(path) && (ignores.has(path) || !isIgnored(path))).sort();
    },
  };
}

/** URIs below a folder, by path relative to it. */
function relative(folder: string, uris: readonly string[], fold: Fold): Map<string, string> {
  const found = new Map<string, string>();
  const root = parseUri(folder);
  for (const uri of root ? uris : []) {
    const parsed = parseUri(uri);
    const path = parsed && pathBelow(keyOf(root!).replace(/\/$/, ''), keyOf(parsed), fold);
    if (path !== undefined) found.set(path, uri);
  }
  return found;
}
