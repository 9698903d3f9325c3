/** `seaworthy report`: its formats, options and exit codes. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { folderWith, PRIVILEGED, seaworthy } from '../support/program.ts';

const folder = (): string =>
  folderWith({ 'k8s/pod.yaml': PRIVILEGED, 'web/Dockerfile': 'FROM debian:12\nUSER 1000\n' });

interface Report {
  readonly standard: { readonly name: string };
  readonly today: string;
  readonly totals: Readonly<Record<string, number>>;
  readonly controls: readonly {
    readonly id: string;
    readonly state: string;
    readonly places: readonly { path: string }[];
  }[];
}

test('json: every control with its state and places', () => {
  const words = ['report', '--standard', 'pss', '--format', 'json', '--today', '2026-08-22'];
  const { status, stdout } = seaworthy(folder(), words);
  assert.equal(status, 0);
  const report = JSON.parse(stdout) as Report;
  assert.equal(report.standard.name, 'pss');
  assert.equal(report.today, '2026-08-22');
  const control = report.controls.find(({ id }) => id === 'privileged');
  assert.deepEqual([control?.state, control?.places[0]?.path], ['not-met', 'k8s/pod.yaml']);
  assert.equal(
    Object.values(report.totals).reduce((a, b) => a + b),
    report.controls.length,
  );
});

test('html by default, to a file', () => {
  const cwd = folder();
  const { status, stdout } = seaworthy(cwd, ['report', '--standard', 'cis-docker', '--output', 'report.html']);
  assert.deepEqual([status, stdout], [0, '']);
  assert.match(fs.readFileSync(path.join(cwd, 'report.html'), 'utf8'), /^<!DOCTYPE html>[\s\S]*<\/html>\n$/);
});

test('a secret is not in any format', () => {
  const value = 'Harbour-92-lights-kept';
  const cwd = folderWith({ Dockerfile: `FROM debian:12\nENV DB_PASSWORD=${value}\nUSER 1000\n` });
  for (const format of ['html', 'markdown', 'json']) {
    const { stdout } = seaworthy(cwd, ['report', '--standard', 'cis-docker', '--format', format]);
    assert.ok(/secret\/hardcoded\\?-secret/.test(stdout) && !stdout.includes(value), format);
  }
});

test('a file that was not read is in the report, and the exit code is 2', () => {
  const cwd = folderWith({ 'pod.yaml': `${PRIVILEGED}---\n${'['.repeat(5000)}` });
  const { status, stdout } = seaworthy(cwd, ['report', '--standard', 'pss', '--format', 'markdown']);
  assert.equal(status, 2);
  assert.match(stdout, /## Files that the report does not cover\n\n- pod.yaml/);
});

test('wrong usage', () => {
  const cwd = folder();
  const fails = (words: readonly string[], message: RegExp): void => {
    const { status, stderr } = seaworthy(cwd, words);
    assert.equal(status, 2, words.join(' '));
    assert.match(stderr, message);
  };
  fails(['report'], /report needs --standard: cis-docker, cis-kubernetes/);
  fails(['report', '--standard', 'iso'], /--standard takes cis-docker/);
  fails(['report', '--standard', 'pss', '--format', 'sarif'], /--format takes html, markdown, json; not sarif/);
  fails(['report', '--standard', 'pss', '--profile', 'strict'], /--profile belongs to check/);
  fails(['report', '--standard', 'pss', '--fix'], /--fix belongs to check/);
  fails(['report', '--standard', 'pss', '-'], /standard input/);
  fails(['check', '--standard', 'pss'], /--standard belongs to report/);
  fails(['check', '--format', 'html'], /--format takes text/);
});
