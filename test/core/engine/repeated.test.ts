/** Missing settings of a service that several Compose files of a folder repeat: once, in the main file. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { engineOver, proveEverywhere } from '../../../scripts/lib/prove.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { Profile } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

type Texts = Readonly<Record<string, string>>;
const HARDENING = 'privilege/missing-hardening';

const shop = (image = 'ghcr.io/acme/shop:1.2', more = ''): string =>
  `services:\n  shop:\n    image: ${image}\n    user: "1000"\n    read_only: true\n${more}`;
const BUILT = 'services:\n  shop:\n    build: .\n    user: "1000"\n    read_only: true\n';
const DROPPED =
  '    cap_drop: [ALL]\n    security_opt: ["no-new-privileges:true"]\n    mem_limit: 512m\n    pids_limit: 100\n    cpus: 1\n';

const engineWith = (files: Texts, profile: Profile = 'default') => {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile } });
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  return engine;
};
/** The files with missing settings. */
const found = (files: Texts, profile?: Profile): string[] => {
  const engine = engineWith(files, profile);
  return Object.keys(files).filter((path) => engine.check(path).findings.some((f) => f.rule === HARDENING));
};

describe('one of the files stands for all', () => {
  const cases: readonly (readonly [name: string, main: string, other: string, text: string])[] = [
    ['the plain name', 'compose.yaml', 'compose.mysql.yaml', shop()],
    ['the plain name though it is not the first', 'docker-compose.yml', 'docker-compose-es7.yml', shop()],
    ['the first by name', 'stack-a.compose.yml', 'stack-b.compose.yml', shop()],
    ['in a folder', 'deploy/compose.yaml', 'deploy/compose.tls.yaml', shop()],
    ['a build', 'compose.yaml', 'compose.mysql.yaml', BUILT],
  ];
  for (const [name, main, other, text] of cases)
    test(name, () => {
      assert.deepEqual(found({ [other]: text, [main]: text }), [main]);
      assert.deepEqual(found({ [other]: text, [main]: text }, 'strict'), [other, main]);
    });
  test('another version, and other limits', () => {
    assert.deepEqual(found({ 'compose.yaml': shop(), 'compose.next.yaml': shop('ghcr.io/acme/shop:2') }), [
      'compose.yaml',
    ]);
    assert.deepEqual(found({ 'compose.yaml': shop(), 'compose.next.yaml': shop('ghcr.io/acme/shop:${TAG:-2}') }), [
      'compose.yaml',
    ]);
    assert.deepEqual(found({ 'compose.yaml': shop(), 'compose.big.yaml': shop(undefined, '    mem_limit: 4g\n') }), [
      'compose.yaml',
    ]);
  });
  test('it names the others', () => {
    const engine = engineWith({ 'compose.yaml': shop(), 'compose.mysql.yaml': shop(), 'compose.tls.yaml': shop() });
    const finding = engine.check('compose.yaml').findings.find((f) => f.rule === HARDENING);
    const others = finding?.related?.filter((r) => r.message === 'the same service is here too').map((r) => r.path);
    assert.deepEqual(others, ['compose.mysql.yaml', 'compose.tls.yaml']);
  });
});

describe('each file has its own', () => {
  const main = { 'compose.yaml': shop() };
  const cases: readonly (readonly [name: string, path: string, text: string])[] = [
    ['another image', 'compose.b.yaml', shop('ghcr.io/acme/other:1.2')],
    ['another registry', 'compose.b.yaml', shop('registry.example.com/acme/shop:1.2')],
    ['a build', 'compose.b.yaml', BUILT],
    ['another name', 'compose.b.yaml', shop().replace('shop:', 'web:')],
    ['another folder', 'b/compose.b.yaml', shop()],
  ];
  for (const [name, path, text] of cases)
    test(name, () => assert.deepEqual(found({ ...main, [path]: text }), ['compose.yaml', path]));
  test('of production', () => {
    for (const path of ['compose.prod.yaml', 'docker-compose.production.yml', 'docker-compose-deploy.yml'])
      assert.deepEqual(found({ ...main, [path]: shop() }), ['compose.yaml', path]);
    assert.deepEqual(found({ ...main, 'compose.product.yaml': shop() }), ['compose.yaml']);
  });
  test('another stage of a build', () => {
    const staged = (target: string): string => BUILT.replace('build: .', `build: {context: ., target: ${target}}`);
    assert.deepEqual(found({ 'compose.yaml': staged('a'), 'compose.b.yaml': staged('b') }), [
      'compose.yaml',
      'compose.b.yaml',
    ]);
  });
  test('a file that is lowered stands for none', () => {
    assert.deepEqual(found({ 'compose.dev.yaml': shop(), 'compose.prod.yaml': shop() }), ['compose.prod.yaml']);
  });
  test('a service that is wrong, not only without limits', () => {
    const text = shop(undefined, '    privileged: true\n');
    const engine = engineWith({ 'compose.yaml': text, 'compose.b.yaml': text });
    assert.ok(engine.check('compose.b.yaml').findings.some((f) => f.rule === 'privilege/privileged-container'));
  });
});

test('limits in the main file change nothing in the others', () => {
  const engine = engineWith({ 'compose.yaml': shop(), 'compose.mysql.yaml': shop() });
  const count = (): number => engine.check('compose.mysql.yaml').findings.length;
  const before = count();
  engine.setFile('compose.yaml', shop(undefined, DROPPED));
  assert.equal(count(), before);
  engine.removeFile('compose.yaml');
  assert.ok(count() > before);
});

test('every fix of the main file is proved with the others beside it', () => {
  const files = new Map(Object.entries({ 'compose.yaml': shop(), 'compose.mysql.yaml': shop() }));
  const { findings } = engineOver(files, rules).check('compose.yaml');
  const nth = findings.findIndex((f) => f.rule === HARDENING);
  assert.ok(findings[nth]!.fixes.length > 0);
  for (const fix of findings[nth]!.fixes.keys())
    assert.deepEqual(proveEverywhere(files, rules, {}, 'compose.yaml', nth, fix).failures, []);
});
