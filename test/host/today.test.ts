import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utcToday } from '../../server/src/host/today.ts';

test('the day is that of UTC in every time zone', () => {
  const zone = process.env.TZ;
  const local = new Set<string>();
  try {
    // At any time the local days of the first and the last differ.
    for (const TZ of ['Pacific/Kiritimati', 'UTC', 'Etc/GMT+12']) {
      process.env.TZ = TZ;
      const before = new Date().toISOString().slice(0, 10);
      const day = utcToday();
      const after = new Date().toISOString().slice(0, 10);
      assert.ok(before <= day && day <= after, `${before}, ${day}, ${after}`);
      local.add(new Date().toDateString());
    }
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
  assert.ok(local.size > 1, 'the zones differ');
});
