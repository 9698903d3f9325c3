const PIPE = /^(?:npipe:)?[\\/]{2,4}\.[\\/]pipe[\\/](.+)$/i;

/**
 * Normalises a host path for comparison. Resolves `//`, `.` and (in absolute paths) `..`, and removes a trailing slash. Relative paths keep
 * their leading `./`, so that they do not look like names of volumes. Named pipes become `//./pipe/NAME`. Windows paths stay unchanged.
 */
export function hostPath(path: string): string {
  const pipe = PIPE.exec(path);
  if (pipe) return `//./pipe/${pipe[1] ?? ''}`;
  if (/^[A-Za-z]:[\\/]?/.test(path) || path.startsWith('\\\\')) return path;
  const absolute = path.startsWith('/');
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && (absolute || (out.length > 0 && out.at(-1) !== '..' && !/[~$]/.test(out[0] ?? '')))) out.pop();
    else out.push(part);
  }
  if (absolute) return `/${out.join('/')}`;
  if (out.length === 0) return '.';
  return /^(?:\.\.|~|\$)/.test(out[0] ?? '') || !path.startsWith('.') ? out.join('/') : `./${out.join('/')}`;
}
