import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setScalar } from '../../../../server/src/core/yaml/edit/edit.ts';
import { lens } from '../../../../server/src/core/yaml/lens.ts';
import { asScalar } from '../../../../server/src/core/yaml/node.ts';
import { parseYaml } from '../../../../server/src/core/yaml/parse.ts';
import { applied } from '../../../support/yaml-plain.ts';

test('scalars keep their quotes and have the new text', () => {
  const before = `a: x\nb: 'x'\nc: "x"\nd: |\n  x\n  y\ne: 80\nf: [x]\n`;
  for (const text of [
    'yes',
    "it's: #1",
    'a\nb\n',
    '',
    ' x',
    '0644',
    '80',
    '- x',
    '{a',
    'a, b',
    '\u0007"\\',
    'é🎉',
    '22:22',
    '2001-01-01',
    '!x',
    'x:',
    '\ud800',
  ]) {
    for (const key of ['a', 'b', 'c', 'd', 'f']) {
      const unit = parseYaml(before);
      const value = lens(unit.root).get(key).node;
      const scalar = asScalar(value?.type === 'seq' ? value.items[0]?.value : value)!;
      const after = parseYaml(applied(before, setScalar(unit, scalar, text)));
      const now = lens(after.root).get(key).node;
      assert.equal(
        asScalar(now?.type === 'seq' ? now.items[0]?.value : now)?.value,
        text,
        `${key} ${JSON.stringify(text)}`,
      );
      assert.deepEqual(after.problems, []);
    }
  }
  const unit = parseYaml(before);
  assert.equal(
    applied(before, setScalar(unit, asScalar(lens(unit.root).get('e').node)!, '8080')),
    before.replace('80', '8080'),
  );
  assert.equal(
    applied(before, setScalar(unit, asScalar(lens(unit.root).get('b').node)!, "i't")),
    before.replace("'x'", "'i''t'"),
  );
  assert.deepEqual(setScalar(unit, asScalar(lens(unit.root).get('a').node)!, 'x'), []);
});
