/** Which git is started, with which words and in which environment. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { gitEnvironment, KEPT, SET, safeDirectories } from '../../server/src/cli/git-environment.ts';
import { resolveGit } from '../../server/src/cli/git-program.ts';
import { git, PERSON, withFinding, write } from '../support/git-repository.ts';
import { folderWith, seaworthy } from '../support/program.ts';

const unix: NodeJS.Platform = 'linux';
const list = (...entries: string[]): string => entries.join(path.delimiter);

/** A folder with a program in it. */
function withProgram(name = 'git'): string {
  const folder = folderWith({});
  write(folder, name, '#!/bin/sh\n', 0o755);
  return folder;
}

test('git is the first of the absolute entries of PATH', () => {
  const [one, two] = [withProgram(), withProgram()];
  const folders = [folderWith({})];
  assert.equal(resolveGit({ PATH: list(one, two), folders, platform: unix }), path.join(one, 'git'));
  const skipped = ['', '.', '..', 'bin', `./${one}`, path.join(one, 'git'), folderWith({ git: 'no program' })];
  assert.equal(resolveGit({ PATH: list(...skipped, two), folders, platform: unix }), path.join(two, 'git'));
  assert.equal(resolveGit({ PATH: list(...skipped), folders, platform: unix }), undefined);
  assert.equal(resolveGit({ PATH: undefined, folders, platform: unix }), undefined);
});

test('git of the checked repository or the current folder is not started, by any path to it', () => {
  const repository = withFinding();
  for (const name of ['git', 'bin/git', 'app/git', 'node_modules/.bin/git', '..x/git'])
    write(repository, name, '', 0o755);
  const links = folderWith({});
  fs.symlinkSync(path.join(repository, 'bin'), path.join(links, 'folder'));
  fs.mkdirSync(path.join(links, 'file'));
  fs.symlinkSync(path.join(repository, 'bin/git'), path.join(links, 'file/git'));
  fs.symlinkSync(repository, path.join(links, 'repository'));
  const inside = ['', 'bin', 'app', 'node_modules/.bin', '..x', 'app/../bin'].map((name) => `${repository}/${name}`);
  const PATH = list(...inside, path.join(links, 'folder'), path.join(links, 'file'));
  const from = (folder: string): string | undefined => resolveGit({ PATH, folders: [folder], platform: unix });
  assert.equal(from(repository), undefined);
  assert.equal(from(path.join(repository, 'app')), undefined, 'from a folder below');
  assert.equal(from(path.join(links, 'repository')), undefined, 'through a link');
  assert.equal(from(folderWith({})), path.join(repository, 'git'), 'from elsewhere it is a folder like any other');
  const plain = withProgram();
  assert.equal(
    resolveGit({ PATH: plain, folders: [plain], platform: unix }),
    undefined,
    'no repository, but this folder',
  );
});

test('on Windows only git.exe counts', () => {
  const folder = withProgram('git.cmd');
  write(folder, 'git', '', 0o755);
  write(folder, 'git.bat', '', 0o755);
  const search = { PATH: folder, folders: [folderWith({})], platform: 'win32' as const };
  assert.equal(resolveGit(search), undefined);
  write(folder, 'git.exe', '', 0o755);
  assert.equal(resolveGit(search), path.join(folder, 'git.exe'));
});

test('without git the message says so', () => {
  const run = seaworthy(withFinding(), ['check', '--staged'], '', { PATH: '.' });
  assert.equal(run.status, 2);
  assert.match(run.stderr, /--staged needs git/);
});

test('of settings in the environment only safe.directory is handed on, in order, however it is quoted', () => {
  const env = {
    GIT_CONFIG_PARAMETERS: String.raw`'core.fsmonitor=x' 'Safe.Directory'='/it'\''s a=b' 'safe.directory=/two' 'safe.directoryx'='/no'`,
    GIT_CONFIG_COUNT: '3',
    GIT_CONFIG_KEY_0: 'core.sshCommand',
    GIT_CONFIG_VALUE_0: 'x',
    GIT_CONFIG_KEY_1: 'safe.directory',
    GIT_CONFIG_VALUE_1: '',
    GIT_CONFIG_KEY_2: 'safe.directory',
    GIT_CONFIG_VALUE_2: '/three',
  };
  assert.deepEqual(safeDirectories(env), ["/it's a=b", '/two', '', '/three']);
  assert.deepEqual(safeDirectories({}), []);
  assert.deepEqual(safeDirectories({ GIT_CONFIG_COUNT: '999999999999', GIT_CONFIG_PARAMETERS: "'" }), []);
});

test('git itself writes that variable as it is read here', () => {
  const words = [
    '-c',
    "safe.directory=/it's! a=b",
    '-c',
    'alias.show-it=!printf %s "$GIT_CONFIG_PARAMETERS"',
    'show-it',
  ];
  const parameters = git(folderWith({}), ...words);
  assert.deepEqual(safeDirectories({ GIT_CONFIG_PARAMETERS: parameters }), ["/it's! a=b"]);
});

