/** V8's code of the core is kept again when a run has compiled more of it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CODE_VARIABLE } from '../support/built-program.ts';
import { CLEAN, folderWith, PRIVILEGED, seaworthy } from '../support/program.ts';

test('the code is kept again after the first check of each kind of file', {
  skip: process.platform === 'win32',
}, () => {
  const folder = folderWith({
    Dockerfile: CLEAN,
    'compose.yaml': 'services: { web: { image: web } }\n',
    'pod.yaml': PRIVILEGED,
  });
  const code = join(folder, 'code');
  /** The kinds for which each kept file was compiled (`code-use.ts`), after a check of one more file. */
  const keptAfter = (name: string): (number | undefined)[] => {
    seaworthy(folder, ['check', name], '', { [CODE_VARIABLE]: code });
    return readdirSync(code).map((file) => readFileSync(join(code, file))[0]);
  };
  assert.deepEqual(keptAfter('Dockerfile'), [0b001]);
  assert.deepEqual(keptAfter('compose.yaml'), [0b011]);
  assert.deepEqual(keptAfter('pod.yaml'), [0b111]);
  assert.deepEqual(keptAfter('Dockerfile'), [0b111]);
});
