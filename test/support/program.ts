/** The command line as users run it: a process of its own, from a bundle built for the tests, in a folder of its own. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after } from 'node:test';
import { PROGRAM_VARIABLE } from './built-program.ts';

/** The program, absolute. Its folder holds all that it consists of. */
export const CLI = process.env[PROGRAM_VARIABLE]!;
const folders: string[] = [];

after(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

/** A new folder outside of any repository with these files in it. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'seaworthy-cli-')));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `seaworthy WORDS…` in `cwd`, with `extra` added to the environment; killed after five minutes, which only an
 * endless loop takes.
 */
export function seaworthy(cwd: string, words: readonly string[], input = '', extra: NodeJS.ProcessEnv = {}): Outcome {
  const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...extra };
  const run: SpawnSyncReturns<string> = spawnSync(process.execPath, [CLI, ...words], {
    cwd,
    input,
    env,
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** One line of the `jsonl` format. */
export interface Line {
  readonly path: string;
  readonly rule: string;
  readonly rules?: readonly string[];
  readonly severity: string;
  readonly confidence: string;
  readonly profile: string;
  readonly message: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly fingerprint: string;
  readonly fixes: readonly { readonly title: string; readonly safety: string; readonly note?: string }[];
}

/** Findings of `seaworthy check --format jsonl WORDS…`. */
export function findings(cwd: string, words: readonly string[] = [], input = ''): Line[] {
  const run = seaworthy(cwd, ['check', '--format', 'jsonl', ...words], input);
  return run.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line | { readonly unread: object })
    .filter((row): row is Line => !('unread' in row));
}

/** Texts with a known outcome, whatever the profile. */
export const ROOT = 'FROM node:22-alpine\nUSER root\nCMD ["node", "app.js"]\n';
export const CLEAN = 'FROM node:22-alpine\nUSER node\nCMD ["node", "app.js"]\n';
export const PRIVILEGED = [
  'apiVersion: v1',
  'kind: Pod',
  'metadata:',
  '  name: web',
  'spec:',
  '  containers:',
  '    - name: app',
  '      image: registry.k8s.io/pause:3.10',
  '      securityContext:',
  '        privileged: true',
  '',
].join('\n');
