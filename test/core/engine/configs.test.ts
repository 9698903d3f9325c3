/** Settings and ignored rules by path, and the configuration files of other tools: the same findings whatever the order of edits. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const ROOT = 'FROM node:22.20-bookworm-slim\nUSER root\n';
const LATEST = 'FROM ghcr.io/example/web:latest\nUSER 1000\n';
const COMPOSE = 'services:\n  web:\n    image: ghcr.io/example/web:latest\n    user: "1000:1000"\n';

function opened(files: Readonly<Record<string, string>>): Engine {
  const engine = createEngine(rules, PINNED_DAY);
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  return engine;
}

const SEEN = /^(?:user\/root-user|image\/mutable-tag|image\/untrusted-registry|privilege\/missing-hardening)$/;
const found = (engine: Engine): string[] =>
  engine.paths().flatMap((path) => {
    const { findings } = engine.check(path);
    return findings.filter((f) => SEEN.test(f.rule)).map((f) => `${path} ${f.severity} ${f.rule}`);
  });
const problems = (text: string): string[] =>
  opened({ '.seaworthy.yaml': text })
    .configProblems()
    .map((p) => `${text.slice(p.at.start, p.at.end)}: ${p.message}`);

describe('overrides', () => {
  test('apply to their files only, a later one before an earlier one', () => {
    const engine = opened({
      'a/Dockerfile': ROOT,
      'b/Dockerfile': ROOT,
      'b/c/Dockerfile': ROOT,
      '.seaworthy.yaml': `overrides:
  - files: [b/]
    rules:
      user/root-user: error
  - files: [c/]
    rules:
      user/*: hint
      user/root-user: info
`,
    });
    assert.deepEqual(found(engine), [
      'a/Dockerfile warning user/root-user',
      'b/Dockerfile error user/root-user',
      'b/c/Dockerfile info user/root-user',
    ]);
    assert.notEqual(engine.configFor('a/Dockerfile'), engine.configFor('b/Dockerfile'));
    assert.equal(
      engine.configFor('b/Dockerfile'),
      engine.configFor('b/other/Dockerfile'),
      'equal settings are one object',
    );
  });

  test('are relative to the folder of their file, and an edit of it changes the findings', () => {
    const engine = opened({ 'b/Dockerfile': ROOT, 'b/x/Dockerfile': ROOT });
    const before = found(engine);
    engine.setFile('b/.seaworthy.yaml', 'overrides:\n  - files: [/x/]\n    rules: { user/root-user: off }\n');
    assert.deepEqual(found(engine), ['b/Dockerfile warning user/root-user']);
    engine.removeFile('b/.seaworthy.yaml');
    assert.deepEqual(found(engine), before);
  });

  test('say what is wrong', () => {
    assert.deepEqual(problems('overrides: {}\n'), ['{}: `overrides` must be a list of entries with `files`']);
    assert.match(problems('overrides:\n  - profile: audit\n')[0]!, /needs `files`/);
    assert.match(problems('overrides:\n  - files: [a]\n    exclude: [b]\n')[0]!, /Unknown key `exclude`/);
  });
});

describe('ignore', () => {
  const config = (more: string): string => `ignore:\n  - rules: [user/*]\n    reason: old images\n${more}`;
  const files = { 'a/Dockerfile': ROOT, 'b/Dockerfile': LATEST };

  test('ignores rules, everywhere or in some paths, and counts what it ignores', () => {
    assert.deepEqual(found(opened({ ...files, '.seaworthy.yaml': config('') })), [
      'b/Dockerfile warning image/mutable-tag',
    ]);
    const one = opened({ ...files, '.seaworthy.yaml': config('    paths: [b/]\n') });
    assert.equal(found(one).length, 2);
    assert.equal(opened({ ...files, '.seaworthy.yaml': config('') }).check('a/Dockerfile').suppressed, 1);
  });

  test('ignores up to its last day', () => {
    const engine = opened({ ...files, '.seaworthy.yaml': config('    until: 2026-11-21\n') });
    assert.equal(found(engine).length, 1);
    engine.setToday('2026-11-22');
    assert.equal(found(engine).length, 2);
    engine.configure({ flags: { today: '2026-11-21' } });
    assert.equal(found(engine).length, 1);
  });

  test('a wrong entry ignores nothing', () => {
    for (const more of ['    until: soon\n', '    paths: []\n', '    paths: x\n']) {
      const engine = opened({ ...files, '.seaworthy.yaml': config(more) });
      assert.equal(found(engine).length, 2, more);
    }
    assert.match(
      problems('ignore:\n  - rules: [user/rot-user]\n')[0]!,
      /^user\/rot-user: .*did you mean `user\/root-user`/,
    );
    assert.match(problems('ignore:\n  - reason: x\n')[0]!, /needs `rules`/);
    assert.match(problems('ignore:\n  - rules: [user/root-user]\n    until: 2026-02-30\n')[0]!, /must be a day/);
  });
});

describe('other tools', () => {
  const files = { 'a/Dockerfile': ROOT, 'b/Dockerfile': LATEST, 'compose.yaml': COMPOSE };
  const with_ = (more: Readonly<Record<string, string>>): string[] => found(opened({ ...files, ...more }));
  const all = with_({});
  const without = (...gone: RegExp[]): string[] => all.filter((line) => !gone.some((one) => one.test(line)));

  test('what their files ignore is not reported, in the kinds of files that they check', () => {
    assert.deepEqual(with_({ '.hadolint.yaml': 'ignored:\n  - DL3007\n  - DL3002\n' }), without(/Dockerfile/));
    assert.deepEqual(with_({ '.trivyignore': '# why\nAVD-DS-0002\n' }), without(/root-user/));
    assert.deepEqual(with_({ '.checkov.yaml': 'skip-check:\n  - CKV_DOCKER_8,CKV_K8S_1\n' }), without(/root-user/));
    assert.deepEqual(with_({ '.checkov.yml': 'skip-check: CKV_DOCKER_*\n' }), without(/Dockerfile/, /mutable-tag/));
    assert.deepEqual(
      with_({ 'kics.config': '{"exclude-queries": "fd54f200-402c-4333-a5a4-36ef6709af2f"}' }),
      without(/root-user/),
    );
    assert.deepEqual(with_({ 'kics.config': 'exclude-paths:\n  - a/\n' }), without(/^a\//));
    const dclint = '{"rules": {"service-image-require-explicit-tag": 0}}';
    assert.deepEqual(with_({ '.dclintrc': dclint }), without(/compose.*mutable-tag/));
    assert.deepEqual(
      with_({ '.dclintrc.yaml': 'rules:\n  service-image-require-explicit-tag: [0, {}]\n' }),
      with_({ '.dclintrc': dclint }),
    );
    assert.deepEqual(with_({ '.dclintrc': dclint.replace('0', '2') }), all);
  });

  test('Trivy: paths, and days up to the one before the expiry', () => {
    const yaml = (more: string): string => `misconfigurations:\n  - id: DS-0002\n${more}`;
    assert.deepEqual(with_({ '.trivyignore.yaml': yaml('    paths: [b/Dockerfile]\n') }), all);
    assert.deepEqual(with_({ '.trivyignore.yaml': yaml('    paths: ["a/**"]\n') }), without(/root-user/));
    assert.deepEqual(with_({ '.trivyignore.yaml': yaml('    expired_at: 2026-11-21\n') }), all);
    assert.deepEqual(with_({ '.trivyignore.yaml': yaml('    expired_at: 2026-11-22\n') }), without(/root-user/));
    assert.deepEqual(with_({ '.trivyignore': 'DS-0002 exp:2026-11-21\n' }), all);
    assert.deepEqual(with_({ '.trivyignore': 'DS-0002 exp:2026-11-22\n' }), without(/root-user/));
    assert.deepEqual(with_({ '.trivyignore': 'DS-0002 exp:never\n' }), all);
    assert.deepEqual(with_({ '.trivyignore': 'DS-*\n*\n' }), all);
  });

  test('the nearest file of a tool applies', () => {
    const near = { '.hadolint.yaml': 'ignored: [DL3002]\n', 'a/.hadolint.yaml': 'ignored: [DL3007]\n' };
    assert.deepEqual(with_(near), all);
    assert.deepEqual(with_({ ...near, 'a/.trivyignore': 'DS-0002\n' }), without(/root-user/));
  });

  test('trusted registries of hadolint are those of Dockerfiles, where the configuration names none', () => {
    const trusted = (text: string, own = 'profile: strict\n'): string[] => {
      const engine = opened({ ...files, '.hadolint.yaml': text, '.seaworthy.yaml': own });
      return ['b/Dockerfile', 'compose.yaml'].map((path) => engine.configFor(path).settings.images.trusted.join());
    };
    assert.deepEqual(trusted('trustedRegistries: [ghcr.io, "*.gcr.io"]\n'), ['ghcr.io,*.gcr.io', '']);
    assert.deepEqual(trusted('trustedRegistries: "*"\n'), ['**', '']);
    assert.deepEqual(trusted('trustedRegistries: ghcr.io\n', 'images: { trusted: [quay.io] }\n'), [
      'quay.io',
      'quay.io',
    ]);
  });

  test('`otherTools` chooses whose files apply', () => {
    const tools = { '.hadolint.yaml': 'ignored: [DL3007]\n', '.trivyignore': 'DS-0002\n' };
    assert.deepEqual(with_({ ...tools, '.seaworthy.yaml': 'otherTools: []\n' }), all);
    assert.deepEqual(with_({ ...tools, '.seaworthy.yaml': 'otherTools: [trivy]\n' }), without(/root-user/));
    assert.match(
      problems('otherTools: [hadolin]\n')[0]!,
      /^hadolin: An item of `otherTools` must be one of .*did you mean `hadolint`/,
    );
  });

  test('a file that cannot be read ignores nothing', () => {
    for (const text of ['', '[', 'a', '- b', '{"rules": [0]}', 'ignored: {a: b}\n', 'exclude-queries = "x"\n'])
      for (const name of [
        '.hadolint.yaml',
        '.trivyignore.yaml',
        '.checkov.yaml',
        'kics.config',
        '.dclintrc',
        '.trivyignore',
      ])
        assert.deepEqual(with_({ [name]: text }), all, `${name}: ${text}`);
  });

  test('edits of their files change the findings', () => {
    const engine = opened(files);
    found(engine);
    engine.setFile('.trivyignore', 'DS-0002\n');
    assert.deepEqual(found(engine), without(/root-user/));
    engine.setFile('.trivyignore', 'DS-0001\n');
    assert.ok(found(engine).some((line) => /root-user/.test(line)));
    engine.removeFile('.trivyignore');
    assert.deepEqual(found(engine), all);
  });
});
