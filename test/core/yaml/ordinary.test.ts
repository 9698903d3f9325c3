/** Ordinary YAML is read directly, and exactly as the `yaml` package reads it. `FUZZ=200000` compares more texts, `FUZZ_SEED=7` others. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOrdinary } from '../../../server/src/core/yaml/ordinary.ts';
import { parseByPackage, parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { examples, random } from '../../support/typing.ts';
import { documents, jsonDocuments, loose } from '../../support/yaml-documents.ts';

const TEXTS = { ...documents, ...jsonDocuments, ...loose };

/** Manifests and Compose files as people write them: those of the rules' pages. */
const PAGES = examples()
  .filter(({ path }) => /\.ya?ml$/.test(path))
  // One document each, as the engine cuts them.
  .flatMap(({ text }) => text.split(/^---\n/m));

const same = (text: string): void => assert.deepEqual(parseYaml(text), parseByPackage(text), JSON.stringify(text));

test('documents are read as the package reads them', () => {
  for (const text of Object.values(TEXTS)) same(text);
});

test('the YAML of the pages is read as the package reads it, and nearly all of it directly', () => {
  for (const text of PAGES) same(text);
  const direct = PAGES.filter((text) => readOrdinary(text) !== undefined).length;
  assert.ok(PAGES.length > 500, `${PAGES.length} texts`);
  assert.ok(direct > 0.8 * PAGES.length, `${direct} of ${PAGES.length}`);
});

/** What damages a text, or changes what it means. */
const BITS = [
  ...[
    ' ',
    '  ',
    '\n',
    ':',
    ': ',
    '- ',
    '-',
    '#',
    ' #',
    ' # c',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
    '|',
    '>',
    '|\n',
    '>-',
  ],
  ...['&a ', '*a', '!t ', '%', '@', '`', '?', '? ', '\t', '\\', '\\n', '~', 'null', '---\n', '--- ', '...\n', '<<: '],
  ...['\uFEFF', '\u00a0', '\x01', '\x1f', '\x02', 'é', '0x1', '\n\n', '\n  ', '\n    ', '\n- ', '\n# c\n', '  # x\n'],
  ...[
    '""',
    "''",
    '[]',
    '{}',
    '{a: b}',
    '[a, "b"]',
    '|+',
    '|2',
    'a: b',
    '.',
    '..',
    '\u2028',
    '\u0085',
    '\r\n',
    '{{ x }}',
  ],
];

test('damaged texts are read as the package reads them', () => {
  const next = random(Number(process.env.FUZZ_SEED ?? 1));
  const pick = (limit: number): number => Math.floor(next() * limit);
  const texts = [...Object.values(TEXTS), ...PAGES].filter((text) => text.length < 1500);
  let direct = 0;
  const count = Number(process.env.FUZZ ?? 6000);
  for (let n = 0; n < count; n++) {
    let text = excerpt(texts[pick(texts.length)]!, pick);
    for (let edits = pick(4); edits >= 0; edits--) {
      const at = pick(text.length + 1);
      text = text.slice(0, at) + BITS[pick(BITS.length)]! + text.slice(at + (pick(3) === 0 ? pick(4) : 0));
    }
    same(text);
    if (readOrdinary(text) !== undefined) direct++;
  }
  assert.ok(direct > count / 10, `${direct} of ${count} were read directly`);
});

/** Some lines of the text, moved to the margin every other time. */
function excerpt(text: string, pick: (limit: number) => number): string {
  const lines = text.split('\n');
  const from = pick(lines.length);
  const some = lines.slice(from, from + 1 + pick(12));
  const margin = Math.min(...some.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  const moved = pick(2) === 0 && margin < 80 ? some.map((line) => line.slice(margin)) : some;
  return moved.join('\n') + (pick(3) === 0 ? '' : '\n');
}

test('what is not ordinary is left to the package', () => {
  const left = {
    anchor: 'a: &x 1\n',
    alias: 'a: *x\n',
    tag: 'a: !reset\n',
    merge: '<<: x\n',
    template: 'a: {{ x }}\n',
    ytt: 'a: #@ x\n',
    explicit: '? a\n: b\n',
    directive: '%YAML 1.2\n---\na: 1\n',
    documents: 'a: 1\n---\nb: 1\n',
    end: 'a: 1\n...\n',
    mark: '\uFEFFa: 1\n',
    crlf: 'a: 1\r\n',
    lines: 'a: b\n  c\n',
    quotedLines: 'a: "b\n  c"\n',
    flowLines: 'a: [b,\n  c]\n',
    keep: 'a: |+\n  b\n',
    indicator: 'a: |2\n  b\n',
    column: 'a:\n    b: 1\n  c: 2\n',
    deeper: 'a: 1\n  b: 2\n',
    unclosed: 'a: "b\n',
    list: 'a: 1\n- b\n',
    tab: 'a:\tb\n',
    scalar: 'a\n',
    nothing: '# a\n',
    deep: `${'- '.repeat(100)}a\n`,
  };
  for (const [name, text] of Object.entries(left)) {
    assert.equal(readOrdinary(text), undefined, name);
    same(text);
  }
});
