/**
 * The only module that starts a program. A repository may be hostile: its `.git/config` can name programs, and its remotes can be asked for
 * missing objects. So git gets a closed list of commands, an environment made for it, and, for all that reads the index or an object, a
 * configuration of ours in place of the repository's. docs/security.md says what this promises and which tests hold it.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { UsageError } from './arguments.ts';
import { gitEnvironment, safeDirectories } from './git-environment.ts';
import { isWithin, resolveGit } from './git-program.ts';

/** How files that differ are listed: names alone, which need no content; deleted ones are left out. */
const NAMES = ['--name-only', '--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules=all'] as const;
const CHANGES = [...NAMES, '--diff-filter=AMTU', '-z'] as const;

/** A full object name, as git printed it. */
export type ObjectId = string & { readonly brand: 'object id' };

/** Asked of the repository with its own configuration. `rev-parse` reads names and settings; it reads no index and starts nothing. */
type Discovery =
  | readonly ['rev-parse', '--is-bare-repository' | '--absolute-git-dir' | '--show-toplevel' | '--show-object-format']
  | readonly ['rev-parse', '--verify', '--quiet', string];

/** Asked of the index and the objects, with our configuration. */
export type Query =
  | readonly ['ls-files', '--stage', '-z']
  | readonly ['diff-index', '--cached', ...typeof CHANGES, ObjectId]
  | readonly ['diff-tree', '-r', ...typeof CHANGES, ObjectId, ObjectId]
  | readonly ['merge-base', ObjectId, ObjectId]
  | readonly ['cat-file', '--batch-check' | '--batch'];

/** A repository with a work tree. */
export interface Repository {
  /** The top folder of the work tree, absolute. */
  readonly top: string;
  /** The commit that a name stands for; `undefined` where there is none, as for `HEAD` before the first commit. */
  resolve(name: string): ObjectId | undefined;
  /** All entries of the index: `MODE OBJECT STAGE\tPATH`, each closed by a NUL byte. */
  index(): Buffer;
  /** Paths in the index, each closed by a NUL byte, that differ from `since`. */
  changedInIndex(since: ObjectId): Buffer;
  /** Paths, each closed by a NUL byte, in `to` that differ from where it left `from`; from `from` itself where they share no commit. */
  changedBetween(from: ObjectId, to: ObjectId): Buffer;
  /** One line an object: `ID TYPE SIZE`, or `ID missing`. */
  sizes(ids: readonly string[]): Buffer;
  /** For each object `ID TYPE SIZE`, a newline, so many bytes and a newline; `ID missing` and a newline where it is not there. */
  contents(ids: readonly string[]): Buffer;
}

/**
 * Hands `work` the repository around `folder` (absolute), or the one that a hook's environment names. While it works there is a folder of
 * ours in the system's temporary folder. Throws `UsageError` where there is no git or no repository with a work tree, or git fails.
 */
