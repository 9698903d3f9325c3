/**
 * The only module that starts a program. A repository may be hostile: its `.git/config` can name programs, and git may fetch missing
 * objects from its remotes. So git gets a closed list of commands and a filtered environment. Commands that read the index or an object
 * run with our configuration in place of the repository's. docs/security.md lists the promises and the tests that check them.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { HERE, isAtOrBelow } from '../host/node-paths.ts';
import { commonFolderOf } from '../host/node-repository.ts';
import { UsageError } from './arguments.ts';
import { gitEnvironment, safeDirectories } from './git-environment.ts';
import { resolveGit } from './git-program.ts';

/** Options that list only the names of changed files, so that git reads no content. Deleted files are left out. */
const NAMES = ['--name-only', '--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules=all'] as const;
const CHANGES = [...NAMES, '--diff-filter=AMTU', '-z'] as const;

/** A full object name, as git printed it. */
export type ObjectId = string & { readonly brand: 'object id' };

/** Commands that run with the repository's own configuration. `rev-parse` reads names and settings; it reads no index and starts no program. */
type Discovery =
  | readonly ['rev-parse', '--is-bare-repository' | '--absolute-git-dir' | '--show-toplevel' | '--show-object-format']
  | readonly ['rev-parse', '--verify', '--quiet', string];

/** Commands that read the index and the objects. They run with our configuration. */
export type Query =
  | readonly ['ls-files', '--stage', '-z']
  | readonly ['ls-files', '-t', '-z']
  | readonly ['diff-index', '--cached', ...typeof CHANGES, ObjectId]
  | readonly ['diff-tree', '-r', ...typeof CHANGES, ObjectId, ObjectId]
  | readonly ['merge-base', ObjectId, ObjectId]
  | readonly ['ls-tree', '-r', '-z', '--full-tree', ObjectId]
  | readonly ['cat-file', '--batch-check' | '--batch'];

/** Options of `check` that need git. */
export type Option = '--staged' | '--since';

/** A repository with a work tree. */
export interface Repository {
  /** The top folder of the work tree, absolute. */
  readonly top: string;
  /** The commit of a revision name; `undefined` if there is none, such as `HEAD` before the first commit. */
  resolve(name: string): ObjectId | undefined;
  /** All entries of the index: `MODE OBJECT STAGE\tPATH`, each terminated by a NUL byte. */
  index(): Buffer;
  /** All entries of the index: `H PATH`, or `S PATH` for a file that a sparse checkout leaves out, each terminated by a NUL byte. */
  tags(): Buffer;
  /** Paths in the index that differ from `since`, each terminated by a NUL byte. */
  changedInIndex(since: ObjectId): Buffer;
  /** Paths in `to` that differ from its merge base with `from`, or from `from` if there is none. Each is terminated by a NUL byte. */
  changedBetween(from: ObjectId, to: ObjectId): Buffer;
  /** All entries of a commit: `MODE TYPE OBJECT\tPATH`, each terminated by a NUL byte. */
  tree(commit: ObjectId): Buffer;
  /** The best common ancestor of two commits; `undefined` if there is none, or none in a shallow clone. */
  mergeBase(one: ObjectId, other: ObjectId): ObjectId | undefined;
  /** One line for each object: `ID TYPE SIZE`, or `ID missing`. */
  sizes(ids: readonly string[]): Buffer;
  /** For each object: `ID TYPE SIZE`, a newline, SIZE bytes, a newline. For a missing object: `ID missing` and a newline. */
  contents(ids: readonly string[]): Buffer;
}

/**
 * Calls `work` with the repository that holds `folder` (absolute), or with the one that a hook's environment names. Creates a temporary
 * folder and removes it afterwards. Throws `UsageError` if git is not found, fails, or finds no repository with a work tree; `option` is
 * the option that needs git.
 */
