/** The values of passwords, keys and tokens in texts of any format. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writtenValues } from '../../../server/src/core/secrets/written-values.ts';
import { assertGrowth } from '../../support/growth.ts';

const dollar = '$';

test('each value has its place and its name, or the scheme and the host of its URL', () => {
  for (const [text, name, host] of [
    ['DB_PASSWORD=hunter2', 'DB_PASSWORD', undefined],
    ['export DB_PASSWORD="hunter2"', 'DB_PASSWORD', undefined],
    ['password: hunter2 # theirs', 'password', undefined],
    ['{"Password": "hunter2", "user": "a"}', 'Password', undefined],
    ['"Server=db;User Id=sa;Password=hunter2;Encrypt=True"', 'Password', undefined],
    [`DB_PASSWORD: ${dollar}{DB_PASSWORD:-hunter2}`, 'DB_PASSWORD', undefined],
    ['- name: DB_PASSWORD\n  value: "hunter2"', 'DB_PASSWORD', undefined],
    ['{"name": "DB_PASSWORD", "value": "hunter2"}', 'DB_PASSWORD', undefined],
    ['run --password hunter2 now', 'password', undefined],
    ['redis-server --requirepass hunter2', 'requirepass', undefined],
    ['a postgres://shop:hunter2@db.shop:5432/x', 'postgres', 'db.shop'],
    ['shop:hunter2@tcp(db:3306)/x', 'dsn', 'db'],
    ['  password: aHVudGVyMg==', 'password', undefined],
  ] as const) {
    const found = writtenValues(text).filter((f) => f.value === 'hunter2');
    assert.deepEqual(
      found.map((f) => [f.name, f.host]),
      [[name, host]],
      text,
    );
    assert.ok(['hunter2', 'aHVudGVyMg=='].includes(text.slice(found[0]!.at.start, found[0]!.at.end)), text);
  }
});

test('other values, references and digests are left out', () => {
  for (const text of [
    'image: nginx:1.29@sha256:abc',
    'NAME=hunter2',
    'value: hunter2',
    `DB_PASSWORD=${dollar}DB_PASSWORD`,
    `DB_PASSWORD: ${dollar}{DB_PASSWORD:?}`,
    '- name: REPLICAS\n  value: "300"',
    'see https://example.org/a:b',
  ])
    assert.deepEqual(writtenValues(text), [], text);
});

test('the time grows with the text', () => {
  for (const unit of [
    ':',
    '@',
    '=',
    'a:a@',
    'password',
    'password=',
    '://a:',
    'value:',
    '--token ',
    ' ',
    `${dollar}{A:-`,
    '"',
    '\n',
  ])
    assertGrowth(
      unit,
      10,
      () => writtenValues(unit.repeat(Math.floor(40_000 / unit.length))),
      () => writtenValues(unit.repeat(Math.floor(160_000 / unit.length))),
    );
});
