import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../../server/src/core/config/read.ts';
import { configSchema } from '../../../server/src/core/config/schema.ts';
import { nearest, wrongRule } from '../../../server/src/core/rule/names.ts';
import { rules } from '../../support/config-fixture.ts';

/** Problems as `text at the span: message`. */
function problems(text: string): string[] {
  return readConfig(text, rules).problems.map((p) => `${text.slice(p.at.start, p.at.end)}: ${p.message}`);
}

test('every key is read', () => {
  const text = `profile: strict
rules:
  user/root-user: off
  secret/*: error
  image/unpinned-digest:
    severity: hint
    options: {except: [a, b], local: true, depth: 5}
exclude: ['vendor/', '!vendor/ours']
images:
  trusted: [ghcr.io/acme/*]
podSecurity: {level: restricted, version: v1.34}
failOn: never
today: 2026-08-22
`;
  const { config, problems: found, broken } = readConfig(text, rules);
  assert.deepEqual(found, []);
  assert.equal(broken, false);
  assert.deepEqual(config, {
    profile: 'strict',
    failOn: 'never',
    today: '2026-08-22',
    exclude: ['vendor/', '!vendor/ours'],
    rules: new Map<string, object>([
      ['user/root-user', { severity: 'off' }],
      ['secret/*', { severity: 'error' }],
      ['image/unpinned-digest', { severity: 'hint', options: { except: ['a', 'b'], local: true, depth: 5 } }],
    ]),
    images: { trusted: ['ghcr.io/acme/*'] },
    podSecurity: { level: 'restricted', version: 'v1.34' },
  });
});

test('an empty file sets nothing and is not broken', () => {
  for (const text of ['', '# nothing\n', '---\n', '~\n']) {
    assert.deepEqual(readConfig(text, rules), { config: {}, problems: [], broken: false }, JSON.stringify(text));
  }
});

test('unknown keys and ids are reported at their place, with a suggestion', () => {
  assert.deepEqual(problems('profil: strict\n'), ['profil: Unknown key `profil`; did you mean `profile`?']);
  assert.deepEqual(problems('rules:\n  user/rootuser: off\n'), [
    'user/rootuser: Unknown rule `user/rootuser`; did you mean `user/root-user`?',
  ]);
  assert.deepEqual(problems('rules: {root-user: off, users/*: off, x/completely-else: off}\n'), [
    'root-user: Unknown rule `root-user`; did you mean `user/root-user`?',
    'users/*: Unknown rule `users/*`; did you mean `user/*`?',
    'x/completely-else: Unknown rule `x/completely-else`',
  ]);
  assert.match(problems('nothing-like-it: 1\n')[0]!, /known here: `profile`, `rules`/);
  assert.match(problems('images: {untrusteds: []}\n')[0]!, /^untrusteds: .*did you mean `untrusted`\?/);
});

test("another tool's id leads to the Seaworthy rule", () => {
  assert.deepEqual(problems('rules: {DL3002: off, CKV_K8S_23: off, AVD-KSV-0012: off, ksv012: off}\n'), [
    'DL3002: `DL3002` is an id of hadolint; the Seaworthy rule is `user/root-user`',
    'CKV_K8S_23: `CKV_K8S_23` is an id of Checkov; the Seaworthy rule is `user/root-user`',
    'AVD-KSV-0012: `AVD-KSV-0012` is an id of Trivy; the Seaworthy rule is `user/root-user`',
    'ksv012: `ksv012` is an id of Trivy; the Seaworthy rule is `user/root-user`',
  ]);
  assert.match(wrongRule('DL9999', rules) ?? '', /id of hadolint; Seaworthy has no rule for it/);
});

test('wrong types and values are reported at the value; valid parts are kept', () => {
  assert.deepEqual(problems('profile: strikt\n'), [
    'strikt: `profile` must be one of `default`, `strict`, `audit`; did you mean `strict`?',
  ]);
  assert.match(problems('failOn: [error]\n')[0]!, /^\[error\]: `failOn` must be one of/);
  assert.match(problems('profile:\n')[0]!, /^profile: /);
  assert.deepEqual(problems('rules: [user/root-user]\n'), [
    '[user/root-user]: `rules` must be a map of keys and values',
  ]);
  assert.match(problems('rules:\n  user/root-user: warn\n')[0]!, /^warn: .*did you mean `warning`\?/);
  assert.match(problems('rules:\n  user/root-user: {severty: off}\n')[0]!, /^severty: .*`severity`/);
  assert.match(
    problems('rules: {user/root-user: {options: {a: 1}}}\n')[0]!,
    /^options: `user\/root-user` has no options/,
  );
  assert.match(problems('rules: {image/*: {options: {a: 1}}}\n')[0]!, /^options: Options belong to one rule/);
  assert.deepEqual(
    problems('rules: {image/unpinned-digest: {options: {except: a, local: yes, depth: .inf, depht: 1}}}\n'),
    [
      'a: `except` must be a list of strings',
      'yes: `local` must be `true` or `false`',
      '.inf: `depth` must be a number',
      'depht: Unknown key `depht`; did you mean `depth`?',
    ],
  );
  assert.deepEqual(problems('exclude: [a, 3, {}]\n'), [
    '3: An item of `exclude` must be a string',
    '{}: An item of `exclude` must be a string',
  ]);
  assert.deepEqual(readConfig('exclude: [a, 3]\nprofile: x\n', rules).config, { exclude: ['a'] });
  assert.deepEqual(problems('profile: strict\nprofile: audit\n'), [
    'profile: `profile` is set twice; this value is used',
  ]);
});

