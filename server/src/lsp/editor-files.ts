/** The two requests that read the client's file system. `client/src/files.ts` answers them. */
import type { Connection } from 'vscode-languageserver';
import type { EditorFiles } from '../host/browser.ts';

/** Sends the requests over `connection`. */
export const editorFiles = (connection: Connection): EditorFiles => ({
  listFiles: (folder) => connection.sendRequest('seaworthy/listFiles', { folder }),
  readFile: (uri, limit, within) => connection.sendRequest('seaworthy/readFile', { uri, limit, within }),
});
