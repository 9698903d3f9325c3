/**
 * Writes files in one step: a reader sees the old file or the new one, never a part of it. The new file keeps the mode, and the owner and
 * group where the system permits it. Extended attributes, access control lists and the creation time are lost: Node cannot read them.
 */
import { Buffer } from 'node:buffer';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { decodeText, encodeText, encodingOf } from './decode.ts';
import { nameFrom, onDisk } from './node-names.ts';
import { renameOver } from './node-rename.ts';

/** A file that was not written, and is what it was before. The message names the file and the reason. */
export class NotWritten extends Error {
  /** `failed`: the file system refused; `code` is its code. */
  readonly why: 'changed' | 'linked' | 'malformed' | 'read-only' | 'no-file' | 'failed';
  readonly code: string | undefined;
  constructor(file: string, why: NotWritten['why'], reason: string, code?: string) {
    super(`${file} ${reason} and was left alone`);
    this.why = why;
    this.code = code;
  }
}

const changed = (file: string): NotWritten => new NotWritten(file, 'changed', 'has changed meanwhile');

/**
 * Writes a file's text in the file's encoding (UTF-8 for a new file). Throws `NotWritten` if its text is not `expected` (`undefined`: the
 * file must not exist), if `replaceFile` refuses the file, and if it is malformed in its encoding: the malformed bytes would be lost.
 */
export function writeAtomically(file: string, text: string, expected: string | undefined): void {
  const now = naming(file, () => bytesOf(file));
  if (now === undefined) {
    if (expected !== undefined) throw changed(file);
    naming(file, () => fs.mkdirSync(onDisk(path.dirname(file)), { recursive: true }));
    replaceFile(file, Buffer.from(text, 'utf8'), 'nothing');
    return;
  }
  if (decodeText(now) !== expected) throw changed(file);
  const encoding = encodingOf(now);
  if (!now.equals(encodeText(expected, encoding)))
    throw new NotWritten(file, 'malformed', `is not ${encoding.name.toUpperCase()}`);
  replaceFile(file, encodeText(text, encoding), now);
}

/**
 * Replaces a regular file with `bytes`, or creates it: writes a temporary file in the same folder, flushes it to the disk, and renames
 * it. For a symbolic link it replaces the target and keeps the link. `before` is what the file must still hold at the moment of the
 * rename. Throws `NotWritten`, with the file unchanged and without a temporary file left: for a hard link, since the other names would
 * keep the old text; for a file without write permission, which a rename would ignore; and for errors of the file system.
 */
export function replaceFile(file: string, bytes: Uint8Array, before: Uint8Array | 'nothing' | 'anything'): void {
  naming(file, () => {
    const old = fs.statSync(onDisk(file), { throwIfNoEntry: false });
    if (old) refuseUnlessReplaceable(file, old);
    const target = old ? nameFrom(fs.realpathSync(onDisk(file), { encoding: 'buffer' })) : file;
    writeAndRename(target, bytes, old, () => {
      if (before !== 'anything' && !isStill(target, old, before)) throw changed(file);
    });
  });
}

/** Does `work`. Errors of the file system become `NotWritten`: their own messages name the temporary file, if any. */
function naming<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof NotWritten) throw error;
    const { code = 'unknown error', syscall } = error as NodeJS.ErrnoException;
    const refused = ['EACCES', 'EPERM', 'EROFS', 'EBUSY'].includes(code);
    const reason =
      refused && syscall === 'open'
        ? `cannot be replaced, perhaps because its folder is read-only (${code})`
        : refused && syscall === 'rename'
          ? `cannot be replaced, perhaps because another program has it open (${code})`
          : `cannot be replaced (${code})`;
    throw new NotWritten(file, 'failed', reason, code);
  }
}

function refuseUnlessReplaceable(file: string, old: fs.Stats): void {
  if (!old.isFile()) throw new NotWritten(file, 'no-file', 'is not a regular file');
  if (old.nlink > 1) throw new NotWritten(file, 'linked', 'is a hard link (the file has another name)');
  if (!isWritable(file, old)) throw new NotWritten(file, 'read-only', 'has no write permission');
}

