/**
 * Reads files for a server that cannot read them itself: in a web worker, or in a virtual folder. Answers two requests of the server
 * with the editor's file system.
 */
import { type Disposable, FileSystemError, FileType, Uri, workspace } from 'vscode';
import { type BaseLanguageClient, RequestType } from 'vscode-languageclient';
import { isRead, isSkippedFolder } from '../../server/src/core/files/file-kinds.ts';
import { decodeText } from '../../server/src/host/decode.ts';

/** Request for the URIs of all files below a folder that the server reads, sorted. Folders that cannot be listed are left out. */
export const listFiles = new RequestType<{ folder: string }, string[], void>('seaworthy/listFiles');

/** Request for the text of a file. `limit` is in bytes; a larger file is not read and gets the problem `too-large`. A file in or behind a link below `within` is not read. */
export const readFile = new RequestType<{ uri: string; limit?: number; within?: string }, FileText, void>(
  'seaworthy/readFile',
);

/** The text of a file (see `decodeText`), or the reason why it could not be read. */
export type FileText = { text: string } | { problem: 'not-found' | 'too-large' | 'outside' | 'unreadable' };

/** Answers both requests while `client` runs. Must be called before the client starts. */
export function serveFiles(client: BaseLanguageClient): Disposable[] {
  return [
    client.onRequest(listFiles, ({ folder }, token) => walk(Uri.parse(folder), () => token.isCancellationRequested)),
    client.onRequest(readFile, ({ uri, limit, within }) =>
      read(Uri.parse(uri), limit ?? Number.POSITIVE_INFINITY, within === undefined ? undefined : Uri.parse(within)),
    ),
  ];
}

/** Lists level by level, so that the folders of one level are read in parallel. Does not follow symbolic links. */
async function walk(root: Uri, cancelled: () => boolean): Promise<string[]> {
  const found: string[] = [];
  plain.clear();
  for (let level = [root]; level.length > 0 && !cancelled(); ) {
    const next: Uri[] = [];
    for (let at = 0; at < level.length && !cancelled(); at += 16) {
      await Promise.all(
        level.slice(at, at + 16).map(async (folder) => {
          plain.add(folder.toString());
          for (const [name, type] of await list(folder)) {
            const uri = Uri.joinPath(folder, name);
            if (type === FileType.Directory && !isSkippedFolder(name)) next.push(uri);
            else if (type === FileType.File && isRead(uri.path)) found.push(uri.toString());
          }
        }),
      );
    }
    level = next;
  }
  return found.sort();
}

async function list(folder: Uri): Promise<[string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return []; // removed meanwhile, or not ours to read
  }
}

async function read(uri: Uri, limit: number, within: Uri | undefined): Promise<FileText> {
  try {
    if (await isBehindLink(uri, within)) return { problem: 'outside' };
    if ((await workspace.fs.stat(uri)).size > limit) return { problem: 'too-large' };
    return { text: decodeText(await workspace.fs.readFile(uri)) };
  } catch (error) {
    const missing = error instanceof FileSystemError && error.code === 'FileNotFound';
    return { problem: missing ? 'not-found' : 'unreadable' };
  }
}

/** Folders that a listing found without a link on the way. */
const plain = new Set<string>();

/** Whether the file, or a folder between `within` and it, is a symbolic link. */
async function isBehindLink(uri: Uri, within: Uri | undefined): Promise<boolean> {
  if (((await workspace.fs.stat(uri)).type & FileType.SymbolicLink) !== 0) return true;
  const top = within?.path.replace(/\/$/, '');
  for (let folder = Uri.joinPath(uri, '..'); top !== undefined && folder.path.startsWith(`${top}/`); ) {
    if (plain.has(folder.toString())) return false;
    if (((await workspace.fs.stat(folder)).type & FileType.SymbolicLink) !== 0) return true;
    folder = Uri.joinPath(folder, '..');
  }
  return false;
}
