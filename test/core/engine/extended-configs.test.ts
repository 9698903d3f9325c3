/** `extends`: what is merged, in which order, and what is wrong with a chain. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const CONFIG = '.seaworthy.yaml';
const ROOT = 'FROM node:22.20-bookworm-slim\nUSER root\n';

function opened(files: Readonly<Record<string, string>>): Engine {
  const engine = createEngine(rules, PINNED_DAY);
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  // As a host that finds nothing else.
  for (let wanted = engine.wantedConfigs(); wanted.length > 0; wanted = engine.wantedConfigs())
    for (const path of wanted) engine.setExtended(path, { problem: 'does not exist' });
  return engine;
}

const problems = (files: Readonly<Record<string, string>>): string[] =>
  opened(files)
    .configProblems()
    .map((p) => `${p.path} ${files[p.path]!.slice(p.at.start, p.at.end)}: ${p.message}`);

describe('what is merged', () => {
  test('the file comes before what it extends, rule by rule; of several the last one first', () => {
    const engine = opened({
      [CONFIG]: 'extends: [./a.yaml, ./b.yaml]\nrules: { user/root-user: error }\n',
      'a.yaml':
        'profile: audit\nfailOn: error\nexclude: [x/]\nrules: { user/root-user: off, image/mutable-tag: off }\n',
      'b.yaml': 'profile: strict\nexclude: [y/]\nrules: { image/mutable-tag: hint }\n',
    });
    const config = engine.configFor('Dockerfile');
    assert.equal(config.settings.profile, 'strict');
    assert.equal(config.failOn, 'error');
    assert.equal(config.severityOf('user/root-user'), 'error');
    assert.equal(config.severityOf('image/mutable-tag'), 'hint');
    assert.deepEqual([config.exclude('x/Dockerfile'), config.exclude('y/Dockerfile')], [false, true]);
  });

  test('entries of `overrides` and `ignore` are joined, relative to the file that extends', () => {
    const engine = opened({
      'app/.seaworthy.yaml': 'extends: ../base.yaml\nignore: [{ rules: [image/*], paths: [b/] }]\n',
      'base.yaml': 'ignore: [{ rules: [user/*], paths: [/a/] }]\noverrides: [{ files: [c/], profile: audit }]\n',
      'app/a/Dockerfile': ROOT,
    });
    assert.equal(engine.check('app/a/Dockerfile').findings.filter((f) => f.rule === 'user/root-user').length, 0);
    assert.deepEqual(
      engine.configIgnores('app/a/Dockerfile').map((i) => i.path),
      ['base.yaml'],
    );
    assert.equal(engine.configFor('app/c/Dockerfile').settings.profile, 'audit');
  });

  test('an npm package in the nearest node_modules, and a file of one', () => {
    const engine = opened({
      'app/.seaworthy.yaml': 'extends: ["@acme/rules", plain/strict.yaml]\n',
      'node_modules/@acme/rules/.seaworthy.yaml': 'profile: audit\n',
      'app/node_modules/@acme/rules/.seaworthy.yaml': 'failOn: error\n',
      'node_modules/plain/strict.yaml': 'profile: strict\n',
    });
    const { settings, failOn } = engine.configFor('app/Dockerfile');
    assert.deepEqual([settings.profile, failOn], ['strict', 'error']);
  });

  test('edits of what is extended change the findings', () => {
    const engine = opened({ [CONFIG]: 'extends: ./base.yaml\n', 'base.yaml': 'profile: default\n', Dockerfile: ROOT });
    const count = () => engine.check('Dockerfile').findings.filter((f) => f.rule === 'user/root-user').length;
    assert.equal(count(), 1);
    engine.setFile('base.yaml', 'rules: { user/root-user: off }\n');
    assert.equal(count(), 0);
    engine.removeFile('base.yaml');
    assert.equal(count(), 1);
  });
});

describe('what is wrong', () => {
  test('no way out of the workspace, and nothing else than paths and packages', () => {
    for (const text of ['../x.yaml', './a/../../x.yaml'])
      assert.deepEqual(problems({ [CONFIG]: `extends: ${text}\n` }), [
        `${CONFIG} ${text}: \`${text}\` leads out of the workspace`,
      ]);
    for (const text of ['/etc/x.yaml', 'https://x.example/a', 'a/../../b', '@acme', 'C:\\x'])
      assert.match(problems({ [CONFIG]: `extends: '${text}'\n` })[0]!, /is neither a path that begins with/, text);
    assert.match(problems({ [CONFIG]: 'extends: {}\n' })[0]!, /must be a list/);
  });

  test('missing files, cycles and errors below are errors at the entry', () => {
    assert.deepEqual(problems({ [CONFIG]: 'extends: [./none.yaml]\n' }), [
      `${CONFIG} ./none.yaml: \`./none.yaml\` does not exist`,
    ]);
    assert.deepEqual(problems({ [CONFIG]: 'extends: "@acme/none"\n' }), [
      `${CONFIG} "@acme/none": \`@acme/none\` does not exist`,
    ]);
    assert.match(
      problems({ [CONFIG]: 'extends: ./.seaworthy.yaml\n' })[0]!,
      /extends `\.seaworthy\.yaml` itself, over 1 files/,
    );
    const cycle = { [CONFIG]: 'extends: ./a.yaml\n', 'a.yaml': 'extends: ./b.yaml\n', 'b.yaml': 'extends: ./a.yaml\n' };
    assert.match(
      problems(cycle)[0]!,
      /^\.seaworthy\.yaml \.\/a\.yaml: `\.\/a\.yaml` has an error in line 1: .*`\.\/a\.yaml` extends `b\.yaml` itself/,
    );
    const below = { [CONFIG]: 'extends: ./a.yaml\n', 'a.yaml': 'failOn: error\nprofil: strict\n' };
    assert.match(problems(below)[0]!, /`\.\/a\.yaml` has an error in line 2: Unknown key `profil`/);
    assert.equal(opened(below).configFor('x').failOn, 'error', 'the rest applies');
  });

  test('what is not read yet is no error', () => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.setFile(CONFIG, 'extends: ./a.yaml\n');
    assert.deepEqual(engine.configProblems(), []);
    assert.deepEqual(engine.wantedConfigs(), ['a.yaml']);
    engine.setExtended('a.yaml', { text: 'profile: audit\n' });
    assert.deepEqual(engine.wantedConfigs(), []);
    assert.equal(engine.configFor('x').settings.profile, 'audit');
    assert.equal(engine.copy().configFor('x').settings.profile, 'audit', 'a copy has it too');
  });
});

test('files that extend a hundred others each, level by level, end with an error', () => {
  const files: Record<string, string> = { [CONFIG]: 'extends: [./l0.yaml]\n' };
  for (let level = 0; level < 8; level++)
    files[`l${level}.yaml`] = `extends: [${Array(100)
      .fill(`./l${level + 1}.yaml`)
      .join(', ')}]\n`;
  files['l8.yaml'] = 'profile: strict\n';
  const found = problems(files);
  assert.ok(
    found.some((one) => one.includes('more than 100 files')),
    found.join('\n'),
  );
});
