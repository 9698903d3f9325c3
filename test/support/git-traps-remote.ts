/** Traps of a hostile repository that make git fetch. */
import * as path from 'node:path';
import { committed, git, lose, stage, withFinding } from './git-repository.ts';
import { planted, type Snares, type Trap } from './git-traps.ts';
import { ROOT } from './program.ts';

/** Takes an object out of the repository and gives it a remote to ask for it. Gives the object's name. */
function promise(folder: string, missing: string, settings: Readonly<Record<string, string>>): string {
  const id = lose(folder, missing);
  const all = {
    'core.repositoryFormatVersion': '1',
    'extensions.partialClone': 'o',
    'remote.o.promisor': 'true',
    'remote.o.partialCloneFilter': 'blob:none',
    'remote.o.fetch': '+refs/heads/*:refs/remotes/o/*',
    ...settings,
  };
  for (const [key, value] of Object.entries(all)) git(folder, 'config', key, value);
  return id;
}

/** A repository that lacks an object: by default one that only helps. */
function promisor(settings: Readonly<Record<string, string>>, missing = 'HEAD:old/Dockerfile', status = 1): Trap {
  const folder = withFinding();
  return { folder, springs: ['cat-file', '-p', promise(folder, missing, settings)], status };
}

/** Traps that a missing object leads git into, by the remote that it is asked for. */
export const REMOTE_TRAPS: Readonly<Record<string, (snares: Snares) => Trap>> = {
  'a promisor with core.sshCommand': (s) =>
    promisor({ 'remote.o.url': 'ssh://127.0.0.1/x', 'core.sshCommand': s.program }),
  'a promisor with uploadpack': (s) => {
    const elsewhere = committed({ 'x.txt': 'x' });
    return promisor({ 'remote.o.url': elsewhere, 'remote.o.uploadpack': s.program });
  },
  'a promisor by ext::': (s) =>
    promisor({ 'remote.o.url': `ext::${s.program}`, 'protocol.ext.allow': 'always', 'protocol.allow': 'always' }),
  'a promisor by remote.vcs': (s) =>
    promisor({ 'remote.o.url': s.program, 'remote.o.vcs': 'ext', 'protocol.ext.allow': 'always' }),
  'a promisor with core.gitProxy': (s) => promisor({ 'remote.o.url': 'git://127.0.0.1/x', 'core.gitProxy': s.program }),
  'a promisor by git://': (s) => promisor({ 'remote.o.url': `git://127.0.0.1:${s.port}/x` }),
  'a promisor by http://': (s) =>
    promisor({ 'remote.o.url': `http://127.0.0.1:${s.port}/x`, 'fetch.bundleURI': `http://127.0.0.1:${s.port}/y` }),
  'a promisor and a missing tree': (s) =>
    promisor({ 'remote.o.url': `ext::${s.program}`, 'protocol.ext.allow': 'always' }, 'HEAD^{tree}', 2),
  'a promisor and a missing commit': (s) =>
    promisor({ 'remote.o.url': `ext::${s.program}`, 'protocol.ext.allow': 'always' }, 'HEAD', 2),
  'a remote helper beside the files': (s) => {
    const trap = promisor({ 'remote.o.url': 'evil::x', 'protocol.evil.allow': 'always' });
    planted(trap.folder, 'git-remote-evil', s);
    return { ...trap, env: { PATH: ['.', trap.folder, process.env.PATH].join(path.delimiter) } };
  },
  GIT_SSH_COMMAND: (s) => ({
    ...promisor({ 'remote.o.url': 'ssh://127.0.0.1/x' }),
    env: { GIT_SSH_COMMAND: s.program },
  }),
  'a promisor and a commit that pre-commit names': (s) => {
    const folder = withFinding();
    git(folder, 'commit', '-q', '--allow-empty', '-m', 'two');
    stage(folder, 'app/Dockerfile', `${ROOT}# two\n`);
    const id = promise(folder, 'HEAD~1', { 'remote.o.url': `ext::${s.program}`, 'protocol.ext.allow': 'always' });
    const range = { PRE_COMMIT: '1', PRE_COMMIT_FROM_REF: 'HEAD~2', PRE_COMMIT_TO_REF: 'HEAD' };
    return { folder, springs: ['cat-file', '-p', id], env: range, status: 2 };
  },
};
