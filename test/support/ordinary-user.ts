/** The command line as a user without root's privileges, also where the tests run as root (in most containers). */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { CLI, type Outcome } from './program.ts';

export const isRoot = process.getuid?.() === 0;

/** The user and group "nobody" of most systems; any number would do. */
const NOBODY = 65534;

/** Gives a folder with all in it to the ordinary user, where that is another one than the user of the tests. */
export function giveAway(folder: string): void {
  if (!isRoot) return;
  fs.chownSync(folder, NOBODY, NOBODY);
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    fs.lchownSync(path.join(folder, name), NOBODY, NOBODY);
}

/** Runs `seaworthy WORDS…` in `cwd` as the ordinary user. */
export function seaworthyAsUser(cwd: string, words: readonly string[]): Outcome {
  // The program is copied, since the ordinary user may not read the folder of the project.
  const copy = path.join(path.dirname(cwd), `${path.basename(cwd)}-cli`);
  fs.cpSync(path.dirname(CLI), copy, { recursive: true });
  try {
    fs.chmodSync(copy, 0o755);
    for (const name of fs.readdirSync(copy)) fs.chmodSync(path.join(copy, name), 0o644);
    const identity = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
    const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined };
    const run = spawnSync(process.execPath, [path.join(copy, path.basename(CLI)), ...words], {
      cwd,
      env,
      encoding: 'utf8',
      ...identity,
    });
    if (run.error) throw run.error;
    return { status: run.status, stdout: run.stdout, stderr: run.stderr };
  } finally {
    fs.rmSync(copy, { recursive: true });
  }
}
