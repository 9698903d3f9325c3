/** The documentation is correct: links, examples, the first files of a new contributor. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { BUNDLES } from '../scripts/lib/bundles.ts';
import { ENTRIES } from '../scripts/lib/derived-notices.ts';
import { globSync } from '../scripts/lib/files.ts';
import { TOPICS } from '../scripts/lib/knowledge-topics.ts';
import { NEW_RULE } from '../scripts/lib/new-rule-text.ts';
import { casesOf, fencesOf } from '../scripts/lib/page.ts';
import { proseOf } from '../scripts/lib/page-prose.ts';
import { engineOver } from '../scripts/lib/prove.ts';
import { CORE_ENTRY } from '../scripts/lib/shared-core.ts';
import { readConfig } from '../server/src/core/config/read.ts';
import { LOWER_SEVERITY } from '../server/src/core/config/settings.ts';
import { rules } from '../server/src/core/rules/rules.generated.ts';

const metas = rules.map((r) => r.meta);
const read = (path: string): string => readFileSync(path, 'utf8');
const TOP = ['README', 'ARCHITECTURE', 'CONTRIBUTING', 'CHANGELOG', 'SECURITY'].map((name) => `${name}.md`);
const pages = [...TOP, 'server/README.md', 'examples/README.md', ...globSync('docs', (f) => f.endsWith('.md'))];

/** They name their sources by address. */
const GENERATED = new Set(['docs/secrets.md', 'docs/knowledge.md']);
/** They name the documentation of other editors. */
const EDITORS = 'docs/editors/';

describe('pages', () => {
  test('README.md says the most important things on its first screen', () => {
    const screen = read('README.md').split('\n').slice(0, 30).join('\n');
    for (const words of ['no telemetry', 'no account', 'no network', 'npm ci && npm start', 'npm ci && npm test'])
      assert.ok(screen.includes(words), words);
  });

  test('no address is invented: pages written by hand name none', () => {
    const ours = pages.filter((p) => !p.startsWith('docs/rules/') && !p.startsWith(EDITORS) && !GENERATED.has(p));
    for (const page of ours) {
      assert.deepEqual(read(page).match(/https?:\/\/(?![\w.-]*\.example\b)\S+/g) ?? [], [], page);
    }
  });

  test('ARCHITECTURE.md has fewer than 200 lines, and the tests it names are there', () => {
    const text = read('ARCHITECTURE.md');
    assert.ok(text.split('\n').length < 200);
    const named = [...text.matchAll(/`((?:test|scripts|server|client|docs|bench)\/[\w./-]+)`/g)].map((m) => m[1]!);
    assert.ok(named.length > 10);
    for (const path of named) assert.ok(existsSync(path), path);
  });
});

describe('examples in the manual', () => {
  const configs = [...fencesOf(read('docs/configuration.md')), ...fencesOf(read('README.md'))].filter(
    (f) => f.language === 'yaml' && /^(profile|rules):/m.test(f.body),
  );
  test('there are configurations', () => assert.ok(configs.length >= 3));
  for (const fence of configs) {
    test(`the configuration at line ${fence.from + 1} is right`, () => {
      assert.deepEqual(readConfig(fence.body, metas).problems, []);
    });
  }

  const cases = casesOf(read('docs/suppressing.md'));
  test('there are ignore comments', () => assert.ok(cases.length >= 4));
  for (const one of cases) {
    test(`the ignore comment at line ${one.line} silences what it names`, () => {
      const engine = engineOver(one.files, rules, {});
      for (const path of engine.paths()) {
        const report = engine.check(path);
        assert.deepEqual(report.problems, []);
        assert.ok(report.suppressed > 0, 'nothing is silenced');
        const named = [...engine.textOf(path)!.matchAll(/ignore(?:-file)?\[([^\]]+)\]/g)].map((m) => m[1]!);
        assert.deepEqual(
          report.findings.filter((f) => named.includes(f.rule)).map((f) => f.message),
          [],
        );
      }
    });
  }
});

describe('the shop in examples/', () => {
  const names = globSync('examples', (f) => !f.endsWith('.md')).map((f) => f.slice('examples/'.length));
  const engine = engineOver(new Map(names.map((name) => [name, read(`examples/${name}`)])), rules, {});
  const judged = engine.paths().filter((path) => engine.check(path).judged);

  test('is a Dockerfile or two, a Compose file and manifests', () => {
    assert.ok(judged.filter((p) => p.endsWith('Dockerfile')).length >= 2);
    assert.ok(judged.includes('compose.yaml') && judged.some((p) => p.startsWith('k8s/')));
  });

  for (const path of judged) {
    test(`${path} shows findings, not many, and no problem`, () => {
      const { findings, problems } = engine.check(path);
      assert.deepEqual(problems, []);
      assert.ok(findings.length >= 1 && findings.length <= 9, `${findings.length} findings`);
    });
  }

  test('shows the four things the project is about', () => {
    const found = new Set(judged.flatMap((p) => engine.check(p).findings.map((f) => f.rule.split('/')[0]!)));
    for (const concern of ['image', 'user', 'secret', 'network', 'privilege']) assert.ok(found.has(concern), concern);
  });
});

