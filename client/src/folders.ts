/**
 * Reports created, renamed and removed folders to the server. The editor sends one event for a folder, which no file pattern matches, so
 * the server would miss the files in it.
 */
import { type Disposable, FileType, type Uri, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
} from 'vscode-languageclient';
import { isRead, isSkippedFolder } from '../../server/src/core/files/file-kinds.ts';

/** If more entries are created at once, only one is reported; the server then reads the whole folder again. */
const most = 20;

/** Sends the events to the server until the result is disposed. */
export function watchFolders(client: BaseLanguageClient): Disposable[] {
  const watcher = workspace.createFileSystemWatcher('**', false, true, false);
  const created = new Map<string, Uri>();
  const deleted = new Map<string, Uri>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const send = async (): Promise<void> => {
    timer = undefined;
    const [added, removed] = [[...created.values()], [...deleted.values()]];
    created.clear();
    deleted.clear();
    const folders: Uri[] = [];
    if (added.length > most) folders.push(added[0]!);
    else for (const uri of added) if (await isFolder(uri)) folders.push(uri);
    const event =
      (type: FileChangeType) =>
      (uri: Uri): FileEvent => ({ uri: client.code2ProtocolConverter.asUri(uri), type });
    const changes = [...removed.map(event(FileChangeType.Deleted)), ...folders.map(event(FileChangeType.Created))];
    if (changes.length > 0 && client.isRunning())
      await client.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  };
  const note = (into: Map<string, Uri>) => (uri: Uri) => {
    if (uri.path.split('/').some(isSkippedFolder) || isRead(uri.path)) return;
    into.set(uri.toString(), uri);
    timer ??= setTimeout(() => void send().catch(() => {}), 200);
  };
  return [
    watcher,
    watcher.onDidCreate(note(created)),
    watcher.onDidDelete(note(deleted)),
    { dispose: () => clearTimeout(timer) },
  ];
}

async function isFolder(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.Directory) !== 0;
  } catch {
    return false;
  }
}
