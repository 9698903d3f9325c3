import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextEdit } from '../../../../server/src/core/text/span.ts';
import { appendItem, deleteItem, deleteKey, setKey, setPath } from '../../../../server/src/core/yaml/edit/edit.ts';
import { lens } from '../../../../server/src/core/yaml/lens.ts';
import { asMap, asSeq, type YamlMap, type YamlUnit } from '../../../../server/src/core/yaml/node.ts';
import { parseYaml } from '../../../../server/src/core/yaml/parse.ts';
import { applied } from '../../../support/yaml-plain.ts';

type Edit = (unit: YamlUnit, map: YamlMap) => TextEdit[];

/** The text after `edit`, which gets the map at `path`. */
function edited(text: string, path: string[], edit: Edit, json = false): string {
  const unit = parseYaml(text, { json });
  const map = lens(unit.root).get(...path).map;
  assert.ok(map, `a map at ${path.join('.')}`);
  return applied(text, edit(unit, map));
}

const cases: [name: string, before: string, path: string[], edit: Edit, after: string][] = [
  ['a value keeps its comment', 'a: 1 # one\nb: 2\n', [], (u, m) => setKey(u, m, 'a', true), 'a: true # one\nb: 2\n'],
  [
    'quotes stay',
    'a: \'x\'\nb: "y"\n',
    [],
    (u, m) => [...setKey(u, m, 'a', 'z'), ...setKey(u, m, 'b', 'w')],
    'a: \'z\'\nb: "w"\n',
  ],
  [
    'below a collection that closes left of it',
    'a:\n  b: [x,\ny\n]\n  c: "d\ne"\nz: 1\n',
    ['a'],
    (u, m) => [...setKey(u, m, 'new', 1, { after: ['b'] }), ...setKey(u, m, 'c', 'f')],
    'a:\n  b: [x,\ny\n]\n  new: 1\n  c: "f"\nz: 1\n',
  ],
  [
    'a collection that closes left of it goes whole',
    'a:\n  b: {\nx: y\n  }\n  c: "d\n\ne"\n  k: 1\nz: 1\n',
    ['a'],
    (u, m) => [...deleteKey(u, m, 'b'), ...deleteKey(u, m, 'c')],
    'a:\n  k: 1\nz: 1\n',
  ],
  ['quotes go with a boolean', 'a: "true"\n', [], (u, m) => setKey(u, m, 'a', true), 'a: true\n'],
  [
    'strings that read as something else are quoted',
    "a: 'x'\n",
    [],
    (u, m) => setKey(u, m, 'b', 'yes'),
    "a: 'x'\nb: 'yes'\n",
  ],
  [
    'before blank lines and comments that follow',
    'x:\n  a: 1\n\n  # end\ny: 1\n',
    ['x'],
    (u, m) => setKey(u, m, 'b', 2),
    'x:\n  a: 1\n  b: 2\n\n  # end\ny: 1\n',
  ],
  [
    'after a named key',
    'a: 1\nb: 2\nc: 3\n',
    [],
    (u, m) => setKey(u, m, 'x', 0, { after: ['a', 'b', 'q'] }),
    'a: 1\nb: 2\nx: 0\nc: 3\n',
  ],
  [
    'behind the commented items of a list in the column of its key',
    'a:\n- 1\n# - 2\n#   more: 3\n# next\n',
    [],
    (u, m) => setKey(u, m, 'b', 2),
    'a:\n- 1\n# - 2\n#   more: 3\nb: 2\n# next\n',
  ],
  [
    'before a comment in the column of its key that is no item',
    'a:\n- 1\n#   prose\n# - 2, a list of prose\nc: 3\n',
    [],
    (u, m) => setKey(u, m, 'b', 2, { after: ['a'] }),
    'a:\n- 1\nb: 2\n#   prose\n# - 2, a list of prose\nc: 3\n',
  ],
  [
    'behind lines that are commented out at the margin',
    'x:\n  a:\n    k: 1\n#    l: 2\n#  c: 3\n',
    ['x'],
    (u, m) => setKey(u, m, 'b', 2),
    'x:\n  a:\n    k: 1\n#    l: 2\n#  c: 3\n  b: 2\n',
  ],
  [
    'before prose at the margin',
    'x:\n  a:\n    k: 1\n# and so on: see below\n#     indented text\n',
    ['x'],
    (u, m) => setKey(u, m, 'b', 2),
    'x:\n  a:\n    k: 1\n  b: 2\n# and so on: see below\n#     indented text\n',
  ],
  [
    'behind comments that are indented deeper',
    'x:\n  a:\n    b: 1\n    # c: 2\n\n    # d: 3\n  # end\n',
    ['x'],
    (u, m) => setKey(u, m, 'z', 1),
    'x:\n  a:\n    b: 1\n    # c: 2\n\n    # d: 3\n  z: 1\n  # end\n',
  ],
  [
    'apart, as the keys of the document are',
    'x:\n  a: 1\n\ny:\n  b: 2\n  # c: 3\n',
    [],
    (u, m) => setKey(u, m, 'z', { d: 4 }),
    'x:\n  a: 1\n\ny:\n  b: 2\n  # c: 3\n\nz:\n  d: 4\n',
  ],
  [
    'before a named key, above its comment',
    'r:\n  a: 1\n  # b\n  b: 2\n',
    ['r'],
    (u, m) => setKey(u, m, 'x', 0, { before: ['b'] }),
    'r:\n  a: 1\n  x: 0\n  # b\n  b: 2\n',
  ],
  [
    'first, below a licence',
    '# licence\na: 1\n',
    [],
    (u, m) => setKey(u, m, 'x', 0, { first: true }),
    '# licence\nx: 0\na: 1\n',
  ],
  [
    'a path through nothing',
    's:\n  c: # none\n',
    ['s'],
    (u, m) => setPath(u, m, ['c', 'd', 'e'], true),
    's:\n  c: # none\n    d:\n      e: true\n',
  ],
  [
    'a path through what is missing',
    's:\n    c: 1\n',
    ['s'],
    (u, m) => setPath(u, m, ['d', 'e'], ['x']),
    's:\n    c: 1\n    d:\n        e:\n            - x\n',
  ],
  ['a path through {}', 'a: {} # c\nb: 1\n', [], (u, m) => setPath(u, m, ['a', 'x'], 1), 'a: # c\n  x: 1\nb: 1\n'],
  [
    'a path through {} on a line of its own',
    'a:\n  {}\nb: 1\n',
    [],
    (u, m) => setPath(u, m, ['a', 'x'], 1),
    'a:\n  x: 1\nb: 1\n',
  ],
  ['a path stops at a scalar', 'a: x\n', [], (u, m) => setPath(u, m, ['a', 'x'], 1), 'a: x\n'],
  ['flow stays flow', 'a: {x: 1}\n', ['a'], (u, m) => setKey(u, m, 'z', ['p', 'q,r']), 'a: {x: 1, z: [p, "q,r"]}\n'],
  [
    'no line end at the end',
    'a:\r\n  b: 1',
    ['a'],
    (u, m) => setKey(u, m, 'c', { d: 1 }),
    'a:\r\n  b: 1\r\n  c:\r\n    d: 1',
  ],
  [
    'on the line of a dash',
    '- a: 1\n  b: 2\n',
    [],
    (u) => setKey(u, asMap(asSeq(u.root)?.items[0]?.value)!, 'z', 0, { first: true }),
    '- z: 0\n  a: 1\n  b: 2\n',
  ],
  ['many lines become a literal', 'a: 1\n', [], (u, m) => setKey(u, m, 'b', 'x\ny\n'), 'a: 1\nb: |\n  x\n  y\n'],
  [
    'an empty list gets maps in block style',
    'a: []\n',
    [],
    (u, m) => appendItem(u, lens(m).get('a').seq!, { x: 1, z: 2 }),
    'a:\n  - x: 1\n    z: 2\n',
  ],
  [
    'an empty list gets scalars in flow style',
    'a: []\n',
    [],
    (u, m) => appendItem(u, lens(m).get('a').seq!, 'ALL'),
    'a: [ALL]\n',
  ],
  [
    'a key goes with its lines, comments above stay',
    'r:\n  # a\n  a:\n    b: 1 # x\n  c: 2\n',
    ['r'],
    (u, m) => deleteKey(u, m, 'a'),
    'r:\n  # a\n  c: 2\n',
  ],
  [
    'the key on the dash',
    '- a: 1 # x\n  # b\n  b: 2\n',
    [],
    (u) => deleteKey(u, asMap(asSeq(u.root)?.items[0]?.value)!, 'a'),
    '- # b\n  b: 2\n',
  ],
  ['the last key leaves {}', 's: # c\n  a: 1\nt: 1\n', ['s'], (u, m) => deleteKey(u, m, 'a'), 's: {} # c\nt: 1\n'],
  ['or nothing', 'r:\n  s:\n    a: 1\nt: 1\n', ['r', 's'], (u, m) => deleteKey(u, m, 'a', { prune: true }), 't: 1\n'],
  [
    'an emptied list goes with its duplicates',
    'r:\n  s:\n    a: [x]\n    a: [x]\n    b: 1\n',
    ['r', 's'],
    (u, m) => deleteItem(u, lens(m).get('a').seq!, 0, { prune: true }),
    'r:\n  s:\n    b: 1\n',
  ],
  ['the last line goes whole', 'a: 1\nb: 2', [], (u, m) => deleteKey(u, m, 'b'), 'a: 1'],
  [
    'an item goes',
    'a:\n  - x # c\n  - y\n',
    ['a'].slice(1),
    (u, m) => deleteItem(u, lens(m).get('a').seq!, 0),
    'a:\n  - y\n',
  ],
  ['commas in flow', 'a: [x, y, z]\n', [], (u, m) => deleteItem(u, lens(m).get('a').seq!, 2), 'a: [x, y]\n'],
  ['a tag goes with what it tagged', 'a: !reset\n', [], (u, m) => setKey(u, m, 'a', [1]), 'a:\n  - 1\n'],
  [
    '? keys are left alone',
    '? a\n: 1\n',
    [],
    (u, m) => [...setKey(u, m, 'b', 1), ...deleteKey(u, m, 'a')],
    '? a\n: 1\n',
  ],
];

