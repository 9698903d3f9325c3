/** Writing results: all of a text or an error, since half a report that ends without a word passes for a whole one. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { replaceFile } from '../host/node-write.ts';
import { UsageError } from './arguments.ts';

/** Something could not be written: exit code 2. */
export class OutputError extends Error {}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown error';

/** Nobody reads on, as in `seaworthy check | head`: that is no fault. */
const isClosed = (error: unknown): boolean => codeOf(error) === 'EPIPE';

let readerHasGone = false;

/** Prints to standard output; done when all of `text` is written, or its reader has gone. Throws `OutputError`. */
export async function print(text: string): Promise<void> {
  if (readerHasGone) return;
  try {
    if (isStream(1)) await streamed(text);
    // Node's stream of a file takes a short write, which comes before "no space left", for a whole one.
    else writeAll(1, text);
  } catch (error) {
    readerHasGone = isClosed(error);
    if (!readerHasGone) throw new OutputError(`standard output cannot be written (${codeOf(error)})`);
  }
}

/** A line for people on standard error. That it cannot be written changes nothing: the exit code says it too. */
export function complain(text: string): void {
  try {
    process.stderr.write(`${text}\n`);
  } catch {}
}
process.stderr.on('error', () => {});

/** Terminals, pipes and sockets may be asked to wait: Node's streams know how. */
function isStream(fd: number): boolean {
  const stat = fs.fstatSync(fd);
  return stat.isFIFO() || stat.isSocket() || process.stdout.isTTY === true;
}

const streamed = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.once('error', reject);
    process.stdout.write(text, (error) => {
      if (error) return reject(error);
      process.stdout.off('error', reject);
      resolve();
    });
  });

function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; ) at += fs.writeSync(fd, bytes, at);
}

/**
 * Writes the file of `--output`. A regular file is replaced in one step and keeps its mode; pipes and devices are written through. Throws
 * `UsageError` for what cannot be opened, `OutputError` where writing fails.
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

/** A regular file or none yet. Whatever is below `/dev` and `/proc` belongs to the process that opened it. */
function isReplaceable(file: string): boolean {
  if (/^\/(?:dev|proc)\//.test(path.resolve(file))) return false;
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat?.isDirectory()) throw new UsageError(`--output: ${file} is a folder`);
  // What a link points to without being there is made by writing through it.
  return stat ? stat.isFile() : fs.lstatSync(file, { throwIfNoEntry: false }) === undefined;
}

/** A file mounted by itself, or one in a folder that is not ours, can be written but not replaced. */
const NOT_REPLACEABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV']);

function replaceOrWrite(file: string, text: string): void {
  try {
    replaceFile(file, Buffer.from(text, 'utf8'));
  } catch (error) {
    if (!NOT_REPLACEABLE.has(codeOf(error))) throw error;
    fs.writeFileSync(file, text);
  }
}
