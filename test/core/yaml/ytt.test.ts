import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lens } from '../../../server/src/core/yaml/lens.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';

const at = (text: string, ...path: string[]) => {
  const { root } = parseYaml(text);
  assert.ok(root);
  return lens(root).get(...path);
};

test('code of ytt makes a file a template', () => {
  for (const text of [
    '#@ load("@ytt:data", "data")\nkind: Service\n',
    '#@data/values\n---\nimage: web\n',
    'kind: Service\nspec:\n  #@ if data.values.open:\n  type: NodePort\n  #@ end\n',
    'spec:\n  #@overlay/match missing_ok=True\n  type: NodePort\r\n',
  ])
    assert.equal(parseYaml(text).templated, true, text);
});

test('comments are none', () => {
  for (const text of [
    '# @schema type: string\nkind: Service\n',
    '#! a comment of ytt\nkind: Service\n',
    '## @param image the image\nkind: Service\n',
    '#@author\nkind: Service\n',
    'run: |\n  echo 1\n  #@ a line of the script\n',
    'mail: a#@ b\n',
  ])
    assert.equal(parseYaml(text).templated, false, text);
});

test('a value of ytt is unknown, not absent', () => {
  const text = 'type: #@ data.values.type\nports:\n  - #@ data.values.port\n  - 80\nname: web\n';
  const type = at(text, 'type').node;
  assert.ok(type?.type === 'scalar' && type.templated === true);
  assert.equal(text.slice(type.span.start, type.span.end), '#@ data.values.type');
  assert.equal(at(text, 'ports').items()[1]?.text, '80');
  assert.equal(at(text, 'name').text, 'web');
  assert.deepEqual(parseYaml(text).problems, []);
});
