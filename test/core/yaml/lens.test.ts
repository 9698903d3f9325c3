import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Span } from '../../../server/src/core/text/span.ts';
import { type Lens, lens, lensOf, NOTHING } from '../../../server/src/core/yaml/lens.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';

const read = (text: string) => {
  const unit = parseYaml(text);
  assert.deepEqual(unit.problems, []);
  return { root: lensOf(unit), cut: (at: Span | undefined) => at && text.slice(at.start, at.end) };
};

test('a path of keys leads to a value, with the places of key, value and both', () => {
  const { root, cut } = read('spec:\n  ports:\n    - port: 80\n      name: http\n');
  const port = root.get('spec', 'ports').items()[0]!.get('port');
  assert.equal(port.text, '80');
  assert.deepEqual([port.at, port.keyAt, port.valueAt].map(cut), ['port: 80', 'port', '80']);
  assert.deepEqual(
    root
      .get('spec', 'ports')
      .items()
      .map((item) => [cut(item.at), cut(item.keyAt)]),
    [['- port: 80\n      name: http', '- port: 80\n      name: http']],
  );
  assert.equal(root.get(), root);
});

test('a missing value, or one of another type, is NOTHING', () => {
  const { root } = read('a: x\nb: [y]\nc:\nd: null\ne: {{ .Values.e }}\n');
  const none: Lens[] = [root.get('z'), root.get('a', 'b'), root.get('b', '0'), root.get('z', 'z'), lens(undefined)];
  for (const one of none) assert.equal(one, NOTHING);
  assert.deepEqual([NOTHING.get('a'), NOTHING.items(), NOTHING.entries()], [NOTHING, [], []]);
  assert.deepEqual([root.get('a').items(), root.get('b').entries()], [[], []]);
  // A key without a value is found, and counts as absent.
  for (const key of ['c', 'd']) {
    assert.equal(root.get(key).absent, true, key);
    assert.notEqual(root.get(key).at, undefined, key);
    assert.equal(root.get(key).text, undefined, key);
  }
  assert.deepEqual([root.get('e').absent, root.get('e').text, root.get('e').scalar], [false, undefined, undefined]);
});

test('the last of duplicate keys counts, own keys come before merged ones', () => {
  const { root } = read('base: &base {a: 1, b: 2, m: 3}\nc:\n  a: 4\n  <<: *base\n  b: 5\n  a: 6\n');
  const c = root.get('c');
  assert.deepEqual([c.get('a').text, c.get('b').text, c.get('m').text], ['6', '5', '3']);
  assert.deepEqual(
    c.entries().map((e) => [e.key, e.text]),
    [
      ['a', '6'],
      ['b', '5'],
      ['m', '3'],
    ],
  );
});

test('below an alias or a merge key, places are those of the first alias or key', () => {
  const { root, cut } = read(
    'x: &x {list: [{k: v}], deep: {k: v}}\ny: &y {own: *x}\na: *x\nm:\n  <<: *x\nn: {in: [*y]}\n',
  );
  const places = (from: Lens) => [from.at, from.keyAt, from.valueAt, from.via].map(cut);
  // The key of an alias is written here; only the nodes below it are not.
  assert.deepEqual(places(root.get('a')), ['a: *x', 'a', '*x', '*x']);
  assert.deepEqual(places(root.get('a', 'deep', 'k')), ['*x', '*x', '*x', '*x']);
  assert.deepEqual(places(root.get('a', 'list').items()[0]!.get('k')), ['*x', '*x', '*x', '*x']);
  assert.deepEqual(places(root.get('m', 'deep', 'k')), ['<<: *x', '<<: *x', '<<: *x', '<<: *x']);
  assert.deepEqual(
    root
      .get('m')
      .entries()
      .map((e) => [cut(e.at), cut(e.entry.span)]),
    [
      ['<<: *x', 'list: [{k: v}]'],
      ['<<: *x', 'deep: {k: v}'],
    ],
  );
  const [item] = root.get('n', 'in').items();
  assert.deepEqual(places(item!), ['*y', '*y', '*y', '*y']);
  assert.deepEqual(places(item!.get('own', 'deep')), ['*y', '*y', '*y', '*y']);
  // A lens that a model keeps starts at the same place.
  const kept = lens(root.get('a', 'deep').node, root.get('a', 'deep').via);
  assert.deepEqual(places(kept.get('k')), ['*x', '*x', '*x', '*x']);
});

test('aliases of aliases are read up to a limit, from the root and from a kept lens', () => {
  const bomb = ['a0: &a0 [x]'];
  for (let i = 1; i < 14; i++)
    bomb.push(
      `a${i}: &a${i} [${Array(3)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  const unit = parseYaml(`${bomb.join('\n')}\n`);
  const count = (from: Lens): number => 1 + from.items().reduce((sum, item) => sum + count(item), 0);
  for (const begin of [lensOf(unit).get('a10'), lens(unit.root).get('a10')]) {
    const read = count(begin);
    assert.ok(read > 5_000 && read < 30_000, `${read} items`);
  }
});

test('a lens that is kept can be read again and again', () => {
  const unit = parseYaml(`list: [${Array(4_000).fill('x').join(', ')}]\n`);
  const kept = lens(unit.root);
  for (let i = 0; i < 20; i++) assert.equal(kept.get('list').items().length, 4_000);
});
