/** The places of one secret in a file are one finding. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { apart } from '../../../server/src/core/engine/joined.ts';
import type { Reported } from '../../../server/src/core/engine/report.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { valueHash } from '../../../server/src/core/secrets/allow.ts';
import { fake } from '../../support/secrets-fake.ts';

const VALUE = 'mT9-kQv2z7';

function secrets(text: string, path = 'compose.yaml', config = ''): readonly Reported[] {
  const engine = createEngine(rules, PINNED_DAY);
  if (config !== '') engine.setFile('.seaworthy.yaml', config);
  engine.setFile(path, text);
  engine.setComplete(true);
  return engine.check(path).findings.filter((f) => f.rule.startsWith('secret/'));
}

const lineOf = (text: string, { span }: { readonly span: { readonly start: number } }): number =>
  text.slice(0, span.start).split('\n').length;
const lines = (text: string, found: readonly Reported[]): number[][] =>
  found.map((f) => [f, ...f.related.filter((r) => r.affected)].map((place) => lineOf(text, place)));

const service = (name: string, ...rest: readonly string[]): string =>
  [`  ${name}:`, '    image: registry.shop.example/web:1.4.2', ...rest.map((line) => `    ${line}`), ''].join('\n');
const compose = (...list: readonly string[]): string => `services:\n${list.join('')}`;
const holding = (name: string, value = VALUE): readonly string[] => ['environment:', `  ${name}: ${value}`];

describe('one value', () => {
  test('the same in several services, by name and in a URL', () => {
    const text = compose(
      service('a', ...holding('ADMIN_PASSWORD')),
      service('b', ...holding('ROOT_PASSWORD')),
      service('c', ...holding('DATABASE_URL', `postgres://shop:${VALUE}@db/shop`)),
    );
    const found = secrets(text);
    assert.deepEqual(lines(text, found), [[5, 9, 13]]);
    assert.match(found[0]!.message, /; the same value is in 2 other places of this file$/);
  });

  test('two values are two findings', () => {
    const text = compose(
      service('a', ...holding('ADMIN_PASSWORD')),
      service('b', ...holding('ADMIN_PASSWORD', 'mT9-kQv2z8')),
    );
    assert.deepEqual(lines(text, secrets(text)), [[5], [9]]);
  });

  test('in the documents of a stream', () => {
    const map = (name: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  DB_PASSWORD: ${VALUE}\n`;
    const text = [map('a'), map('b')].join('---\n');
    assert.deepEqual(lines(text, secrets(text, 'maps.yaml')), [[6, 13]]);
  });
});

describe('the fingerprint', () => {
  const alone = secrets(compose(service('a', ...holding('ADMIN_PASSWORD'))))[0]!;
  const text = compose(service('a', ...holding('ADMIN_PASSWORD')), service('b', ...holding('ADMIN_PASSWORD')));
  const joined = secrets(text)[0]!;
  test('is that of the first place', () => assert.equal(joined.fingerprint, alone.fingerprint));
  test('differs at each place', () =>
    assert.equal(new Set(apart([joined]).map(({ fingerprint }) => fingerprint)).size, 2));
  test('and the messages hold neither the value nor its hash', () => {
    const shown = JSON.stringify([joined.fingerprint, joined.message, joined.related]);
    assert.ok(!shown.includes(VALUE));
    assert.ok(!shown.includes(valueHash(VALUE).slice('sha256:'.length)));
  });
});

describe('each place', () => {
  test('has an ignore comment of its own', () => {
    const text = compose(
      service('a', 'environment:', '  # seaworthy: ignore[secret/hardcoded-secret] test', `  ADMIN_PASSWORD: ${VALUE}`),
      service('b', ...holding('ADMIN_PASSWORD')),
      service('c', ...holding('ADMIN_PASSWORD')),
    );
    assert.deepEqual(lines(text, secrets(text)), [[10, 14]]);
  });

  test('has fixes of its own', () => {
    const text = compose(service('a', ...holding('ADMIN_PASSWORD')), service('b', ...holding('SMTP_PASSWORD')));
    assert.deepEqual(
      apart(secrets(text)).map(({ fixes }) => fixes.length > 0),
      [true, true],
    );
  });

  test('the heavier severity is reported', () => {
    const token = `ghp_${fake(36)}`;
    const text = compose(
      service('a', ...holding('DEPLOY_TOKEN', token)),
      service('b', ...holding('DEPLOY_TOKEN', token)),
    );
    assert.equal(secrets(text).length, 1);
    assert.equal(secrets(text)[0]!.severity, 'error');
  });
});
