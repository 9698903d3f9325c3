/** `seaworthy init` in real folders. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { CLEAN, folderWith, PRIVILEGED, ROOT, seaworthy } from '../support/program.ts';

const read = (folder: string): string => fs.readFileSync(path.join(folder, '.seaworthy.yaml'), 'utf8');
/** All comments that are keys become keys. */
const active = (text: string): string => text.replaceAll(/^# /gm, '');
const check = (folder: string): { status: number | null; stdout: string; stderr: string } =>
  seaworthy(folder, ['check', '--format', 'json']);

test('the file changes nothing as it is, and all of its keys are right', () => {
  const folder = folderWith({
    Dockerfile: ROOT,
    'b/Dockerfile': ROOT,
    'pod.yaml': PRIVILEGED,
    '.hadolint.yaml': 'ignored: [DL3006]\n',
  });
  const before = check(folder);
  const { status, stdout } = seaworthy(folder, ['init']);
  assert.deepEqual([status, stdout], [0, '.seaworthy.yaml: written; every key in it but one is a comment\n']);
  const after = check(folder);
  assert.deepEqual([after.status, after.stdout], [before.status, before.stdout]);
  const text = read(folder);
  assert.match(text, /^# {3}user\/root-user: +info # 2 findings in 2 files$/m);
  assert.match(text, /^# podSecurity:$/m);
  assert.match(text, /^# otherTools: \[hadolint\]$/m);
  fs.writeFileSync(path.join(folder, '.seaworthy.yaml'), active(text));
  const { stderr, stdout: changed } = check(folder);
  assert.equal(stderr, '');
  const { problems, findings } = JSON.parse(changed) as {
    problems: unknown[];
    findings: { rule: string; severity: string }[];
  };
  assert.deepEqual(problems, []);
  const root = findings.filter(({ rule }) => rule === 'user/root-user');
  assert.deepEqual(
    root.map(({ severity }) => severity),
    ['info', 'info'],
  );
});

test('what the folder has nothing of is left out', () => {
  const folder = folderWith({ Dockerfile: CLEAN });
  assert.equal(seaworthy(folder, ['init']).status, 0);
  assert.doesNotMatch(read(folder), /podSecurity|otherTools|^# rules:/m);
});

test('an existing configuration stays, and so does what a link names', () => {
  const folder = folderWith({ Dockerfile: CLEAN, '.seaworthy.yaml': 'profile: audit\n', 'linked/Dockerfile': CLEAN });
  fs.symlinkSync('../elsewhere.yaml', path.join(folder, 'linked/.seaworthy.yaml'));
  for (const words of [['init'], ['init', 'linked']]) {
    const { status, stderr } = seaworthy(folder, words);
    assert.equal(status, 2);
    assert.match(
      stderr,
      /init: .*\.seaworthy\.yaml exists and stays as it is; `seaworthy config --print FILE` says what applies/,
    );
  }
  assert.equal(read(folder), 'profile: audit\n');
  assert.ok(!fs.existsSync(path.join(folder, 'elsewhere.yaml')));
});

test('a named folder, and wrong words', () => {
  const folder = folderWith({ 'a/Dockerfile': ROOT });
  assert.equal(seaworthy(folder, ['init', 'a']).status, 0);
  assert.match(read(path.join(folder, 'a')), /^profile: default$/m);
  for (const words of [
    ['init', 'a', '.'],
    ['init', '-'],
    ['init', '--fix'],
    ['init', '--format', 'json'],
    ['init', 'none'],
  ])
    assert.equal(seaworthy(folder, words).status, 2, words.join(' '));
});
