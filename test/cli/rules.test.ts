/** `rules` and `explain`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainRefs } from '../../server/src/core/rule/refs/refs.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { folderWith, seaworthy } from '../support/program.ts';

interface Printed {
  readonly id: string;
  readonly refs: Readonly<Record<string, readonly string[]>>;
  readonly partialRefs: Readonly<Record<string, readonly string[]>>;
}

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
  const metas = JSON.parse(stdout) as Printed[];
  assert.deepEqual(metas, JSON.parse(JSON.stringify(rules.map(({ meta }) => ({ ...meta, ...plainRefs(meta.refs) })))));
  for (const meta of metas) {
    for (const key of ['id', 'title', 'why', 'severity', 'confidence', 'profile', 'fix', 'since', 'tags', 'refs'])
      assert.ok(key in meta, `${meta.id} has no ${key}`);
    for (const [tool, ids] of Object.entries(meta.refs))
      assert.ok(Array.isArray(ids) && ids.every((id) => /^[^~\s][^~]*$/.test(id)), `${meta.id} ${tool}`);
    for (const [tool, ids] of Object.entries(meta.partialRefs))
      for (const id of ids) assert.ok(meta.refs[tool]?.includes(id), `${meta.id} ${tool} ${id}`);
  }
});

test('explain prints the page of every rule', () => {
  for (const { meta } of [rules[0]!, rules.at(-1)!, rules.find((r) => r.meta.id === 'user/root-user')!]) {
    const { stdout, status } = seaworthy(folderWith({}), ['explain', meta.id]);
    assert.equal(status, 0, meta.id);
    assert.ok(stdout.includes(meta.id) && stdout.length > 200, meta.id);
  }
});
