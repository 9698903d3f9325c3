/** `check --timing`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderWith, PRIVILEGED, ROOT, seaworthy } from '../support/program.ts';

test('a table of phases and rules on standard error; the report and the exit code stay the same', () => {
  const folder = folderWith({ Dockerfile: ROOT, 'k8s/pod.yaml': PRIVILEGED });
  for (const format of ['text', 'json', 'sarif']) {
    const words = ['check', '--profile', 'audit', '--format', format];
    const [plain, timed] = [seaworthy(folder, words), seaworthy(folder, [...words, '--timing'])];
    assert.deepEqual([timed.status, timed.stdout], [plain.status, plain.stdout]);
    assert.equal(plain.stderr, '');
    const rows = [...timed.stderr.matchAll(/^ *(\d+\.\d) ms +(?:(\d+\.\d) %)? *(\S.*)$/gm)].map(
      ([, ms, share, name]) => ({
        ...{ ms: Number(ms), share: Number(share), name: name! },
      }),
    );
    const names = rows.map(({ name }) => name);
    const phases = ['start of the program', 'reading files', 'models, facts and reports', 'rules', 'printing', 'all'];
    assert.deepEqual(names.slice(0, 7), [...phases, 'processor time']);
    const parts = rows.slice(0, 5).reduce((sum, { ms }) => sum + ms, 0);
    assert.ok(parts > 0 && parts <= rows[5]!.ms + 1, timed.stderr);
    assert.equal(rows.filter(({ name }) => /^[a-z]+\/[a-z-]+$/.test(name)).length, 20, 'rules');
    assert.match(names.at(-1)!, /^\d+ more rules$/);
  }
});

test('it belongs to a check', () => {
  const folder = folderWith({ Dockerfile: ROOT });
  assert.equal(seaworthy(folder, ['check', '--fix', '--timing']).status, 2);
  assert.equal(seaworthy(folder, ['report', '--standard', 'pss', '--timing']).status, 2);
});
