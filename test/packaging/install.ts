/**
 * `npm run test:packaging`: what pre-commit does with a repository of `language: node` (clone, install, pack, install the tarball
 * elsewhere, run), pre-commit itself where it is installed, the same for the tarball of `server/`, and the size of the extension's package. Takes minutes and needs the registry, so
 * `npm test` leaves it out.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { packedPage } from '../../scripts/lib/packed-texts.ts';

const work = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'seaworthy-packaging-')));
after(() => fs.rmSync(work, { recursive: true, force: true }));
const windows = process.platform === 'win32';

/** Without what `npm run` hands to the npm inside of it. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

function run(cwd: string, program: string, ...args: string[]): string {
  const done = spawnSync(program, args, { cwd, env, encoding: 'utf8', shell: windows, timeout: 300_000 });
  assert.equal(done.status, 0, `${program} ${args.join(' ')}: ${done.error ?? ''}${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** A clone of what is committed, and of what is not yet: the tree as it stands, without what git ignores. */
function clone(): string {
  const to = path.join(work, 'clone');
  run(work, 'git', 'clone', '-q', '--no-hardlinks', process.cwd(), to);
  const changed = run(process.cwd(), 'git', 'ls-files', '-z', '--modified', '--others', '--exclude-standard');
  for (const file of changed.split('\0').filter(Boolean)) {
    fs.rmSync(path.join(to, file), { force: true });
    if (!fs.existsSync(file)) continue;
    fs.mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
    fs.copyFileSync(file, path.join(to, file));
  }
  return to;
}

/** Installs a tarball as a global package below a prefix of its own and tries its program. */
async function tryTarball(tarball: string, prefix: string): Promise<void> {
  run(work, 'npm', 'install', '-g', '--prefix', prefix, '--no-audit', '--no-fund', tarball);
  const program = path.join(prefix, windows ? 'seaworthy.cmd' : 'bin/seaworthy');
  const { version } = JSON.parse(fs.readFileSync('server/package.json', 'utf8')) as { version: string };
  assert.equal(run(work, program, '--version'), `${version}\n`);
  assert.match(run(work, program, 'explain', 'user/root-user'), /user\/root-user/, 'pages are in the package');

  const project = fs.mkdtempSync(path.join(work, 'project-'));
  fs.writeFileSync(path.join(project, 'Dockerfile'), 'FROM node:22-alpine\nUSER root\nCMD ["node"]\n');
  run(project, 'git', 'init', '-q');
  run(project, 'git', 'add', '.');
  for (const words of [['check'], ['check', '--staged']]) {
    const check = spawnSync(program, words, { cwd: project, env, encoding: 'utf8', shell: windows });
    assert.equal(check.status, 1, `${check.stdout}${check.stderr}`);
    assert.match(check.stdout, /^Dockerfile:2:6 warning .*\[user\/root-user\]/m);
  }
  assert.match(await initialize(program), /^Content-Length: /, 'the language server is in the package');
}

/** The first bytes that the language server answers to `initialize`; it is ended then. */
async function initialize(program: string): Promise<string> {
  const server = spawn(program, ['lsp', '--stdio'], { env, shell: windows, stdio: ['pipe', 'pipe', 'inherit'] });
  const params = { processId: null, rootUri: null, capabilities: {} };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  const answer = await new Promise<string>((resolve) => {
    server.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8')));
    server.once('exit', () => resolve(''));
  });
  server.kill();
  return answer;
}

const tarballIn = (folder: string): string => {
  const name = fs.readdirSync(folder).find((f) => f.endsWith('.tgz'));
  assert.ok(name, `no tarball in ${folder}`);
  return path.join(folder, name);
};

const repository = clone();

test('the repository itself, as pre-commit installs it', async () => {
  run(repository, 'npm', 'install', '--no-audit', '--no-fund');
  run(repository, 'npm', 'pack');
  await tryTarball(tarballIn(repository), path.join(work, 'root'));
});

test('the npm package of server/', async () => {
  const folder = path.join(repository, 'server');
  run(folder, 'npm', 'pack');
  await tryTarball(tarballIn(folder), path.join(work, 'server'));
});

/** What the extension's package may weigh, in bytes. The core, half of it, is in it once; a rule with its page takes about 2,000. The pictures of the walkthrough are a tenth. */
const VSIX = 1_450_000;