export function inRepository<T>(folder: string, option: Option, work: (repository: Repository) => T): T {
  let scratch: string;
  try {
    scratch = fs.realpathSync(fs.mkdtempSync(path.join(path.resolve(os.tmpdir()), 'seaworthy-git-')));
  } catch (error) {
    throw new UsageError(`${option} needs a temporary folder (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
  try {
    return work(open(folder, scratch, option));
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

function open(folder: string, scratch: string, option: Option): Repository {
  const cwd = process.cwd();
  const program = resolveGit({ PATH: process.env.PATH, folders: [folder, cwd], platform: process.platform });
  if (program === undefined)
    throw new UsageError(`${option} needs git; none was found in PATH outside of the repository`);
  const base = gitEnvironment(process.env, [folder, cwd]);
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_OBJECT_DIRECTORY, GIT_ALTERNATE_OBJECT_DIRECTORIES } =
    process.env;
  const absolute = (name: string, value: string | undefined, from = cwd): Record<string, string> =>
    value ? { [name]: path.resolve(from, value) } : {};

  const discovery = { ...base, ...absolute('GIT_DIR', GIT_DIR), ...absolute('GIT_WORK_TREE', GIT_WORK_TREE) };
  // With GIT_DIR and without GIT_WORK_TREE, git takes the current folder as the top of the work tree. That is the hook's folder, not `folder`.
  const place = ['-C', GIT_DIR ? cwd : folder];
  const settings = [...protections(scratch), ...safeDirectories(process.env).map((v) => `safe.directory=${v}`)];
  const options = settings.flatMap((setting) => ['-c', setting]);
  const start = (where: readonly string[], env: Environment, command: Discovery | Query, input?: string): Answer =>
    run(program, [...where, ...options, ...command], { cwd: scratch, env, input, option });
  const discover = (command: Discovery): Answer => start(place, discovery, command);

  const noFiles = (): never => {
    throw new UsageError(
      `${option}: ${folder} is in a git directory or a bare repository, which has no ${option === '--staged' ? 'staged files' : 'files to compare'}`,
    );
  };
  const bare = discover(['rev-parse', '--is-bare-repository']);
  if (bare.stderr.includes('safe.bareRepository') || line(outputOf(bare)) === 'true') noFiles();
  const gitDir = line(outputOf(discover(['rev-parse', '--absolute-git-dir'])));
  // A repository can hold a folder that looks like a git directory. Git before 2.38 accepts it (it has no `safe.bareRepository`).
  if (!GIT_DIR && isAtOrBelow(HERE, fs.realpathSync(folder), fs.realpathSync(gitDir))) noFiles();
  const top = line(outputOf(discover(['rev-parse', '--show-toplevel'])));
  const format = discover(['rev-parse', '--show-object-format']).stdout.toString('latin1').trim();
  const common = commonFolderOf(gitDir);
  writeCommonDirectory(scratch, common, format);

  const env = {
    ...base,
    GIT_DIR: gitDir,
    GIT_COMMON_DIR: scratch,
    GIT_OBJECT_DIRECTORY: path.resolve(cwd, GIT_OBJECT_DIRECTORY || path.join(common, 'objects')),
    ...(GIT_ALTERNATE_OBJECT_DIRECTORIES ? { GIT_ALTERNATE_OBJECT_DIRECTORIES } : {}),
    // git resolves a relative path against the top of the work tree.
    ...absolute('GIT_INDEX_FILE', GIT_INDEX_FILE, top),
  };
  const ask = (query: Query, input?: string): Buffer => outputOf(start([], env, query, input));
  const mergeBase = (one: ObjectId, other: ObjectId): ObjectId | undefined =>
    asId(line(start([], env, ['merge-base', one, other]).stdout));
  return {
    top,
    resolve(name) {
      // git would read a name that starts with a dash as an option.
      if (name.startsWith('-')) return undefined;
      const answer = discover(['rev-parse', '--verify', '--quiet', name]);
      return answer.status === 0 ? asId(line(answer.stdout)) : undefined;
    },
    index: () => ask(['ls-files', '--stage', '-z']),
    tags: () => ask(['ls-files', '-t', '-z']),
    changedInIndex: (since) => ask(['diff-index', '--cached', ...CHANGES, since]),
    changedBetween: (from, to) => ask(['diff-tree', '-r', ...CHANGES, mergeBase(from, to) ?? from, to]),
    tree: (commit) => ask(['ls-tree', '-r', '-z', '--full-tree', commit]),
    mergeBase,
    sizes: (ids) => ask(['cat-file', '--batch-check'], ids.map((id) => `${id}\n`).join('')),
    contents: (ids) => ask(['cat-file', '--batch'], ids.map((id) => `${id}\n`).join('')),
  };
}

/** Settings for every command, given by `-c`: they override the repository's configuration. `scratch` is an absolute folder of ours. */
export const protections = (scratch: string): readonly string[] => [
  // A program that git asks for changed files.
  'core.fsmonitor=false',
  // Hooks. This folder is never created.
  `core.hooksPath=${path.join(scratch, 'hooks')}`,
  // Settings that lead to a fetch. Old versions of git do not know the environment variables that forbid it.
  'protocol.allow=never',
  'fetch.bundleURI=',
  'fetch.recurseSubmodules=false',
  'credential.helper=',
  'core.askPass=',
  // A git directory among the files of a repository.
  'safe.bareRepository=explicit',
];

/** Writes a common directory into `scratch` with the repository's object format and shallow commits, and no other setting. */
function writeCommonDirectory(scratch: string, common: string, format: string): void {
  const sha256 = format === 'sha256';
  const config = ['[core]', `repositoryFormatVersion = ${sha256 ? 1 : 0}`, 'bare = false'];
  if (sha256) config.push('[extensions]', 'objectFormat = sha256');
  fs.writeFileSync(path.join(scratch, 'config'), `${config.join('\n')}\n`);
  fs.mkdirSync(path.join(scratch, 'refs'));
  const shallow = path.join(common, 'shallow');
  if (fs.existsSync(shallow)) fs.copyFileSync(shallow, path.join(scratch, 'shallow'));
}

type Environment = Readonly<Record<string, string>>;

interface Answer {
  readonly option: Option;
  readonly command: string;
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

interface Start {
  /** A folder of ours, so that git loads no file of the user's current folder. */
  readonly cwd: string;
  readonly env: Environment;
  readonly input: string | undefined;
  readonly option: Option;
}

function run(program: string, words: readonly string[], { cwd, env, input, option }: Start): Answer {
  // Loaded here: it takes longer to load than a file to check, and most runs need no git.
  const run = process.getBuiltinModule('node:child_process').spawnSync(program, words, {
    cwd,
    env,
    input: input ?? '',
    maxBuffer: 1024 * 1024 * 1024,
    windowsHide: true,
  });
  if (run.error) throw new UsageError(`${option} needs git: ${run.error.message}`);
  const command = words.find((w, i) => !w.startsWith('-') && words[i - 1] !== '-c' && words[i - 1] !== '-C') ?? '';
  return { option, command, status: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** The standard output. Throws `UsageError` if git failed. */
function outputOf({ option, command, status, stdout, stderr }: Answer): Buffer {
  if (status !== 0) throw new UsageError(`${option}: git ${command} failed: ${stderr.toString('utf8').trim()}`);
  return stdout;
}

/** Output without its last line end. A folder's name may contain further newlines. */
const line = (bytes: Buffer): string => bytes.toString('utf8').replace(/\r?\n$/, '');

const asId = (text: string): ObjectId | undefined =>
  /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? (text as ObjectId) : undefined;