describe('rules', () => {
  for (const meta of metas) {
    test(`${meta.id} says what it is about`, () => {
      assert.notEqual(meta.why, NEW_RULE);
      assert.ok(
        meta.title.length > 0 && meta.title.length <= 60 && !/[.!]$/.test(meta.title),
        'a short title, no full stop',
      );
      assert.ok(/[.)]$/.test(meta.why) && meta.why.length <= 600, 'whole sentences, not too many');
      assert.ok(
        meta.tags.some((t) => ['dockerfile', 'compose', 'kubernetes', 'daemon', 'podman'].includes(t)),
        'a tag says which files it reads',
      );
    });
  }
});

test('a page for readers has captions, no expectations, and sentences for what is found', () => {
  const page = [
    '```yaml file=compose.yaml',
    'services: # expect: user/root-user',
    '```',
    '',
    '```diff found',
    '@@ 1:1-1:9 warning user/root-user @@',
    '`shop` runs as root',
    'confidence medium · ignorable at line 3',
    'see web/Dockerfile:2:1-2:5 its USER is root',
    'fix (review) Use `.env`',
    '+++ .env (new)',
    '+A=b',
    'then: Restart it',
    '@@ 2:1 info user/root-user @@',
    'So does `web`',
    'fix (safe) Use `.env`',
    'as above',
    '```',
    '',
    '````dockerfile profile=audit',
    '# expect: user/root-user',
    'FROM a',
    '````',
  ].join('\n');
  const fence = (language: string, body: string, ticks = '```'): string => `${ticks}${language}\n${body}\n${ticks}`;
  assert.equal(
    proseOf(page),
    [
      `\`compose.yaml\`:\n\n${fence('yaml', 'services:')}`,
      '*Line 1, warning, confidence medium:* `shop` runs as root',
      '*See `web/Dockerfile` line 2:* its USER is root',
      `*Fix to review:* Use \`.env\`\n\n${fence('diff', '+++ .env (new)\n+A=b')}`,
      '*Afterwards:* Restart it',
      '*Line 2, info:* So does `web`',
      '*Safe fix:* Use `.env` (as above)',
      `In profile \`audit\`:\n\n${fence('dockerfile', 'FROM a', '````')}`,
    ].join('\n\n'),
  );
});

test('docs/knowledge.md lists every topic with facts that are kept by hand', () => {
  const topics = read('scripts/lib/knowledge-topics.ts');
  const folder = 'server/src/core/image/knowledge';
  const files = globSync(folder, (f) => /(?:additions|unsourced)\.ts$/.test(f));
  assert.ok(files.length >= 2);
  for (const file of files)
    assert.ok(topics.includes(file.slice(folder.length + 1)), `${file} is not in knowledge-topics.ts`);
  const page = read('docs/knowledge.md');
  for (const { file, unsourced } of TOPICS)
    for (const text of [file, ...unsourced.flatMap(({ names }) => names)])
      assert.ok(page.includes(`\`${text}\``), text);
});

test('docs/configuration.md lists the default of `lowerSeverity`', () => {
  const text = read('docs/configuration.md');
  assert.deepEqual(
    LOWER_SEVERITY.filter((pattern) => !text.includes(`\`${pattern}\``)),
    [],
  );
});

test('the notices name the sources of the facts, with their licences', () => {
  const text = read('ThirdPartyNotices.txt');
  for (const words of [
    'endoflife.date (MIT)',
    'Copyright 2020 endoflife.date contributors',
    'official-images (Apache-2.0)',
  ])
    assert.ok(text.includes(words), words);
});

test('the notices look at the bundles that are built', () => {
  // The entries of the server bring the core with them, which the build puts into a file of its own.
  const built = Object.values(BUNDLES)
    .flatMap(({ entryPoints }) => entryPoints as string[])
    .filter((entry) => entry !== CORE_ENTRY);
  assert.deepEqual(built.sort(), [...ENTRIES].sort());
});

test('the pre-commit hook runs for the files that are checked', () => {
  const [hook] = parse(read('.pre-commit-hooks.yaml')) as { entry: string; files: string; pass_filenames: boolean }[];
  assert.equal(hook?.entry, 'seaworthy check --staged');
  assert.equal(hook?.pass_filenames, false);
  const files = new RegExp(hook!.files.replace('(?i)', ''), 'i');
  for (const name of [
    'Dockerfile',
    'a/Dockerfile.dev',
    'Containerfile',
    'web.dockerfile',
    'k8s/a.yml',
    'docker/daemon.json',
  ])
    assert.ok(files.test(name), name);
  for (const name of ['README.md', 'src/dockerfile-parser.py.txt/x', 'a.yaml.bak']) assert.ok(!files.test(name), name);
});
