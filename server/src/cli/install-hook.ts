/** `seaworthy install-hook`: a pre-commit hook for plain git. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { readText } from '../host/node.ts';
import { repositoryAround } from '../host/node-inside.ts';
import { gitFolders } from '../host/node-repository.ts';
import { NotWritten, replaceFile } from '../host/node-write.ts';
import { UsageError } from './arguments.ts';
import { OutputError, print } from './output.ts';

/** A hook with this line is ours: it is replaced. */
const MARK = '# Installed by `seaworthy install-hook`: checks what is staged before each commit.';

/**
 * Writes `hooks/pre-commit` of the repository around the working directory. It starts no program, and the hook starts this very program, so
 * neither runs what the repository holds. Throws `UsageError` where a hook of others would be lost or git would not run ours, `OutputError`.
 */
export async function installHook(): Promise<number> {
  const top = repositoryAround(path.resolve('.'));
  if (top === undefined) throw new UsageError('install-hook: the current folder is not in a git repository');
  const { common } = gitFolders(top);
  const command = `${quoted(process.execPath)} ${quoted(path.resolve(process.argv[1]!))} check --staged`;
  const elsewhere = hooksPath(path.join(common, 'config'));
  if (elsewhere !== undefined)
    throw new UsageError(
      `install-hook: git runs hooks of another folder (core.hooksPath is ${elsewhere}); add to its pre-commit: ${command}`,
    );
  const hook = path.join(common, 'hooks', 'pre-commit');
  const old = readText(hook);
  if ('text' in old ? !old.text.includes(MARK) : old.problem !== 'missing')
    throw new UsageError(`install-hook: ${hook} exists and is not ours; add to it: ${command}`);
  try {
    fs.mkdirSync(path.dirname(hook), { recursive: true });
    replaceFile(hook, Buffer.from(`#!/bin/sh\n${MARK}\nexec ${command}\n`), 'anything');
    fs.chmodSync(hook, 0o755);
  } catch (error) {
    if (error instanceof NotWritten) throw new OutputError(error.message);
    throw new OutputError(`${hook} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
  }
  await print(`installed ${hook}\n`);
  return 0;
}

/** A word for a POSIX shell. */
const quoted = (word: string): string => `'${word.split(path.sep).join('/').replaceAll("'", "'\\''")}'`;

/** `core.hooksPath` of the repository's own configuration. */
function hooksPath(file: string): string | undefined {
  const read = readText(file);
  return 'text' in read ? /^\s*hookspath\s*=\s*"?([^"\r\n]+)/im.exec(read.text)?.[1]?.trim() : undefined;
}
