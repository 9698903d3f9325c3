/** Registers the server for what the client sends only after a registration. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type Disposable,
  DocumentDiagnosticRequest,
} from 'vscode-languageserver';
import { watchedGlob } from '../core/files/file-kinds.ts';
import type { Client } from './client.ts';
import { gitDataGlob } from './files.ts';
import type { Workspace } from './workspaces.ts';

/** `all`: the client may request the diagnostics of all files. */
export const diagnosticOptions = (all: boolean) => ({
  identifier: 'seaworthy',
  interFileDependencies: true,
  workspaceDiagnostics: all,
});

// A client that refuses a registration sends no such notifications.
const refused = (): void => {};

/** Registers for changed settings and files. */
export function registerNotifications({ client: registry }: Connection, client: Client): void {
  if (client.registersSettings)
    registry.register(DidChangeConfigurationNotification.type, { section: 'seaworthy' }).catch(refused);
  if (!client.registersWatchers) return;
  const watchers = [{ globPattern: watchedGlob }, { globPattern: gitDataGlob }];
  registry.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(refused);
}

/**
 * Returns a function to call when the folders or their settings change: it registers for the requests of diagnostics, again if they are now
 * of another kind. With diagnostics of all files VS Code keeps those of a document that it closes, else it removes them. So the kind is
 * `openFiles` only where the settings of all folders say so: the number of files is known too late.
 */
export function diagnosticRegistration(
  { client: registry }: Connection,
  client: Client,
  folders: () => readonly Workspace[],
): () => void {
  let registered: { readonly all: boolean; readonly registration: Promise<Disposable | undefined> } | undefined;
  return () => {
    if (!client.pulls || !client.registersDiagnostics) return;
    const all = folders().some(
      ({ folder, settings }) => folder !== undefined && settings.enable && settings.scope !== 'openFiles',
    );
    if (registered?.all === all) return;
    const before = registered?.registration;
    const options = { documentSelector: null, ...diagnosticOptions(all) };
    const registration = Promise.resolve(before)
      .then((old) => old?.dispose())
      .then(() => registry.register(DocumentDiagnosticRequest.type, options))
      .catch(() => undefined);
    registered = { all, registration };
  };
}
