/** The architecture test can fail: each kind of violation, planted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { circles, emptyRooms, homeless, ROOMS, upward } from './rooms.ts';

const planted = (files: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(files));

test('a file outside of every room is found', () => {
  assert.deepEqual(homeless(['text/span.ts', 'loose.ts', 'unknown/file.ts']), ['loose.ts', 'unknown/file.ts']);
});

test('an import that points up is found, one that points down or stays is not', () => {
  const files = planted({
    'yaml/parse.ts': ['text/span.ts', 'yaml/node.ts'],
    'yaml/node.ts': ['yaml/edit/print.ts'],
    'text/span.ts': ['rules/user/root-user.ts'],
  });
  assert.deepEqual(upward(files), ['yaml/node.ts: yaml/edit/print.ts', 'text/span.ts: rules/user/root-user.ts']);
});

test('a folder below a room belongs to it unless it is a room', () => {
  assert.deepEqual(upward(planted({ 'image/knowledge/tag/tags.ts': ['image/reference.ts'] })), []);
  assert.deepEqual(upward(planted({ 'image/reference.ts': ['image/knowledge/tag/tags.ts'] })).length, 1);
});

test('circles are found, long ones and short ones', () => {
  const files = planted({ a: ['b'], b: ['c'], c: ['a', 'd'], d: [], e: ['e'] });
  assert.deepEqual(circles(files), ['a b c', 'e']);
});

test('a listed room without files is found', () => {
  assert.deepEqual(emptyRooms(ROOMS.filter((r) => r !== 'text').map((r) => `${r}/file.ts`)), ['text']);
});
