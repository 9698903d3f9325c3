import type { Service } from '../domain/compose.ts';
import { posix } from '../text/paths.ts';

/** A file that a service loads by `env_file`. */
export interface LoadedFile {
  /** Workspace path; with variables as they are written. */
  readonly path: string;
  /** The service does not start without it. */
  readonly required: boolean;
}

/** The files that a service of the Compose file at `path` loads, in order. */
export function loadedFiles(path: string, { container }: Service): LoadedFile[] {
  const written = container.lens.get('env_file');
  const folder = posix.dirname(path);
  return (written.seq ? written.items() : [written]).flatMap((item) => {
    const file = item.text ?? (written.seq ? item.get('path').text : undefined);
    // An absolute path is one of the host, not of the workspace.
    if (file === undefined || file.startsWith('/')) return [];
    return [{ path: posix.join(folder, file), required: !written.seq || item.get('required').text !== 'false' }];
  });
}
