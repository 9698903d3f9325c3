import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits } from '../../../server/src/core/yaml/limits.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { syntaxProblems } from '../../../server/src/core/yaml/problems.ts';
import { walk } from '../../../server/src/core/yaml/walk.ts';
import { plain } from '../../support/yaml-plain.ts';

test('broken text gives the readable part, and problems without values', () => {
  for (const text of [
    'a: 1\n- b\nc: 3\n',
    'a: [1, 2\nb: 3\n',
    'a: "x\n',
    'a: b: c\n',
    'a:\n\t- b\n',
    '{"a" "hunter2"}',
    'a: hunter2"\n b: "hunter2',
  ]) {
    const unit = parseYaml(text);
    assert.notEqual(unit.problems.length, 0, text);
    for (const p of unit.problems) assert.doesNotMatch(p.message, /hunter2/);
  }
  assert.deepEqual(plain(parseYaml('a: 1\n- b\nc: 3\n').root), { a: 1, c: 3 });
  assert.equal(parseYaml('').root, undefined);
  assert.equal(parseYaml('# only\n').comments.length, 1);
});

test('limits: depth, length and number of tokens', () => {
  const deep = (n: number): string => '['.repeat(n) + ']'.repeat(n);
  assert.deepEqual(parseYaml(deep(limits.depth)).problems, []);
  for (const text of [
    deep(limits.depth + 2),
    '['.repeat(100_000),
    '- '.repeat(5000),
    'a:\n'.replace(/^/, '{a: '.repeat(9000)),
  ]) {
    const unit = parseYaml(text);
    assert.deepEqual(
      unit.problems.map((p) => p.kind),
      ['too-deep'],
    );
    assert.equal(unit.root, undefined);
  }
  assert.deepEqual(
    parseYaml(`a: ${'x'.repeat(limits.document)}`).problems.map((p) => p.kind),
    ['too-large'],
  );
  assert.deepEqual(
    parseYaml(`[${'1,'.repeat(400_000)}]`).problems.map((p) => p.kind),
    ['too-large'],
  );
});

test('random garbage neither throws nor hangs', () => {
  let seed = 7;
  const random = (n: number): number => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return (seed >> 8) % n;
  };
  const pieces = [
    'a',
    ': ',
    ':',
    '- ',
    '\n',
    '\n  ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '|\n',
    '>+',
    '&a ',
    '*a',
    '!t ',
    '#',
    ' ',
    ',',
    '{{',
    '}}',
    '? ',
    '---\n',
    '<<: ',
    '\t',
    '%',
    '\r\n',
    '\uFEFF',
    '\ud83c',
  ];
  for (let i = 0; i < 3000; i++) {
    let text = '';
    for (let n = random(25); n >= 0; n--) text += pieces[random(pieces.length)];
    const unit = parseYaml(text);
    walk(unit.root, (n) => assert.ok(n.span.start <= n.span.end && n.span.end <= text.length, JSON.stringify(text)));
  }
});

test('tokens that are errors do not reach the composer, which creates an Error with a stack for each', () => {
  let composed = 0;
  const errors = Array.from({ length: 1000 }, (_, offset) => ({
    type: 'error' as const,
    offset,
    source: ']',
    get message() {
      composed++;
      return '';
    },
  }));
  assert.equal(syntaxProblems(errors).length, limits.problems);
  assert.equal(composed, 0);
});
