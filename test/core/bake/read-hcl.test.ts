/** HCL as nodes of YAML, and the targets of Bake files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { readHcl } from '../../../server/src/core/bake/read-hcl.ts';
import { bakeTargets } from '../../../server/src/core/bake/targets.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import type { YamlNode } from '../../../server/src/core/yaml/node.ts';
import { assertGrowth } from '../../support/growth.ts';

function plain(node: YamlNode | undefined): unknown {
  if (node?.type === 'map') return Object.fromEntries(node.entries.map((e) => [e.key, plain(e.value)]));
  if (node?.type === 'seq') return node.items.map((item) => plain(item.value));
  return node?.templated ? `?${node.text}` : node?.value;
}

const read = (text: string): unknown => plain(readHcl(text).root);

test('attributes, blocks and labels', () => {
  const text = `# all
group "default" { targets = ["app", "db"] }
target "app" {
  context = "." // here
  args = { A = "1", "B": 2, C = null, D = true }
  tags = [
    "x:1", /* two
    lines */
    "x:2",
  ]
}
target db { dockerfile = "db/Dockerfile" }
`;
  assert.deepEqual(read(text), {
    group: { default: { targets: ['app', 'db'] } },
    target: {
      app: { context: '.', args: { A: '1', B: 2, C: null, D: true }, tags: ['x:1', 'x:2'] },
      db: { dockerfile: 'db/Dockerfile' },
    },
  });
  const { comments } = readHcl(text);
  assert.deepEqual(
    comments.map((c) => text.slice(c.start, c.end)),
    ['# all'],
  );
});

test('expressions and templates are unknown', () => {
  assert.deepEqual(
    read('a = "x-${V}"\nb = V\nc = f("x", [1])\nd = "a" == "b" ? 1 : 2\ne = ["x", V, f({a = 1})]\nf = "$${x}\\n"\n'),
    {
      a: '?x-${V}',
      b: '?V',
      c: '?f("x", [1])',
      d: '?"a" == "b" ? 1 : 2',
      e: ['x', '?V', '?f({a = 1})'],
      f: '${x}\n',
    },
  );
  assert.deepEqual(read('a = <<EOT\nx\ny\nEOT\nb = 1\n'), { a: 'x\ny\n', b: 1 });
});

test('half-typed text is read as far as it goes', () => {
  for (const text of [
    'a',
    'a =',
    'a = "',
    'target "x" {',
    'target "x" {\n a = [',
    'a = {b',
    '}\na = 1',
    '"x" = 1',
    'a = <<E\n',
    'a "b',
  ])
    assert.equal(typeof read(text), 'object', text);
});

test('hostile text takes linear time', () => {
  for (const part of [
    '{',
    '[',
    'a {',
    'a = [',
    'a = "${',
    '/*',
    'a = <<E\n',
    'a = {b = ',
    'a = f(',
    '#\n',
    'a "b" {}\n',
  ])
    assertGrowth(
      part,
      10,
      () => readHcl(part.repeat(5000)),
      () => readHcl(part.repeat(20_000)),
    );
});

test('a target takes what it does not state from those it inherits', () => {
  const text = `target "_base" {
  context = "app"
  contexts = { base = "target:other" }
}
target "app" {
  inherits = ["_base"]
  dockerfile = "Dockerfile.prod"
  target = "run"
}
target "far" { context = "https://example.com/x.git" }
target "open" { context = DIR }
`;
  assert.deepEqual(
    bakeTargets(readHcl(text), 'build/docker-bake.hcl').map((t) => [t.name, t.dockerfile, t.target, t.contexts]),
    [
      ['_base', 'build/app/Dockerfile', undefined, ['base']],
      ['app', 'build/app/Dockerfile.prod', 'run', ['base']],
      ['far', undefined, undefined, []],
      ['open', undefined, undefined, []],
    ],
  );
});

test('a context of a Bake file is no image of a registry, and secrets in its arguments are found', () => {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('Dockerfile', 'FROM base\nCOPY --from=assets /x /x\n');
  const tags = () => engine.check('Dockerfile').findings.filter((f) => f.rule.startsWith('image/')).length;
  engine.setComplete(true);
  assert.equal(tags(), 1);
  for (const [path, text] of [
    [
      'docker-bake.hcl',
      'target "app" {\n  contexts = { base = "target:x", assets = "./a" }\n  args = { API_TOKEN = "mT9-kQv2z7Rx4wLs8b" }\n}\n',
    ],
    [
      'docker-bake.json',
      '{"target": {"app": {"contexts": {"base": "target:x", "assets": "./a"}, "args": {"API_TOKEN": "mT9-kQv2z7Rx4wLs8b"}}}}\n',
    ],
  ] as const) {
    engine.setFile(path, text);
    assert.equal(tags(), 0, path);
    const [secret] = engine.check(path).findings;
    assert.ok(secret?.rule.startsWith('secret/'), path);
    assert.equal(text.slice(secret!.span.start, secret!.span.end), 'mT9-kQv2z7Rx4wLs8b');
    if (path.endsWith('.hcl')) assert.equal(secret!.fixes.length, 0);
    engine.removeFile(path);
  }
});
