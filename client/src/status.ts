/** Keeps what the server says about itself and its files, for the parts that show it. */
import { type Event, EventEmitter, Uri } from 'vscode';
import { type BaseLanguageClient, NotificationType, RequestType, State } from 'vscode-languageclient';
import type { FileStatus, NotJudged, ServerStatus, WhyNotChecked } from './server-state.ts';
import type { Shown } from './status-text.ts';

/** Sent by the server. */
export const statusChanged = new NotificationType<ServerStatus>('seaworthy/status');
export const fileChanged = new NotificationType<FileStatus>('seaworthy/file');

/** Sent to the server. An older one does not answer. */
export const notJudged = new RequestType<object, NotJudged, void>('seaworthy/notJudged');
export const whyNotChecked = new RequestType<{ uri: string }, WhyNotChecked, void>('seaworthy/whyNotChecked');

export interface Statuses {
  server(): ServerStatus | undefined;
  /** `undefined` if the server has not said anything about the file. */
  file(uri: Uri): FileStatus | undefined;
  state(): Shown['state'];
  readonly onDidChange: Event<void>;
  dispose(): void;
}

/** Most files to remember: the server says it again when a file is opened. */
const MOST = 1000;

export function createStatuses(client: BaseLanguageClient): Statuses {
  const changed = new EventEmitter<void>();
  const files = new Map<string, FileStatus>();
  let server: ServerStatus | undefined;
  const subscriptions = [
    changed,
    client.onNotification(statusChanged, (status) => {
      server = status;
      changed.fire();
    }),
    client.onNotification(fileChanged, (status) => {
      if (files.size >= MOST) files.clear();
      files.set(Uri.parse(status.uri).toString(), status);
      changed.fire();
    }),
    client.onDidChangeState(({ newState }) => {
      // A new server says everything anew.
      if (newState === State.Stopped) {
        server = undefined;
        files.clear();
      }
      changed.fire();
    }),
  ];
  return {
    server: () => server,
    file: (uri) => files.get(uri.toString()),
    state: () =>
      client.state === State.Running ? 'running' : client.state === State.Starting ? 'starting' : 'stopped',
    onDidChange: changed.event,
    dispose: () => subscriptions.forEach((s) => void s.dispose()),
  };
}

/** The answer of the server; `undefined` if it is not running or does not know the request. */
export async function ask<P, R>(
  client: BaseLanguageClient,
  type: RequestType<P, R, void>,
  params: P,
): Promise<R | undefined> {
  if (!client.isRunning()) return undefined;
  try {
    return (await client.sendRequest<R>(type.method, params)) ?? undefined;
  } catch {
    return undefined;
  }
}
