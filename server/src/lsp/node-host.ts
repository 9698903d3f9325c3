/** Files on this machine's disk, by `file:` addresses; those of other schemes are the client's, where it lends them. */
import { fileURLToPath } from 'node:url';
import type { FileText, Host } from '../host/host.ts';
import { readText, walk } from '../host/node.ts';

/** `others`: the host of what is not on disk. */
export function nodeHost(others: Host | undefined): Host {
  const isFile = (uri: string): boolean => /^file:/i.test(uri);
  return {
    reads: (scheme) => scheme === 'file' || (others?.reads(scheme) ?? false),
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

/** `undefined` for an address that is none of this system's files. */
function toPath(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
