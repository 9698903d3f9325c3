/** Workspace paths: relative to the workspace root, with `/`; '' is the root itself. */
export const posix = {
  dirname: (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''),
  basename: (path: string): string => path.slice(path.lastIndexOf('/') + 1),
  /** `path` relative to `folder`, with `.` and `..` resolved. A path that leaves the root keeps its leading `..`. */
  join(folder: string, path: string): string {
    const parts: string[] = [];
    const whole = path.startsWith('/') ? path.slice(1) : `${folder}/${path}`;
    for (const part of whole.split('/')) {
      if (part === '' || part === '.') continue;
      if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
      else parts.push(part);
    }
    return parts.join('/');
  },
  /** Whether a path names a file below the root: normalised, not absolute, without `..` and NUL. */
  isInside: (path: string): boolean =>
    !path.includes('\0') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
};

/** How many folders below the root contain both files. */
export function sharedFolders(a: string, b: string): number {
  let folders = 0;
  for (let i = 0; i < a.length && a[i] === b[i]; i++) if (a[i] === '/') folders++;
  return folders;
}
