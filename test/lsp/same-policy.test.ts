/** The same files and configuration give the same findings in the editor, on the command line, from standard input, in the hook and in any parts, whatever ignores or lowers them. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { FOLDER, withEditor } from '../support/editor.ts';
import { git, PERSON } from '../support/git-repository.ts';
import { folderWith, type Line, seaworthy } from '../support/program.ts';
import { until } from '../support/until.ts';

const DAY = '2026-11-21';
const DOCKERFILE = 'FROM ghcr.io/example/web:latest\nRUN curl -k https://example.com/x\nUSER root\n';
const COMPOSE = 'services:\n  web:\n    image: ghcr.io/example/web:latest\n    privileged: true\n';

/** Settings that change what is reported of these files. */
const CONFIGS = [
  'profile: strict\n',
  'overrides:\n  - files: [Dockerfile]\n    rules: { user/root-user: error, image/mutable-tag: off }\n',
  'ignore:\n  - rules: [network/*]\n    paths: ["*.yaml", Dockerfile]\n    until: 2026-11-21\n',
  'ignore:\n  - rules: [network/*]\n    until: 2026-11-20\n',
  'extends: ./base.yaml\notherTools: [trivy]\n',
];
const OTHERS: Readonly<Record<string, string>> = {
  '.hadolint.yaml': 'ignored: [DL3007]\n',
  '.trivyignore': 'DS-0002 exp:2026-11-22\n',
  '.dclintrc': '{"rules": {"service-image-require-explicit-tag": 0}}',
};

const workspaces = fc.record({
  comment: fc
    .constantFrom('', ' until=2026-11-20 x', ' until=2026-11-21 x', ' x')
    .map((end) => (end === '' ? '' : `# seaworthy: ignore[user/root-user]${end}\n`)),
  config: fc.constantFrom(...CONFIGS),
  others: fc.subarray(Object.keys(OTHERS)),
  baseline: fc.boolean(),
  parts: fc.integer({ min: 1, max: 5 }),
});

const shown = (list: readonly Line[]): string[] =>
  list
    .filter((f) => f.severity !== 'hint')
    .map((f) => `${f.path}:${f.startLine}:${f.startColumn} ${f.rule} ${f.severity}`);
const lines = (text: string): Line[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((l) => JSON.parse(l) as Line);
const SEVERITIES = ['', 'error', 'warning', 'info', 'hint'];

async function inEditor(files: Readonly<Record<string, string>>, expected: readonly string[]): Promise<void> {
  const there = Object.fromEntries(Object.entries(files).map(([path, text]) => [`${FOLDER}/${path}`, text]));
  const seen = withEditor({ folders: [FOLDER], files: there, rules, today: () => DAY }, async (editor) => {
    await editor.ready();
    const found = async (): Promise<string[]> => {
      const all: string[] = [];
      for (const path of ['Dockerfile', 'compose.yaml'])
        for (const { range, code, severity } of await editor.findings(`${FOLDER}/${path}`))
          if (severity !== 4)
            all.push(`${path}:${range.start.line + 1}:${range.start.character + 1} ${code} ${SEVERITIES[severity!]}`);
      return all;
    };
    // What a configuration extends is read after it.
    await until('the findings', async () => JSON.stringify(await found()) === JSON.stringify(expected)).catch(() => {});
    assert.deepEqual(await found(), expected);
  });
  await seen();
}

/** The reports of all parts, merged. */
function merged(folder: string, of: number, format: string): string {
  const parts = Array.from({ length: of }, (_, i) => `out-${i}.report`);
  for (const [i, name] of parts.entries())
    seaworthy(folder, ['check', '--today', DAY, '--format', format, '--shard', `${i + 1}/${of}`, '--output', name]);
  const { stdout, stderr } = seaworthy(folder, ['merge', ...parts.reverse()]);
  for (const name of parts) fs.rmSync(`${folder}/${name}`);
  assert.equal(stderr, '');
  return stdout;
}

test('editor, command line, standard input, hook and parts agree', async () => {
  await fc.assert(
    fc.asyncProperty(workspaces, async ({ comment, config, others, baseline, parts }) => {
      const files: Record<string, string> = {
        Dockerfile: DOCKERFILE.replace('USER', `${comment}USER`),
        'compose.yaml': COMPOSE,
        '.seaworthy.yaml': config,
        'base.yaml': 'rules: { network/*: off }\n',
        ...Object.fromEntries(others.map((name) => [name, OTHERS[name]!])),
      };
      const folder = folderWith(files);
      if (baseline) {
        seaworthy(folder, ['baseline', '--today', DAY]);
        const name = '.seaworthy-baseline.json';
        files[name] = fs.readFileSync(`${folder}/${name}`, 'utf8').replace(/^.*network\/tls-verification-off.*\n/m, '');
        fs.writeFileSync(`${folder}/${name}`, files[name]!);
      }
      const words = ['--format', 'jsonl', '--today', DAY];
      const whole = shown(lines(seaworthy(folder, ['check', ...words]).stdout));
      await inEditor(files, whole);
      const piped = seaworthy(folder, ['check', '-', '--stdin-filename', 'Dockerfile', ...words], files.Dockerfile!);
      assert.deepEqual(
        shown(lines(piped.stdout)),
        whole.filter((line) => line.startsWith('Dockerfile:')),
      );
      const named = ['--workspace', '.', 'compose.yaml', 'Dockerfile'];
      assert.deepEqual(shown(lines(seaworthy(folder, ['check', ...words, ...named]).stdout)), whole);
      for (const format of ['json', 'sarif']) {
        const { stdout } = seaworthy(folder, ['check', '--today', DAY, '--format', format]);
        assert.equal(merged(folder, parts, format), stdout, `${parts} parts`);
      }
      git(folder, 'init', '-q');
      git(folder, 'add', '-A');
      const hook = seaworthy(folder, ['check', '--staged', ...words], '', PERSON);
      assert.deepEqual(shown(lines(hook.stdout)), whole);
    }),
    { numRuns: 8, seed: 20261130 },
  );
});
