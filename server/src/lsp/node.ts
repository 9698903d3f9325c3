/** The language server as a process. Its arguments select stdio (the default), IPC, a pipe or a socket. */
import { editorHost } from '../host/browser.ts';
import { editorFiles } from './editor-files.ts';
import { connect } from './node-connection.ts';
import { nodeHost } from './node-host.ts';
import { startServer } from './server.ts';

const connection = connect(process.argv.slice(2));
startServer(connection, (client) => nodeHost(client.servesFiles ? editorHost(editorFiles(connection)) : undefined));
