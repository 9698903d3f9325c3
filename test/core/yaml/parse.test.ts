import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { lens } from '../../../server/src/core/yaml/lens.ts';
import { limits } from '../../../server/src/core/yaml/limits.ts';
import type { YamlNode, YamlUnit } from '../../../server/src/core/yaml/node.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { isShared, stepsTo, walk } from '../../../server/src/core/yaml/walk.ts';
import { documents, jsonDocuments, loose } from '../../support/yaml-documents.ts';
import { plain } from '../../support/yaml-plain.ts';

const slice = (unit: YamlUnit, node: { span: { start: number; end: number } } | undefined): string | undefined =>
  node && unit.text.slice(node.span.start, node.span.end);
const at = (node: YamlNode | undefined, ...path: string[]) => lens(node).get(...path).node;
const entry = (node: YamlNode | undefined, key: string) => lens(node).get(key).entry;
const texts = (unit: YamlUnit): (string | undefined)[] => unit.comments.map((span) => slice(unit, { span }));

test('values are the same as those of the yaml package', () => {
  for (const [name, text] of Object.entries({ ...documents, ...jsonDocuments })) {
    const unit = parseYaml(text, { json: name in jsonDocuments });
    assert.deepEqual(unit.problems, [], name);
    // The package reads an unknown tag without a value as ''. For `!reset` that is wrong.
    if (name === 'tags') continue;
    const options = { merge: true, uniqueKeys: false, logLevel: 'silent' } as const;
    assert.deepEqual(plain(unit.root), parse(text, options), name);
  }
});

test('lines of flow collections and quoted scalars may begin at any column, as in go-yaml', () => {
  const values: Record<string, unknown> = {
    looseFlow: {
      services: {
        web: { command: ['a', 'b'], environment: { A: 'b' }, test: ['CMD', 'x y z', { a: 1, b: [] }] },
        db: { image: 'postgres', ports: [{ target: 1, published: '2' }, []], text: '["\n' },
        mq: {},
      },
    },
    looseQuotes: { a: ['first second', "it's\nthree", { b: 'x y', c: 'a " b', d: [' e '] }], z: 1 },
    looseCrlf: { a: { b: ['x', 'y'], c: 'd e' }, g: 1 },
  };
  for (const [name, text] of Object.entries(loose)) {
    const unit = parseYaml(text);
    assert.deepEqual(unit.problems, [], name);
    assert.deepEqual(plain(unit.root), values[name], name);
  }
  const unit = parseYaml(loose.looseFlow!);
  assert.deepEqual(texts(unit), ['# first', '# at the margin', '# end', '# c', '# last']);
  const web = at(unit.root, 'services', 'web');
  assert.equal(slice(unit, at(web, 'command')), '["a", # first\n    "b"\n    ]');
  assert.equal(slice(unit, web)?.endsWith(']}]'), true);
  assert.equal(slice(unit, entry(at(unit.root, 'services', 'db'), 'text')), 'text: |\n      ["');
  const quoted = parseYaml(loose.looseQuotes!);
  const list = at(quoted.root, 'a');
  assert.deepEqual(list?.type === 'seq' && list.items.slice(0, 2).map((i) => slice(quoted, i)), [
    '- "first\nsecond"',
    "- 'it''s\n\n  three'",
  ]);
});

test('an unclosed node does not swallow keys, and its content gives no keys', () => {
  const cases: [string, unknown][] = [
    ['a:\n  b: ["x"\n  c: y\n  d: z\ne:\n  f: 1\n', { a: { b: ['x'], c: 'y', d: 'z' }, e: { f: 1 } }],
    ['a:\n  - [x\n  - y\nb: {c: d\ne: "f"\n', { a: [['x'], 'y'], b: { c: 'd' }, e: 'f' }],
    ['a:\n  b: {c: "d\n  e: ["f"]\n  g: "h"\n', { a: { b: { c: 'd' }, e: ['f'], g: 'h' } }],
    ['a:\n  b: "x\n  c: "y"\n', { a: { b: 'x', c: 'y' } }],
    // A flow collection that is broken otherwise: the rest of it must not be read as keys of `a`, nor `d` as part of `b`.
    ['a:\n  b: [x y: "z" "w",\n  "v"\n  ]\n  c: 1\nd:\n  c: 2\n', { a: { b: [{ 'x y': 'z' }] } }],
    ['a:\n  b: {x: 1 y: 2,\n  z: 3,\n  }\n  c: 1\nd: 2\n', { a: { b: { x: { '1 y': 2 } } } }],
  ];
  for (const [text, value] of cases) {
    const unit = parseYaml(text);
    assert.notEqual(unit.problems.length, 0, text);
    assert.deepEqual(plain(unit.root), value, text);
  }
});

test('every span contains the text of its node', () => {
  for (const [name, text] of Object.entries(documents)) {
    const unit = parseYaml(text);
    walk(unit.root, (n) => {
      const written = slice(unit, n)!;
      assert.equal(written.endsWith('\n') && !written.includes('|+'), false, `${name}: ${written}`);
      if (n.type === 'map' && n.flow) assert.match(written, /^\{[\s\S]*\}$/, name);
      if (n.type === 'seq' && n.flow) assert.match(written, /^\[[\s\S]*\]$/, name);
      if (n.type === 'seq' && !n.flow) assert.equal(written[0], '-');
      if (n.type === 'scalar' && n.style === 'double') assert.match(written, /^"[\s\S]*"$/);
      if (n.type === 'scalar' && n.style === 'plain' && n.value !== null && !written.includes('\n')) {
        assert.equal(written, n.text);
      }
      if (n.type === 'map') {
        for (const e of n.entries)
          assert.equal(parse(text.slice(e.keySpan.start, e.keySpan.end), { schema: 'failsafe' }), e.key);
      }
    });
  }
});

