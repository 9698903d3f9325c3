/** A gate never fails open: what should have been judged and was not is listed in every format, and fails the run. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { seaworthyDenied } from './denied.ts';
import { CLEAN, folderWith, PRIVILEGED, ROOT, seaworthy } from './program.ts';
import { sarifFaults } from './sarif.ts';

interface Unread {
  readonly path: string;
  readonly extent: string;
  readonly why: string;
  readonly startLine?: number;
}
const unreadIn = (stdout: string): Unread[] => JSON.parse(stdout).unread;
const json = ['check', '--format', 'json'];

/** A pod whose annotations are nested deeper than is read. */
const DEEP = `apiVersion: v1\nkind: Pod\nmetadata:\n  annotations: ${'['.repeat(5000)}\n`;
const CONFLICT = PRIVILEGED.replace(
  '  name: web\n',
  '<<<<<<< HEAD\n  name: web\n=======\n  name: shop\n>>>>>>> other\n',
);
const UNCLOSED = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  securityContext: {privileged: true\n';
const large = (beginning: string): string => beginning + `# ${'x'.repeat(1023)}\n`.repeat(12 * 1024);

test('a file larger than is read fails where its name or its beginning makes it one of ours', () => {
  const pod = large(PRIVILEGED);
  const cases: [name: string, text: string, fails: boolean][] = [
    ['pod.yaml', pod, true],
    ['Dockerfile', large('FROM node:22\n'), true],
    ['compose.yaml', large('services: {}\n'), true],
    ['.env', large(''), true],
    ['api.yaml', large('openapi: 3.1.0\npaths: {}\n'), false],
    ['data.json', `{"openapi": "3.1.0", "x": "${'x'.repeat(12 * 1024 * 1024)}"}`, false],
  ];
  for (const [name, text, fails] of cases) {
    const folder = folderWith({ [name]: text });
    for (const words of [[], [name]]) {
      const run = seaworthy(folder, [...json, ...words]);
      assert.equal(run.status, fails ? 2 : 0, `${name} ${words}: ${run.stderr}`);
      const [item, ...others] = unreadIn(run.stdout);
      assert.deepEqual(
        [item?.path, item?.extent, others.length],
        fails ? [name, 'not-read', 0] : [undefined, undefined, 0],
      );
      assert.ok(run.stderr.includes(`${name} `), `${name} is named on stderr`);
    }
  }
});

test('too many levels: the document was not read, and the run fails', () => {
  const folder = folderWith({ 'deep.yaml': DEEP, 'stream.yaml': `${PRIVILEGED}---\n${DEEP}` });
  const run = seaworthy(folder, json);
  assert.equal(run.status, 2);
  assert.deepEqual(
    unreadIn(run.stdout).map((u) => [u.path, u.extent, u.startLine]),
    [
      ['deep.yaml', 'not-read', 4],
      ['stream.yaml', 'not-read', 15],
    ],
  );
  assert.match(run.stdout, /"privilege\/privileged-container"/, 'the other document is judged');
});

test('a file read in part is listed with its line, and fails with --fail-on-partial alone', () => {
  const heredoc = `${CLEAN}RUN <<EOF\necho never closed\n`;
  const docker = CLEAN.replace('USER', '<<<<<<< HEAD\nUSER app\n=======\nUSER');
  const compose = 'services:\n  web: {image: "nginx:1.27\n';
  const cases: [name: string, text: string, line: number][] = [
    ['pod.yaml', CONFLICT.replace('privileged: true', 'privileged: false'), 4],
    ['unclosed.yaml', UNCLOSED.replace('true', 'false'), 5],
    ['Dockerfile', heredoc, 4],
    ['b.Dockerfile', docker, 2],
    ['compose.yaml', compose, 2],
    ['.env', 'A=1\n<<<<<<< HEAD\nB=2\n=======\nB=3\n>>>>>>> x\n', 2],
    ['zero.Dockerfile', '#\0\nFROM node:22-alpine\nUSER node\n', 1],
  ];
  for (const [name, text, line] of cases) {
    const folder = folderWith({ [name]: text });
    const run = seaworthy(folder, ['check', '--fail-on', 'error', '--format', 'json']);
    assert.deepEqual(
      unreadIn(run.stdout).map((u) => [u.path, u.extent]),
      [[name, 'partly']],
    );
    assert.match(run.stderr, new RegExp(`^seaworthy: ${name} was not fully read: line ${line}: `, 'm'));
    assert.equal(run.status, 0, name);
    const failing = seaworthy(folder, ['check', '--fail-on', 'error', '--fail-on-partial']);
    assert.equal(failing.status, 2, name);
    assert.match(failing.stdout, / in 1 file, 1 file not fully read\n$/);
  }
});

test('what can be read of a broken file is judged', () => {
  const run = seaworthy(folderWith({ 'pod.yaml': `${PRIVILEGED}<<<<<<< HEAD\na: b\n=======\n` }), ['check']);
  assert.match(run.stdout, /\[privilege\/privileged-container\]/);
});

test('templates, sound files and files of other kinds are never in the list', () => {
  const run = seaworthy(
    folderWith({
      'chart/Chart.yaml': 'name: web\n',
      'chart/templates/web.yaml':
        'apiVersion: v1\nkind: Service\nmetadata:\n  labels: {{- include "web.labels" . | nindent 4 }}\n{{ if .Values.a -}} data: {{- else -}} spec: {{- end }}\n  a: b\n',
      'chart/templates/_helpers.tpl': '{{- define "port" -}}\n9090\n{{- end -}}\nname: {{ .Values.x }}\n',
      '.github/workflows/ci.yml': 'on: push\njobs: {a: [\n',
      'openapi.yaml': 'openapi: 3.1.0\npaths: {a: [\n',
      'alerts.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: "{{ $labels.x }}"\n  b: |\n    =======\n    title\n',
      Dockerfile: `${CLEAN}RUN <<EOF\necho\n=======\nEOF\n`,
      'notes.yaml': '<<<<<<< HEAD\na: b\n',
    }),
    json,
  );
  assert.deepEqual(unreadIn(run.stdout), []);
});

test('every format lists what was not read', () => {
  const folder = folderWith({ Dockerfile: large('FROM a\n'), 'pod.yaml': UNCLOSED, 'x/Dockerfile': ROOT });
  const of = (format: string) => seaworthy(folder, ['check', '--format', format]);
  const text = of('text');
  assert.match(text.stdout, / in 2 files, 1 file not read, 1 file not fully read\n$/);
  assert.match(text.stderr, /^seaworthy: Dockerfile was not read: is larger than 10 MB/m);
  assert.match(text.stderr, /^seaworthy: pod\.yaml was not fully read: line 5: /m);
  const whole = JSON.parse(of('json').stdout);
  assert.deepEqual([whole.summary.notRead, whole.summary.partlyRead], [1, 1]);
  assert.deepEqual(whole.problems, []);
  const rows = of('jsonl')
    .stdout.trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row));
  assert.deepEqual(
    rows.filter((row) => row.rule === undefined),
    [{ unread: whole.unread[0] }, { unread: whole.unread[1] }],
  );
  const log = JSON.parse(of('sarif').stdout);
  assert.deepEqual(sarifFaults(log), []);
  const [invocation] = log.runs[0].invocations;
  assert.equal(invocation.executionSuccessful, false);
  assert.deepEqual(
    invocation.toolExecutionNotifications.map(
      (n: {
        level: string;
        locations: { physicalLocation: { artifactLocation: { uri: string }; region?: object } }[];
      }) => [
        n.level,
        n.locations[0]!.physicalLocation.artifactLocation.uri,
        n.locations[0]!.physicalLocation.region !== undefined,
      ],
    ),
    [
      ['error', 'Dockerfile', false],
      ['warning', 'pod.yaml', true],
    ],
  );
});

