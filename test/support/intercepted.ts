/**
 * The command line with a file system that fails, or that something else changes meanwhile: a module that is loaded before it replaces
 * functions of `node:fs`. So these tests are the same for root, whom the system refuses nothing.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { CLI, folderWith, type Outcome } from './program.ts';

const INTERCEPTING = `
const fs = require('node:fs');
const path = require('node:path');
const { syncBuiltinESMExports } = require('node:module');
const { fail = {}, meanwhile, calls } = JSON.parse(process.env.INTERCEPT);
const real = { ...fs };
const names = new Map();
const lines = [];
let isWriting = false;
process.on('exit', () => {
  isWriting = false;
  real.writeFileSync(calls, lines.join('\\n'));
});
const failing = (name) => {
  if (fail[name] && isWriting) throw Object.assign(new Error(fail[name]), { code: fail[name], syscall: name.replace('Sync', '') });
};
for (const name of ['writeFileSync', 'fsyncSync', 'fchownSync', 'fchmodSync', 'renameSync', 'openSync', 'closeSync'])
  fs[name] = (...args) => {
    if (name === 'openSync' && args[1] === 'wx') isWriting = true;
    failing(name);
    const answer = real[name](...args);
    const place = name === 'openSync' ? String(args[0]) : (names.get(args[0]) ?? String(args[0]));
    if (name === 'openSync') names.set(answer, place);
    if (isWriting) lines.push(name + ' ' + path.basename(place));
    if (name === 'openSync' && args[1] === 'wx' && meanwhile) {
      isWriting = false;
      real.writeFileSync(meanwhile.file, meanwhile.text);
      isWriting = true;
    }
    return answer;
  };
syncBuiltinESMExports();
`;
const module = path.join(folderWith({ 'intercepting.cjs': INTERCEPTING }), 'intercepting.cjs');

export interface Interception {
  /** Error code by the name of the function that throws it, from the moment at which a temporary file is opened. */
  readonly fail?: Readonly<Record<string, string>>;
  /** A file (absolute) that gets a text right after a temporary file was opened. */
  readonly meanwhile?: { readonly file: string; readonly text: string };
}

/** Runs `seaworthy WORDS…` in `cwd`. `calls`: the functions called from the first temporary file on, with the names of their files. */
export function seaworthyIntercepted(
  cwd: string,
  words: readonly string[],
  interception: Interception,
): Outcome & { readonly calls: readonly string[] } {
  const calls = path.join(folderWith({ calls: '' }), 'calls');
  const env = {
    ...process.env,
    NO_COLOR: undefined,
    FORCE_COLOR: undefined,
    INTERCEPT: JSON.stringify({ ...interception, calls }),
  };
  const run = spawnSync(process.execPath, ['--require', module, CLI, ...words], { cwd, env, encoding: 'utf8' });
  const lines = fs.readFileSync(calls, 'utf8').split('\n').filter(Boolean);
  return { status: run.status, stdout: run.stdout, stderr: run.stderr, calls: lines };
}
