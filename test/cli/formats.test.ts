/** Every format, and what all of them promise: the order, the fields, stable fingerprints, nothing that fools a terminal. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { findings, folderWith, type Line, PRIVILEGED, ROOT, seaworthy } from '../support/program.ts';
import { sarifFaults } from '../support/sarif.ts';

const SECRET = `ghp_${'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5'}`;
const MIXED = {
  'b/Dockerfile': `FROM node:22-alpine\nENV GITHUB_TOKEN=${SECRET}\nUSER root\nCMD ["node", "app.js"]\n`,
  'a/pod.yaml': PRIVILEGED,
  'a b/Dockerfile': ROOT,
};

test('text: place, message, rule, frame, fix, summary', () => {
  const { stdout } = seaworthy(folderWith({ 'app/Dockerfile': ROOT }), ['check']);
  assert.match(stdout, /^app\/Dockerfile:2:6 warning .*\[user\/root-user\]$/m);
  assert.match(stdout, /^ {4}2 \| USER root\n {6}\| {6}\^{4}$/m);
  assert.match(stdout, /^ {4}fix(?: \(review\))?: \S/m);
  assert.match(stdout, /^\d+ findings? \(.*\) in 1 file\n$/m);
  assert.ok(!stdout.includes('\u001b'), 'no colours where there is no terminal');
});

test('text: a frame stands under its text also behind tabs and wide characters', () => {
  const text =
    '{ "apiVersion": "v1", "kind": "Pod",\n\t"spec": { "containers": [ { "name": "é", "image": "registry.k8s.io/pause:3.10",\n\t\t"securityContext": { "privileged": true } } ] } }\n';
  const { stdout } = seaworthy(folderWith({ 'pod.json': text }), ['check']);
  const lines = stdout.split('\n');
  const at = lines.findIndex((l) => l.includes('[privilege/privileged-container]'));
  const [shown, marks] = [lines[at + 1]!, lines[at + 2]!];
  const from = marks.indexOf('^');
  assert.equal(shown.slice(from, marks.lastIndexOf('^') + 1), '"privileged": true');
  assert.equal(marks.slice(0, from).replace(/[^\t]/g, ''), shown.slice(0, from).replace(/[^\t]/g, ''));
});

test('text: colours on demand, never with --no-color', () => {
  const folder = folderWith({ Dockerfile: ROOT });
  assert.ok(seaworthy(folder, ['check', '--color']).stdout.includes('\u001b['));
  assert.ok(!seaworthy(folder, ['check', '--color', '--no-color']).stdout.includes('\u001b'));
});

test('jsonl: one finding a line with just these fields', () => {
  const found = findings(folderWith(MIXED), ['--profile', 'strict']);
  assert.ok(found.length >= 4);
  const fields = [
    'path',
    'rule',
    'severity',
    'confidence',
    'profile',
    'message',
    'startLine',
    'startColumn',
    'endLine',
    'endColumn',
    'fingerprint',
    'fixes',
  ];
  for (const line of found) {
    assert.deepEqual(
      Object.keys(line).filter((k) => k !== 'rules'),
      fields,
    );
    assert.ok(['error', 'warning', 'info', 'hint'].includes(line.severity));
    assert.ok(['high', 'medium', 'low'].includes(line.confidence));
    assert.ok(['default', 'strict', 'audit'].includes(line.profile));
    assert.match(line.fingerprint, /^[0-9a-f]{16}$/);
    assert.match(line.rule, /^[a-z]+\/[a-z-]+$/);
    for (const fix of line.fixes) {
      assert.deepEqual(Object.keys(fix).slice(0, 2), ['title', 'safety']);
      assert.ok(fix.safety === 'safe' || fix.safety === 'review');
    }
  }
  const folded = found.find((l) => l.rule === 'privilege/missing-hardening');
  assert.ok((folded?.rules?.length ?? 0) > 1, 'a fold names its members');
  assert.ok(found.every((l) => l.rules === undefined || l.rule === 'privilege/missing-hardening'));
});

test('the manual steps after a fix are printed with it', () => {
  const folder = folderWith({
    'compose.yaml':
      'services:\n  a:\n    image: a:1\n    command: x\n    environment:\n      SMTP_PASSWORD: k7Qm2Zx9Rb\n',
  });
  const fixes = findings(folder).find((l) => l.rule === 'secret/hardcoded-secret')?.fixes;
  assert.match(fixes?.[0]?.note ?? '', /^In a fresh clone, .*; the old value stays in the repository history/);
  assert.match(
    seaworthy(folder, ['check']).stdout,
    /\n {4}fix \(review\): .*\n {4}note: In a fresh clone, .*; the old value stays in the repository history/,
  );
});

test('lines and columns are 1-based, ends exclusive, columns in UTF-16 units', () => {
  const text = `# 🔒\r\nFROM node:22-alpine\r\nLABEL a="🔒"\r\nUSER root\r\nCMD ["node", "app.js"]\r\n`;
  const found = findings(folderWith({ Dockerfile: text })).find((l) => l.rule === 'user/root-user');
  assert.deepEqual([found?.startLine, found?.startColumn, found?.endLine, found?.endColumn], [4, 6, 4, 10]);
});

test('sorted by path, start and rule; paths relative to the working directory, with /', () => {
  const folder = folderWith(MIXED);
  const key = (l: Line): (string | number)[] => [l.path, l.startLine, l.startColumn, l.rule];
  const compare = (a: (string | number)[], b: (string | number)[]): number => {
    const at = a.findIndex((v, i) => v !== b[i]);
    return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
  };
  const found = findings(folder, ['--profile', 'audit']).map(key);
  assert.deepEqual(found, [...found].sort(compare));
  assert.deepEqual([...new Set(found.map(([p]) => p))], ['a b/Dockerfile', 'a/pod.yaml', 'b/Dockerfile']);
  // The same files give the same findings however they are named.
  const named = findings(folder, ['--profile', 'audit', 'b', 'a', 'a b', 'a']).map(key);
  assert.deepEqual(named, found);
  const outside = findings(path.join(folder, 'a'), ['..', '--profile', 'audit']).map((l) => l.path);
  assert.ok(outside.every((p) => p === 'pod.yaml' || path.isAbsolute(p)));
});

test('json: version, days, findings, problems, unread, summary', () => {
  const deep = `apiVersion: v1\nkind: Pod\nspec: ${'['.repeat(500)}\n`;
  const folder = folderWith({ ...MIXED, 'deep.yaml': deep, '.seaworthy.yaml': 'profil: strict\n' });
  const out = JSON.parse(seaworthy(folder, ['check', '--format', 'json']).stdout);
  assert.deepEqual(Object.keys(out), ['version', 'today', 'knowledge', 'findings', 'problems', 'unread', 'summary']);
  assert.deepEqual(out.findings, findings(folder));
  assert.deepEqual(Object.keys(out.problems[0]), ['path', 'startLine', 'startColumn', 'message']);
  assert.equal(out.problems[0].path, '.seaworthy.yaml');
  assert.deepEqual(Object.keys(out.unread[0]), ['path', 'extent', 'why', 'startLine', 'startColumn']);
  assert.equal(out.unread[0].path, 'deep.yaml');
  assert.equal(out.summary.findings, out.findings.length);
  assert.equal(out.summary.files, 3);
});

test('sarif: as version 2.1.0 wants it', () => {
  const folder = folderWith(MIXED);
  const run = seaworthy(folder, ['check', '--format', 'sarif', '--profile', 'strict']);
  const log = JSON.parse(run.stdout);
  assert.deepEqual(sarifFaults(log), []);
  const results = log.runs[0].results;
  const plain = findings(folder, ['--profile', 'strict']);
  assert.equal(results.length, plain.length);
  assert.deepEqual(
    results.map((r: { partialFingerprints: object }) => Object.values(r.partialFingerprints)[0]),
    plain.map((l) => l.fingerprint),
  );
  const uris = results.map(
    (r: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
      r.locations[0]!.physicalLocation.artifactLocation.uri,
  );
  assert.deepEqual([...new Set(uris)], ['a%20b/Dockerfile', 'a/pod.yaml', 'b/Dockerfile']);
  for (const rule of log.runs[0].tool.driver.rules) {
    assert.ok(rule.help.text.length > 20);
    assert.ok(rule.shortDescription.text);
  }
});

test('sarif: also with nothing found, with problems, and from outside the working directory', () => {
  const empty = JSON.parse(seaworthy(folderWith({}), ['check', '--format', 'sarif']).stdout);
  assert.deepEqual(sarifFaults(empty), []);
  assert.deepEqual(empty.runs[0].results, []);
  const folder = folderWith({ ...MIXED, '.seaworthy.yaml': 'nonsense: 1\n' });
  const said = JSON.parse(seaworthy(path.join(folder, 'a'), ['check', '--format', 'sarif', '..']).stdout);
  assert.deepEqual(sarifFaults(said), []);
  assert.equal(said.runs[0].invocations[0].executionSuccessful, false);
});

test('--output writes the same and prints nothing', () => {
  const folder = folderWith(MIXED);
  const printed = seaworthy(folder, ['check', '--format', 'jsonl']);
  const run = seaworthy(folder, ['check', '--format', 'jsonl', '--output', 'found.jsonl']);
  assert.deepEqual([run.status, run.stdout], [printed.status, '']);
  assert.equal(fs.readFileSync(path.join(folder, 'found.jsonl'), 'utf8'), printed.stdout);
});

test('no format shows a secret', () => {
  const folder = folderWith(MIXED);
  assert.ok(findings(folder).some((l) => l.rule === 'secret/hardcoded-secret'));
  for (const format of ['text', 'json', 'jsonl', 'sarif']) {
    const run = seaworthy(folder, ['check', '--profile', 'audit', '--format', format]);
    assert.ok(!run.stdout.includes(SECRET.slice(4, 20)) && !run.stderr.includes(SECRET.slice(4, 20)), format);
  }
});

test('fingerprints stay when lines move and when values change; they differ between places', () => {
  const prints = (files: Record<string, string>): string[] =>
    findings(folderWith(files), ['--profile', 'strict']).map((l) => `${l.rule} ${l.fingerprint}`);
  const before = prints(MIXED);
  assert.equal(new Set(before).size, before.length);
  const moved = Object.fromEntries(Object.entries(MIXED).map(([p, t]) => [p, `# a comment\n\n# another\n${t}`]));
  assert.deepEqual(prints(moved), before);
  const other = { ...MIXED, 'b/Dockerfile': MIXED['b/Dockerfile'].replace(SECRET, `${SECRET.slice(0, -4)}wxyz`) };
  assert.deepEqual(prints(other), before);
});

test('names that fool a terminal are made visible', () => {
  const name = 'app\u001b[2J\u202e';
  const folder = folderWith({
    [`${name}/Dockerfile`]: 'FROM node:22-alpine\nUSER "ro\u001b[31mot"\nUSER root\nCMD ["node"]\n',
    'pod.yaml': PRIVILEGED.replace('name: app', 'name: "a\\e[1mb\\u202Ec"').replace(
      'privileged: true',
      'privileged: true # \u001b]0;x\u0007',
    ),
  });
  for (const words of [['check'], ['check', 'no\u001b[2Jwhere']]) {
    const { stdout, stderr } = seaworthy(folder, words);
    assert.doesNotMatch(stdout + stderr, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  }
  assert.match(seaworthy(folder, ['check']).stdout, /\\u\{1b\}\[2J/);
});

test('the comment that skips a check of names does not hide a token of a known format', () => {
  const text = `# check=skip=SecretsUsedInArgOrEnv\nFROM node:22-alpine\nENV GITHUB_TOKEN=${SECRET} NPM_TOKEN=green-ladder-41\nUSER node\n`;
  assert.deepEqual(
    findings(folderWith({ Dockerfile: text })).map((f) => [f.rule, f.message]),
    [['secret/hardcoded-secret', '`GITHUB_TOKEN` holds a GitHub personal access token']],
  );
});
