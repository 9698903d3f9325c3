/** Exit codes, and errors in arguments, configurations and paths. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { test } from 'node:test';
import { CLEAN, CLI, findings, folderWith, PRIVILEGED, ROOT, seaworthy } from '../support/program.ts';

test('0 where nothing is found', () => {
  const run = seaworthy(folderWith({ Dockerfile: CLEAN }), ['check']);
  assert.equal(run.status, 0, run.stdout);
  assert.match(run.stdout, /^0 findings in 1 file$/m);
});

test('0 in an empty folder', () => {
  const run = seaworthy(folderWith({}), ['check']);
  assert.deepEqual([run.status, run.stdout], [0, '0 findings in 0 files\n']);
});

test('1 at findings from --fail-on upward, 0 below it', () => {
  const folder = folderWith({ Dockerfile: ROOT });
  const of = (level: string): number | null => seaworthy(folder, ['check', '--fail-on', level]).status;
  assert.equal(seaworthy(folder, ['check']).status, 1, 'warning is the default');
  assert.deepEqual(['error', 'warning', 'info', 'never'].map(of), [0, 1, 1, 0]);
  const pod = folderWith({ 'pod.yaml': PRIVILEGED });
  assert.equal(seaworthy(pod, ['check', '--fail-on', 'error']).status, 1);
});

test('failOn of the configuration counts, the flag beats it', () => {
  const folder = folderWith({ Dockerfile: ROOT, '.seaworthy.yaml': 'failOn: error\n' });
  assert.equal(seaworthy(folder, ['check']).status, 0);
  assert.equal(seaworthy(folder, ['check', '--fail-on', 'warning']).status, 1);
});

test('2 at wrong usage, with a reason', () => {
  const folder = folderWith({ Dockerfile: CLEAN });
  const cases: [string[], RegExp][] = [
    [['frobnicate'], /unknown command frobnicate/],
    [['chek'], /unknown command chek; did you mean `check`\?/],
    [['explian', 'user/root-user'], /unknown command explian; did you mean `explain`\?/],
    [['supressions'], /did you mean `suppressions`\?/],
    [['.'], /unknown command \.; files and folders come after `check`/],
    [['Dockerfile'], /unknown command Dockerfile; files and folders come after `check`/],
    [['check', '--frob'], /unknown option --frob/],
    [['check', '--profil=strict'], /unknown option --profil; did you mean `--profile`\?/],
    [['check', '--staged=yes'], /--staged takes no value/],
    [['check', '-x'], /unknown option -x\n/],
    [['check', '--stagd'], /unknown option --stagd; did you mean `--staged`\?/],
    [['check', '--format', 'xml'], /--format takes text, json, .*, markdown; not xml/],
    [['check', '--format'], /--format needs a value/],
    [['check', '--fail-on', 'hint'], /--fail-on takes/],
    [['check', '--profile=loose'], /--profile takes/],
    [['check', '--dry-run'], /--dry-run needs --fix/],
    [['check', '--staged', '--fix'], /--staged/],
    [['check', '-', 'Dockerfile'], /standard input/],
    [['check', '--config', 'nowhere.yaml'], /nowhere\.yaml/],
    [['check', '--workspace', 'nowhere'], /nowhere/],
    [['check', '--output', 'no/such/folder/out.txt'], /no\/such\/folder/],
    [['explain'], /explain takes one rule/],
    [['explain', 'user/root-usr'], /did you mean `user\/root-user`/],
    [['rules', 'x'], /rules takes no paths/],
    [['lsp', 'k8s'], /lsp takes no paths/],
    [['lsp', '--socket=7000'], /unknown option --socket/],
    [['--profile', 'strict'], /name a command/],
  ];
  for (const [words, reason] of cases) {
    const run = seaworthy(folder, words);
    assert.equal(run.status, 2, `${words.join(' ')}: ${run.stdout}${run.stderr}`);
    assert.match(run.stderr, reason);
    assert.doesNotMatch(run.stderr, /internal error|\n\s+at /, words.join(' '));
  }
});

test('2 at a path that does not exist; the rest is still checked', () => {
  const folder = folderWith({ Dockerfile: ROOT });
  const run = seaworthy(folder, ['check', '--format', 'json', 'nowhere', 'Dockerfile']);
  assert.equal(run.status, 2);
  assert.match(run.stderr, /nowhere does not exist/);
  const out = JSON.parse(run.stdout);
  assert.ok(out.findings.some((f: { rule: string }) => f.rule === 'user/root-user'));
  assert.deepEqual(
    out.problems.map((p: { path: string }) => p.path),
    ['nowhere'],
  );
});

test('2 at a broken configuration, which is reported with its place and a suggestion; files are still checked', () => {
  const folder = folderWith({
    Dockerfile: ROOT,
    '.seaworthy.yaml': 'rules:\n  user/root-usr: off\nprofil: strict\n',
  });
  const run = seaworthy(folder, ['check']);
  assert.equal(run.status, 2);
  assert.match(run.stdout, /^\.seaworthy\.yaml:2:3 problem .*user\/root-user/m);
  assert.match(run.stdout, /^\.seaworthy\.yaml:3:1 problem .*profile/m);
  assert.match(run.stdout, /\[user\/root-user\]/);
});

test('--config replaces other configurations; its problems are reported', () => {
  const folder = folderWith({
    'app/Dockerfile': ROOT,
    'app/.seaworthy.yaml': 'rules: { user/root-user: error }\n',
    'off.yaml': 'rules: { user/root-user: off }\n',
    'bad.yaml': 'rules: { user/root-usr: off }\n',
  });
  const rules = (words: string[]): string[] =>
    findings(folder, words).flatMap((f) => (f.rule === 'user/root-user' ? [f.severity] : []));
  assert.deepEqual(rules([]), ['error']);
  assert.deepEqual(rules(['--config', 'off.yaml']), []);
  const run = seaworthy(folder, ['check', '--config', 'bad.yaml']);
  assert.equal(run.status, 2);
  assert.match(run.stdout, /^bad\.yaml:1:\d+ problem .*user\/root-user/m);
});

test('a malformed file does not end a run', () => {
  const folder = folderWith({
    'a.yaml': 'apiVersion: v1\nkind: Pod\nspec: {containers: [\n',
    'b.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: ${'['.repeat(5000)}\n`,
    Dockerfile: ROOT,
  });
  const run = seaworthy(folder, ['check']);
  assert.equal(run.status, 2);
  assert.match(run.stdout, /\[user\/root-user\]/);
  assert.match(run.stderr, /^seaworthy: a\.yaml was not fully read: line 3: /m);
  assert.match(run.stderr, /^seaworthy: b\.yaml was not read: line 4: nesting/m);
});

test('help and version', () => {
  const folder = folderWith({});
  for (const words of [[], ['--help'], ['-h'], ['help'], ['check', '--help']]) {
    const run = seaworthy(folder, words);
    assert.equal(run.status, 0);
    for (const word of ['--fail-on', '--staged', '--stdin-filename', 'explain', 'lsp', '--no-color', '--dry-run'])
      assert.ok(run.stdout.includes(word), word);
  }
  const version = JSON.parse(fs.readFileSync('server/package.json', 'utf8')).version as string;
  for (const word of ['--version', '-V']) assert.equal(seaworthy(folder, [word]).stdout, `${version}\n`);
});

test('a reader that closes the pipe is not an error', async () => {
  const files: Record<string, string> = {};
  for (let i = 0; i < 300; i++) files[`service-${i}/Dockerfile`] = ROOT;
  const folder = folderWith(files);
  const child = spawn(process.execPath, [CLI, 'check'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  child.stdout.destroy();
  const status = await new Promise((resolve) => child.once('exit', resolve));
  assert.equal(stderr, '');
  assert.ok(status === 1 || status === 0, String(status));
});

test('2 at a named path that is no file', () => {
  const folder = folderWith({ Dockerfile: CLEAN });
  for (const name of ['/dev/null', 'Dockerfile/x']) {
    const run = seaworthy(folder, ['check', name]);
    assert.equal(run.status, 2, name);
    assert.match(run.stderr, /is not a file|does not exist|cannot be read/);
  }
});
