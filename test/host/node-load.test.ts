/** That V8's code of the core is kept again when a run has compiled more of it: `buildProgram` checks a file of each kind. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { codeFolder } from '../support/built-program.ts';
import { CLI } from '../support/program.ts';

test('the code is kept again after the first check of each kind of file', {
  skip: process.platform === 'win32',
}, () => {
  const folder = codeFolder(dirname(CLI));
  const names = readdirSync(folder);
  assert.equal(names.length, 1);
  const kinds = readFileSync(join(folder, names[0]!))[0];
  assert.equal(kinds, 0b111);
});