test('SARIF: a file read in part leaves the run successful', () => {
  const run = seaworthy(folderWith({ 'pod.yaml': UNCLOSED }), ['check', '--format', 'sarif']);
  assert.equal(JSON.parse(run.stdout).runs[0].invocations[0].executionSuccessful, true);
});

test('--fail-on never passes with something unread, not with a broken configuration', () => {
  const files = { Dockerfile: large('FROM a\n'), 'pod.yaml': UNCLOSED };
  const never = ['check', '--fail-on', 'never', '--fail-on-partial'];
  const run = seaworthy(folderWith(files), never);
  assert.equal(run.status, 0);
  assert.match(run.stderr, /Dockerfile was not read/);
  assert.equal(seaworthy(folderWith({ ...files, '.seaworthy.yaml': 'failOn: never\n' }), ['check']).status, 0);
  assert.equal(seaworthy(folderWith({ ...files, '.seaworthy.yaml': 'profil: x\n' }), never).status, 2);
});

test('files and folders that cannot be opened fail; what is excluded, of no kind of ours or only helps does not', () => {
  const folder = folderWith({
    'a/deploy.yaml': PRIVILEGED,
    'b/Dockerfile': CLEAN,
    'b/.dockerignore': '',
    'b/notes.txt': '',
    'c/Dockerfile': CLEAN,
  });
  const of = (denied: readonly string[], ...words: readonly string[]) => {
    const run = seaworthyDenied(folder, denied, [...json, ...words]);
    return [run.status, unreadIn(run.stdout).map((u) => [u.path, u.extent, u.why])];
  };
  const refused = 'cannot be read (EACCES)';
  assert.deepEqual(of(['deploy.yaml']), [2, [['a/deploy.yaml', 'not-read', refused]]]);
  assert.deepEqual(of(['deploy.yaml'], 'a/deploy.yaml'), [2, [['a/deploy.yaml', 'not-read', refused]]]);
  assert.deepEqual(of(['/b'], 'b', 'c'), [2, [['b', 'not-read', 'cannot be opened']]]);
  assert.deepEqual(of(['/b'], '--workspace', '.', 'b'), [2, [['b', 'not-read', 'cannot be opened']]]);
  assert.deepEqual(of(['.dockerignore', 'notes.txt'], 'b'), [0, []]);
  assert.deepEqual(of(['deploy.yaml'], '--workspace', '.', 'b'), [0, []], 'it only helps to judge the others');
  fs.writeFileSync(path.join(folder, '.seaworthy.yaml'), 'exclude: [a/]\n');
  assert.deepEqual(of(['deploy.yaml', '/a']), [0, []]);
});

