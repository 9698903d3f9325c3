/** The language status item: findings of the active file, its profile, and whether the server is reading the workspace. */
import {
  DiagnosticSeverity,
  type Disposable,
  LanguageStatusSeverity,
  languages,
  type TextDocument,
  window,
  workspace,
} from 'vscode';
import { type BaseLanguageClient, NotificationType, State } from 'vscode-languageclient';
import { isOurs } from './commands.ts';
import { documentSelector } from './document-selector.ts';
import { isServed } from './documents.ts';

/** The server's state; sent on every change. */
export interface ServerStatus {
  /** Whether the server is still reading the workspace. Rules across files do not report until then. */
  indexing: boolean;
  /** Files read so far. */
  files: number;
}

/** The server's state of a file; sent on every change. */
export interface FileStatus {
  uri: string;
  profile: string;
  /** Path of the file's configuration, relative to its workspace folder. */
  config?: string;
  /** The day (YYYY-MM-DD) as of which the file is judged, and the day of the facts about public images. */
  today: string;
  knowledge: string;
  /** The first part of the file that was not read: its line (1-based) and the reason. */
  unread?: { line: number; why: string };
}

/** Sent by the server. */
export const statusChanged = new NotificationType<ServerStatus>('seaworthy/status');
export const fileChanged = new NotificationType<FileStatus>('seaworthy/file');

/** Shows the item for all documents of the server. */
export function registerStatus(client: BaseLanguageClient): { dispose(): void } {
  const item = languages.createLanguageStatusItem('seaworthy', documentSelector);
  item.name = 'Seaworthy';
  item.command = { title: 'Show problems', command: 'workbench.actions.view.problems' };
  let server: ServerStatus = { indexing: false, files: 0 };
  const files = new Map<string, FileStatus>();
  const show = (): void => {
    const document = window.activeTextEditor?.document;
    if (!document || !isServed(document)) return;
    const found = languages.getDiagnostics(document.uri).filter(isOurs);
    const worst = Math.min(DiagnosticSeverity.Hint, ...found.map((d) => d.severity));
    const running = client.state === State.Running;
    const file = files.get(client.code2ProtocolConverter.asUri(document.uri));
    item.busy = client.state === State.Starting || server.indexing;
    item.severity =
      !running && !item.busy
        ? LanguageStatusSeverity.Error
        : worst <= DiagnosticSeverity.Warning || file?.unread
          ? LanguageStatusSeverity.Warning
          : LanguageStatusSeverity.Information;
    item.text = running || item.busy ? count(found.length, file?.unread?.line) : 'Seaworthy is not running';
    item.detail = detail(server, file, profileSetting(document));
    item.accessibilityInformation = { label: `Seaworthy: ${item.text}, ${item.detail}` };
  };
  const subscriptions: Disposable[] = [
    item,
    client.onNotification(statusChanged, (status) => {
      server = status;
      show();
    }),
    client.onNotification(fileChanged, (status) => {
      files.set(status.uri, status);
      show();
    }),
    client.onDidChangeState(show),
    languages.onDidChangeDiagnostics(({ uris }) => {
      const active = window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === active)) show();
    }),
    window.onDidChangeActiveTextEditor(show),
    workspace.onDidChangeConfiguration((e) => e.affectsConfiguration('seaworthy') && show()),
  ];
  show();
  return { dispose: () => subscriptions.forEach((s) => void s.dispose()) };
}

/** `unread`: the line (1-based) of the first part that was not read. */
function count(findings: number, unread: number | undefined): string {
  const found = findings === 0 ? 'No findings' : findings === 1 ? '1 finding' : `${findings} findings`;
  return unread === undefined ? found : `${found}, read up to line ${unread}`;
}

const profileSetting = (document: TextDocument): string =>
  workspace.getConfiguration('seaworthy', document.uri).get('profile', 'default');

function detail(server: ServerStatus, file: FileStatus | undefined, setting: string): string {
  const unread = file?.unread ? `Not fully read: ${file.unread.why}; ` : '';
  const profile = `${file?.profile ?? setting} profile`;
  const config = file?.config ? ` (${file.config})` : '';
  const indexing = server.indexing ? `, reading the workspace${server.files ? `: ${server.files} files` : ''}` : '';
  const days = file ? `, as of ${file.today}, image knowledge of ${file.knowledge}` : '';
  return unread + profile + config + days + indexing;
}
