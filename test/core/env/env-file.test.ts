import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEnvFile } from '../../../server/src/core/env/read.ts';

const read = (text: string) =>
  readEnvFile(text).variables.map((v) => {
    assert.equal(text.slice(v.nameSpan.start, v.nameSpan.end), v.name);
    assert.equal(text.slice(v.valueSpan.start, v.valueSpan.end), v.value);
    assert.ok(v.span.start <= v.nameSpan.start && v.valueSpan.end <= v.span.end);
    return v.dynamic ? [v.name, v.value, 'dynamic'] : [v.name, v.value];
  });

test('names and values, quoted or not', () => {
  assert.deepEqual(read('A=1\nB = two words \nexport C="3 # no comment"\n  D=\'4\'\nE=\nF: 6'), [
    ['A', '1'],
    ['B', 'two words'],
    ['C', '3 # no comment'],
    ['D', '4'],
    ['E', ''],
    ['F', '6'],
  ]);
});

test('comments need a blank before them', () => {
  assert.deepEqual(read('A=x#y # z\nB="q" # z\n# C=1\n#D=1\nE=# all of it'), [
    ['A', 'x#y'],
    ['B', 'q'],
    ['E', ''],
  ]);
  const text = '# a\n  # b\r\nA=1 # c\n';
  assert.deepEqual(
    readEnvFile(text).comments.map((c) => text.slice(c.start, c.end)),
    ['# a', '# b', '# c'],
  );
});

test('quoted values may span lines, unclosed ones do not', () => {
  assert.deepEqual(read('A="1\n2\\"3"\nB=4\nC="open\nD=5\n'), [
    ['A', '1\n2\\"3'],
    ['B', '4'],
    ['C', '"open'],
    ['D', '5'],
  ]);
});

test('references to variables are distinguished from literal values', () => {
  assert.deepEqual(read("A=$B\nC=x${D}y\nE='$F'\nG=\\$H\nI=a$$\nJ=9An$E4Gd\n"), [
    ['A', '$B', 'dynamic'],
    ['C', 'x${D}y', 'dynamic'],
    ['E', '$F'],
    ['G', '\\$H'],
    ['I', 'a$$'],
    ['J', '9An$E4Gd'],
  ]);
});

test('lines that are no assignments are skipped', () => {
  assert.deepEqual(read('\uFEFFA=1\r\nnothing\n=x\n1A=2\n[section]\nset B=1\nC\n=3\n\0\nD=4'), [
    ['A', '1'],
    ['D', '4'],
  ]);
});

test('line ends', () => {
  assert.equal(readEnvFile('A=1\r\nB=2\r\n').eol, '\r\n');
  assert.deepEqual(read('A=1\r\nB="2"\r\n'), [
    ['A', '1'],
    ['B', '2'],
  ]);
});

test('hostile text is read to the end', () => {
  assert.equal(read('A="'.repeat(20_000)).length, 1);
  assert.equal(read(`A=${'"x\\'.repeat(50_000)}\nB=1`).at(-1)?.[0], 'B');
  assert.deepEqual(read(`${' '.repeat(200_000)}=`), []);
});
