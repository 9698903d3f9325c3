/** What a hostile repository can set up so that git runs a program of its choice, or connects somewhere. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { committed, git, stage, withFinding, write } from './git-repository.ts';
import { ROOT } from './program.ts';

/** What a trap is made with. */
export interface Snares {
  /** A program that makes the marker file and fails. */
  readonly program: string;
  /** The marker. */
  readonly marker: string;
  /** Addresses of a server on this machine that counts connections. */
  readonly port: number;
}

/** A repository with a trap in it, and how plain git steps into it. */
export interface Trap {
  /** Where `seaworthy check --staged` runs. */
  readonly folder: string;
  /** Words of git, or of another program with its name first, that set the trap off. None where git itself ignores the trap. */
  readonly springs?: readonly string[];
  readonly springInput?: string;
  /** Added to the environment of both. */
  readonly env?: NodeJS.ProcessEnv;
  /** The exit code of `seaworthy`, where it is not 1 (the staged finding). */
  readonly status?: number;
}

const configured = (settings: Readonly<Record<string, string>>): string => {
  const folder = withFinding();
  for (const [key, value] of Object.entries(settings)) git(folder, 'config', key, value);
  return folder;
};

/** A program under this name in the repository. */
export const planted = (folder: string, name: string, { program }: Snares): string =>
  write(folder, name, fs.readFileSync(program, 'utf8'), 0o755);

const status = ['status'];

