/** The workflows of `.github/workflows`: what they may do, what they run, and on which systems. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { globSync } from '../scripts/lib/files.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly 'runs-on': string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: unknown;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const texts = globSync('.github/workflows', () => true).map((file) => readFileSync(file, 'utf8'));
const workflows = texts.map((text): Workflow => parse(text));
const jobs = workflows.flatMap((w) => Object.values(w.jobs));
const steps = jobs.flatMap((j) => j.steps);
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

test('the tests run on Linux, Windows and macOS, with the oldest Node that we support', () => {
  const matrix = jobs.find((j) => j.steps.some((s) => s.run?.startsWith('npm test')))?.strategy?.matrix;
  for (const system of ['ubuntu', 'windows', 'macos'])
    assert.ok(
      matrix?.system?.some((s) => s.startsWith(`${system}-`)),
      system,
    );
  assert.equal(`>=${matrix?.node?.[0]}`, manifest.engines.node);
});

test('a workflow reads the repository and nothing else, for a pull request of anyone', () => {
  for (const { on, permissions } of workflows) {
    assert.deepEqual(permissions, { contents: 'read' });
    assert.deepEqual(Object.keys(on).sort(), ['pull_request', 'push']);
  }
  for (const job of jobs) {
    assert.equal(job.permissions, undefined, 'no job has more permissions');
    assert.ok((job['timeout-minutes'] ?? 0) > 0);
  }
  assert.ok(!texts.some((text) => text.includes('secrets.')));
  for (const { run = '' } of steps) assert.ok(!run.includes('${{'), 'no text of others becomes a command');
});

test('every action is pinned by its commit, with the version beside it', () => {
  const uses = texts.flatMap((text) => [...text.matchAll(/uses: (.*)/g)].map((m) => m[1]!));
  assert.ok(uses.length > 0 && uses.length === steps.filter((s) => s.uses).length);
  for (const use of uses) assert.match(use, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  for (const step of steps.filter((s) => s.uses?.startsWith('actions/checkout@')))
    assert.equal(step.with?.['persist-credentials'], false);
});

test('every script that a workflow runs is in package.json', () => {
  const scripts = steps.flatMap((s) => /^npm run (?:-s )?([\w:-]+)/.exec(s.run ?? '')?.[1] ?? []);
  assert.ok(scripts.length > 0);
  for (const script of scripts) assert.ok(script in manifest.scripts, script);
});

test('a checkout has the same bytes on every system', () => {
  assert.match(readFileSync('.gitattributes', 'utf8'), /^\* -text$/m);
});
