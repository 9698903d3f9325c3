/** The two requests by which the client lends its file system; see `client/src/files.ts` for the other end. */
import type { Connection } from 'vscode-languageserver';
import type { EditorFiles } from '../host/browser.ts';

/** Asks the client at the other end of `connection`. */
export const editorFiles = (connection: Connection): EditorFiles => ({
  listFiles: (folder) => connection.sendRequest('seaworthy/listFiles', { folder }),
  readFile: (uri, limit) => connection.sendRequest('seaworthy/readFile', { uri, limit }),
});
