/** A gate never fails open: what should have been judged and was not is listed in every format, and fails the run. */
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import { CLEAN, findings, folderWith, PRIVILEGED, ROOT, seaworthy } from '../support/program.ts';
import { sarifFaults } from '../support/sarif.ts';
import { json, large, unreadIn } from '../support/unread.ts';

/** A pod whose annotations are nested deeper than is read. */
const DEEP = `apiVersion: v1\nkind: Pod\nmetadata:\n  annotations: ${'['.repeat(5000)}\n`;
const CONFLICT = PRIVILEGED.replace(
  '  name: web\n',
  '<<<<<<< HEAD\n  name: web\n=======\n  name: shop\n>>>>>>> other\n',
);
const UNCLOSED = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  securityContext: {privileged: true\n';

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

test('many files that are read in part: a line each on standard error, and nothing of Node itself', () => {
  const names = Array.from({ length: 12 }, (_, i) => `part${i}.Dockerfile`);
  const part = `${CLEAN}RUN <<EOF\necho never closed\n`;
  const run = seaworthy(folderWith(Object.fromEntries(names.map((name) => [name, part]))), json);
  const lines = run.stderr.trimEnd().split('\n');
  assert.deepEqual(
    lines.filter((line) => !/^seaworthy: part\d+\.Dockerfile /.test(line)),
    [],
  );
  assert.equal(lines.length, names.length);
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
    ['c.Dockerfile', `${CLEAN}INCLUDE base.part\n`, 4],
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
      'x.Dockerfile': `# syntax=registry.example.com/shop/frontend:1.2\n${CLEAN}INCLUDE base.part\n`,
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

test('a quiet example is not taken for a safe one: the run says that the default profile shows less there', () => {
  const folder = folderWith({ 'examples/Dockerfile': ROOT, 'demo/compose.yaml': 'services: {}\n', Dockerfile: CLEAN });
  const said = (...words: string[]): string => seaworthy(folder, ['check', ...words]).stderr;
  assert.match(said('examples/Dockerfile'), /: examples\/Dockerfile is for tests, examples or development by its path/);
  assert.match(said(), /: 2 files are for tests, examples or development by their paths/);
  for (const quiet of [['Dockerfile'], ['--profile', 'strict']]) assert.doesNotMatch(said(...quiet), /examples or/);
  assert.doesNotMatch(seaworthy(folderWith({ 'demo/Dockerfile': ROOT, Dockerfile: ROOT }), ['check']).stderr, /demo/);
});

test('which files are examples does not depend on how they are named, but on the folder in which the user works', () => {
  const folder = folderWith({ 'examples/a/Dockerfile': ROOT });
  const listed = (cwd: string, ...words: string[]): string[] => findings(cwd, words).map(({ rule }) => rule);
  for (const words of [
    [],
    ['.'],
    ['examples'],
    ['examples/a'],
    ['examples/a/Dockerfile'],
    [path.join(folder, 'examples')],
  ])
    assert.deepEqual(listed(folder, ...words), [], words.join());
  assert.deepEqual(listed(folder, '--workspace', 'examples', 'examples/a'), []);
  for (const cwd of [path.join(folder, 'examples'), path.join(folder, 'examples/a')])
    assert.deepEqual(listed(cwd), ['user/root-user']);
  assert.deepEqual(listed(folderWith({}), path.join(folder, 'examples')), ['user/root-user'], 'elsewhere');
});
