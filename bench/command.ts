/** Measures commands: processor time, time, the most memory. */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PINNED_DAY } from '../scripts/lib/pinned-day.ts';

/** A folder with the files that commands get. */
export interface Folder {
  readonly path: string;
  /** Relative to `path`. */
  readonly files: readonly string[];
}

/** Milliseconds of one run. `cpu` is the time in the program and for it in the system, with that of the programs it started. */
export interface Times {
  readonly cpu: number;
  readonly wall: number;
  readonly code: number;
}

const CLI = `${quoted(process.execPath)} ${quoted(path.resolve('server/bin/seaworthy.js'))}`;

/** The language server under test, as VS Code starts it. */
export const ourServer = `${quoted(process.execPath)} ${quoted(path.resolve('server/dist/server.js'))} --stdio`;

/** The command line under test. Without the pinned day, another day would mean other findings. */
export const ourCheck = `${CLI} check --today ${PINNED_DAY} {dir}`;

/** Parses the YAML files of the folder with yaml's parser, without making documents: what no reader of YAML can do without. */
export const yamlTokens = `${quoted(process.execPath)} ${quoted(path.resolve('bench/yaml-tokens.mjs'))} {dir}`;

export const emptyProgram = `${quoted(process.execPath)} -e 0`;

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * The command for bash, whose arguments are the files. `{dir}` stands for the folder, `{files}` for the files; a command with neither gets
 * the files at its end, unless `own` says that it takes none.
 */
export function script(command: string, own = false): string {
  const given = /\{dir\}|\{files\}/.test(command) || own ? command : `${command} {files}`;
  return given.replaceAll('{dir}', '"$PWD"').replaceAll('{files}', '"$@"');
}

/** Bash measures to the millisecond, and knows what a program used after it has ended; Node's API does not. */
const timed = (command: string): string =>
  `TIMEFORMAT='%3U %3S %3R'; time { ( ${command}\n) } >/dev/null 2>"$BENCH_ERRORS"`;

/**
 * Runs a command in the folder once. Throws if it cannot be started, is killed, or ends with a code of 126 or more. Every other code is
 * fine: linters end with 1 or more when they find something.
 */
export async function run(command: string, folder: Folder, env: NodeJS.ProcessEnv = {}): Promise<Times> {
  const errors = `${folder.path}.errors`;
  const child = spawn('bash', ['-c', timed(command), 'bash', ...folder.files], {
    cwd: folder.path,
    env: { ...process.env, LC_ALL: 'C', ...env, BENCH_ERRORS: errors },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let shown = '';
  child.stderr.on('data', (chunk: Buffer) => {
    shown += chunk.toString('utf8');
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 128));
  });
  const complaint = fs.existsSync(errors) ? fs.readFileSync(errors, 'utf8').slice(0, 500) : '';
  fs.rmSync(errors, { force: true });
  const times = shown.trim().split('\n').at(-1)?.split(' ').map(Number);
  if (code >= 126 || !times || times.length !== 3 || times.some(Number.isNaN))
    throw new Error(`${command} ended with ${code}: ${complaint || shown}`);
  const [user, system, wall] = times as [number, number, number];
  return { cpu: (user + system) * 1000, wall: wall * 1000, code };
}

/** Runs several commands in turn, so that a busy minute hits all of them, after one run of each that does not count. */
export async function inTurn(
  commands: readonly string[],
  folder: Folder,
  runs: number,
): Promise<readonly (readonly Times[])[]> {
  const all = commands.map((): Times[] => []);
  for (let i = -1; i < runs; i++)
    for (const [n, command] of commands.entries()) {
      const times = await run(command, folder);
      if (i >= 0) all[n]!.push(times);
    }
  for (const [n, command] of commands.entries()) {
    const codes = new Set(all[n]!.map((t) => t.code));
    if (codes.size > 1)
      throw new Error(`${command} ended with ${[...codes].join(' and ')}: it does not always do the same`);
  }
  return all;
}

/** The environment in which every program of Node writes the most memory that it used (bytes) to a file when it ends. */
export function reportingMemory(file: string): NodeJS.ProcessEnv {
  const hook = pathToFileURL(path.resolve('bench/report-memory.mjs')).href;
  return { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${hook}`, BENCH_MEMORY: file };
}

/** The most memory that a program reported, in MB. */
export const reportedMemory = (file: string): number => Number(fs.readFileSync(file, 'utf8')) / 1e6;
