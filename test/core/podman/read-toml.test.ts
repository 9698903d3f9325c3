/** TOML becomes the nodes of YAML, with places. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readToml } from '../../../server/src/core/podman/read-toml.ts';
import { lensOf } from '../../../server/src/core/yaml/lens.ts';
import type { YamlNode } from '../../../server/src/core/yaml/node.ts';
import { assertGrowth } from '../../support/growth.ts';

const plain = (node: YamlNode | undefined): unknown => {
  if (node?.type === 'map') return Object.fromEntries(node.entries.map((e) => [e.key, plain(e.value)]));
  return node?.type === 'seq' ? node.items.map((i) => plain(i.value)) : node?.value;
};

test('tables, arrays of tables, dotted and quoted keys', () => {
  const text = `title = "x" # comment
a.b.'c d' = 1_000
[engine]
on = true
[engine.runtimes]
crun = ["/usr/bin/crun", # first
  '/opt/crun',
]
[[registry]]
location = "one"
[[registry.mirror]]
location = "mirror"
[[registry]]
"location" = 'two'
at = 2026-11-30 10:00:00
inline = { x = 1, y = { z = "q" } }
`;
  const { root, problems, comments } = readToml(text);
  assert.deepEqual(plain(root), {
    title: 'x',
    a: { b: { 'c d': 1000 } },
    engine: { on: true, runtimes: { crun: ['/usr/bin/crun', '/opt/crun'] } },
    registry: [
      { location: 'one', mirror: [{ location: 'mirror' }] },
      { location: 'two', at: '2026-11-30 10:00:00', inline: { x: 1, y: { z: 'q' } } },
    ],
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(
    comments.map((at) => text.slice(at.start, at.end)),
    ['# comment', '# first'],
  );
});

test('strings: escapes, literal and multi-line ones, and what a template fills in', () => {
  const { root } = readToml(
    `a = "t\\tb\\u0041"\nb = 'c:\\new'\nc = """\nx\\\n  y"""\nd = '''it's'''\ne = "\${HOME}/x"\nf = {{ name }}\n`,
  );
  assert.equal(lensOf({ ...readToml('x = 1'), root }).get('a').text, 't\tbA');
  const { a: _, f: __, ...rest } = plain(root) as Record<string, unknown>;
  assert.deepEqual(rest, { b: 'c:\\new', c: 'xy', d: "it's", e: '${HOME}/x' });
  assert.equal(lensOf(readToml('e = "${HOME}/x"')).get('e').text, undefined, 'unknown');
});

test('a line that is no TOML is a problem, and the others are read', () => {
  for (const line of ['label', 'label =', 'label = "x', '[engine', '= 1', 'label = [1, 2', 'label = true false'])
    for (const text of [`a = 1\n${line}\n`, `${line}\r\n`]) {
      const { problems } = readToml(text);
      assert.equal(problems[0]?.message, 'a line that is not TOML', text);
    }
  assert.deepEqual(plain(readToml('a = 1\nlabel\nb = 2\n').root), { a: 1, b: 2 });
});

test('places are those of the text', () => {
  const text = '\uFEFF[containers]\r\n  privileged  =  true  # why\r\n';
  const one = lensOf(readToml(text)).get('containers', 'privileged');
  assert.equal(text.slice(one.at!.start, one.at!.end), 'privileged  =  true');
  assert.equal(text.slice(one.valueAt!.start, one.valueAt!.end), 'true');
});

test('hostile texts take linear time', () => {
  for (const part of ['[[a]]\n', 'a = """\n', '[', '{a=', 'a = [', 'a.', '# x\n', "a = '''\n", '"'])
    assertGrowth(
      part,
      10,
      () => readToml(part.repeat(2000)),
      () => readToml(part.repeat(8000)),
    );
  let at = 0;
  const keys = (n: number): string => Array.from({ length: n }, () => `[t${at++}]\nk = 1\n`).join('');
  const [few, many] = [keys(8000), keys(32_000)];
  assertGrowth(
    'tables',
    10,
    () => readToml(few),
    () => readToml(many),
  );
});
