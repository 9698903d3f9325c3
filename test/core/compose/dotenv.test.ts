import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileVariables } from '../../../server/src/core/compose/dotenv.ts';
import { limits } from '../../../server/src/core/yaml/limits.ts';
import { assertGrowth } from '../../support/growth.ts';

test('a variable refers to those above it, and then to those that are given', () => {
  const given = new Map([
    ['A', 'given'],
    ['B', 'other'],
  ]);
  const read = fileVariables("A=own\nC=$A-$B\nD='$A'\nE=${A:+$C}\nF=$MISSING\n", given);
  assert.deepEqual(Object.fromEntries(read), { A: 'own', C: 'own-other', D: '$A', E: 'own-other' });
});

test('variables that double those above them are not known', () => {
  for (const [twice, last] of [
    ['${V}${V}', 'V'],
    ['${Q:-$V$V}', 'V'],
  ] as const) {
    const read = fileVariables(`V=0123456789\n${`V=${twice}\n`.repeat(64)}AFTER=known\n`);
    assert.deepEqual([read.get(last), read.get('AFTER')], [undefined, 'known']);
  }
});

test('the values of a file are not longer than a document may be', () => {
  const file = `LONG=${'x'.repeat(100_000)}\n${Array.from({ length: 1000 }, (_, i) => `V${i}=$LONG\n`).join('')}`;
  const sum = [...fileVariables(file).values()].reduce((all, value) => all + value.length, 0);
  assert.ok(sum > 100_000 && sum <= limits.document, `${sum}`);
});

test('many variables over many given ones take linear time', () => {
  const read = (count: number) => {
    const many = (letter: string): string => Array.from({ length: count }, (_, i) => `${letter}${i}=$Z\n`).join('');
    const given = fileVariables(`Z=1\n${many('A')}`);
    return () => void fileVariables(many('B'), given);
  };
  assertGrowth('variables', 10, read(500), read(2000));
});
