/** `action.yml` and `ci/gitlab.yml`: what they declare, and what their steps do, in a folder with a stand-in for the pipeline. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { CLEAN, CLI, folderWith, type Outcome, ROOT } from '../support/program.ts';

interface Step {
  readonly shell: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly [Step, Step] };
}
interface Job {
  readonly before_script: readonly string[];
  readonly script: readonly string[];
  readonly artifacts: { readonly when: string; readonly reports: Readonly<Record<string, string>> };
}

const action: Action = parse(fs.readFileSync('action.yml', 'utf8'));
const job: Job = parse(fs.readFileSync('ci/gitlab.yml', 'utf8')).seaworthy;
const [build, check] = action.runs.steps;
const bin = fs.readFileSync('server/bin/seaworthy.js', 'utf8');
const read = (...names: string[]): string => fs.readFileSync(path.join(...names), 'utf8');
const skip = process.platform === 'win32' && 'bash may be that of another system';

function shell(program: 'bash' | 'sh', script: string, cwd: string, env: NodeJS.ProcessEnv): Outcome {
  const words = program === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script] : ['-ec', script];
  const { status, stdout, stderr } = spawnSync(program, words, {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** The second step of the action with these inputs, in a checkout with these files. */
function checked(files: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>> = {}) {
  const cwd = folderWith(files);
  const home = folderWith({ 'server/bin/seaworthy.js': bin, 'package.json': '{"type":"module"}', summary: 'before\n' });
  fs.cpSync(path.dirname(CLI), path.join(home, 'server/dist'), { recursive: true });
  const env: NodeJS.ProcessEnv = { GITHUB_ACTION_PATH: home, GITHUB_STEP_SUMMARY: path.join(home, 'summary') };
  for (const [name, value] of Object.entries(check.env ?? {})) {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1] ?? '';
    env[name] = inputs[input] ?? action.inputs[input]!.default;
  }
  return { cwd, ...shell('bash', check.run, cwd, env), summary: read(home, 'summary') };
}

test('the action takes its inputs as variables, and every input is used', () => {
  assert.equal(action.runs.using, 'composite');
  for (const { shell: name, run } of action.runs.steps) assert.ok(name === 'bash' && !run.includes('${{'));
  const used = Object.values(check.env ?? {}).map((value) => /inputs\.([\w-]+)/.exec(value)?.[1]);
  assert.deepEqual(used, Object.keys(action.inputs));
  for (const name of Object.keys(action.inputs)) assert.ok(read('docs/ci.md').includes(`\`${name}\``), name);
});

test('the action builds the command line once', { skip }, () => {
  const home = folderWith({
    'scripts/run.mjs':
      "import fs from 'node:fs'; fs.mkdirSync('server/dist', { recursive: true }); fs.writeFileSync('server/dist/cli.js', process.argv.slice(2).join(' '));",
    'stand-in/npm': '#!/bin/sh\necho "npm $*"\n',
  });
  fs.chmodSync(path.join(home, 'stand-in/npm'), 0o755);
  const env = { GITHUB_ACTION_PATH: home, PATH: `${home}/stand-in:${process.env.PATH}` };
  const first = shell('bash', build.run, home, env);
  assert.deepEqual([first.status, first.stderr], [0, '']);
  assert.match(first.stdout, /^npm ci /);
  assert.equal(read(home, 'server/dist/cli.js'), 'build server/');
  assert.deepEqual(shell('bash', build.run, home, env), { status: 0, stdout: '', stderr: '' });
});

test('the action annotates, adds to the summary, and fails on findings', { skip }, () => {
  const { status, stdout, summary } = checked({ Dockerfile: ROOT });
  assert.equal(status, 1);
  assert.match(stdout, /^::warning file=Dockerfile,line=/m);
  assert.match(summary, /^before\n(?:.*\n)*.*user\/root/);
});

test('without findings the action passes', { skip }, () => {
  assert.equal(checked({ Dockerfile: CLEAN }).status, 0);
});

test('inputs of the action: paths and words one a line, none is a command', { skip }, () => {
  const files = { 'a b/Dockerfile': ROOT, 'c/Dockerfile': ROOT, 'd/Dockerfile': ROOT };
  const inputs = { paths: 'a b\n\nc\n', 'fail-on': 'never', 'sarif-file': 'out.sarif', args: '--today\n2026-08-22\n' };
  const { cwd, status, stdout } = checked(files, inputs);
  assert.equal(status, 0);
  assert.deepEqual(
    [stdout.includes('file=a b/'), stdout.includes('file=c/'), stdout.includes('file=d/')],
    [true, true, false],
  );
  assert.equal(JSON.parse(read(cwd, 'out.sarif')).version, '2.1.0');
  const hostile = checked(files, { paths: '$(touch made); touch made' });
  assert.ok(hostile.status !== 0 && !fs.existsSync(path.join(hostile.cwd, 'made')));
  assert.equal(checked(files, { profile: 'none' }).status, 2);
});

/** The steps of the job for GitLab; `npm` is a stand-in that says what it was asked. */
function piped(files: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv) {
  const cwd = folderWith(files);
  const programs = folderWith({
    npm: '#!/bin/sh\necho "npm $*"\n',
    seaworthy: `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`,
  });
  for (const name of ['npm', 'seaworthy']) fs.chmodSync(path.join(programs, name), 0o755);
  const script = [...job.before_script, ...job.script].join('\n');
  return { cwd, ...shell('sh', script, cwd, { PATH: `${programs}:${process.env.PATH}`, ...env }) };
}

test('the job for GitLab writes both reports, also when it fails', { skip }, () => {
  const { cwd, status, stdout } = piped({ Dockerfile: ROOT }, { SEAWORTHY_PACKAGE: 'tools/s.tgz' });
  assert.equal(status, 1);
  assert.match(stdout, /^npm install .*tools\/s\.tgz\n(?:.*\n)*.*user\/root-user/);
  assert.equal(job.artifacts.when, 'always');
  const { codequality, sast } = job.artifacts.reports;
  assert.equal(JSON.parse(read(cwd, codequality!))[0].check_name, 'user/root-user');
  assert.equal(JSON.parse(read(cwd, sast!)).scan.type, 'sast');
});

test('variables of the job for GitLab: paths, options; without a package nothing is installed', { skip }, () => {
  const files = { 'a/Dockerfile': CLEAN, 'b/Dockerfile': ROOT };
  const env = { SEAWORTHY_PACKAGE: 's.tgz', SEAWORTHY_PATHS: 'a' };
  assert.equal(piped(files, env).status, 0);
  assert.equal(piped(files, { ...env, SEAWORTHY_PATHS: 'a b', SEAWORTHY_ARGS: '--fail-on error' }).status, 0);
  const parts = [1, 2].map((part) => {
    const { cwd, status } = piped(files, { ...env, SEAWORTHY_PATHS: '', CI_NODE_INDEX: `${part}`, CI_NODE_TOTAL: '2' });
    return [status, JSON.parse(read(cwd, job.artifacts.reports.codequality!)).length];
  });
  assert.deepEqual(
    parts.sort(),
    [
      [0, 0],
      [1, 1],
    ],
    'parallel jobs',
  );
  const { status, stdout } = piped(files, {});
  assert.ok(status !== 0 && !stdout.includes('npm'));
});