test('spans of block collections end with their last value', () => {
  const text = 'a:\n  - x: 1 # c\n    y:\n  - z\n\n  # tail\n\nb: |\n  one\n\n  two\n\n# end\n';
  const unit = parseYaml(text);
  assert.equal(slice(unit, at(unit.root, 'a')), '- x: 1 # c\n    y:\n  - z');
  assert.equal(slice(unit, at(unit.root, 'b')), '|\n  one\n\n  two');
  assert.equal(slice(unit, unit.root), text.slice(0, text.indexOf('\n\n# end')));
  const a = at(unit.root, 'a');
  assert.deepEqual(a?.type === 'seq' && a.items.map((i) => slice(unit, i)), ['- x: 1 # c\n    y:', '- z']);
  assert.equal(slice(unit, entry(unit.root, 'b')), 'b: |\n  one\n\n  two');
});

test('all comments are found, and nothing else', () => {
  const text = '# a\nk: v # b\ns: "# no"\nu: http://x#no\nl: | # c\n  # no\nf: [a, # d\n  b] # e\n- # f\n';
  assert.deepEqual(texts(parseYaml(text)), ['# a', '# b', '# c', '# d', '# e', '# f']);
  assert.deepEqual(texts(parseYaml('a: 1 # x\r\n# y\r\n')), ['# x', '# y']);
});

test('aliases lead to the anchored node, merges are kept apart', () => {
  const unit = parseYaml(documents.anchors!);
  const base = at(unit.root, 'base');
  assert.equal(at(unit.root, 'two', 'other'), base);
  assert.equal(base?.anchor, 'base');
  assert.equal(slice(unit, { span: base?.anchorSpan ?? { start: 0, end: 0 } }), '&base');
  const other = entry(at(unit.root, 'two'), 'other')!;
  assert.equal(slice(unit, { span: other.alias! }), '*base');
  assert.equal(slice(unit, other), 'other: *base');
  const one = at(unit.root, 'one');
  assert.deepEqual(one?.type === 'map' && one.merges.map((m) => [m.map === base, slice(unit, { span: m.at })]), [
    [true, '<<: *base'],
  ]);
  assert.equal(slice(unit, at(unit.root, 'one', 'image')), 'x');
  assert.equal(slice(unit, one), '<<: *base\n  name: one');
  assert.equal(isShared(unit, at(unit.root, 'base', 'env', 'A')!), true);
  assert.equal(isShared(unit, at(unit.root, 'two', 'own')!), false);
  let visited = 0;
  walk(unit.root, (n) => {
    if (n === base) visited++;
  });
  assert.equal(visited, 1);
});

test('a list of merges, and one written in place', () => {
  const unit = parseYaml('a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc:\n  <<: [*a, *b, {z: 3}]\n  w: 4\n');
  assert.deepEqual(plain(at(unit.root, 'c')), { x: 1, y: 2, z: 3, w: 4 });
  const seen: string[] = [];
  walk(unit.root, (n) => void (n.type === 'scalar' && seen.push(n.text)));
  assert.deepEqual(seen, ['1', '2', '2', '3', '4']);
});

test('alias bombs and cycles are bounded', () => {
  let bomb = 'a0: &a0 [x, x]\n';
  for (let i = 1; i < 40; i++) bomb += `a${i}: &a${i} [*a${i - 1}, *a${i - 1}]\n`;
  const unit = parseYaml(bomb);
  assert.ok(unit.problems.some((p) => p.kind === 'too-many-aliases'));
  let nodes = 0;
  const count = (n: YamlNode | undefined): void => {
    nodes++;
    if (n?.type === 'seq') for (const i of n.items) count(i.value);
    if (n?.type === 'map') for (const e of n.entries) count(e.value);
  };
  count(unit.root);
  assert.ok(nodes <= 2 * limits.expandedNodes);
  const cycle = parseYaml('a: &a\n  b: *a\n  c: 1\nd: *missing\n');
  assert.deepEqual(
    cycle.problems.map((p) => p.message),
    ['alias to a node it is part of', 'alias to an anchor that is not defined above it'],
  );
  assert.deepEqual(plain(at(cycle.root, 'a', 'c')), 1);
});

test('tags and empty values', () => {
  const unit = parseYaml('a: !reset\nb: !!str 1\nc: !override [x]\nd: !!binary aGk=\ne: &x\nf: !reset null\ng:\n');
  assert.deepEqual(plain(unit.root), { a: null, b: '1', c: ['x'], d: 'aGk=', e: null, f: null, g: null });
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((k) => at(unit.root, k)?.tag),
    ['!reset', '!!str', '!override', '!!binary'],
  );
  assert.equal(at(unit.root, 'g'), undefined);
  assert.equal(slice(unit, entry(unit.root, 'g')), 'g:');
  assert.equal(slice(unit, entry(unit.root, 'a')), 'a: !reset');
  assert.deepEqual(unit.problems, []);
});

test('style of the document', () => {
  const style = (text: string) => {
    const { indent, indentedSequences, eol } = parseYaml(text);
    return [indent, indentedSequences, eol];
  };
  assert.deepEqual(style(documents.pod!), [2, true, '\n']);
  assert.deepEqual(style(documents.flush!), [2, false, '\n']);
  assert.deepEqual(style(documents.four!), [4, true, '\n']);
  assert.deepEqual(style(documents.crlf!), [2, false, '\r\n']);
});

test('steps lead to the place of a node', () => {
  const unit = parseYaml(documents.pod!);
  walk(unit.root, (n) => {
    const steps = stepsTo(unit.root, n);
    assert.ok(steps);
    const last = steps.at(-1);
    assert.equal(last ? last.part?.value : unit.root, n);
  });
});