test('the extension’s package', () => {
  const file = path.join(work, 'seaworthy.vsix');
  run(repository, 'npm', 'run', '-s', 'package', '--', file);
  const { size } = fs.statSync(file);
  assert.ok(size > 100_000 && size <= VSIX, `${size} bytes`);
  const { 'extension/readme.md': page } = unzipSync(fs.readFileSync(file));
  assert.equal(strFromU8(page!), packedPage(undefined));
});

/** A repository whose hook is run by pre-commit itself, as docs/cli.md says. */
const asked = spawnSync('pre-commit', ['--version'], { env, encoding: 'utf8', shell: windows });
const missing = asked.status !== 0 && 'pre-commit is not installed (Debian and PyPI have it)';

test('pre-commit itself installs the repository and checks what is staged', { skip: missing }, () => {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  run(repository, 'git', 'add', '-A');
  run(repository, 'git', ...identity, 'commit', '-q', '--no-verify', '--allow-empty', '-m', 'as it stands');
  const rev = run(repository, 'git', 'rev-parse', 'HEAD').trim();
  const project = fs.mkdtempSync(path.join(work, 'pre-commit-'));
  const [worse, better] = ['FROM node:22-alpine\nUSER root\n', 'FROM node:22-alpine\nUSER node\n'];
  const hooks = `repos:\n  - repo: ${repository}\n    rev: ${rev}\n    hooks:\n      - id: seaworthy\n`;
  fs.writeFileSync(path.join(project, '.pre-commit-config.yaml'), hooks);
  run(project, 'git', 'init', '-q');
  const home = { ...env, PRE_COMMIT_HOME: path.join(work, 'pre-commit-home') };
  const commit = (staged: string, onDisk: string) => {
    fs.writeFileSync(path.join(project, 'Dockerfile'), staged);
    run(project, 'git', 'add', '.');
    fs.writeFileSync(path.join(project, 'Dockerfile'), onDisk);
    const words = [...identity, 'commit', '-q', '-m', 'x'];
    return spawnSync('git', words, { cwd: project, env: home, encoding: 'utf8', timeout: 600_000 });
  };
  const installed = spawnSync('pre-commit', ['install', '--install-hooks'], {
    cwd: project,
    env: home,
    encoding: 'utf8',
  });
  assert.equal(installed.status, 0, installed.stdout + installed.stderr);
  const refused = commit(worse, better);
  assert.match(refused.stdout + refused.stderr, /Dockerfile:2:6 warning .*\[user\/root-user\]/);
  assert.equal(refused.status, 1);
  const passed = commit(`${better}# more\n`, worse);
  assert.equal(passed.status, 0, passed.stdout + passed.stderr);
  assert.equal(fs.readFileSync(path.join(project, 'Dockerfile'), 'utf8'), worse, 'the file on disk stays');
});

/** Stands for VS Code: changes every file of the folder that it gets, the last word. */
const CODE = `#!/usr/bin/env node
const { readdirSync, writeFileSync } = require('node:fs');
const folder = process.argv.at(-1);
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
  if (entry.isFile()) writeFileSync(entry.parentPath + '/' + entry.name, 'changed');
console.log('opened ' + process.argv.slice(2).join(' '));
`;

test('npm start opens a copy of examples/: what is done there leaves the checkout as it is', () => {
  const bin = path.join(work, 'bin');
  fs.mkdirSync(bin);
  fs.writeFileSync(path.join(bin, 'code'), CODE, { mode: 0o755 });
  if (windows) fs.writeFileSync(path.join(bin, 'code.cmd'), '@node "%~dp0code" %*\r\n');
  const state = (): string => run(repository, 'git', 'status', '--porcelain');
  const before = state();
  const PATH = `${bin}${path.delimiter}${env.PATH}`;
  const started = spawnSync('npm', ['start', '--silent'], {
    cwd: repository,
    env: { ...env, PATH },
    encoding: 'utf8',
    shell: windows,
  });
  assert.equal(started.status, 0, started.stderr);
  assert.match(started.stdout, /nothing is fetched[\s\S]*opened .*start-window[\s\S]*What to try:/);
  assert.equal(state(), before);
  const copy = /a copy of examples\/, in (.+)\. Change/.exec(started.stdout)?.[1];
  assert.equal(fs.readFileSync(path.join(copy ?? '', 'worker/Dockerfile'), 'utf8'), 'changed');
  fs.rmSync(path.dirname(copy!), { recursive: true });
});