/** Whether the mode allows someone to write, and the system allows us. The system alone is not asked, since it allows root everything. */
function isWritable(file: string, { mode }: fs.Stats): boolean {
  try {
    fs.accessSync(onDisk(file), fs.constants.W_OK);
    return (mode & 0o222) !== 0;
  } catch {
    return false;
  }
}

/** Not from Node's module: loading that takes longer than checking a file. */
const randomName = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString('hex');

function writeAndRename(target: string, bytes: Uint8Array, old: fs.Stats | undefined, check: () => void): void {
  const folder = path.dirname(target);
  const temporary = onDisk(path.join(folder, `.seaworthy-${randomName()}.tmp`));
  // Until it has its own mode, only we can read what may be a private file.
  const out = fs.openSync(temporary, 'wx', old ? 0o600 : 0o666);
  try {
    try {
      fs.writeFileSync(out, bytes);
      if (old) keepOwnerAndMode(out, old);
      flush(out);
    } finally {
      fs.closeSync(out);
    }
    check();
    renameOver(temporary, onDisk(target));
  } catch (error) {
    remove(temporary);
    throw error;
  }
  flushFolder(folder);
}

/** Gives the new file the owner, group and mode of the old one. Without the owner or the group, nobody else gets its rights. */
function keepOwnerAndMode(out: number, old: fs.Stats): void {
  const made = fs.fstatSync(out);
  const hasGroup = made.gid === old.gid || isChanged(() => fs.fchownSync(out, -1, old.gid));
  const hasOwner = made.uid === old.uid || isChanged(() => fs.fchownSync(out, old.uid, -1));
  let mode = old.mode & 0o7777;
  if (!hasOwner) mode &= ~0o4000;
  if (!hasGroup) mode = (mode & ~0o2070) | ((mode & 0o007) << 3);
  // `open` applied the umask, and `fchown` removed setuid and setgid.
  fs.fchmodSync(out, mode);
}

function isChanged(change: () => void): boolean {
  try {
    change();
    return true;
  } catch {
    return false;
  }
}

/** Whether `target` is still the file that was read, with the same content. A symbolic link in its place is not. */
function isStill(target: string, old: fs.Stats | undefined, before: Uint8Array | 'nothing'): boolean {
  const now = fs.lstatSync(onDisk(target), { throwIfNoEntry: false });
  if (before === 'nothing' || !old || !now) return before === 'nothing' && !now;
  const same = now.dev === old.dev && now.ino === old.ino && now.mode === old.mode && now.nlink === old.nlink;
  return same && (bytesOf(target)?.equals(before) ?? false);
}

/** The content of a regular file; `undefined` if there is none. Never waits for the writer of a pipe. */
function bytesOf(file: string): Buffer | undefined {
  let input: number;
  try {
    input = fs.openSync(onDisk(file), fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    if (!fs.fstatSync(input).isFile()) throw new NotWritten(file, 'no-file', 'is not a regular file');
    return fs.readFileSync(input);
  } finally {
    fs.closeSync(input);
  }
}

/** Codes of file systems that cannot flush. */
const NO_FLUSH = new Set(['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

/** Waits until the content is on the disk. Otherwise a power failure after the rename could leave an empty file. */
function flush(out: number): void {
  try {
    fs.fsyncSync(out);
  } catch (error) {
    if (!NO_FLUSH.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Makes the rename durable. Windows cannot open folders; the file is whole in any case, so errors do not matter. */
function flushFolder(folder: string): void {
  try {
    const place = fs.openSync(onDisk(folder), 'r');
    try {
      fs.fsyncSync(place);
    } finally {
      fs.closeSync(place);
    }
  } catch {}
}

function remove(temporary: string | Buffer): void {
  try {
    fs.unlinkSync(temporary);
  } catch {}
}
