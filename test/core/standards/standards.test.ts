/** The tables of controls: what they say agrees with the ids of the sources and with what rules refer to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idsOf } from '../../../server/src/core/rule/refs/refs.ts';
import { knownIds } from '../../../server/src/core/rule/refs/sources.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { controlsOf, REASONS, type Standard } from '../../../server/src/core/standards/standard.ts';
import { STANDARDS } from '../../../server/src/core/standards/standards.ts';

const metas = rules.map(({ meta }) => meta);
const rows = ({ table }: Standard): string[][] =>
  table
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('# '))
    .map((line) => line.split('|'));

test('every id to which a rule refers is a control of the standard', () => {
  for (const standard of STANDARDS) {
    const ids = new Set(rows(standard).map(([id]) => id));
    const missing = metas.flatMap((meta) =>
      standard.refs
        .flatMap((source) => idsOf(meta.refs, source).filter((id) => !ids.has(id)))
        .map((id) => `${meta.id} ${id}`),
    );
    assert.deepEqual(missing, [], standard.name);
  }
});

test('every control is a known id of the source, once', () => {
  for (const standard of STANDARDS) {
    const ids = rows(standard).map(([id = '']) => id);
    assert.deepEqual([...new Set(ids)], ids, standard.name);
    const known = new Set(standard.refs.flatMap((source) => [...knownIds(source)]));
    if (standard.refs.length > 0)
      assert.deepEqual(
        ids.filter((id) => !known.has(id)),
        [],
        standard.name,
      );
  }
});

test('a control without a rule says why', () => {
  for (const standard of STANDARDS)
    for (const { id, rules: own, unseen } of controlsOf(standard, metas))
      assert.ok(own.length > 0 || unseen !== undefined, `${standard.name} ${id}`);
});

test('no control with a rule says that there is none, and reasons are known', () => {
  for (const standard of STANDARDS) {
    for (const [id, , reason = ''] of rows(standard)) assert.ok(reason === '' || reason in REASONS, `${id} ${reason}`);
    for (const { id, rules: own, unseen } of controlsOf(standard, metas))
      assert.ok(unseen !== REASONS.rule || own.length === 0, `${standard.name} ${id}`);
  }
});

test('a rule is named only where it does not refer to the control itself, and exists', () => {
  for (const standard of STANDARDS)
    for (const [id = '', , , own = ''] of rows(standard))
      for (const name of own.split(' ').filter(Boolean)) {
        const meta = metas.find((m) => m.id === name);
        assert.ok(meta, `${standard.name} ${id} ${name}`);
        const refs = standard.refs.flatMap((source) => idsOf(meta.refs, source));
        assert.ok(!refs.includes(id), `${standard.name} ${id} ${name}`);
      }
});

test('titles are short, in our words', () => {
  for (const standard of STANDARDS)
    for (const [id, title = ''] of rows(standard)) {
      assert.ok(title.length > 3 && title.length <= 70, `${id} ${title}`);
      assert.doesNotMatch(title, /^Ensure|^Minimize|\.$|should/, `${id} ${title}`);
    }
});

test('the source and the day on which it was read are stated', () => {
  for (const { source, read, version } of STANDARDS) {
    assert.match(read, /^\d{4}-\d\d-\d\d$/);
    assert.ok(source.length > 20 && version !== '');
  }
});
