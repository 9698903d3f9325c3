/** `check --staged` and `check --since` in repositories full of traps: nothing of theirs runs, nothing is connected to, and the finding is reported. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { PERSON, write } from '../support/git-repository.ts';
import { type Snares, TRAPS, type Trap } from '../support/git-traps.ts';
import { REMOTE_TRAPS } from '../support/git-traps-remote.ts';
import { folderWith, seaworthy } from '../support/program.ts';

let connections = 0;
const server = net.createServer((socket) => {
  connections++;
  socket.destroy();
});

before(() => new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready)));
after(() => new Promise((closed) => void server.close(closed)));

/** A separate marker for each trap, so that a late trap is not mistaken for another. */
function snares(): Snares {
  const folder = folderWith({});
  const marker = path.join(folder, 'fired');
  const program = path.join(folder, 'program.sh');
  fs.writeFileSync(program, `#!/bin/sh\n: > '${marker}'\nexit 1\n`, { mode: 0o755 });
  return { marker, program, port: (server.address() as net.AddressInfo).port };
}

/** Connections made meanwhile are accepted by the system and counted when this process gets to it. */
const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 50));

/** Steps into a trap as plain git does. */
async function spring({ folder, springs = [], springInput = '', env }: Trap): Promise<void> {
  const words = springs[0] === 'sh' ? springs : ['git', ...springs];
  const child = spawn(words[0]!, words.slice(1), {
    cwd: folder,
    env: { ...PERSON, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.on('error', () => {});
  child.stdin.end(springInput);
  await new Promise((done) => child.on('close', done));
  await settled();
}

/** A git in front of PATH that does not honour `GIT_NO_LAZY_FETCH`, as older versions do not. */
function olderGit(PATH = process.env.PATH ?? ''): NodeJS.ProcessEnv {
  const real = spawnSync('sh', ['-c', 'command -v git'], { env: PERSON, encoding: 'utf8' }).stdout.trim();
  const bin = folderWith({});
  write(bin, 'git', `#!/bin/sh\nGIT_NO_LAZY_FETCH=0 exec '${real}' "$@"\n`, 0o755);
  return { PATH: [bin, PATH].join(path.delimiter) };
}

/** Nothing runs, nothing connects, and the outcome is the expected one. */
async function holds(trap: Trap, { marker }: Snares, env: NodeJS.ProcessEnv): Promise<void> {
  fs.rmSync(marker, { force: true });
  connections = 0;
  const run = seaworthy(trap.folder, ['check', '--staged'], '', { ...PERSON, ...env });
  await settled();
  assert.equal(fs.existsSync(marker), false, 'a program of the repository ran');
  assert.equal(connections, 0, 'a connection was opened');
  assert.equal(run.status, trap.status ?? 1, run.stdout + run.stderr);
  if (run.status === 1) assert.match(run.stdout, /Dockerfile:2[\s\S]*\[user\/root-user\]/);
  else assert.match(run.stderr, /--staged/);
  seaworthy(trap.folder, ['check', '--staged', '--since', 'merge-base:HEAD'], '', { ...PERSON, ...env });
  await settled();
  assert.equal(fs.existsSync(marker), false, 'a program of the repository ran: --since');
  assert.equal(connections, 0, 'a connection was opened: --since');
}

for (const [name, make] of Object.entries({ ...TRAPS, ...REMOTE_TRAPS })) {
  test(name, async () => {
    const set = snares();
    const trap = make(set);
    await holds(trap, set, trap.env ?? {});
    if (name in REMOTE_TRAPS) await holds(trap, set, { ...trap.env, ...olderGit(trap.env?.PATH) });
    if (trap.springs === undefined) return;
    await spring(trap);
    assert.ok(fs.existsSync(set.marker) || connections > 0, 'the trap is none: plain git does not step into it');
  });
}
