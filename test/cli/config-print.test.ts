/** `seaworthy config --print`: every value in force for a file, with its origin. */
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { configRows } from '../../server/src/cli/config-rows.ts';
import { createEngine } from '../../server/src/core/engine/engine.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { folderWith, ROOT, seaworthy } from '../support/program.ts';

const FILES = {
  'deploy/staging/web.yaml': 'kind: Pod\n',
  'app/Dockerfile': ROOT,
  'deploy/.seaworthy.yaml': [
    'extends: [../shared/base.yaml, "@acme/rules"]',
    'profile: strict',
    'rules:',
    '  user/root-user: error',
    'overrides:',
    '  - files: [staging/]',
    '    profile: audit',
    '    rules:',
    '      image/mutable-tag: { severity: info }',
    '  - files: [production/]',
    '    failOn: error',
    'ignore:',
    '  - rules: [image/*]',
    '    until: 2027-01-31',
    '    reason: until the registry moves',
    '',
  ].join('\n'),
  'shared/base.yaml': 'extends: ./deep.yaml\nfailOn: info\nrules: { user/root-user: off, "image/*": hint }\n',
  'shared/deep.yaml': '# first\nsecrets:\n  store:\n    name: vault-of-ops\n',
  'node_modules/@acme/rules/.seaworthy.yaml': 'images:\n  trusted: [registry.example/**]\n',
  '.hadolint.yaml': 'ignored: [DL3006]\ntrustedRegistries:\n  - docker.io\n',
};

const printed = (cwd: string, ...words: string[]) =>
  seaworthy(cwd, ['config', '--print', '--today', '2026-11-30', ...words]);

/** The line of a value, without its padding. */
const valueIn = (stdout: string, key: string): string | undefined =>
  stdout
    .split('\n')
    .find((line) => line.startsWith(`${key}: `))
    ?.replace(/ {2,}/, ' ');

