/** `seaworthy suppressions`: comments and entries of configuration files, with reason, state and age. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { committed, PERSON, write } from '../support/git-repository.ts';
import { seaworthy } from '../support/program.ts';

const DAY = '2026-11-30';
const FILES = {
  'a/Dockerfile':
    'FROM ghcr.io/example/a:1.2\n# seaworthy: ignore[user/root-user] until=2027-01-31 binds port 80\nUSER root\n# seaworthy: ignore[network/*] left over\nCMD ["/a"]\n',
  'b/Dockerfile': 'FROM ghcr.io/example/b:latest\n# seaworthy: ignore[user/root-user] until=2026-11-29\nUSER root\n',
  'c/Dockerfile': 'FROM ghcr.io/example/c:1.2\n# hadolint ignore=DL3002 # the base needs it\nUSER root\n',
  'd/Dockerfile': 'FROM ghcr.io/example/d:1.2\nUSER root\n',
  '.trivyignore.yaml': 'misconfigurations:\n  - id: DS-0001\n    statement: rebuilt every night\n',
  '.seaworthy.yaml':
    'ignore:\n  - rules: [user/root-user]\n    paths: [d/]\n    until: 2027-03-31\n    reason: replaced in March\n  - rules: [secret/*]\n    until: 2026-01-31\n',
};

interface Listed {
  readonly path: string;
  readonly line: number;
  readonly of: string;
  readonly ignores: readonly string[];
  readonly state: string;
  readonly until?: string;
  readonly reason: string;
  readonly age: string;
}

const run = (folder: string, ...words: string[]) =>
  seaworthy(folder, ['suppressions', '--today', DAY, ...words], '', PERSON);
const listed = (folder: string, ...words: string[]): Listed[] =>
  (JSON.parse(run(folder, '--format', 'json', ...words).stdout) as { suppressions: Listed[] }).suppressions;

test('each with its place, what it ignores, its reason and last day', () => {
  const folder = committed(FILES);
  const found = listed(folder).map((s) => [
    `${s.path}:${s.line}`,
    s.of,
    s.state,
    s.ignores.join(),
    s.until ?? '',
    s.reason,
  ]);
  assert.deepEqual(found, [
    ['.seaworthy.yaml:2', 'seaworthy', 'active', 'user/root-user', '2027-03-31', 'replaced in March'],
    ['.seaworthy.yaml:6', 'seaworthy', 'expired', '', '2026-01-31', ''],
    ['.trivyignore.yaml:2', 'trivy', 'active', 'image/mutable-tag', '', 'rebuilt every night'],
    ['a/Dockerfile:2', 'seaworthy', 'active', 'user/root-user', '2027-01-31', 'binds port 80'],
    ['a/Dockerfile:4', 'seaworthy', 'nothing', '', '', 'left over'],
    ['b/Dockerfile:2', 'seaworthy', 'expired', '', '2026-11-29', ''],
    ['c/Dockerfile:2', 'hadolint', 'active', 'user/root-user', '', 'the base needs it'],
  ]);
  assert.ok(listed(folder).every((s) => s.age === 'unknown'));
  const { status, stdout } = run(folder);
  assert.equal(status, 0);
  assert.match(stdout, /^a\/Dockerfile:2 ignores user\/root-user, until 2027-01-31\n {4}binds port 80; age: unknown$/m);
  assert.match(stdout, /^c\/Dockerfile:2 \(hadolint\) ignores user\/root-user\n/m);
  assert.match(stdout, /^7 suppressions \(4 in force, 2 expired, 1 that ignore nothing\) as of 2026-11-30$/m);
});

test('--since tells those that a commit has from newer ones', () => {
  const folder = committed(FILES);
  write(folder, 'd/Dockerfile', 'FROM ghcr.io/example/d:1.2\n# seaworthy: ignore[user/root-user] new\nUSER root\n');
  write(folder, 'a/Dockerfile', `# moved\n${FILES['a/Dockerfile']}`);
  const ages = listed(folder, '--since', 'HEAD').map((s) => `${s.path}:${s.line} ${s.age}`);
  assert.deepEqual(
    ages.filter((line) => !line.endsWith('before HEAD')),
    ['d/Dockerfile:2 since HEAD'],
  );
});

test('wrong usage, and a wrong configuration', () => {
  const folder = committed(FILES);
  for (const words of [['-'], ['a', 'b'], ['--staged'], ['--format', 'sarif']])
    assert.equal(run(folder, ...words).status, 2, words.join(' '));
  write(folder, '.seaworthy.yaml', 'ignores: []\n');
  const { status, stderr } = run(folder);
  assert.equal(status, 2);
  assert.match(stderr, /\.seaworthy\.yaml: Unknown key `ignores`; did you mean `ignore`/);
});
