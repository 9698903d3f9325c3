/** Writes results completely or throws: a reader could mistake a truncated report for a complete one. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { absolute, HERE, isDevice, type PathRules } from '../host/node-paths.ts';
import { NotWritten, replaceFile } from '../host/node-write.ts';
import { UsageError } from './arguments.ts';

/** Output could not be written: exit code 2. */
export class OutputError extends Error {}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown error';

/** Whether the reader closed the pipe, as in `seaworthy check | head`. That is not an error. */
const isClosed = (error: unknown): boolean => codeOf(error) === 'EPIPE';

let readerHasGone = false;

/** Prints to standard output. Resolves when all of `text` is written or the reader has closed the pipe. Throws `OutputError`. */
export async function print(text: string): Promise<void> {
  if (readerHasGone) return;
  try {
    const rest = writeAll(1, Buffer.from(text, 'utf8'));
    if (rest.length > 0) await streamed(rest);
  } catch (error) {
    readerHasGone = isClosed(error);
    if (!readerHasGone) throw new OutputError(`standard output cannot be written (${codeOf(error)})`);
  }
}

/** Prints a message for people to standard error. Ignores write errors: the exit code reports the failure too. */
export function complain(text: string): void {
  try {
    // One listener, however many messages: Node warns of a leak at the eleventh.
    process.stderr.off('error', ignore).once('error', ignore);
    process.stderr.write(`${text}\n`);
  } catch {}
}

const ignore = (): void => {};

/** Whether the descriptor is a terminal. Asks Node's stream, which takes milliseconds to load, only where there may be one. */
export const isTerminal = (fd: 1 | 2): boolean =>
  fs.fstatSync(fd).isCharacterDevice() && (fd === 1 ? process.stdout : process.stderr).isTTY === true;

/** Waits while a pipe or terminal is full. */
const streamed = (bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.once('error', reject);
    process.stdout.write(bytes, (error) => {
      if (error) return reject(error);
      process.stdout.off('error', reject);
      resolve();
    });
  });

/**
 * Writes directly: Node's stream of a file treats a short write as complete, as on a full disk, and a stream takes longer to load than a
 * file to check. Returns what a full pipe that does not block has not taken.
 */
function writeAll(fd: number, bytes: Uint8Array): Uint8Array {
  let at = 0;
  try {
    while (at < bytes.length) at += fs.writeSync(fd, bytes, at);
  } catch (error) {
    if (codeOf(error) !== 'EAGAIN') throw error;
  }
  return bytes.subarray(at);
}

/**
 * Writes the file of `--output`. Replaces a regular file in one step and keeps its mode and owner; writes directly to pipes, devices and
 * files that cannot be replaced, such as hard links. Throws `UsageError` if the file cannot be opened or has no write permission,
 * `OutputError` if writing fails.
 */
export async function writeOutput(file: string, text: string): Promise<void> {
  if (STANDARD_OUTPUT.test(path.resolve(file))) return print(text);
  try {
    if (isReplaceable(file)) replaceOrWrite(file, text);
    else fs.writeFileSync(file, text, { flag: 'a' });
  } catch (error) {
    if (isClosed(error)) return;
    if (error instanceof UsageError) throw error;
    const message = `--output: ${file} cannot be written (${codeOf(error)})`;
    throw OPENING.has(codeOf(error)) ? new UsageError(message) : new OutputError(message);
  }
}

const STANDARD_OUTPUT = /^\/(?:dev\/(?:stdout|fd\/1)|proc\/self\/fd\/1)$/;
const OPENING = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'EROFS', 'ELOOP', 'ENAMETOOLONG']);

/** Whether `file` is a regular file or does not exist yet. Files below `/dev` and `/proc`, and Windows' devices, cannot be replaced. */
export function isReplaceable(file: string, rules: PathRules = HERE): boolean {
  if (/^\/(?:dev|proc)\//.test(path.resolve(file)) || isDevice(rules, absolute(rules, file))) return false;
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat?.isDirectory()) throw new UsageError(`--output: ${file} is a folder`);
  // Writing through a dangling link creates its target.
  return stat ? stat.isFile() : fs.lstatSync(file, { throwIfNoEntry: false }) === undefined;
}

/** Error codes of files that can be written but not replaced: a mounted file, or a file in a folder that cannot be written. */
const NOT_REPLACEABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV']);

function replaceOrWrite(file: string, text: string): void {
  try {
    replaceFile(file, Buffer.from(text, 'utf8'), 'anything');
  } catch (error) {
    if (!(error instanceof NotWritten)) throw error;
    if (error.why === 'read-only') throw new UsageError(`--output: ${error.message}`);
    if (error.why !== 'linked' && !NOT_REPLACEABLE.has(codeOf(error))) throw error;
    fs.writeFileSync(file, text);
  }
}
