/** Renaming over a file that another program has open, as Windows refuses it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renameOver } from '../../server/src/host/node-rename.ts';

/** A system that refuses the first `refusals` renames with `code`. */
function refusing(platform: NodeJS.Platform, code: string, refusals: number) {
  const seen = { renames: 0, waited: 0 };
  const system = {
    platform,
    rename: () => {
      if (seen.renames++ < refusals) throw Object.assign(new Error(code), { code });
    },
    wait: (milliseconds: number) => {
      seen.waited += milliseconds;
    },
  };
  return { seen, run: () => renameOver('a', 'b', system) };
}

test('Windows: a file that is open for a moment is replaced after a few attempts', () => {
  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    const { seen, run } = refusing('win32', code, 4);
    run();
    assert.equal(seen.renames, 5);
    assert.ok(seen.waited > 0);
  }
});

test('Windows: a file that stays open fails after a bounded number of attempts and about a second', () => {
  const { seen, run } = refusing('win32', 'EBUSY', Number.POSITIVE_INFINITY);
  assert.throws(run, { code: 'EBUSY' });
  assert.ok(seen.renames <= 10 && seen.waited >= 500 && seen.waited <= 2000, JSON.stringify(seen));
});

test('other errors and other systems fail at once', () => {
  for (const [platform, code] of [
    ['win32', 'ENOSPC'],
    ['linux', 'EBUSY'],
    ['darwin', 'EPERM'],
  ] as const) {
    const { seen, run } = refusing(platform, code, 1);
    assert.throws(run, { code });
    assert.deepEqual(seen, { renames: 1, waited: 0 });
  }
});