export const TRAPS: Readonly<Record<string, (snares: Snares) => Trap>> = {
  'core.fsmonitor': (s) => ({ folder: configured({ 'core.fsmonitor': s.program }), springs: status }),
  'core.fsmonitor behind a gitfile': (s) => {
    const folder = configured({ 'core.fsmonitor': s.program });
    fs.renameSync(path.join(folder, '.git'), path.join(folder, 'docs'));
    write(folder, '.git', 'gitdir: docs\n');
    return { folder, springs: status };
  },
  'core.fsmonitor by include.path': (s) => {
    const folder = configured({ 'include.path': '../notes.config' });
    write(folder, 'notes.config', `[core]\n\tfsmonitor = ${s.program}\n`);
    return { folder, springs: status };
  },
  'core.fsmonitor by config.worktree': (s) => {
    const folder = configured({ 'core.repositoryFormatVersion': '1', 'extensions.worktreeConfig': 'true' });
    write(folder, '.git/config.worktree', `[core]\n\tfsmonitor = ${s.program}\n`);
    return { folder, springs: status };
  },
  'core.fsmonitor by commondir': (s) => {
    const folder = configured({ 'core.fsmonitor': s.program });
    fs.mkdirSync(path.join(folder, 'common'));
    for (const name of ['config', 'objects', 'refs'])
      fs.renameSync(path.join(folder, '.git', name), path.join(folder, 'common', name));
    write(folder, '.git/commondir', '../common\n');
    return { folder, springs: status };
  },
  'core.fsmonitor with core.worktree': (s) => {
    const folder = configured({ 'core.fsmonitor': s.program });
    git(folder, 'config', 'core.worktree', path.join(folder, 'app'));
    return { folder, springs: status };
  },
  'core.fsmonitor = true, the daemon': () => ({ folder: configured({ 'core.fsmonitor': 'true' }) }),
  'hooks of the repository': (s) => {
    const folder = withFinding();
    for (const hook of ['post-index-change', 'pre-commit', 'reference-transaction', 'fsmonitor-watchman'])
      planted(folder, `.git/hooks/${hook}`, s);
    return { folder, springs: ['update-index', '--force-write-index', '--add', 'notes.txt'] };
  },
  'core.hooksPath': (s) => {
    const folder = configured({ 'core.hooksPath': 'hooks' });
    planted(folder, 'hooks/post-index-change', s);
    return { folder, springs: ['update-index', '--force-write-index', '--add', 'notes.txt'] };
  },
  'filters: clean, smudge and process': (s) => {
    const folder = configured({
      'filter.x.clean': s.program,
      'filter.x.smudge': s.program,
      'filter.y.process': s.program,
    });
    write(folder, '.git/info/attributes', '* filter=x\n*.txt filter=y\n');
    write(folder, '.gitattributes', '* filter=x\n');
    return { folder, springs: ['cat-file', '--filters', ':app/Dockerfile'] };
  },
  'textconv and external diffs': (s) => {
    const folder = configured({
      'diff.x.textconv': s.program,
      'diff.x.command': s.program,
      'diff.external': s.program,
    });
    write(folder, '.git/info/attributes', '* diff=x\n');
    return { folder, springs: ['diff', '--cached'] };
  },
  'core.attributesFile with a textconv': (s) => {
    const folder = configured({ 'diff.x.textconv': s.program });
    git(folder, 'config', 'core.attributesFile', write(folder, 'attributes', '* diff=x\n'));
    return { folder, springs: ['diff', '--cached'] };
  },
  aliases: (s) => {
    const names = ['own', 'ls-files', 'cat-file', 'diff', 'rev-parse', 'diff-index'];
    return {
      folder: configured(Object.fromEntries(names.map((n) => [`alias.${n}`, `!${s.program}`]))),
      springs: ['own'],
    };
  },
  'pager and editor': (s) => ({
    folder: configured({
      'core.pager': s.program,
      'pager.diff': s.program,
      'pager.cat-file': s.program,
      'core.editor': s.program,
    }),
    springs: ['commit'],
  }),
  'gpg.program': (s) => ({
    folder: configured({ 'gpg.program': s.program, 'commit.gpgSign': 'true', 'log.showSignature': 'true' }),
    springs: ['commit', '-m', 'two'],
  }),
  'credential.helper': (s) => ({
    folder: configured({ 'credential.helper': `!${s.program}` }),
    springs: ['credential', 'fill'],
    springInput: 'protocol=https\nhost=example.com\nusername=a\n\n',
  }),
  'core.askPass': (s) => ({
    folder: configured({ 'core.askPass': s.program }),
    springs: ['credential', 'fill'],
    springInput: 'protocol=https\nhost=example.com\nusername=a\n\n',
  }),
  'a git directory among the files': (s) => {
    const folder = withFinding();
    const inner = path.join(folder, 'inner');
    git(folder, 'init', '-q', '--bare', inner);
    git(inner, 'config', 'core.bare', 'false');
    git(inner, 'config', 'core.worktree', '..');
    git(inner, 'config', 'core.fsmonitor', s.program);
    fs.copyFileSync(path.join(folder, '.git/index'), path.join(inner, 'index'));
    return { folder: inner, springs: status, status: 2 };
  },
  'a submodule with a trap': (s) => {
    const folder = configured({
      'diff.ignoreSubmodules': 'none',
      'submodule.recurse': 'true',
      'diff.submodule': 'diff',
    });
    const inner = path.join(folder, 'inner');
    git(folder, 'init', '-q', '-b', 'main', inner);
    git(inner, 'commit', '-q', '--allow-empty', '-m', 'one');
    git(folder, '-c', 'advice.addEmbeddedRepo=false', 'add', 'inner');
    write(folder, '.gitmodules', '[submodule "inner"]\n\tpath = inner\n\turl = ./inner\n\tignore = none\n');
    git(inner, 'config', 'core.fsmonitor', s.program);
    return { folder, springs: status };
  },
  'inside of a submodule with a trap': (s) => {
    const outer = committed({ 'x.txt': 'x' });
    const inner = committed({ Dockerfile: '# clean\n' });
    git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'inner');
    const folder = path.join(outer, 'inner');
    stage(folder, 'Dockerfile', ROOT);
    git(folder, 'config', 'core.fsmonitor', s.program);
    return { folder, springs: status };
  },
  'a git beside the files': (s) => {
    const folder = withFinding();
    for (const name of ['git', 'bin/git']) planted(folder, name, s);
    const entries = ['', '.', 'bin', folder, path.join(folder, 'bin'), process.env.PATH];
    return { folder, springs: ['sh', '-c', 'git status'], env: { PATH: entries.join(path.delimiter) } };
  },
  'settings by the environment': (s) => ({
    folder: withFinding(),
    springs: status,
    env: { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.fsmonitor', GIT_CONFIG_VALUE_0: s.program },
  }),
  'settings of `git -c` by the environment': (s) => ({
    folder: withFinding(),
    springs: status,
    env: { GIT_CONFIG_PARAMETERS: `'core.fsmonitor=${s.program}'` },
  }),
  GIT_EXTERNAL_DIFF: (s) => ({
    folder: withFinding(),
    springs: ['diff', '--cached'],
    env: { GIT_EXTERNAL_DIFF: s.program },
  }),
  GIT_TRACE2_EVENT: (s) => ({ folder: withFinding(), springs: status, env: { GIT_TRACE2_EVENT: s.marker } }),
  'trace2.eventTarget of the repository': (s) => ({
    folder: configured({ 'trace2.eventTarget': s.marker, 'trace2.normalTarget': s.marker }),
  }),
};
