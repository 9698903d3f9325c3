/** Where results go: whole, or with an error. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { CLEAN, CLI, folderWith, ROOT, seaworthy } from '../support/program.ts';

const posix = { skip: process.platform === 'win32' };

/** `seaworthy WORDS…` by a shell, `node` and the bundle in place of the name. */
function shell(cwd: string, command: string) {
  const run = spawnSync('sh', ['-c', command.replaceAll('seaworthy', '"$NODE" "$CLI"')], {
    cwd,
    env: { ...process.env, NODE: process.execPath, CLI },
    encoding: 'utf8',
  });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

function manyServices(count: number): string {
  const files: Record<string, string> = {};
  for (let i = 0; i < count; i++) files[`service-${i}/Dockerfile`] = ROOT;
  return folderWith(files);
}

test('a full disk on standard output is an error of every command', { skip: !fs.existsSync('/dev/full') }, () => {
  const folder = folderWith({ Dockerfile: CLEAN });
  for (const words of ['check', 'check --format sarif', 'rules', 'explain user/root-user', '--help', '--version']) {
    const run = shell(folder, `seaworthy ${words} > /dev/full`);
    assert.equal(run.status, 2, words);
    assert.match(run.stderr, /^seaworthy: standard output cannot be written \(ENOSPC\)$/m, words);
  }
  const fixable = folderWith({ Dockerfile: 'FROM node:22-alpine\nADD a.js /a/\nUSER 1000\n' });
  const patch = shell(fixable, 'seaworthy check --profile audit --fix --dry-run > /dev/full');
  assert.equal(patch.status, 2);
  assert.match(patch.stderr, /ENOSPC/);
});

test('a file that takes only the beginning of a report is an error, too', posix, () => {
  const run = shell(
    manyServices(40),
    'ulimit -f 1; trap "" XFSZ; seaworthy check > ../out.txt; code=$?; rm ../out.txt; exit $code',
  );
  assert.equal(run.status, 2);
  assert.match(run.stderr, /standard output cannot be written \(EFBIG\)/);
});

test('a full disk on standard error changes no exit code', { skip: !fs.existsSync('/dev/full') }, () => {
  const folder = folderWith({ Dockerfile: ROOT, 'a.Dockerfile': `${CLEAN}RUN <<EOF\n` });
  const run = shell(folder, 'seaworthy check 2> /dev/full');
  assert.equal(run.status, 1);
  assert.match(run.stdout, / in 2 files, 1 file not fully read\n$/);
  assert.equal(shell(folder, 'seaworthy check --frob 2> /dev/full').status, 2);
});

test('a long report comes whole through a pipe that is read late', posix, () => {
  const { stdout } = shell(manyServices(300), 'seaworthy check --format json | (sleep 2; cat)');
  assert.ok(stdout.length > 2 * 65_536, `${stdout.length} characters are more than a pipe holds`);
  assert.equal(JSON.parse(stdout).summary.files, 300);
});

test('a reader that closes the pipe does not change the exit code', posix, () => {
  const run = shell(manyServices(100), '(seaworthy check; echo $? >&2) | head -c 10');
  assert.equal(run.stderr, '1\n');
});

test('--output replaces a file in one step: links and the mode stay, nothing else is left', posix, () => {
  const folder = folderWith({ Dockerfile: CLEAN, 'real.txt': 'before' });
  fs.chmodSync(path.join(folder, 'real.txt'), 0o626);
  fs.symlinkSync('real.txt', path.join(folder, 'link.txt'));
  const open = fs.openSync(path.join(folder, 'real.txt'), 'r');
  assert.equal(seaworthy(folder, ['check', '--output', 'link.txt']).status, 0);
  assert.equal(fs.readFileSync(open, 'utf8'), 'before', 'who has it open reads the old report whole');
  fs.closeSync(open);
  assert.match(fs.readFileSync(path.join(folder, 'real.txt'), 'utf8'), /^0 findings/);
  assert.equal(fs.statSync(path.join(folder, 'real.txt')).mode & 0o777, 0o626);
  assert.ok(fs.lstatSync(path.join(folder, 'link.txt')).isSymbolicLink());
  assert.deepEqual(fs.readdirSync(folder).sort(), ['Dockerfile', 'link.txt', 'real.txt']);
  assert.equal(seaworthy(folder, ['check', '--output', 'new.txt']).status, 0);
  assert.match(fs.readFileSync(path.join(folder, 'new.txt'), 'utf8'), /^0 findings/);
  fs.symlinkSync('made.txt', path.join(folder, 'dangling.txt'));
  assert.equal(seaworthy(folder, ['check', '--output', 'dangling.txt']).status, 0);
  assert.match(fs.readFileSync(path.join(folder, 'made.txt'), 'utf8'), /^0 findings/);
});

test('--output: an old report stays when the new one cannot be written', posix, () => {
  const folder = manyServices(40);
  fs.writeFileSync(path.join(folder, 'out.txt'), 'before');
  const run = shell(folder, 'ulimit -f 1; trap "" XFSZ; seaworthy check --output out.txt');
  assert.equal(run.status, 2);
  assert.match(run.stderr, /--output: out\.txt cannot be written \(EFBIG\)/);
  assert.equal(fs.readFileSync(path.join(folder, 'out.txt'), 'utf8'), 'before');
  assert.deepEqual(
    fs.readdirSync(folder).filter((name) => name.endsWith('.seaworthy')),
    [],
  );
});

test('--output writes through pipes and devices, and refuses a folder', posix, () => {
  const folder = folderWith({ Dockerfile: CLEAN, 'x/a.txt': '' });
  const through = shell(folder, 'mkfifo pipe; cat pipe & seaworthy check --output pipe; code=$?; wait; exit $code');
  assert.deepEqual([through.status, through.stdout], [0, '0 findings in 1 file\n']);
  assert.ok(fs.statSync(path.join(folder, 'pipe')).isFIFO());
  fs.rmSync(path.join(folder, 'pipe'));
  assert.equal(shell(folder, 'seaworthy check --output /dev/stdout').stdout, '0 findings in 1 file\n');
  assert.equal(
    shell(folder, 'echo before > log; seaworthy check --output /dev/stdout >> log; cat log').stdout,
    'before\n0 findings in 1 file\n',
  );
  assert.match(
    shell(folder, 'seaworthy check --output /dev/stderr 2>&1 >/dev/null | cat').stdout,
    /^0 findings in 1 file$/m,
  );
  if (fs.existsSync('/dev/full')) {
    const full = shell(folder, 'seaworthy check --output /dev/full');
    assert.equal(full.status, 2);
    assert.match(full.stderr, /--output: \/dev\/full cannot be written \(ENOSPC\)/);
    assert.ok(fs.statSync('/dev/full').isCharacterDevice());
  }
  const refused = seaworthy(folder, ['check', '--output', 'x']);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /--output: x is a folder\nsee `seaworthy --help`/);
});

test('unreadable standard input is not an internal error', posix, () => {
  const run = shell(folderWith({}), 'seaworthy check - < .');
  assert.equal(run.status, 2);
  assert.match(run.stderr, /standard input cannot be read \(EISDIR\)/);
});
