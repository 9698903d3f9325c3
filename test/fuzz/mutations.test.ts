/**
 * Valid files with every node replaced by something of another type, and files with random damage. `FUZZ=20000 npm test -- fuzz` tries
 * more of the latter, `FUZZ_SEED=7` others.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { assertNoFaults } from '../support/fuzz-report.ts';
import { COMPOSE, OBJECTS } from '../support/fuzz-valid.ts';
import { faultsOf, judgeAll, type Text } from '../support/fuzz-watched.ts';
import { random } from '../support/typing.ts';

type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

const ODD: readonly [string, Value][] = [
  ['null', null],
  ['a number', 0],
  ['a string', 'x'],
  ['an empty list', []],
  ['a list', ['x', null, { name: 'x' }]],
  ['an empty map', {}],
  ['a map', { name: 'x', 0: ['y'] }],
];

const thorough = process.env.FUZZ !== undefined;

/** Every value that arises when one node is replaced, with the place and what stands there instead. */
function* replaced(value: Value, at = ''): Generator<[string, Value]> {
  for (const [name, odd] of ODD) yield [`${at || 'the whole'} is ${name}`, odd];
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries())
      for (const [name, other] of replaced(item, `${at}[${i}]`)) yield [name, value.with(i, other)];
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value))
      for (const [name, other] of replaced(member, `${at}.${key}`)) yield [name, { ...value, [key]: other }];
  }
}

/** In a short run every third of the mutants, which by the number of odd values still replaces every node; and few of their fixes. */
function mutants(path: string, value: Value): Text[] {
  const all = [...replaced(value)].filter((_, i) => thorough || i % 3 === 0);
  return all.map(([name, other], i) => {
    const fixes = thorough ? 4 : i % 8 === 0 ? 2 : 0;
    return { name: `${path} ${name}`, path, text: stringify(other), fixes };
  });
}

test('a Compose file with every node of a wrong type', async () => {
  const texts = mutants('compose.yaml', COMPOSE);
  const answers = await judgeAll(texts);
  assert.deepEqual(faultsOf(answers), []);
  assert.ok(answers.size === texts.length && texts.length > 200);
});

test('Kubernetes objects with every node of a wrong type', async () => {
  const texts = Object.entries(OBJECTS).flatMap(([kind, value]) => mutants(`${kind}.yaml`, value as Value));
  const answers = await judgeAll(texts);
  assert.deepEqual(faultsOf(answers), []);
  assert.ok(answers.size === texts.length && texts.length > 400);
});

const HOSTILE = [
  ' '.repeat(2000),
  '\t'.repeat(2000),
  'a'.repeat(2000),
  ' \\\n'.repeat(600),
  '"',
  "'",
  '`',
  '\\',
  '\\\n',
  '$',
  '${',
  '$(',
  '{{',
  '}}',
  '[',
  ']',
  '{',
  '}',
  ':',
  ': ',
  '- ',
  '#',
  ' #',
  '&a ',
  '*a',
  '<<: *a',
  '|',
  '>-',
  '!',
  '%',
  '\t',
  '\r',
  '\r\n',
  '\n',
  '\n\n',
  '---\n',
  '\0',
  '\uFEFF',
  '\ud800',
  '\u2028',
  '<<EOF\n',
  'EOF\n',
  '~',
  'null',
  '? ',
  'FROM ',
  'USER ',
  'ONBUILD ',
  '--',
  '# seaworthy: ignore[',
  '# checkov:skip=',
];

function damaged(text: string, next: () => number): string {
  let out = text;
  const pick = (n: number): number => Math.floor(next() * n);
  for (let n = 1 + pick(4); n > 0; n--) {
    const from = pick(out.length + 1);
    const to = Math.min(out.length, from + pick(next() < 0.5 ? 4 : 80));
    const kind = pick(4);
    const piece =
      kind === 0
        ? ''
        : kind === 1
          ? HOSTILE[pick(HOSTILE.length)]!
          : kind === 2
            ? out.slice(from, to).repeat(2)
            : out.slice(pick(out.length), pick(out.length));
    out = out.slice(0, from) + piece.slice(0, 2000) + out.slice(kind === 1 && next() < 0.7 ? from : to);
  }
  return out.slice(0, 60_000);
}

test('random damage', async () => {
  const seed = Number(process.env.FUZZ_SEED ?? 1);
  const next = random(seed);
  const seeds: [string, string][] = [
    ['Dockerfile', readFileSync('bench/fixtures/ordinary.Dockerfile', 'utf8')],
    ['Dockerfile', readFileSync('bench/fixtures/dense.Dockerfile', 'utf8')],
    [
      'Dockerfile',
      'FROM ubuntu\nENV DB_PASSWORD=hunter2hunter2 A=b\nADD --chown=0:0 https://example.com/x /x\nRUN curl -k http://a | sudo bash\nUSER 0\n',
    ],
    ['compose.yaml', stringify(COMPOSE)],
    ...Object.entries(OBJECTS).map(([kind, value]): [string, string] => [`${kind}.yaml`, stringify(value)]),
  ];
  const texts: Text[] = [];
  for (let i = 0; i < Number(process.env.FUZZ ?? 200); i++) {
    const [path, text] = seeds[i % seeds.length]!;
    texts.push({ name: `seed ${seed}, number ${i}, ${path}`, path, text: damaged(text, next), fixes: 2 });
  }
  const answers = await judgeAll(texts);
  await assertNoFaults(texts, answers);
});
