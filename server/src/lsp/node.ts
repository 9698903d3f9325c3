/** The language server as a process. Its arguments select stdio (the default), IPC, a pipe or a socket. */
import { traceOf } from '../core/text/trace.ts';
import { editorHost } from '../host/browser.ts';
import { editorFiles } from './editor-files.ts';
import { faultText, withTrace } from './log.ts';
import { connect, leave } from './node-connection.ts';
import { nodeHost } from './node-host.ts';
import { startServer } from './server.ts';

const connection = connect(process.argv.slice(2));
// What goes to standard error is in the editor's log, even if the connection has ended.
process.on('uncaughtException', (error) =>
  leave(1, withTrace(faultText('the language server', error), traceOf(error))),
);
startServer(connection, (client) => nodeHost(client.servesFiles ? editorHost(editorFiles(connection)) : undefined), {
  runtime: `Node ${process.version}, ${process.platform} ${process.arch}`,
});
