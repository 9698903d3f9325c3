/** `rules` and `explain`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { folderWith, seaworthy } from '../support/program.ts';

test('rules: a table with every rule', () => {
  const { stdout, status } = seaworthy(folderWith({}), ['rules']);
  assert.equal(status, 0);
  const ids = stdout
    .trim()
    .split('\n')
    .map((l) => l.split(' ')[0]);
  assert.deepEqual(
    ids,
    rules.map((r) => r.meta.id),
  );
});

test('rules --format json: the whole metadata, refs keyed by tool', () => {
  const { stdout } = seaworthy(folderWith({}), ['rules', '--format', 'json']);
  const metas = JSON.parse(stdout) as { id: string; refs: Record<string, string[]> }[];
  assert.deepEqual(metas, JSON.parse(JSON.stringify(rules.map((r) => r.meta))));
  for (const meta of metas) {
    for (const key of ['id', 'title', 'why', 'severity', 'confidence', 'profile', 'fix', 'tags', 'refs'])
      assert.ok(key in meta, `${meta.id} has no ${key}`);
    for (const [tool, ids] of Object.entries(meta.refs))
      assert.ok(Array.isArray(ids) && ids.length > 0, `${meta.id} ${tool}`);
  }
});

test('explain prints the page of every rule', () => {
  for (const { meta } of [rules[0]!, rules.at(-1)!, rules.find((r) => r.meta.id === 'user/root-user')!]) {
    const { stdout, status } = seaworthy(folderWith({}), ['explain', meta.id]);
    assert.equal(status, 0, meta.id);
    assert.ok(stdout.includes(meta.id) && stdout.length > 200, meta.id);
  }
});
