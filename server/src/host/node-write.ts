/** Writes files atomically: a file is never half-written. */
import { Buffer } from 'node:buffer';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { decodeText, encodeText, encodingOf } from './decode.ts';
import { onDisk } from './node-names.ts';

/**
 * Writes a file's text in the file's encoding (UTF-8 for a new file). Throws if its text is not `expected` (`undefined`: the file must
 * not exist). Throws if the file is malformed in its encoding, since the malformed bytes would be lost.
 */
export function writeAtomically(file: string, text: string, expected: string | undefined): void {
  const place = onDisk(file);
  const now = fs.existsSync(place) ? fs.readFileSync(place) : undefined;
  if (now === undefined) {
    if (expected !== undefined) throw new Error(`${file} has changed meanwhile and was left alone`);
    fs.mkdirSync(onDisk(path.dirname(file)), { recursive: true });
    replaceFile(file, Buffer.from(text, 'utf8'));
    return;
  }
  if (decodeText(now) !== expected) throw new Error(`${file} has changed meanwhile and was left alone`);
  const encoding = encodingOf(now);
  if (!now.equals(encodeText(expected, encoding)))
    throw new Error(`${file} is not ${encoding.name.toUpperCase()} and was left alone`);
  replaceFile(file, encodeText(text, encoding));
}

/**
 * Replaces a file with `bytes`: writes a temporary file beside it with the same mode, then renames that. For a symbolic link it replaces
 * the target and keeps the link. Throws the file system's errors; the file is unchanged then.
 */
export function replaceFile(file: string, bytes: Uint8Array): void {
  const place = onDisk(file);
  const exists = fs.existsSync(place);
  const target = exists ? fs.realpathSync(place, { encoding: 'buffer' }) : Buffer.from(place);
  const temporary = Buffer.concat([target, Buffer.from(`.${process.pid}.seaworthy`)]);
  const out = fs.openSync(temporary, 'wx');
  try {
    try {
      fs.writeFileSync(out, bytes);
      // `open` would apply the process's umask to the mode.
      if (exists) fs.fchmodSync(out, fs.statSync(target).mode & 0o7777);
    } finally {
      fs.closeSync(out);
    }
    fs.renameSync(temporary, target);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}
