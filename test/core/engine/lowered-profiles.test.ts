/** Which findings of lowered files the default profile reports, and files that say themselves that they are for developers. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { LOWER_SEVERITY } from '../../../server/src/core/config/settings.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { Profile, Severity } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { fake } from '../../support/secrets-fake.ts';
import { POD, severities, TLS_OFF, UNVERIFIED } from '../../support/severities.ts';

describe('what appears in the default profile', () => {
  const found = (path: string, text: string, config = ''): string[] =>
    Object.keys(severities(path, text, config, 'default'));
  test('an error, and nothing else', () => {
    assert.ok(found('Dockerfile', UNVERIFIED).includes(TLS_OFF));
    assert.deepEqual(found('test/Dockerfile', UNVERIFIED), []);
    assert.deepEqual(found('test/pod.yaml', POD), ['privilege/privileged-container']);
  });
  test('what the configuration gives a severity', () =>
    assert.deepEqual(found('test/Dockerfile', UNVERIFIED, `rules: {${TLS_OFF}: info}\n`), [TLS_OFF]));
});

describe('files that say that they are for developers', () => {
  const isLowered = (text: string, path = 'app/Dockerfile'): boolean => severities(path, text)[TLS_OFF] === 'info';
  for (const line of [
    '# This file is for local development only',
    '# Used for testing; see docs',
    '# Local development environment',
    '# This file is for the **development** setup.',
    '# This Compose file is for validating releases only.',
    '# Docker Compose stack for integration tests',
    '# WARNING: this setup is not intended for use in production.',
    '# Do not use this\n# image in production!',
    "# Isn't meant for production",
    '# Not production-ready',
    '# This file is for the development setup.\n# For a production example please refer to the other repository.',
    '# For local development only. For production use compose.prod.yaml',
  ])
    test(line, () => {
      assert.ok(isLowered(`${line}\n${UNVERIFIED}`));
      assert.ok(!isLowered(`${UNVERIFIED}${line}\n`), 'further down');
    });
  for (const line of [
    '# The image of the shop',
    '# Validates the orders of the shop',
    '# Used for local development and production',
    '# This image is for testing and for production use',
    '# Image for testing. Also for production, see the documentation of the registry. Production pulls it',
    '# Tests the database first',
    '# local port, see development.md',
    '# Do not edit in a hurry. For production, set the password',
  ])
    test(`not so: ${line}`, () => assert.ok(!isLowered(`${line}\n${UNVERIFIED}`)));

  describe('by the mode of their services', () => {
    const severity = (env: string, path = 'compose.yaml'): Severity | undefined =>
      severities(path, `services:\n  web:\n    image: nginx\n    environment: {${env}}\n`)['image/mutable-tag'];
    for (const env of [
      'NODE_ENV: development',
      'RAILS_ENV: test',
      'APP_ENV: local',
      'ASPNETCORE_ENVIRONMENT: Development',
      'NODE_ENV: "${NODE_ENV:-development}"',
      'NODE_ENV: "${NODE_ENV-development}"',
    ])
      test(env, () => {
        assert.equal(severity(env), 'info');
        assert.equal(severity(env, 'deploy/production/compose.yaml'), 'warning');
      });
    for (const env of [
      'NODE_ENV: production',
      'NODE_ENV: "${NODE_ENV}"',
      'NODE_ENV: "${NODE_ENV:?development}"',
      'NODE_ENV: "${NODE_ENV:-production}"',
      'NODE_ENV: development, APP_ENV: "${APP_ENV:-production}"',
      'PYTHON_ENV: dev',
      'NODE_ENV: development, APP_ENV: production',
    ])
      test(`not so: ${env}`, () => assert.equal(severity(env), 'warning'));
  });
});

describe('secrets in lowered files', () => {
  const RULES = ['secret/weak-default', 'secret/hardcoded-secret'];
  const found = (path: string, line: string, profile: Profile = 'default'): (Severity | undefined)[] => {
    const text = `services:\n  web:\n    image: registry.shop.example/web:1.4.2\n    ports: ['8080:8080']\n    environment:\n      ${line}\n`;
    const all = severities(path, text, '', profile);
    return RULES.flatMap((rule) => all[rule] ?? []);
  };
  const guesses = [
    'ADMIN_PASSWORD: changeme',
    'ADMIN_PASSWORD: ${PASSWORD:-merico}',
    'DATABASE_URL: postgres://shop:merico@db/shop',
    `ADMIN_PASSWORD: ${fake(40)}`,
  ];
  for (const line of guesses)
    test(`${line}: from strict on`, () => {
      assert.deepEqual(found('compose.yaml', line), ['warning']);
      for (const path of ['test/compose.yaml', 'docker/development/compose.yml', 'shop-dev/compose.yml']) {
        assert.deepEqual(found(path, line), [], path);
        assert.deepEqual(found(path, line, 'strict'), ['info'], path);
      }
    });
  const known = [
    `TOKEN: ghp_${fake(36)}`,
    `SMTP_PASSWORD: ${fake(40)}`,
    'DATABASE_URL: postgres://shop:merico@db.shop.com/shop',
  ];
  for (const [i, line] of known.entries())
    test(`what its value or another machine shows stays (${i + 1})`, () =>
      assert.equal(found('test/compose.yaml', line).length, 1));
});

test('what a test needs to start has no fix', () => {
  const text =
    'services:\n  db:\n    image: postgres:17\n    ports: ["5432:5432"]\n    environment:\n      POSTGRES_HOST_AUTH_METHOD: trust\n';
  const open = (path: string) => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.configure({ flags: { profile: 'strict' } });
    engine.setFile(path, text);
    engine.setComplete(true);
    return engine.check(path).findings.find((f) => f.rule === 'network/authentication-off');
  };
  const [own, lowered] = [open('compose.yaml'), open('test/compose.yaml')];
  assert.deepEqual([own?.severity, lowered?.severity], ['warning', 'info']);
  assert.deepEqual([own!.fixes.length > 0, lowered!.fixes.length], [true, 0]);
});

test('no pattern stands twice', () => {
  assert.deepEqual(LOWER_SEVERITY, [...new Set(LOWER_SEVERITY)]);
});
