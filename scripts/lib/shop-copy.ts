/** A copy of examples/ for `npm start`: what is tried in it does not change the checkout. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** Copies the folder into a new one below the system's temporary folder, outside of any repository, and returns its path. */
export function shopCopy(from = 'examples'): string {
  const folder = path.join(fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'seaworthy-start-')), 'shop');
  fs.cpSync(from, folder, { recursive: true });
  return folder;
}

/** The file that is opened, relative to the copy: a few findings of each kind, one of them with a safe fix. */
export const FIRST_FILE = 'worker/Dockerfile';
