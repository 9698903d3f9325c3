/** Reads `file:` URIs from disk, and other schemes through the client if it supports that. */
import { fileURLToPath } from 'node:url';
import type { FileText, Host } from '../host/host.ts';
import { readText, walk } from '../host/node.ts';
import { exact, foldOf } from '../host/same-name.ts';

/** `others`: the host for other schemes. `platform` decides which names mean the same file. */
export function nodeHost(others: Host | undefined, platform: NodeJS.Platform = process.platform): Host {
  const isFile = (uri: string): boolean => /^file:/i.test(uri);
  return {
    reads: (scheme) => scheme === 'file' || (others?.reads(scheme) ?? false),
    foldOf: (scheme) => (scheme === 'file' ? foldOf(platform) : exact),
    list(folder, onUnreadable) {
      if (!isFile(folder)) return others?.list(folder, onUnreadable) ?? [];
      const root = toPath(folder);
      if (root !== undefined) return walk(root, onUnreadable);
      onUnreadable();
      return [];
    },
    read(uri): FileText | Promise<FileText> {
      if (!isFile(uri)) return others?.read(uri) ?? { problem: 'unreadable' };
      const path = toPath(uri);
      if (path === undefined) return { problem: 'unreadable' };
      const read = readText(path);
      return 'text' in read ? read : { problem: read.message };
    },
  };
}

/** The path of a `file:` URI; `undefined` if it is not valid on this system. */
export function toPath(uri: string, platform: NodeJS.Platform = process.platform): string | undefined {
  try {
    return fileURLToPath(uri, { windows: platform === 'win32' });
  } catch {
    return undefined;
  }
}