test('a variable that no list names is not handed on', () => {
  const caller = {
    HOME: '/home/a',
    GIT_SSH_COMMAND: 'x',
    GIT_EXEC_PATH: '/x',
    GIT_PROXY_COMMAND: 'x',
    LD_PRELOAD: 'x',
    PAGER: 'x',
  };
  const env = gitEnvironment({ ...caller, PATH: list('.', '/usr/bin'), LD_LIBRARY_PATH: list('', '/lib') }, []);
  const set = Object.fromEntries(Object.entries(SET).map(([name, [value]]) => [name, value]));
  assert.deepEqual(env, { HOME: '/home/a', PATH: '/usr/bin', LD_LIBRARY_PATH: '/lib', ...set });
  assert.deepEqual(
    Object.keys(KEPT).filter((name) => name in SET),
    [],
  );
});

/** Runs the command line with a git in front that notes how it was started, and gives the words and variables of each start. */
function starts(folder: string, extra: NodeJS.ProcessEnv = {}): { words: string[]; env: string[]; cwd: string }[] {
  const notes = folderWith({});
  const real = spawnSync('sh', ['-c', 'command -v git'], { env: PERSON, encoding: 'utf8' }).stdout.trim();
  const note = (command: string, file: string): string => `${command} > "${notes}/$$.${file}"`;
  const script = [
    '#!/bin/sh',
    note('printf "%s\\n" "$@"', 'words'),
    note('env', 'env'),
    note('pwd', 'cwd'),
    `exec '${real}' "$@"`,
  ];
  const bin = folderWith({});
  write(bin, 'git', `${script.join('\n')}\n`, 0o755);
  const run = seaworthy(folder, ['check', '--staged'], '', {
    ...PERSON,
    PATH: list(bin, process.env.PATH ?? ''),
    ...extra,
  });
  assert.equal(run.status, 1, run.stderr);
  const lines = (file: string): string[] => fs.readFileSync(path.join(notes, file), 'utf8').trim().split('\n');
  return fs
    .readdirSync(notes)
    .filter((file) => file.endsWith('.words'))
    .map((file) => ({
      words: lines(file),
      env: lines(file.replace('words', 'env')).map((l) => l.split('=')[0]!),
      cwd: lines(file.replace('words', 'cwd'))[0]!,
    }));
}

/** Every command of git that is allowed. Before you add one, check in its manual which programs it runs. */
const DIFF = '--name-only --no-renames --no-ext-diff --no-textconv --ignore-submodules=all --diff-filter=AMTU -z';
const COMMANDS = [
  /^rev-parse --(is-bare-repository|absolute-git-dir|show-toplevel|show-object-format)$/,
  /^rev-parse --verify --quiet [^-]\S*$/,
  /^ls-files --stage -z$/,
  new RegExp(`^diff-index --cached ${DIFF} [0-9a-f]{40}$`),
  new RegExp(`^diff-tree -r ${DIFF} [0-9a-f]{40} [0-9a-f]{40}$`),
  /^merge-base [0-9a-f]{40} [0-9a-f]{40}$/,
  /^cat-file --batch(-check)?$/,
];

test('the commands are a closed list; each runs in a folder of ours with our settings and no foreign variable', () => {
  const folder = withFinding();
  const hostile = {
    GIT_SSH: 'x',
    GIT_EXEC_PATH: '/nowhere',
    GIT_PAGER: 'x',
    EDITOR: 'x',
    GIT_TRACE: '1',
    NODE_OPTIONS: '',
  };
  const range = { PRE_COMMIT: '1', PRE_COMMIT_FROM_REF: 'main', PRE_COMMIT_TO_REF: 'HEAD' };
  const all = [...starts(folder, hostile), ...starts(folder, range)];
  assert.ok(all.length >= 12);
  const unused = new Set(COMMANDS);
  for (const { words, env, cwd } of all) {
    const options = words.flatMap((w, i) => (words[i - 1] === '-c' ? [w] : []));
    for (const setting of ['core.fsmonitor=false', 'protocol.allow=never', 'safe.bareRepository=explicit'])
      assert.ok(options.includes(setting), `${words.join(' ')}: ${setting}`);
    const command = words.slice(words.lastIndexOf('-c') + 2).join(' ');
    const known = COMMANDS.find((pattern) => pattern.test(command));
    assert.ok(known, `not in the list: ${command}`);
    unused.delete(known);
    assert.ok(!cwd.startsWith(folder) && !fs.existsSync(cwd), 'the folder of ours is gone afterwards');
    const allowed = new Set([
      ...Object.keys(KEPT),
      ...Object.keys(SET),
      'PATH',
      'LD_LIBRARY_PATH',
      'PWD',
      'OLDPWD',
      'SHLVL',
      '_',
    ]);
    const repository = /^GIT_(DIR|COMMON_DIR|OBJECT_DIRECTORY)$/;
    assert.deepEqual(
      env.filter((name) => !allowed.has(name) && !repository.test(name)),
      [],
    );
    const own = command.startsWith('rev-parse');
    assert.equal(
      env.includes('GIT_COMMON_DIR'),
      !own,
      `${command}: the repository's settings are read by rev-parse alone`,
    );
    for (const name of Object.keys(SET)) assert.ok(env.includes(name), name);
  }
  assert.deepEqual([...unused], [], 'a command that no run needs');
});