test('podSecurity needs a level and a version that exists', () => {
  assert.deepEqual(readConfig('podSecurity: {level: baseline}\n', rules).config, {
    podSecurity: { level: 'baseline', version: 'latest' },
  });
  assert.match(problems('podSecurity: {version: latest}\n')[0]!, /^podSecurity: .*needs a `level`/);
  assert.match(problems('podSecurity: {level: baseline, version: 1.34}\n')[0]!, /^1.34: .*did you mean `v1.34`\?/);
  assert.match(problems('podSecurity: {level: baseline, version: "v1.034"}\n')[0]!, /minor version/);
});

test('a day is read as text, quoted or not; other values are reported and set nothing', () => {
  for (const text of ['2026-08-22', '"2026-08-22"', "'2026-08-22'", '&day 2026-08-22', '!!str 2026-08-22'])
    assert.deepEqual(readConfig(`today: ${text}\n`, rules), {
      config: { today: '2026-08-22' },
      problems: [],
      broken: false,
    });
  for (const text of [
    '2026-02-30',
    '2026-8-22',
    '20260822',
    'now',
    '2026-08-22T10:00:00Z',
    '[2026-08-22]',
    '{{ day }}',
    '""',
  ])
    assert.deepEqual(problems(`today: ${text}\n`), [`${text}: \`today\` must be a day such as \`2026-08-22\``]);
  assert.deepEqual(problems('today:\n'), ['today: `today` must be a day such as `2026-08-22`']);
  assert.deepEqual(problems('tody: 2026-08-22\n'), ['tody: Unknown key `tody`; did you mean `today`?']);
});

test('invalid YAML is one problem, and nothing of it is used', () => {
  for (const text of ['profile: [strict\nrules: {a\n', 'a: b: c\nprofile: strict\n', '- a\n', 'just text\n']) {
    const reading = readConfig(text, rules);
    assert.equal(reading.problems.length, 1, text);
    assert.equal(reading.broken, true, text);
    assert.deepEqual(reading.config, {}, text);
  }
});

test('no input throws, and no message is longer than a line', () => {
  const odd = [
    '\u0000',
    '{',
    '? {a: b}\n: c\n',
    '&a [*a]',
    'rules: &a {<<: *a}',
    '"__proto__": {}',
    'constructor: 1',
    '*a',
  ];
  for (const text of [...odd, `rules: {${'x'.repeat(5000)}: off}`, 'rules: {"a\\nb": off}', '- '.repeat(2000)]) {
    for (const p of readConfig(text, rules).problems) {
      assert.doesNotMatch(p.message, /\n/);
      assert.ok(p.message.length < 250, p.message);
    }
  }
});

test('a suggestion is close to the word, or is left out', () => {
  assert.equal(nearest('pofile', ['extends', 'profile', 'rules']), 'profile');
  assert.equal(nearest('porfile', ['profile']), 'profile');
  assert.equal(nearest('xyz', ['extends', 'profile', 'rules']), undefined);
  assert.equal(nearest('', ['a']), undefined);
  assert.equal(nearest('x'.repeat(100_000), ['profile']), undefined);
});

test('the schema knows every rule, its options and nothing else', () => {
  const schema = JSON.parse(JSON.stringify(configSchema(rules)));
  assert.equal(schema.$schema, 'http://json-schema.org/draft-07/schema#');
  const byId = schema.properties.rules.properties;
  for (const rule of rules) assert.equal(byId[rule.id].description, rule.title);
  assert.ok('user/*' in byId);
  const options = byId['image/unpinned-digest'].anyOf[1].properties.options.properties;
  assert.deepEqual(options.depth, { type: 'number', default: 3, description: 'How deep' });
  assert.deepEqual(options.except, {
    type: 'array',
    items: { type: 'string' },
    default: ['scratch'],
    description: 'Images left alone',
  });
  assert.equal(byId['user/root-user'].anyOf[1].properties.options, undefined);
  assert.deepEqual(Object.keys(schema.properties), [
    'extends',
    'profile',
    'rules',
    'exclude',
    'lowerSeverity',
    'images',
    'podSecurity',
    'secrets',
    'failOn',
    'podTemplates',
    'overrides',
    'ignore',
    'otherTools',
    'today',
  ]);
  const day = new RegExp(schema.properties.today.pattern);
  for (const good of ['2026-08-22', '2026-12-31', '2024-02-29']) assert.match(good, day);
  for (const bad of ['2026-8-22', '2026-13-01', '2026-00-01', '2026-01-32', '2026-01-00', '12026-01-01', '2026-01-011'])
    assert.doesNotMatch(bad, day);
});
