/** Repositories for tests of `--staged`. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { CLEAN, folderWith, ROOT } from './program.ts';

// The tests may themselves run under a hook, whose repository is none of theirs.
for (const name of Object.keys(process.env)) if (/^(GIT|PRE_COMMIT)/.test(name)) delete process.env[name];

/** git as a person runs it, without that person's configuration. */
export const PERSON: NodeJS.ProcessEnv = {
  ...process.env,
  GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

/** What `git WORDS…` prints; it has to succeed. */
export function git(cwd: string, ...words: string[]): string {
  const run = spawnSync('git', words, { cwd, env: PERSON, encoding: 'utf8' });
  assert.equal(run.status, 0, `git ${words.join(' ')}: ${run.stderr}`);
  return run.stdout.trim();
}

/** A repository with one commit of these files. */
export function committed(files: Readonly<Record<string, string>>, ...init: string[]): string {
  const folder = folderWith(files);
  git(folder, 'init', '-q', '-b', 'main', ...init);
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'one');
  return folder;
}

/** Adds a file to the index as it is not on disk: its finding can come from there alone. */
export function stage(folder: string, file: string, text: string, onDisk = CLEAN): void {
  write(folder, file, text);
  git(folder, 'add', file);
  write(folder, file, onDisk);
}

export function write(folder: string, file: string, text: string, mode = 0o644): string {
  const full = path.join(folder, file);
  fs.mkdirSync(path.dirname(full), { recursive: true });
  fs.writeFileSync(full, text, { mode });
  return full;
}

/** A repository in which `app/Dockerfile` is staged with a finding, beside a committed file that only helps. */
export function withFinding(): string {
  const folder = committed({ 'app/Dockerfile': CLEAN, 'old/Dockerfile': '# old\n', 'notes.txt': 'x\n' });
  stage(folder, 'app/Dockerfile', ROOT);
  return folder;
}

/** Takes an object out of the repository, as a partial clone lacks it. Gives its name. */
export function lose(folder: string, name: string): string {
  const id = git(folder, 'rev-parse', name);
  fs.rmSync(path.join(git(folder, 'rev-parse', '--absolute-git-dir'), 'objects', id.slice(0, 2), id.slice(2)));
  return id;
}
