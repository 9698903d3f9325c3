/** The command line where the file system refuses: as root nothing is unreadable, so that a module loaded before it makes the refusals. */
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { CLI, folderWith, type Outcome } from './program.ts';

const REFUSING = `
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const denied = JSON.parse(process.env.DENIED);
for (const name of ['readFileSync', 'readdirSync', 'openSync']) {
  const real = fs[name];
  fs[name] = (place, ...rest) => {
    if (denied.some((d) => String(place).endsWith(d)))
      throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    return real(place, ...rest);
  };
}
syncBuiltinESMExports();
`;
const module = path.join(folderWith({ 'refusing.cjs': REFUSING }), 'refusing.cjs');

/** Runs `seaworthy WORDS…` in `cwd`; files and folders whose path ends with one of `denied` cannot be opened. */
export function seaworthyDenied(cwd: string, denied: readonly string[], words: readonly string[]): Outcome {
  const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, DENIED: JSON.stringify(denied) };
  const run = spawnSync(process.execPath, ['--require', module, CLI, ...words], { cwd, env, encoding: 'utf8' });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}
