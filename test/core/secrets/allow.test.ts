/** Values that the configuration allows: by name, by path, and by hash. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { readConfig } from '../../../server/src/core/config/read.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { apart } from '../../../server/src/core/engine/joined.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { valueHash } from '../../../server/src/core/secrets/allow.ts';
import { fake } from '../../support/secrets-fake.ts';

const secret = `${fake(18)}-q7`;
const files: Readonly<Record<string, string>> = {
  'app/compose.yaml': `services:\n  a:\n    image: x\n    environment:\n      ADMIN_PASSWORD: ${secret}\n    command: serve --password ${secret}\n`,
  'app/.env': `ADMIN_PASSWORD="${secret}"\n`,
  'app/secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  ADMIN_PASSWORD: ${secret}\n`,
  'app/encoded.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: t}\ndata:\n  ADMIN_PASSWORD: ${Buffer.from(secret).toString('base64')}\n`,
};

function engineWith(config: string, at = '.seaworthy.yaml'): Engine {
  const engine = createEngine(rules, PINNED_DAY);
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  if (config !== '') engine.setFile(at, config);
  return engine;
}

const found = (engine: Engine): string[] =>
  Object.keys(files).flatMap((path) =>
    apart(engine.check(path).findings)
      .filter((f) => f.rule.startsWith('secret/'))
      .map((f) => `${path} ${f.rule}`),
  );

const all = [
  'app/compose.yaml secret/hardcoded-secret',
  'app/compose.yaml secret/hardcoded-secret',
  'app/.env secret/hardcoded-secret',
  'app/secret.yaml secret/plain-secret-manifest',
  'app/encoded.yaml secret/plain-secret-manifest',
];

test('nothing is allowed without a configuration', () => {
  assert.deepEqual(found(engineWith('')), all);
});

test('a value by its hash, in any place and any notation', () => {
  const config = (hash: string) => `secrets:\n  allow:\n    values: ['${hash}']\n`;
  assert.deepEqual(found(engineWith(config(valueHash(secret)))), []);
  assert.deepEqual(found(engineWith(config(valueHash(`${secret}x`)))), all);
});

test('a name, by a pattern; a value without a name is still reported', () => {
  assert.deepEqual(found(engineWith('secrets:\n  allow:\n    names: [admin_*]\n')), [all[0]]);
  assert.deepEqual(found(engineWith('secrets:\n  allow:\n    names: [ADMIN]\n')), all);
});

test('paths are relative to the configuration', () => {
  assert.deepEqual(found(engineWith('secrets:\n  allow:\n    paths: [app/*.yaml]\n')), [
    'app/.env secret/hardcoded-secret',
  ]);
  const below = 'secrets:\n  allow:\n    paths: [/.env]\n';
  assert.deepEqual(found(engineWith(below)), all);
  assert.deepEqual(
    found(engineWith(below, 'app/.seaworthy.yaml')),
    all.filter((f) => !f.includes('.env')),
  );
});

test('every finding of a literal gives the hash that allows it', () => {
  const engine = engineWith('');
  for (const path of Object.keys(files)) {
    for (const finding of engine.check(path).findings) {
      if (finding.rule.startsWith('secret/')) assert.equal(finding.secretHash?.(), valueHash(secret), finding.message);
    }
  }
});

test('a value written into the list is refused, and not repeated', () => {
  const { config, problems } = readConfig(`secrets:\n  allow:\n    values: ['${secret}']\n  store: {name: A b}\n`, []);
  assert.deepEqual(config.secrets, { allow: { values: [] }, store: {} });
  assert.equal(problems.length, 2);
  assert.ok(!JSON.stringify(problems).includes(secret));
});

test('the hash is the documented one, salted', () => {
  assert.match(valueHash(secret), /^sha256:[0-9a-f]{32}$/);
  assert.notEqual(valueHash('a'), valueHash('b'));
  assert.notEqual(valueHash('abc'), 'sha256:ba7816bf8f01cfea414140de5dae2223');
});
