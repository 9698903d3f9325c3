/** The command line prints no secret in any format, with every rule on. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { folderWith, type Outcome, seaworthy } from '../support/program.ts';
import { planted, plantedFiles, shownIn } from '../support/secrets-planted.ts';

/** A change that needs no look at it, next to a secret: a preview shows the lines around. */
const besideSecret = `FROM alpine:3.22
ENV DB_PASSWORD=${planted[0]}
ADD src/main.c /src/main.c
RUN login --password ${planted[1]}
`;
const folder = folderWith({ ...Object.fromEntries(plantedFiles), 'beside/Dockerfile': besideSecret });
const bad = folderWith({
  // Invalid on purpose: messages about a configuration must not quote its values either.
  '.seaworthy.yaml': `secrets:
  allow: {values: ['${planted[0]}', ${planted[1]}, {a: ${planted[2]}}], names: ${planted[3]}}
  store: {manifests: ${planted[4]}, name: ${planted[5]}}
profile: ${planted[6]}
`,
  Dockerfile: 'FROM alpine:3.22\n',
});

function assertSilent({ stdout, stderr }: Outcome): void {
  for (const line of `${stdout}\n${stderr}`.split('\n')) assert.deepEqual(shownIn(line), []);
}

for (const format of ['text', 'json', 'jsonl', 'sarif']) {
  test(`check --format ${format}`, () => {
    const run = seaworthy(folder, ['check', '--profile', 'audit', '--format', format]);
    assert.equal(run.status, 1, run.stderr);
    assert.ok(run.stdout.length > 10_000);
    assertSilent(run);
  });
}

test('check --output', () => {
  const file = path.join(folder, 'report.txt');
  assertSilent(seaworthy(folder, ['check', '--profile', 'audit', '--output', file]));
  assertSilent({ status: 0, stdout: fs.readFileSync(file, 'utf8'), stderr: '' });
  fs.rmSync(file);
});

test('check --fix --dry-run', () => {
  const run = seaworthy(folder, ['check', '--profile', 'audit', '--fix', '--dry-run']);
  assert.match(run.stdout, /^\+\+\+ b\//m);
  assertSilent(run);
});

test('check -, from standard input', () => {
  for (const [name, text] of plantedFiles) {
    assertSilent(seaworthy(folder, ['check', '-', '--stdin-filename', name, '--profile', 'audit'], text));
  }
});

test('wrong usage, and a configuration that holds a value', () => {
  const run = seaworthy(bad, ['check']);
  assert.equal(run.status, 2);
  assertSilent(run);
});
