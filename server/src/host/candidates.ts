/** Which files of a workspace are read. Paths are relative to its root, with `/`. The table is `core/files/file-kinds.ts`. */
export { isJudged as isCandidate, isRead, isSkippedFolder } from '../core/files/file-kinds.ts';
