/** Which files of a workspace are read. Paths are relative to its root, with `/`. */
import { CONFIG_NAME } from '../core/config/settings.ts';
import { isAuxiliary } from '../core/workspace/index.ts';

const SKIPPED_FOLDERS = new Set(['.git', 'node_modules', '.hg', '.svn']);

/** Folders that are never entered, whatever `.gitignore` says. */
export const isSkippedFolder = (name: string): boolean => SKIPPED_FOLDERS.has(name);

/** A file that may be judged: Dockerfiles, YAML, JSON, environment files, and credentials of kubectl and Docker. Content decides what it is. */
export function isCandidate(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    /^(Dockerfile|Containerfile)([.\-_].*)?$/i.test(name) ||
    /\.(dockerfile|containerfile)$/i.test(name) ||
    /\.(ya?ml|json|env)$/i.test(name) ||
    /^\.env(rc$|[.-]|$)|kubeconfig|^\.docker(cfg|configjson)$/i.test(name) ||
    /(^|\/)(\.kube\/config$|\.envs\/)/.test(path)
  );
}

/** A file that is read: a candidate, a configuration, or one that others ask for (`.gitignore`, `.env`, `.dockerignore`). */
export function isRead(path: string): boolean {
  return isCandidate(path) || path.endsWith(CONFIG_NAME) || isAuxiliary(path);
}
