/** Small file helpers shared by the scripts. Paths are relative to the working directory (the project's root), with `/`. */
import * as fs from 'node:fs';

/** Every file below `dir` for which `keep(path)` holds, sorted; symbolic links, `node_modules` and dot folders are not followed. */
export function globSync(dir: string, keep: (path: string) => boolean): string[] {
  const found: string[] = [];
  const walk = (d: string): void => {
    for (const e of fs.readdirSync(d, { withFileTypes: true })) {
      const path = `${d}/${e.name}`;
      if (e.isDirectory() && e.name !== 'node_modules' && !e.name.startsWith('.')) walk(path);
      else if (e.isFile() && keep(path)) found.push(path);
    }
  };
  if (fs.existsSync(dir)) walk(dir);
  return found.sort();
}

/** Creates a folder and its parents. */
export function mkdirSync(dir: string): void {
  fs.mkdirSync(dir, { recursive: true });
}

/** Removes a file or folder with its contents. Does nothing if it does not exist. */
export function rmSync(path: string): void {
  fs.rmSync(path, { recursive: true, force: true });
}
