/** Registers the server for what the client sends only after a registration. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
} from 'vscode-languageserver';
import { watchedGlob } from '../core/files/file-kinds.ts';
import type { Client } from './client.ts';
import { gitDataGlob } from './files.ts';

/**
 * The client may request the diagnostics of all files, whatever `diagnostics.scope` says: the number of files is known too late. Not registered
 * later: VS Code's client would not ask again for open documents when another file decides.
 */
export const diagnosticOptions = { identifier: 'seaworthy', interFileDependencies: true, workspaceDiagnostics: true };

// A client that refuses a registration sends no such notifications.
const refused = (): void => {};

/** Registers for changed settings and files. */
export function registerNotifications({ client: registry }: Connection, client: Client): void {
  if (client.registersSettings)
    registry.register(DidChangeConfigurationNotification.type, { section: 'seaworthy' }).catch(refused);
  if (!client.registersWatchers) return;
  const watchers = [{ globPattern: watchedGlob() }, { globPattern: gitDataGlob }];
  registry.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(refused);
}
