/** `npm run update-knowledge` with files that are right, and with files that are not. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { globSync } from '../scripts/lib/files.ts';
import { knowledgeTables } from '../scripts/lib/knowledge-update.ts';

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const source = { repository: 'https://example.test/r', commit: 'c0ffee', date: '2026-08-22', licence: 'MIT' };
const PRODUCTS = {
  source,
  products: {
    zed: { label: 'Zed', images: ['acme/zed'], cycles: [{ cycle: '2', eol: false, latest: '2.1' }] },
    debian: {
      label: 'Debian',
      os: true,
      mapped: ['debian'],
      cycles: [{ cycle: '12', codename: 'Bookworm', eol: '2026-06-10' }],
    },
  },
};
const OFFICIAL = {
  source: [source, source],
  images: { debian: { groups: [{ tags: '12 bookworm latest', version: '12' }], ended: { '11': '2026-08-01' } } },
  withdrawn: { java: { removed: '2017-06-08' } },
};
const USERS = {
  source: { officialImages: source },
  official: { debian: { repo: 'debuerreotype/debian', rows: [{ user: 'root' }] } },
  others: { 'acme/zed': [{ repo: 'acme/zed', user: 'zed', uid: 1000 }] },
};
type Files = Readonly<Record<string, unknown>>;
const FILES: Files = {
  'end-of-life.json': PRODUCTS,
  'official-images.json': OFFICIAL,
  'default-users.json': USERS,
};

function folderOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-knowledge-'));
  folders.push(folder);
  for (const [name, data] of Object.entries(files))
    writeFileSync(join(folder, name), typeof data === 'string' ? data : JSON.stringify(data));
  return folder;
}

const problemsOf = (files: Files): readonly string[] => {
  const made = knowledgeTables(folderOf(files));
  assert.ok('problems' in made, 'the files were accepted');
  return made.problems;
};

/** The files with one of them replaced. */
const withFile = (name: string, data: unknown): Files => ({ ...FILES, [name]: data });

test('right files give the five tables, the same every time, whatever the order of names', () => {
  const made = knowledgeTables(folderOf(FILES));
  assert.ok('tables' in made);
  assert.deepEqual(Object.keys(made.tables), [
    'products.generated.ts',
    'official.generated.ts',
    'image-users.generated.ts',
    'publishers.generated.ts',
    'sources.generated.ts',
  ]);
  const { debian, zed } = PRODUCTS.products;
  const again = knowledgeTables(folderOf(withFile('end-of-life.json', { source, products: { debian, zed } })));
  assert.deepEqual(again, made);
  const lines = made.tables['products.generated.ts']!.match(/^ {2}'\w+/gm);
  assert.deepEqual(lines, ["  'debian", "  'zed"]);
});

describe('wrong files: the message names file and entry', () => {
  const cycle = (changed: object): Files =>
    withFile('end-of-life.json', {
      source,
      products: { zed: { label: 'Zed', cycles: [{ cycle: '2', eol: false, ...changed }] } },
    });
  const user = (row: object): Files =>
    withFile('default-users.json', { ...USERS, official: { debian: { repo: 'r', rows: [row] } } });
  const cases: readonly (readonly [what: string, files: Files, problem: RegExp])[] = [
    ['no JSON', withFile('end-of-life.json', '{'), /^end-of-life\.json: no JSON: /],
    ['a list', withFile('official-images.json', []), /^official-images\.json: \[\] is no object$/],
    ['a field is missing', withFile('end-of-life.json', { source }), /^end-of-life\.json: products: is missing$/],
    [
      'a day that does not exist',
      cycle({ eol: '2026-02-30' }),
      /^end-of-life\.json: products\.zed\.cycles\[0\]\.eol: "2026-02-30" is no day/,
    ],
    ['a day of the wrong form', cycle({ lts: '2026-2-3' }), /cycles\[0\]\.lts: "2026-2-3" is no day/],
    ['a number for a name', cycle({ cycle: 2 }), /cycles\[0\]\.cycle: 2 is no text$/],
    ['a separator in a name', cycle({ cycle: '2 LTS' }), /^end-of-life\.json: a separator in 2 LTS$/],
    [
      'a quote in a label',
      withFile('end-of-life.json', { source, products: { zed: { label: "Zed's", cycles: [] } } }),
      /^end-of-life\.json: .*escape/,
    ],
    [
      'a day in the list of ended lines',
      withFile('official-images.json', { ...OFFICIAL, images: { debian: { groups: [], ended: { '11': 'soon' } } } }),
      /^official-images\.json: images\.debian\.ended\.11: "soon" is no day$/,
    ],
    [
      'an unknown notice',
      withFile('official-images.json', {
        ...OFFICIAL,
        images: { debian: { groups: [], notice: { since: '2026-01-01', kind: 'gone' } } },
      }),
      /^official-images\.json: images\.debian\.notice\.kind: "gone" is no `discontinued`/,
    ],
    [
      'a source is missing',
      withFile('official-images.json', { ...OFFICIAL, source: [source] }),
      /docker-library\/docs are needed$/,
    ],
    ['no user', user({ ports: ['80'] }), /^default-users\.json: official\.debian\.rows\[0\]\.user: is missing$/],
    ['an id in words', user({ user: 'x', uid: '1000' }), /rows\[0\]\.uid: "1000" is no whole number$/],
    ['a list in place of a text', user({ user: ['x'] }), /rows\[0\]\.user: \["x"\] is no text$/],
    [
      'no commit',
      withFile('default-users.json', { ...USERS, source: { officialImages: { ...source, commit: '' } } }),
      /officialImages\.commit: "" is no text$/,
    ],
  ];
  for (const [what, files, problem] of cases)
    test(what, () => {
      const problems = problemsOf(files);
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.match(problems[0]!, problem);
    });

  test('a missing file, and problems in two others', () => {
    const problems = problemsOf({
      'end-of-life.json': cycle({ eol: 'never' })['end-of-life.json'],
      'official-images.json': {},
    });
    assert.ok(problems.some((problem) => /default-users\.json: no such file$/.test(problem)));
    assert.ok(problems.some((problem) => /^end-of-life\.json: .*"never"/.test(problem)));
    assert.deepEqual(
      problems.filter((problem) => problem.startsWith('official-images.json')),
      ['source', 'images', 'withdrawn'].map((name) => `official-images.json: ${name}: is missing`),
    );
  });
});

describe('the command', () => {
  const tables = (): string =>
    globSync('server/src/core/image/knowledge/data', (f) => f.endsWith('.generated.ts'))
      .map((f) => readFileSync(f, 'utf8'))
      .join('');
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/run.mjs', 'update-knowledge', ...args], { encoding: 'utf8' });

  test('without a folder it says how to use it', () => {
    const { status, stderr } = run();
    assert.equal(status, 2);
    assert.match(stderr, /^usage: /);
  });

  test('wrong files are exit code 2, and no table changes', () => {
    const before = tables();
    const folder = folderOf(withFile('default-users.json', '[]'));
    const { status, stdout, stderr } = run(folder);
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.equal(stderr, 'default-users.json: [] is no object\nno table was written\n');
    assert.equal(tables(), before);
  });

  test('--check says which tables are out of date, and writes none', () => {
    const before = tables();
    const { status, stderr } = run(folderOf(FILES), '--check');
    assert.equal(status, 1);
    assert.equal(stderr.match(/ is out of date/g)?.length, 5);
    assert.equal(tables(), before);
  });
});
