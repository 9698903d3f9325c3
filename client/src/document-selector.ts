/** Selects the documents for the language server, without the editor's API. The selection is broad: the server classifies by content. */
import { isJudged, judgedGlob, languageIds } from '../../server/src/core/files/file-kinds.ts';

/** URI schemes of the documents. Without `git:`, which is the old side of a diff. */
const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'vscode-test-web'];

type Filter = { scheme: string; language: string } | { scheme: string; pattern: string };

/** The documents that are sent to the server and get diagnostics, hovers and fixes. */
export const documentSelector: Filter[] = schemes.flatMap((scheme) => [
  ...languageIds.map((language) => ({ language, scheme })),
  { pattern: judgedGlob(), scheme },
]);

/** Whether a tab gets diagnostics before its document is opened, when only its URI is known. */
export const isWanted = (scheme: string, path: string): boolean => schemes.includes(scheme) && isJudged(path);
