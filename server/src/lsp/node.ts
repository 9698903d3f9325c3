/** The language server as a process. Its arguments select stdio, IPC, a pipe or a socket. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { editorHost } from '../host/browser.ts';
import { editorFiles } from './editor-files.ts';
import { nodeHost } from './node-host.ts';
import { startServer } from './server.ts';

const connection = createConnection(ProposedFeatures.all);
startServer(connection, (client) => nodeHost(client.servesFiles ? editorHost(editorFiles(connection)) : undefined));
