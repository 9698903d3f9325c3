/** Which files of a workspace are read. Paths are relative to its root, with `/`. The table is `core/files/file-kinds.ts`. */
export { isJudged as isCandidate, isRead, isSkippedFolder } from '../core/files/file-kinds.ts';

/** Files that are read even if the workspace's `.gitignore` names them. Fixes need an existing `.env`; ignored files are not reported. */
export const isAlwaysRead = (name: string): boolean => name === '.gitignore' || name === '.env';
