/** Which files of a workspace are read. Paths are relative to its root, with `/`. What counts as which file stands in the core's table. */
export { isJudged as isCandidate, isRead, isSkippedFolder } from '../core/files/file-kinds.ts';
