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
  // Other tests load the bundle in other ways, each with a file of its own.
  const kinds = readdirSync(folder).map((name) => readFileSync(join(folder, name))[0]);
  assert.ok(kinds.includes(0b111), kinds.join());
});
