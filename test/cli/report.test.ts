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

interface Trend {
  readonly new: number;
  readonly known: number;
  readonly mended: number;
}

test('the trend against a baseline: what a check reports, of each control and of all', () => {
  const cwd = folderWith({
    'k8s/pod.yaml': PRIVILEGED,
    'k8s/old.yaml': PRIVILEGED.replace('name: ', 'name: old-'),
    'web/Dockerfile': 'FROM debian:12\nUSER 1000\n',
    '.seaworthy.yaml': 'profile: strict\n',
  });
  const report = (...words: string[]): Report & { trend?: Trend } => {
    const run = seaworthy(cwd, ['report', '--standard', 'pss', '--format', 'json', '--today', '2026-11-30', ...words]);
    return JSON.parse(run.stdout) as Report;
  };
  const privileged = (): Trend => {
    const control = report().controls.find(({ id }) => id === 'privileged');
    return (control as unknown as { trend: Trend }).trend;
  };
  assert.equal(report().trend, undefined);
  seaworthy(cwd, ['baseline', '--today', '2026-11-30']);
  assert.deepEqual(privileged(), { new: 0, known: 2, mended: 0 });
  const { trend } = report();
  assert.deepEqual([trend?.new, trend?.mended], [0, 0], 'what only the profile audit finds is not new');
  assert.ok(trend!.known > 2);
  fs.writeFileSync(path.join(cwd, 'k8s/pod.yaml'), PRIVILEGED.replace('privileged: true', 'privileged: false'));
  fs.writeFileSync(path.join(cwd, 'k8s/more.yaml'), PRIVILEGED.replace('name: ', 'name: more-'));
  assert.deepEqual(privileged(), { new: 1, known: 1, mended: 1 });
  fs.rmSync(path.join(cwd, 'k8s/old.yaml'));
  fs.rmSync(path.join(cwd, 'k8s/more.yaml'));
  assert.deepEqual(privileged(), { new: 0, known: 0, mended: 2 }, 'a file that is gone has mended its findings');
  for (const format of ['html', 'markdown']) {
    const { stdout } = seaworthy(cwd, ['report', '--standard', 'pss', '--format', format, '--today', '2026-11-30']);
    assert.match(stdout, /Since the baseline: 0 new findings, 0 that were there, 2 mended/, format);
    assert.match(stdout, /\(as (?:`|<code>)seaworthy check/);
  }
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
