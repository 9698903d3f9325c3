/** Services without a password whose clients have their address. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engineOver } from '../../../../scripts/lib/prove.ts';
import { apart } from '../../../../server/src/core/engine/joined.ts';
import { rules } from '../../../../server/src/core/rules/rules.generated.ts';

const STORE =
  'services:\n  cache:\n    image: bitnamilegacy/redis:8.0\n    environment:\n      - ALLOW_EMPTY_PASSWORD=yes\n    ports: ["6379:6379"]\n';
const client = (variable: string): string =>
  `  web:\n    image: registry.example.com/web:2.1.0\n    environment:\n      - ${variable}\n`;

/** The notes of the fixes. */
const notes = (files: Record<string, string>): string[] =>
  apart(
    engineOver(new Map(Object.entries(files)), rules, { flags: { profile: 'strict' } }).check('compose.yaml').findings,
  )
    .filter((f) => f.rule === 'network/authentication-off')
    .flatMap((f) => f.fixes.map((x) => x.note ?? ''));

describe('a password for a service that has none', () => {
  for (const variable of [
    'Store__ConnectionString=cache:6379',
    'STORE_URL=redis://cache:6379/0',
    'STORE_URL=redis://cache',
    'STORE_URL=redis://app@cache:6379',
    'STORE_HOST=cache',
    'Store__Options__Host=cache',
    'STORE_NODES=other:6379,cache:6379',
  ])
    test(`is not asked for where a client of the file has none: ${variable}`, () => {
      assert.deepEqual(notes({ 'compose.yaml': STORE + client(variable) }), []);
    });
  for (const variable of [
    'CACHE_DRIVER=cache',
    'STORE_URL=redis://:$' + '{STORE_PASSWORD}@cache:6379',
    'STORE_URL=redis://cache-two:6379',
    'STORE_URL=redis://cache.example.com:6379',
    'STORE_PATH=/var/cache',
  ])
    test(`is asked for where no client is shut out: ${variable}`, () => {
      assert.equal(notes({ 'compose.yaml': STORE + client(variable) }).length, 1);
    });
  const other = (lines: string): string => `  web:\n    image: registry.example.com/web:2.1.0\n${lines}`;
  for (const lines of [
    '    command: ["--store", "redis://cache:6379"]\n',
    '    command: store --host cache\n',
    '    labels: {store: "cache:6379"}\n',
    '    healthcheck: {test: redis-cli -h cache ping}\n',
  ])
    test(`is not asked for where a text of another service leads to it: ${lines.trim()}`, () => {
      assert.deepEqual(notes({ 'compose.yaml': STORE + other(lines) }), []);
      assert.equal(notes({ 'compose.yaml': STORE + other(lines.replaceAll('cache', 'store')) }).length, 1);
    });
  test('is not asked for where its own healthcheck has none', () => {
    const checked = (words: string): string => `${STORE}    healthcheck:\n      test: ${words}\n`;
    for (const words of [
      'redis-cli ping',
      '["CMD", "redis-cli", "ping"]',
      '["CMD-SHELL", "curl -f http://localhost:9200"]',
    ])
      assert.deepEqual(notes({ 'compose.yaml': checked(words) }), [], words);
    for (const words of ['["NONE"]', 'pg_isready -U shop', '["CMD", "mysqladmin", "ping"]'])
      assert.equal(notes({ 'compose.yaml': checked(words) }).length, 1, words);
  });
  test('is not asked for where a client of another file, or a script, has none', () => {
    const loaded = `${STORE}  web:\n    image: registry.example.com/web:2.1.0\n    env_file: web.env\n`;
    const beside = `services:\n${client('Store__ConnectionString=cache:6379')}`;
    assert.equal(notes({ 'compose.yaml': loaded }).length, 1);
    const others: readonly Record<string, string>[] = [
      { 'web.env': 'A=1\nSTORE_HOST="cache"\n' },
      { 'compose.web.yaml': beside },
      { 'init.sh': '#!/bin/sh\ncurl http://cache:6379\n' },
      { 'init.sh': '#!/bin/sh\nredis-cli -u redis://localhost:6379 ping\n' },
      { 'config/app.toml': 'store = "redis://cache:6379"\n' },
    ];
    for (const more of others) assert.deepEqual(notes({ 'compose.yaml': loaded, ...more }), [], JSON.stringify(more));
    const free = { 'init.sh': '# redis://cache:6379\ncurl redis://a:b@cache:6379\ncurl http://localhost:16379\n' };
    assert.equal(notes({ 'compose.yaml': loaded, ...free }).length, 1);
    const own = { 'compose.yaml': loaded, 'compose.web.yaml': STORE + client('STORE_HOST=cache') };
    assert.equal(notes(own).length, 1);
  });
});
