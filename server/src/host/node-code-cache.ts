/**
 * V8's compiled code of the core, kept between runs in a folder of the user. It is data that this process executes, so it is read only
 * where nobody but the user can have written it: not from a folder inside a repository, and only from a file and a folder that are the
 * user's own and closed to others. Without such a place nothing is kept, and everything works, more slowly.
 */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative } from 'node:path';

/** Days after which the code of another version is removed, counted from when it was written. */
const DAYS_KEPT = 30;
const DAY = 24 * 60 * 60 * 1000;

/**
 * The folder for kept code, an absolute path; it need not exist. `undefined` where there is no safe one, and where
 * `NODE_DISABLE_COMPILE_CACHE` is set, by which Node's own cache is switched off.
 */
export function cacheFolder(
  env: NodeJS.ProcessEnv = process.env,
  cwd: string = process.cwd(),
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  if (env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  try {
    const folder = join(userCache(env, platform), 'seaworthy');
    // The home folder, and those above it, are the user's own: no project holds them.
    const inProject = holds(cwd, folder) && !holds(cwd, homedir());
    return isAbsolute(folder) && !inProject && !inRepository(folder) ? folder : undefined;
  } catch {
    // No home: `homedir` throws for users without an entry.
    return undefined;
  }
}

/** Where programs of this user keep what can be deleted. */
function userCache(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  const named = env.XDG_CACHE_HOME;
  return named && isAbsolute(named) ? named : join(homedir(), '.cache');
}

function holds(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !/^\.\.[\\/]/.test(way));
}

function inRepository(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return true;
    if (dirname(at) === at) return false;
  }
}

/** V8's code, and what it was compiled for. */
export interface KeptCode {
  readonly code: Uint8Array;
  /** The kinds of files that were read until it was kept: `code-use.ts`. */
  readonly kinds: number;
}

/** Bytes before the code in a file, the first of which holds the kinds. V8 copies code whose address is not a multiple of this. */
const HEADER = 8;

/** The code of that name; `undefined` if there is none, or if it may not be trusted. */
export function keptCode(folder: string, name: string): KeptCode | undefined {
  try {
    if (!isOwn(lstatSync(folder))) return undefined;
    const file = openSync(join(folder, name), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const stats = fstatSync(file);
      if (!stats.isFile() || !isOwn(stats)) return undefined;
      const content = readFileSync(file);
      return content.length > HEADER ? { code: content.subarray(HEADER), kinds: content[0]! } : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** The user's own, and closed to others. Windows keeps others out of the user's profile by itself. */
const isOwn = ({ uid, mode }: Stats): boolean =>
  process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);

/** Keeps code for later runs, whole or not at all; removes that of old versions. Failures are without consequence. */
export function keepCode(folder: string, name: string, { code, kinds }: KeptCode): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stats = lstatSync(folder);
    if (!stats.isDirectory() || !isOwn(stats)) return;
    const part = join(folder, `${name}.${process.pid}`);
    try {
      writeFileSync(part, Buffer.concat([Buffer.of(kinds), Buffer.alloc(HEADER - 1), code]), {
        mode: 0o600,
        flag: 'wx',
      });
      renameSync(part, join(folder, name));
    } catch {
      rmSync(part, { force: true });
    }
    removeOld(folder);
  } catch {
    // A read-only home, a full disk: the next run compiles again.
  }
}

function removeOld(folder: string): void {
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    if (/^core-.*\.bin/.test(entry) && statSync(path).mtimeMs < Date.now() - DAYS_KEPT * DAY)
      rmSync(path, { force: true });
  }
}
