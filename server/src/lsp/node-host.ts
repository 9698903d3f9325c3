/** Reads `file:` URIs from disk, and other schemes through the client if it supports that. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FileText, Host } from '../host/host.ts';
import { readInside } from '../host/node.ts';
import { readExtendedFile } from '../host/node-extended.ts';
import { headOf } from '../host/node-git-head.ts';
import { mayChange, rootAround } from '../host/node-inside.ts';
import { pagesFolder } from '../host/node-pages.ts';
import { HERE, relativePath } from '../host/node-paths.ts';
import { repositoryOf } from '../host/node-repository.ts';
import { walk } from '../host/node-walk.ts';
import { exact, foldOf } from '../host/same-name.ts';

/** `others`: the host for other schemes. `platform` decides which names mean the same file. */
export function nodeHost(others: Host | undefined, platform: NodeJS.Platform = process.platform): Host {
  const isFile = (uri: string): boolean => /^file:/i.test(uri);
  return {
    pages: pagesFolder()?.href,
    reads: (scheme) => scheme === 'file' || (others?.reads(scheme) ?? false),
    foldOf: (scheme) => (scheme === 'file' ? foldOf(platform) : exact),
    list(folder, onUnreadable) {
      if (!isFile(folder)) return others?.list(folder, onUnreadable) ?? [];
      const root = toPath(folder);
      if (root !== undefined) return walk(root, onUnreadable, onUnreadable);
      onUnreadable();
      return [];
    },
    repository(folder) {
      const root = isFile(folder) ? toPath(folder) : undefined;
      return root === undefined ? undefined : repositoryOf(root);
    },
    head(folder, known) {
      const root = isFile(folder) ? toPath(folder) : undefined;
      return root === undefined ? undefined : headOf(root, known);
    },
    read(uri, within): FileText | Promise<FileText> {
      if (!isFile(uri)) return others?.read(uri, within) ?? { problem: 'unreadable' };
      const place = placeOf(uri, within, platform);
      if (place === undefined) return { problem: 'unreadable' };
      const read = readInside(...place);
      return 'text' in read ? read : { problem: read.message };
    },
    readExtended(uri, within) {
      if (!isFile(uri)) return others?.read(uri, within) ?? { problem: 'unreadable' };
      const place = placeOf(uri, within, platform);
      return place === undefined ? { problem: 'unreadable' } : readExtendedFile(...place);
    },
    mayChange(uri, within) {
      if (!isFile(uri)) return others?.mayChange(uri, within) ?? false;
      const place = placeOf(uri, within, platform);
      return place !== undefined && mayChange(...place);
    },
    folderAround(uri) {
      const file = isFile(uri) ? toPath(uri) : undefined;
      return file === undefined ? uri.replace(/\/[^/]*$/, '') : pathToFileURL(rootAround(file)).href;
    },
  };
}

/** The folder's path, and the file's path relative to it with `/`; `undefined` if one of the two is not valid on this system. */
function placeOf(uri: string, within: string, platform: NodeJS.Platform): [root: string, below: string] | undefined {
  const [root, file] = [toPath(within), toPath(uri)];
  if (root === undefined || file === undefined) return undefined;
  return [root, relativePath({ path: HERE.path, fold: foldOf(platform) }, root, file)];
}

/** The path of a `file:` URI; `undefined` if it is not valid on this system. */
export function toPath(uri: string, platform: NodeJS.Platform = process.platform): string | undefined {
  try {
    return fileURLToPath(uri, { windows: platform === 'win32' });
  } catch {
    return undefined;
  }
}
