/** What is staged in git, read from the index: the texts that a commit would hold, not those on disk. */
import { spawnSync } from 'node:child_process';
import { limits } from '../core/yaml/limits.ts';
import { isRead, isSkippedFolder } from '../host/candidates.ts';
import { TOO_LARGE } from '../host/node.ts';
import { UsageError } from './arguments.ts';

export interface Staged {
  /** The repository's top folder. */
  readonly root: string;
  /** Every file of the index that is to be read, relative to the top. */
  readonly files: ReadonlyMap<string, string>;
  /** Those that differ from HEAD; deleted ones are left out. */
  readonly staged: readonly string[];
  /** Files of the index that were not read, with the reason. */
  readonly unread: ReadonlyMap<string, string>;
}

/** Runs git three times, whatever the number of files. Throws `UsageError` where there is no repository or no git. */
export function stagedFiles(folder: string): Staged {
  const root = git(folder, ['rev-parse', '--show-toplevel']).toString('utf8').trim();
  const entries = git(root, ['ls-files', '--stage', '-z']).toString('utf8').split('\0').filter(Boolean);
  const objects: { id: string; path: string }[] = [];
  for (const entry of entries) {
    const found = /^(\d+) ([0-9a-f]+) (\d)\t([\s\S]+)$/.exec(entry);
    // Links (120000) and submodules (160000) are no files; stages above 0 are conflicts.
    if (!found || !found[1]!.startsWith('100') || found[3] !== '0') continue;
    const path = found[4]!;
    if (isRead(path) && !path.split('/').some(isSkippedFolder)) objects.push({ id: found[2]!, path });
  }
  const unread = new Map<string, string>();
  const files = contents(root, objects, unread);
  return { root, files, staged: wanted(root, files), unread };
}

/**
 * The files to report. pre-commit also runs its hooks where nothing is staged, and says so by its environment: between two commits
 * (`--from-ref`, pushes), or over all files (`--all-files`, as in CI). To look at nothing there would pass everything.
 */
function wanted(root: string, files: ReadonlyMap<string, string>): string[] {
  const { PRE_COMMIT, PRE_COMMIT_FROM_REF: from, PRE_COMMIT_TO_REF: to } = process.env;
  const range = PRE_COMMIT && from && to ? [`${from}...${to}`] : ['--cached'];
  const changed = git(root, ['diff', ...range, '--name-only', '--diff-filter=ACMRT', '-z'])
    .toString('utf8')
    .split('\0');
  if (PRE_COMMIT && changed.every((p) => p === '')) return [...files.keys()];
  return changed.filter((p) => files.has(p));
}

function contents(
  root: string,
  objects: readonly { id: string; path: string }[],
  unread: Map<string, string>,
): Map<string, string> {
  const out = git(root, ['cat-file', '--batch'], objects.map((o) => `${o.id}\n`).join(''));
  const files = new Map<string, string>();
  let at = 0;
  for (const { path } of objects) {
    const eol = out.indexOf(10, at);
    // `ID TYPE SIZE`, then as many bytes and a newline; `ID missing` where a sparse clone lacks it.
    const size = Number(out.subarray(at, eol).toString('latin1').split(' ')[2]);
    if (eol < 0 || Number.isNaN(size)) {
      unread.set(path, 'is not in the repository');
      at = eol < 0 ? out.length : eol + 1;
      continue;
    }
    if (size <= limits.file) files.set(path, out.subarray(eol + 1, eol + 1 + size).toString('utf8'));
    else unread.set(path, TOO_LARGE);
    at = eol + 1 + size + 1;
  }
  return files;
}

function git(folder: string, args: readonly string[], input?: string): Buffer {
  const run = spawnSync('git', args, { cwd: folder, input, maxBuffer: 1024 * 1024 * 1024 });
  if (run.error) throw new UsageError(`--staged needs git: ${run.error.message}`);
  if (run.status !== 0) throw new UsageError(`--staged: git ${args[0]} failed: ${run.stderr.toString('utf8').trim()}`);
  return run.stdout;
}