for (const [name, before, path, edit, after] of cases) {
  test(name, () => {
    const unit = parseYaml(before);
    const edits =
      path.length === 0 && unit.root?.type === 'seq'
        ? edit(unit, { type: 'map', flow: false, entries: [], merges: [], span: unit.root.span })
        : undefined;
    assert.equal(edits ? applied(before, edits) : edited(before, path, edit), after);
  });
}

test('edits of JSON are JSON', () => {
  const before = '{\n  "a": {},\n  "b": [\n    1\n  ]\n}\n';
  const set = edited(before, [], (u, m) => setPath(u, m, ['a', 'x', 'y'], ['z', 1]), true);
  assert.deepEqual(JSON.parse(set), { a: { x: { y: ['z', 1] } }, b: [1] });
  assert.equal(
    set,
    '{\n  "a": {\n    "x": {\n      "y": [\n        "z",\n        1\n      ]\n    }\n  },\n  "b": [\n    1\n  ]\n}\n',
  );
  assert.equal(
    edited(before, [], (u, m) => deleteKey(u, m, 'b'), true),
    '{\n  "a": {}\n}\n',
  );
  assert.equal(
    edited(before, [], (u, m) => appendItem(u, lens(m).get('b').seq!, 2), true),
    before.replace('1\n', '1,\n    2\n'),
  );
  assert.equal(
    edited('{"a":1}', [], (u, m) => setKey(u, m, 'b', { c: 2 }), true),
    '{"a":1, "b": {"c": 2}}',
  );
});
