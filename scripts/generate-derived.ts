/**
 * Second half of `npm run generate`: files made from the rules, their pages and the bundles: `docs/rules`, `docs/migration.md`, `docs/coverage.md`,
 * `docs/secrets.md`, `docs/knowledge.md`, `l10n/bundle.l10n.json`, the generated blocks of README.md, CHANGELOG.md and docs/cli.md, the configuration's schema, the notices. With `--check` nothing is written and the
 * exit code is 1 if a file is out of date. If one part fails, its error is printed and the others are still generated.
 */
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { configSchema } from '../server/src/core/config/schema.ts';
import { rules } from '../server/src/core/rules/rules.generated.ts';
import { consoleFence, withBlock, withCommandLine } from './lib/derived-blocks.ts';
import { withNewRules } from './lib/derived-changelog.ts';
import { coveragePage } from './lib/derived-coverage.ts';
import { knowledgePage } from './lib/derived-knowledge.ts';
import { migrationPage } from './lib/derived-migration.ts';
import { notices } from './lib/derived-notices.ts';
import { rulePage, rulesIndex } from './lib/derived-pages.ts';
import { knownPublishers } from './lib/derived-publishers.ts';
import { secretsPage } from './lib/derived-secrets.ts';
import { textBundle } from './lib/derived-texts.ts';
import { globSync } from './lib/files.ts';

const check = process.argv.includes('--check');
const metas = rules.map((r) => r.meta).sort((a, b) => (a.id < b.id ? -1 : 1));
let stale = 0;

const KNOWN = 'server/src/core/image/knowledge/data/known-publishers.generated.ts';

/** The file of examples/ for the command line example in the README. */
const SHOWN = 'worker/Dockerfile';

const parts: readonly (readonly [string, () => void | Promise<void>])[] = [
  ['docs/rules', rulePages],
  [KNOWN, () => put(KNOWN, knownPublishers())],
  ['docs/migration.md', () => put('docs/migration.md', migrationPage(metas))],
  ['docs/coverage.md', () => put('docs/coverage.md', coveragePage(metas))],
  ['docs/secrets.md', () => put('docs/secrets.md', secretsPage())],
  ['docs/knowledge.md', () => put('docs/knowledge.md', knowledgePage())],
  [
    'schemas/config.schema.json',
    () => put('schemas/config.schema.json', `${JSON.stringify(configSchema(metas), null, 2)}\n`),
  ],
  ['CHANGELOG.md', () => put('CHANGELOG.md', withNewRules(fs.readFileSync('CHANGELOG.md', 'utf8'), metas))],
  ['README.md, docs/cli.md', blocks],
  [
    'l10n/bundle.l10n.json',
    () =>
      put(
        'l10n/bundle.l10n.json',
        textBundle(globSync('client/src', (f) => f.endsWith('.ts')).map((file) => fs.readFileSync(file, 'utf8'))),
      ),
  ],
  ['ThirdPartyNotices.txt', async () => put('ThirdPartyNotices.txt', await notices())],
];
for (const [name, make] of parts) {
  try {
    await make();
  } catch (error) {
    console.error(`${name} cannot be made: ${error instanceof Error ? error.message : String(error)}`);
    stale++;
    process.exitCode = 1;
  }
}
if (check && stale > 0) process.exitCode = 1;

function rulePages(): void {
  const wanted = new Set(['docs/rules/README.md']);
  put('docs/rules/README.md', rulesIndex(metas));
  for (const meta of metas) {
    const page = `docs/rules/${meta.id}.md`;
    wanted.add(page);
    put(page, rulePage(meta, read(`test/rules/${meta.id}.md`)));
  }
  for (const page of globSync('docs/rules', (f) => f.endsWith('.md'))) if (!wanted.has(page)) remove(page);
}

async function blocks(): Promise<void> {
  const { shown, help } = await withCommandLine((run) => ({
    shown: run(['check', SHOWN], 'examples'),
    help: run(['--help'], '.'),
  }));
  const readme = fs.readFileSync('README.md', 'utf8');
  put('README.md', withBlock(readme, 'output', consoleFence(`seaworthy check ${SHOWN}`, shown)));
  put(
    'docs/cli.md',
    withBlock(fs.readFileSync('docs/cli.md', 'utf8'), 'help', ['```text', ...help.trimEnd().split('\n'), '```']),
  );
}

function read(path: string): string | undefined {
  return fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : undefined;
}

function put(path: string, text: string): void {
  if (read(path) === text || outdated(path)) return;
  fs.mkdirSync(dirname(path), { recursive: true });
  fs.writeFileSync(path, text);
  console.log(`wrote ${path}`);
}

/** Removes a page whose rule no longer exists. */
function remove(path: string): void {
  if (outdated(path)) return;
  fs.rmSync(path);
  console.log(`removed ${path}`);
}

/** With `--check`, reports that the file is out of date. */
function outdated(path: string): boolean {
  if (!check) return false;
  console.error(`${path} is out of date: run \`npm run generate\``);
  stale++;
  return true;
}