export function inRepository<T>(folder: string, work: (repository: Repository) => T): T {
  let ours: string;
  try {
    ours = fs.realpathSync(fs.mkdtempSync(path.join(path.resolve(os.tmpdir()), 'seaworthy-git-')));
  } catch (error) {
    throw new UsageError(`--staged needs a temporary folder (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
  try {
    return work(open(folder, ours));
  } finally {
    fs.rmSync(ours, { recursive: true, force: true });
  }
}

function open(folder: string, ours: string): Repository {
  const cwd = process.cwd();
  const program = resolveGit({ PATH: process.env.PATH, folders: [folder, cwd], platform: process.platform });
  if (program === undefined)
    throw new UsageError('--staged needs git; none was found in PATH outside of the repository');
  const base = gitEnvironment(process.env, [folder, cwd]);
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_OBJECT_DIRECTORY, GIT_ALTERNATE_OBJECT_DIRECTORIES } =
    process.env;
  const absolute = (name: string, value: string | undefined, from = cwd): Record<string, string> =>
    value ? { [name]: path.resolve(from, value) } : {};

  const discovery = { ...base, ...absolute('GIT_DIR', GIT_DIR), ...absolute('GIT_WORK_TREE', GIT_WORK_TREE) };
  // Where GIT_DIR is set and GIT_WORK_TREE is not, git takes the current folder for the top of the work tree: the hook's, not `folder`.
  const place = ['-C', GIT_DIR ? cwd : folder];
  const settings = [...protections(ours), ...safeDirectories(process.env).map((v) => `safe.directory=${v}`)];
  const options = settings.flatMap((setting) => ['-c', setting]);
  const start = (where: readonly string[], env: Environment, command: Discovery | Query, input?: string): Answer =>
    run(program, [...where, ...options, ...command], ours, env, input);
  const discover = (command: Discovery): Answer => start(place, discovery, command);

  const noFiles = (): never => {
    throw new UsageError(`--staged: ${folder} is in a git directory or a bare repository, which has no staged files`);
  };
  const bare = discover(['rev-parse', '--is-bare-repository']);
  if (bare.stderr.includes('safe.bareRepository') || line(needed(bare)) === 'true') noFiles();
  const gitDir = line(needed(discover(['rev-parse', '--absolute-git-dir'])));
  // A repository can hold a folder made to look like a git directory. Git before 2.38 takes it for one (`safe.bareRepository`).
  if (!GIT_DIR && isWithin(fs.realpathSync(folder), fs.realpathSync(gitDir))) noFiles();
  const top = line(needed(discover(['rev-parse', '--show-toplevel'])));
  const format = discover(['rev-parse', '--show-object-format']).stdout.toString('latin1').trim();
  const common = commonFolder(gitDir);
  furnish(ours, common, format);

  const env = {
    ...base,
    GIT_DIR: gitDir,
    GIT_COMMON_DIR: ours,
    GIT_OBJECT_DIRECTORY: path.resolve(cwd, GIT_OBJECT_DIRECTORY || path.join(common, 'objects')),
    ...(GIT_ALTERNATE_OBJECT_DIRECTORIES ? { GIT_ALTERNATE_OBJECT_DIRECTORIES } : {}),
    // git goes to the top of the work tree before it looks at a relative one.
    ...absolute('GIT_INDEX_FILE', GIT_INDEX_FILE, top),
  };
  const ask = (query: Query, input?: string): Buffer => needed(start([], env, query, input));
  return {
    top,
    resolve(name) {
      // A word that starts with a dash would be an option.
      if (name.startsWith('-')) return undefined;
      const answer = discover(['rev-parse', '--verify', '--quiet', name]);
      return answer.status === 0 ? asId(line(answer.stdout)) : undefined;
    },
    index: () => ask(['ls-files', '--stage', '-z']),
    changedInIndex: (since) => ask(['diff-index', '--cached', ...CHANGES, since]),
    changedBetween(from, to) {
      const fork = start([], env, ['merge-base', from, to]);
      return ask(['diff-tree', '-r', ...CHANGES, asId(line(fork.stdout)) ?? from, to]);
    },
    sizes: (ids) => ask(['cat-file', '--batch-check'], ids.map((id) => `${id}\n`).join('')),
    contents: (ids) => ask(['cat-file', '--batch'], ids.map((id) => `${id}\n`).join('')),
  };
}

/** Settings that win over those of the repository in the commands that read its configuration, and hold in all others as well. */
export const protections = (ours: string): readonly string[] => [
  // A program that git asks which files have changed.
  'core.fsmonitor=false',
  // Programs at events. This folder is never made.
  `core.hooksPath=${path.join(ours, 'hooks')}`,
  // For each of these git may be led to a fetch; nothing of it may start. Git older than the environment variables needs them.
  'protocol.allow=never',
  'fetch.bundleURI=',
  'fetch.recurseSubmodules=false',
  'credential.helper=',
  'core.askPass=',
  // A git directory that lies among the files of a repository.
  'safe.bareRepository=explicit',
];

/** Makes `ours` a common directory that has the repository's format and its shallow commits, and nothing else of its configuration. */
function furnish(ours: string, common: string, format: string): void {
  const sha256 = format === 'sha256';
  const config = ['[core]', `repositoryFormatVersion = ${sha256 ? 1 : 0}`, 'bare = false'];
  if (sha256) config.push('[extensions]', 'objectFormat = sha256');
  fs.writeFileSync(path.join(ours, 'config'), `${config.join('\n')}\n`);
  fs.mkdirSync(path.join(ours, 'refs'));
  const shallow = path.join(common, 'shallow');
  if (fs.existsSync(shallow)) fs.copyFileSync(shallow, path.join(ours, 'shallow'));
}

/** The directory that linked worktrees share (gitrepository-layout: `commondir`), or the git directory itself. */
function commonFolder(gitDir: string): string {
  const file = path.join(gitDir, 'commondir');
  return fs.existsSync(file) ? path.resolve(gitDir, fs.readFileSync(file, 'utf8').replace(/\r?\n$/, '')) : gitDir;
}

type Environment = Readonly<Record<string, string>>;

interface Answer {
  readonly command: string;
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** Starts git in our own folder, so that nothing of the current one is loaded. */
function run(
  program: string,
  words: readonly string[],
  cwd: string,
  env: Environment,
  input: string | undefined,
): Answer {
  const run = spawnSync(program, words, {
    cwd,
    env,
    input: input ?? '',
    maxBuffer: 1024 * 1024 * 1024,
    windowsHide: true,
  });
  if (run.error) throw new UsageError(`--staged needs git: ${run.error.message}`);
  const command = words.find((w, i) => !w.startsWith('-') && words[i - 1] !== '-c' && words[i - 1] !== '-C') ?? '';
  return { command, status: run.status, stdout: run.stdout, stderr: run.stderr };
}

function needed({ command, status, stdout, stderr }: Answer): Buffer {
  if (status !== 0) throw new UsageError(`--staged: git ${command} failed: ${stderr.toString('utf8').trim()}`);
  return stdout;
}

/** What git prints as one line; a folder's name may hold further newlines. */
const line = (bytes: Buffer): string => bytes.toString('utf8').replace(/\r?\n$/, '');

const asId = (text: string): ObjectId | undefined =>
  /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? (text as ObjectId) : undefined;
