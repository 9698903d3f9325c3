/** Which files are checked, and as what. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { CLEAN, findings, folderWith, ROOT, seaworthy } from '../support/program.ts';
import { fake } from '../support/secrets-fake.ts';

const rooted = (cwd: string, words: readonly string[] = [], input = ''): string[] =>
  findings(cwd, words, input)
    .filter((l) => l.rule === 'user/root-user')
    .map((l) => l.path);

test('every candidate below a folder, by name and content', () => {
  const compose = 'services:\n  web:\n    image: node:22-alpine\n    user: "0"\n';
  const folder = folderWith({
    Dockerfile: ROOT,
    'Dockerfile.prod': ROOT,
    'web.Dockerfile': ROOT,
    Containerfile: ROOT,
    'Dockerfile.md': ROOT,
    'app.txt': ROOT,
    'compose.yaml': compose,
    'stack.yml': compose,
    '.github/workflows/x.yml': 'jobs: {}\n',
  });
  assert.deepEqual(rooted(folder, ['--profile', 'strict']), [
    'Containerfile',
    'Dockerfile',
    'Dockerfile.prod',
    'compose.yaml',
    'stack.yml',
    'web.Dockerfile',
  ]);
});

test('.gitignore is honoured at every level, also from above the folder named; node_modules and .git are skipped', () => {
  const folder = folderWith({
    '.gitignore': 'build/\n/only-here\n*.gen.Dockerfile\n',
    '.git/Dockerfile': ROOT,
    'node_modules/x/Dockerfile': ROOT,
    'build/Dockerfile': ROOT,
    'app/build/Dockerfile': ROOT,
    'only-here/Dockerfile': ROOT,
    'app/only-here/Dockerfile': ROOT,
    'app/.gitignore': '!keep.gen.Dockerfile\nlocal/\n',
    'app/x.gen.Dockerfile': ROOT,
    'app/keep.gen.Dockerfile': ROOT,
    'app/local/Dockerfile': ROOT,
  });
  const expected = ['app/keep.gen.Dockerfile', 'app/only-here/Dockerfile'];
  assert.deepEqual(rooted(folder), expected);
  assert.deepEqual(rooted(folder, ['app']), expected);
});

test('a file named is always read, ignored or not', () => {
  const folder = folderWith({
    '.gitignore': 'build/\n',
    'build/Dockerfile': ROOT,
    'node_modules/x/Dockerfile': ROOT,
    '.git/HEAD': '',
  });
  assert.deepEqual(rooted(folder, ['build/Dockerfile', 'node_modules/x/Dockerfile']), [
    'build/Dockerfile',
    'node_modules/x/Dockerfile',
  ]);
  assert.deepEqual(rooted(folder, ['--workspace', '.', 'build/Dockerfile']), ['build/Dockerfile']);
});

test('symbolic links are not followed, unless named', () => {
  const folder = folderWith({ 'real/Dockerfile': ROOT });
  fs.symlinkSync('real', path.join(folder, 'link'));
  fs.symlinkSync('real/Dockerfile', path.join(folder, 'Dockerfile'));
  fs.symlinkSync('..', path.join(folder, 'real/loop'));
  assert.deepEqual(rooted(folder), ['real/Dockerfile']);
  assert.deepEqual(rooted(folder, ['Dockerfile']), ['Dockerfile']);
});

test('names with spaces, dots and other scripts', () => {
  const folder = folderWith({ 'мой сервис/Dockerfile': ROOT, '..odd/Dockerfile': ROOT, '-x/Dockerfile': ROOT });
  assert.deepEqual(rooted(folder).sort(), ['-x/Dockerfile', '..odd/Dockerfile', 'мой сервис/Dockerfile']);
  assert.deepEqual(rooted(folder, ['--', '-x']), ['-x/Dockerfile']);
  assert.deepEqual(rooted(folder, ['..odd/Dockerfile']), ['..odd/Dockerfile']);
});

test('standard input: what it is follows from its name, else from its text', () => {
  const folder = folderWith({ '.seaworthy.yaml': 'rules: { user/root-user: error }\n' });
  assert.deepEqual(rooted(folder, ['-'], ROOT), ['Dockerfile']);
  assert.deepEqual(rooted(folder, ['-', '--stdin-filename', 'app/Dockerfile.prod'], ROOT), ['app/Dockerfile.prod']);
  assert.deepEqual(rooted(folder, ['-', '--stdin-filename', 'notes.txt'], ROOT), []);
  const severity = (words: string[]): string | undefined =>
    findings(folder, words, ROOT).find((l) => l.rule === 'user/root-user')?.severity;
  assert.equal(severity(['-', '--stdin-filename', 'Dockerfile']), 'error', 'the configuration above its name applies');
  assert.equal(seaworthy(folder, ['check', '-'], '').status, 0);
});

test('a single file is judged with the files it refers to; the whole workspace only with --workspace', () => {
  const folder = folderWith({
    'compose.yaml': 'services:\n  web:\n    build: app\n  db:\n    build: db\n',
    'app/Dockerfile': ROOT,
    'db/Dockerfile': CLEAN,
    '.seaworthy.yaml': 'rules: { user/root-user: error }\n',
  });
  const single = findings(folder, ['compose.yaml']);
  assert.ok(single.every((l) => l.path === 'compose.yaml'));
  const deeper = findings(path.join(folder, 'app'), ['Dockerfile']).find((l) => l.rule === 'user/root-user');
  assert.equal(deeper?.path, 'Dockerfile');
  const whole = findings(path.join(folder, 'app'), ['--workspace', '..', 'Dockerfile']).filter(
    (l) => l.rule === 'user/root-user',
  );
  assert.deepEqual(
    whole.map((l) => [l.path, l.severity]),
    [['Dockerfile', 'error']],
  );
});

test('a Compose file alone is judged with its override file and what it extends', () => {
  const folder = folderWith({
    'compose.yaml':
      'services:\n  web:\n    extends: { service: web, file: base/first.yaml }\n    privileged: true\n    user: "0"\n',
    'compose.override.yaml': 'services:\n  web:\n    privileged: false\n',
    'base/first.yaml': 'services:\n  web:\n    extends: { service: web, file: second.yaml }\n',
    'base/second.yaml': 'services:\n  web:\n    image: node:22.12.0-alpine\n',
  });
  const rules = findings(folder, ['--profile', 'strict', 'compose.yaml']).map((l) => l.rule);
  assert.ok(rules.includes('user/root-user'), `${rules}`);
  assert.ok(!rules.includes('privilege/privileged-container'));
});

test('files above the limit are reported and not read', () => {
  const folder = folderWith({
    'big.yaml': `apiVersion: v1\nkind: Pod\n# ${'x'.repeat(11 * 1024 * 1024)}\n`,
    Dockerfile: ROOT,
  });
  const run = seaworthy(folder, ['check']);
  assert.match(run.stderr + run.stdout, /big\.yaml.*(?:larger|not analysed)/);
  assert.match(run.stdout, /\[user\/root-user\]/);
  assert.equal(run.status, 2);
  assert.equal(seaworthy(folder, ['check', 'big.yaml']).status, 2, 'a named one');
});

const git = (cwd: string, ...args: string[]): void => {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false'];
  const run = spawnSync('git', [...identity, ...args], { cwd, encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
};

test('--staged takes the index, not the disk, and reports staged files only', () => {
  const folder = folderWith({ 'old/Dockerfile': ROOT, 'app/Dockerfile': CLEAN, 'gone/Dockerfile': ROOT });
  git(folder, 'init', '-q');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'one', '--no-verify');
  assert.deepEqual(rooted(folder, ['--staged']), [], 'nothing is staged');
  fs.writeFileSync(path.join(folder, 'app/Dockerfile'), ROOT);
  assert.deepEqual(rooted(folder, ['--staged']), [], 'a change that is not staged');
  git(folder, 'add', 'app/Dockerfile');
  fs.writeFileSync(path.join(folder, 'app/Dockerfile'), CLEAN);
  git(folder, 'rm', '-q', 'gone/Dockerfile');
  assert.deepEqual(rooted(folder, ['--staged']), ['app/Dockerfile'], 'the index says root, the disk does not');
  assert.equal(seaworthy(folder, ['check', '--staged']).status, 1);
  assert.deepEqual(rooted(path.join(folder, 'app'), ['--staged']), ['Dockerfile'], 'from a folder below');
  assert.deepEqual(rooted(folder, ['--staged', 'old']), []);
});

test('--staged: a configuration of the index applies, spaces and other scripts are no trouble, a first commit works', () => {
  const folder = folderWith({ 'мой app/Dockerfile': ROOT, '.seaworthy.yaml': 'rules: { user/root-user: error }\n' });
  git(folder, 'init', '-q');
  git(folder, 'add', '.');
  fs.writeFileSync(path.join(folder, '.seaworthy.yaml'), 'rules: { user/root-user: off }\n');
  const found = findings(folder, ['--staged']).filter((l) => l.rule === 'user/root-user');
  assert.deepEqual(
    found.map((l) => [l.path, l.severity]),
    [['мой app/Dockerfile', 'error']],
  );
});

test('--staged outside of a repository is wrong usage', () => {
  const run = seaworthy(folderWith({ Dockerfile: ROOT }), ['check', '--staged']);
  assert.equal(run.status, 2);
  assert.match(run.stderr, /--staged/);
});

test('an environment file is reported unless any `.gitignore` names it', () => {
  const env = `API_PASSWORD=${fake(17)}-q7\n`;
  const reported = (folder: string, words: readonly string[]): string[] =>
    findings(folder, words).flatMap((l) => (l.rule.startsWith('secret/') ? [l.path] : []));
  const folder = folderWith({ '.gitignore': '.env\n', 'app/.env': env, 'app/prod.env': env, 'app/sub/x.txt': '' });
  spawnSync('git', ['init', '-q'], { cwd: folder });
  const app = path.join(folder, 'app');
  assert.deepEqual(reported(folder, []), ['app/prod.env']);
  assert.deepEqual(reported(folder, ['app/.env']), []);
  assert.deepEqual(reported(app, []), ['prod.env']);
  assert.deepEqual(reported(app, ['.env', 'prod.env']), ['prod.env']);
  spawnSync('git', ['add', '-f', '.'], { cwd: folder });
  assert.deepEqual(reported(folder, ['--staged']), ['app/.env', 'app/prod.env'], 'it is in the index all the same');
  assert.doesNotMatch(seaworthy(folder, ['check', '--staged']).stdout, /\.gitignore/, 'which names one of them');
});
