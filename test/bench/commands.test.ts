/** How the bench runs and compares programs. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CASES } from '../../bench/cases.ts';
import { inTurn, run, script } from '../../bench/command.ts';
import { comparison } from '../../bench/compare.ts';
import { folderFiles, generated, generatedFiles, written } from '../../bench/corpus/corpus.ts';
import { performancePage } from '../../bench/performance-page.ts';
import { type Run, readRun, type Series, writeRun } from '../../bench/series.ts';
import { ratio, textTable } from '../../bench/text-table.ts';
import { classify } from '../../server/src/core/files/classify.ts';

const place = mkdtempSync(join(tmpdir(), 'bench-test-'));
after(() => rmSync(place, { recursive: true, force: true }));
const folder = { path: join(place, "it's here"), files: [] as string[] };
folder.files.push(
  ...written(folder.path, [
    { path: 'a b.txt', text: 'one\n' },
    { path: "it's.txt", text: 'two\n' },
  ]).paths,
);

test('a command gets the files in its placeholders, or at its end', async () => {
  const out = join(place, 'out');
  const written = async (command: string): Promise<string> => {
    await run(script(`${command} > '${out}'`), folder);
    return readFileSync(out, 'utf8');
  };
  assert.equal(await written('cat {files}'), 'one\ntwo\n');
  assert.equal(await written('echo {dir}'), `${folder.path}\n`);
  assert.equal(script('lint --all'), 'lint --all "$@"');
  assert.equal(script('node -e 0', true), 'node -e 0');
});

test('the processor time of a command and of the programs it starts is measured', async () => {
  const busy = `node -e "const end = process.cpuUsage().user + 3e5; while (process.cpuUsage().user < end);"`;
  const { cpu, wall } = await run(script(`sh -c '${busy}'`, true), folder);
  assert.ok(cpu >= 300 && wall > 0, `${cpu} ms`);
  const { cpu: asleep } = await run(script('sleep 0.3', true), folder);
  assert.ok(asleep < cpu, `${asleep} ms`);
});

test('a program that is missing, killed or unsteady is no measurement', async () => {
  await assert.rejects(run(script('no-such-program'), folder), /no-such-program .*ended with 127/s);
  await assert.rejects(run(script('kill -9 $$', true), folder), /ended with 1/);
  const unsteady = 'test -e seen && rm seen || { touch seen; false; }';
  await assert.rejects(inTurn([script(unsteady, true)], folder, 2), /does not always do the same/);
  // A linter that finds something is fine.
  assert.equal((await run(script('exit 1', true), folder)).code, 1);
});

test('generated files are the same each time, of their kind and size', () => {
  assert.deepEqual([...generatedFiles('mixed', 9)], [...generatedFiles('mixed', 9)]);
  for (const [of, kind] of [
    ['dockerfile', 'dockerfile'],
    ['compose', 'compose'],
    ['manifest', 'kubernetes'],
  ] as const) {
    for (const { path, text } of generatedFiles(of, 5)) assert.equal(classify(path, text), kind);
    assert.equal(generated(of, 160).split('\n').length - 1, 160);
  }
  const bytes = [...generatedFiles('manifest', 50, 600_000)].reduce((sum, { text }) => sum + text.length, 0);
  assert.ok(bytes > 450_000 && bytes < 900_000, `${bytes}`);
});

test('files of a folder are taken by their kind', () => {
  const from = join(place, 'from');
  written(from, [
    { path: 'Dockerfile', text: 'FROM a\n' },
    { path: 'b/compose.yaml', text: 'services: {}\n' },
    { path: 'notes.md', text: 'FROM a\n' },
  ]);
  const paths = (of: 'dockerfile' | 'compose' | 'mixed', count = 9): string[] =>
    [...folderFiles(from, of, count)].map(({ path }) => path);
  assert.deepEqual(paths('dockerfile'), ['Dockerfile']);
  assert.deepEqual(paths('mixed'), ['Dockerfile', 'b/compose.yaml']);
  assert.deepEqual(paths('mixed', 1), ['Dockerfile']);
  assert.throws(() => written(from, []), /no file/);
});

const series = (by: string, samples: number[], more: Partial<Series> = {}): Series => ({
  ...{ id: 'one-file', what: 'one small Dockerfile', by, measure: 'cpu', unit: 'ms', samples },
  ...more,
});
const runOf = (...list: Series[]): Run => ({
  day: '2026-08-22',
  machine: 'm',
  processors: 2,
  node: 'v20',
  load: [0.1, 0.2],
  series: list,
});

test('a peer is compared by medians of the same case and measure', () => {
  const all = [
    series('seaworthy', [10, 30, 20]),
    series('peer', [40, 40, 90]),
    series('seaworthy', [7], { measure: 'wall' }),
  ];
  assert.equal(ratio(all[1]!, all), '0.50');
  assert.equal(ratio(all[0]!, all), '');
  assert.match(textTable(all), /peer +CPU +40\.0 ms +0\.50$/m);
  const edits = [series('seaworthy', [1, 9], { measure: 'edit' }), series('peer', [2, 3], { measure: 'edit' })];
  assert.equal(ratio(edits[1]!, edits), '0.50 / 3.00');
});

test('a run is kept in a file, compared with another, and shown as a page', () => {
  const file = join(place, 'run.json');
  const old = runOf(series('seaworthy', [20]), series('gone', [1]));
  writeRun(file, old);
  assert.deepEqual(readRun(file), old);
  writeFileSync(file, '{}');
  assert.throws(() => readRun(file), /--json/);
  const now = runOf(series('seaworthy', [30]), series('new', [1]));
  assert.equal(comparison(old, now), '× 1.50  one small Dockerfile, seaworthy, cpu: 20.0 ms → 30.0 ms');
  const page = performancePage(now);
  for (const words of [
    'Day: 2026-08-22',
    'Machine: m',
    'Node: v20',
    '0.10, 0.20',
    '| one small Dockerfile | seaworthy |',
  ])
    assert.ok(page.includes(words), words);
  assert.match(page, /Not measured in this run: .*edit-stream-74000/);
  assert.ok(!page.includes('busy') && performancePage({ ...now, load: [0, 3] }).includes('busy'));
  assert.ok(!page.includes('## Editor'), 'what was not measured is not named');
});

test('cases have names of their own', () => {
  assert.equal(new Set(CASES.map((c) => c.id)).size, CASES.length);
});