test('each value with file and line, the chain of extends, and the options', () => {
  const cwd = folderWith(FILES);
  const { status, stdout, stderr } = printed(cwd, 'deploy/staging/web.yaml', '--fail-on', 'never');
  assert.deepEqual([status, stderr], [0, '']);
  for (const [key, value] of [
    ['profile', 'audit # deploy/.seaworthy.yaml:7'],
    ['failOn', 'never # option of the command line'],
    ['today', '2026-11-30 # option of the command line'],
    ['exclude', '[] # default'],
    ['lowerSeverity', '(the paths in the manual) # default'],
    [
      'images.trusted',
      '["registry.example/**"] # node_modules/@acme/rules/.seaworthy.yaml:2, extended by deploy/.seaworthy.yaml',
    ],
    [
      'secrets.store.name',
      'vault-of-ops # shared/deep.yaml:4, extended by shared/base.yaml, extended by deploy/.seaworthy.yaml',
    ],
    ['rules.user/root-user.severity', 'error # deploy/.seaworthy.yaml:4'],
    ['rules.image/*.severity', 'hint # shared/base.yaml:3, extended by deploy/.seaworthy.yaml'],
    ['rules.image/mutable-tag.severity', 'info # deploy/.seaworthy.yaml:9'],
  ] as const)
    assert.equal(valueIn(stdout, key), `${key}: ${value}`, stdout);
  assert.match(
    stdout,
    /^ignore: image\/\* until 2027-01-31: until the registry moves +# deploy\/\.seaworthy\.yaml:13$/m,
  );
  assert.match(stdout, /^ignore: DL3006 \(hadolint\) +# \.hadolint\.yaml:1$/m);
  const docker = printed(cwd, 'app/Dockerfile').stdout;
  assert.equal(valueIn(docker, 'images.trusted'), 'images.trusted: ["docker.io"] # .hadolint.yaml:2');
  assert.equal(valueIn(docker, 'profile'), 'profile: default # default');
});

test('--config and --format json', () => {
  const cwd = folderWith({ ...FILES, 'ci.yaml': 'extends: ./shared/base.yaml\nprofile: strict\nexclude: [app/]\n' });
  const { stdout } = printed(cwd, 'app/Dockerfile', '--config', path.join(cwd, 'ci.yaml'), '--format', 'json');
  const out = JSON.parse(stdout) as {
    file: string;
    excluded: boolean;
    settings: { key: string[]; value: unknown; origin: { path?: string; line?: number; extendedBy?: string[] } }[];
  };
  assert.deepEqual([out.file, out.excluded], ['app/Dockerfile', true]);
  const of = (key: string) => out.settings.find((one) => one.key.join('.') === key)!;
  assert.deepEqual(of('profile').origin, { kind: 'file', path: 'ci.yaml', line: 2, extendedBy: [] });
  assert.deepEqual(of('failOn').origin, { kind: 'file', path: 'shared/base.yaml', line: 2, extendedBy: ['ci.yaml'] });
});

test('a wrong configuration is exit code 2, with its place', () => {
  const cwd = folderWith({ Dockerfile: ROOT, '.seaworthy.yaml': 'profile: strict\nfailOn: often\n' });
  const { status, stdout, stderr } = printed(cwd, 'Dockerfile');
  assert.equal(status, 2);
  assert.match(stderr, /\.seaworthy\.yaml:2: `failOn` must be one of/);
  assert.equal(valueIn(stdout, 'failOn'), 'failOn: warning # default');
});

test('wrong usage', () => {
  const cwd = folderWith({ Dockerfile: ROOT });
  for (const words of [
    ['config', 'Dockerfile'],
    ['config', '--print'],
    ['config', '--print', 'none'],
    ['config', '--print', 'Dockerfile', '--fix'],
  ])
    assert.equal(seaworthy(cwd, words).status, 2, words.join(' '));
});

const PROFILES = fc.constantFrom('default', 'strict', 'audit');
const SEVERITIES = fc.constantFrom('off', 'error', 'info');
const part = fc.record(
  {
    profile: PROFILES,
    failOn: fc.constantFrom('error', 'info', 'never'),
    rules: fc.dictionary(fc.constantFrom('user/root-user', 'image/*', 'image/mutable-tag'), SEVERITIES),
    images: fc.record(
      { trusted: fc.constantFrom(['a.example'], []), untrusted: fc.constantFrom(['b.example']) },
      { requiredKeys: [] },
    ),
    secrets: fc.constantFrom({ store: { name: 'x' } }, { store: { provider: 'aws' } }, { allow: { names: ['A'] } }),
  },
  { requiredKeys: [] },
);

test('the rows are what is in force, whatever the layers are', () => {
  fc.assert(
    fc.property(part, part, part, part, (base, own, first, second) => {
      const engine = createEngine(rules, PINNED_DAY);
      const overrides = [first, second].map((one) => ({ files: ['x/'], ...one }));
      engine.setFile('x/Dockerfile', ROOT);
      engine.setFile('base.yaml', JSON.stringify(base));
      engine.setFile('.seaworthy.yaml', JSON.stringify({ extends: './base.yaml', ...own, overrides }));
      const config = engine.configFor('x/Dockerfile');
      const { settings } = config;
      const rows = configRows(engine, 'x/Dockerfile');
      const of = (...key: string[]): unknown => rows.find((row) => row.key.join() === key.join())?.value;
      assert.deepEqual([of('profile'), of('failOn'), of('today')], [settings.profile, config.failOn, settings.today]);
      assert.deepEqual(
        [of('images', 'trusted'), of('images', 'untrusted')],
        [settings.images.trusted, settings.images.untrusted],
      );
      const { store, allow } = settings.secrets;
      assert.deepEqual(
        [of('secrets', 'store', 'name'), of('secrets', 'store', 'provider')],
        [store.name, store.provider],
      );
      assert.deepEqual(of('secrets', 'allow', 'names'), allow.names);
      const severity = (id: string): unknown =>
        of('rules', id, 'severity') ?? of('rules', `${id.split('/')[0]}/*`, 'severity');
      for (const id of ['user/root-user', 'image/mutable-tag', 'image/end-of-life'])
        assert.equal(severity(id), config.severityOf(id), id);
    }),
    { numRuns: 200 },
  );
});
