/** Which documents the language server sees, without the editor. The selection is wide, by language and by name: the server classifies by content. */
import { isJudged, judgedGlob, languageIds } from '../../server/src/core/files/file-kinds.ts';

/** Where a document may live. `git:` is left out: the left side of a diff is history. */
const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'vscode-test-web'];

type Filter = { scheme: string; language: string } | { scheme: string; pattern: string };

/** The documents that are sent to the server and get diagnostics, hovers and fixes. */
export const documentSelector: Filter[] = schemes.flatMap((scheme) => [
  ...languageIds.map((language) => ({ language, scheme })),
  { pattern: judgedGlob, scheme },
]);

/** Whether diagnostics are wanted for a tab of which only the address is known, because its document was not opened yet. */
export const isWanted = (scheme: string, path: string): boolean => schemes.includes(scheme) && isJudged(path);