test('a configuration that cannot be opened is a broken one, whatever fails', () => {
  const folder = folderWith({ Dockerfile: CLEAN, '.seaworthy.yaml': 'failOn: never\n' });
  for (const words of [[], ['Dockerfile'], ['--fail-on', 'never']]) {
    const run = seaworthyDenied(folder, ['.seaworthy.yaml'], ['check', ...words]);
    assert.equal(run.status, 2, words.join(' '));
    assert.match(run.stderr, /\.seaworthy\.yaml cannot be read/);
  }
});

test('a named link in a circle was not read', () => {
  const folder = folderWith({});
  fs.symlinkSync('Dockerfile', path.join(folder, 'Dockerfile'));
  const run = seaworthy(folder, [...json, 'Dockerfile']);
  assert.deepEqual([run.status, unreadIn(run.stdout).map((u) => u.path)], [2, ['Dockerfile']]);
});

test('files and folders with names that are not UTF-8 are judged, their names escaped', {
  skip: process.platform !== 'linux',
}, () => {
  const folder = folderWith({ '.gitignore': 'ignored*\n' });
  const below = (name: string): Buffer => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);
  fs.mkdirSync(below('caf\xe9'));
  fs.mkdirSync(below('ignored\xe9'));
  for (const name of ['caf\xe9/Dockerfile', 'ignored\xe9/Dockerfile', 'caf\xe9/b\xff.yaml'])
    fs.writeFileSync(below(name), name.endsWith('yaml') ? PRIVILEGED : ROOT);
  const run = seaworthy(folder, ['check']);
  assert.match(run.stdout, /^caf\\xe9\/Dockerfile:2:6 .*\[user\/root-user\]/m);
  assert.match(run.stdout, /^caf\\xe9\/b\\xff\.yaml:10:9 .*\[privilege\/privileged-container\]/m);
  assert.doesNotMatch(run.stdout, /ignored/);
  const log = JSON.parse(seaworthy(folder, ['check', '--format', 'sarif']).stdout);
  assert.deepEqual(sarifFaults(log), []);
  assert.match(JSON.stringify(log), /"caf%E9\/Dockerfile"/);
  assert.equal(JSON.parse(seaworthy(folder, json).stdout).findings[0].path, 'caf\udce9/Dockerfile');
});

test('--staged: an object that is not there fails where its file was to be reported', () => {
  const folder = folderWith({ 'pod.yaml': PRIVILEGED, 'list.txt': '' });
  const git = (...words: string[]): string => spawnSync('git', words, { cwd: folder, encoding: 'utf8' }).stdout.trim();
  git('init', '-q');
  git('add', '.');
  const id = git('rev-parse', ':pod.yaml');
  fs.rmSync(path.join(folder, '.git/objects', id.slice(0, 2), id.slice(2)), { force: true });
  const run = seaworthy(folder, [...json, '--staged']);
  assert.equal(run.status, 2, run.stderr);
  assert.deepEqual(
    unreadIn(run.stdout).map((u) => [u.path, u.extent]),
    [['pod.yaml', 'not-read']],
  );
  assert.equal(seaworthy(folder, ['check', '--staged', '--fail-on', 'never']).status, 0);
});

test('--staged: a large API description breaks no commit, a large manifest does', () => {
  const git = (folder: string, ...words: string[]) => spawnSync('git', words, { cwd: folder });
  const statusOf = (text: string): number | null => {
    const folder = folderWith({ 'api.yaml': text });
    git(folder, 'init', '-q');
    git(folder, 'add', '.');
    return seaworthy(folder, ['check', '--staged']).status;
  };
  assert.equal(statusOf(large('openapi: 3.1.0\n')), 0);
  assert.equal(statusOf(large(PRIVILEGED)), 2);
});
