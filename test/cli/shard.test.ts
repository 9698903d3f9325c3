/** `check --shard` and `merge`: the parts of a check, and one report of them. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { CLEAN, folderWith, ROOT, seaworthy } from '../support/program.ts';

const FILES = {
  'web/Dockerfile': ROOT,
  'api/Dockerfile': ROOT,
  'db/Dockerfile': CLEAN,
  'job/Dockerfile': `${ROOT}# seaworthy: ignore[image/mutable-tag] x\nFROM debian\n`,
  'k8s/broken.yaml': `kind: Pod\n---\n${'['.repeat(5000)}`,
  'compose.yaml': 'services:\n  web:\n    build: web\n  api:\n    build: api\n',
  'old/.seaworthy.yaml': 'today: 2025-01-01\n',
  'old/Dockerfile': 'FROM python:3.9\nUSER root\n',
  'bad/.seaworthy.yaml': 'profil: strict\n',
  'bad/Dockerfile': ROOT,
};

const check = (cwd: string, ...words: string[]) => seaworthy(cwd, ['check', '--today', '2026-11-30', ...words]);

function parts(cwd: string, of: number, ...words: string[]): { files: string[]; codes: (number | null)[] } {
  const files = Array.from({ length: of }, (_, i) => path.join(cwd, '..', `${path.basename(cwd)}-${i}-of-${of}.out`));
  const codes = files.map((file, i) => check(cwd, '--shard', `${i + 1}/${of}`, '--output', file, ...words).status);
  return { files, codes };
}

test('the merged report is that of the whole check: other days, files that were not read, wrong configurations, suppressed findings', () => {
  const cwd = folderWith(FILES);
  for (const words of [
    ['--format', 'json'],
    ['--format', 'sarif', '--show-suppressed'],
  ]) {
    const whole = check(cwd, ...words);
    assert.equal(whole.status, 2);
    for (const of of [1, 3, 20]) {
      const { files, codes } = parts(cwd, of, ...words);
      const { status, stdout, stderr } = seaworthy(cwd, ['merge', ...files]);
      assert.deepEqual([status, stderr], [0, '']);
      assert.equal(stdout, whole.stdout, `${of} parts`);
      assert.ok(codes.includes(2));
      for (const file of files) fs.rmSync(file);
    }
  }
});

test('a part knows what other files say, and its exit code is its own', () => {
  const cwd = folderWith({
    Dockerfile: ROOT,
    'compose.yaml': 'services:\n  a:\n    build: .\n',
    'x/Dockerfile': CLEAN,
  });
  const { files, codes } = parts(cwd, 2, '--format', 'json');
  const found = files.map(
    (file) => (JSON.parse(fs.readFileSync(file, 'utf8')) as { findings: unknown[] }).findings.length,
  );
  assert.deepEqual(
    codes,
    found.map((n) => (n > 0 ? 1 : 0)),
  );
  for (const file of files) fs.rmSync(file);
});

test('wrong usage', () => {
  const cwd = folderWith({
    Dockerfile: ROOT,
    ...{ 'x.json': '[]', 'y.json': '{"findings": 1}', 'z.json': '{' },
    'other.sarif': '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Other"}}, "results": []}]}',
  });
  for (const words of [
    ['--shard', '0/2'],
    ['--shard', '3/2'],
    ['--shard', 'x'],
    ['--shard', '1/2', '--fix'],
    ['--shard', '1/2', '--since', 'HEAD'],
  ])
    assert.equal(check(cwd, ...words).status, 2, words.join(' '));
  const { files } = parts(cwd, 2, '--format', 'json');
  const whole = path.join(cwd, 'whole.json');
  check(cwd, '--format', 'json', '--output', whole);
  const [one = '', two = ''] = files;
  for (const words of [
    [],
    [one],
    [one, one],
    [one, two, two],
    [whole],
    [one, whole],
    ['x.json'],
    ['y.json'],
    ['z.json'],
    ['other.sarif'],
    ['other.sarif', 'other.sarif'],
    ['none'],
  ]) {
    const { status, stderr } = seaworthy(cwd, ['merge', ...words]);
    assert.equal(status, 2, `${words.join(' ')}: ${stderr}`);
    assert.doesNotMatch(stderr, /internal error/, words.join(' '));
  }
  for (const file of files) fs.rmSync(file);
});

test('reports with anything else in them are wrong usage, and large ones are merged', () => {
  const cwd = folderWith({ Dockerfile: ROOT });
  const shard = { index: 1, of: 1, isPinned: false };
  const json = { shard, version: '1', findings: [], problems: [], unread: [], summary: { files: 1, suppressed: 0 } };
  const invocation = { executionSuccessful: true, toolExecutionNotifications: [], properties: { shard } };
  const run = { tool: { driver: { semanticVersion: '1' } }, invocations: [invocation], results: [] };
  const at = (uri: string) => [{ physicalLocation: { artifactLocation: { uri } } }];
  const results = ['a', '%zz'].map((uri) => ({ ruleId: 'x', locations: at(uri) }));
  const wrong = [
    ...[{ findings: {} }, { findings: [null] }, { summary: null }].map((part) => ({ ...json, ...part })),
    ...[null, {}, { ...run, results: [{}, {}] }, { ...run, results }].map((one) => ({ runs: [one] })),
    { runs: [{ ...run, invocations: [{ ...invocation, toolExecutionNotifications: null }] }] },
  ];
  for (const [i, report] of wrong.entries()) {
    fs.writeFileSync(path.join(cwd, `${i}.json`), JSON.stringify(report));
    const { status, stderr } = seaworthy(cwd, ['merge', `${i}.json`]);
    assert.deepEqual([status, /internal error/.test(stderr)], [2, false], JSON.stringify(report));
  }
  const message = 'x'.repeat(11 * 1024 * 1024);
  const large = { ...json, findings: [{ path: 'a', severity: 'error', message }] };
  fs.writeFileSync(path.join(cwd, 'large.json'), JSON.stringify(large));
  assert.equal(seaworthy(cwd, ['merge', 'large.json', '--output', 'out.json']).status, 0);
  assert.ok(fs.readFileSync(path.join(cwd, 'out.json'), 'utf8').includes(message));
});
