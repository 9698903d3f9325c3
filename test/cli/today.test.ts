/** The day of a check: from the clock, `--today` or the configuration, and stated by every report. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KNOWLEDGE_DAY } from '../../server/src/core/image/knowledge/date.ts';
import { committed, stage } from '../support/git-repository.ts';
import { findings, folderWith, seaworthy } from '../support/program.ts';
import { DAY_VARIABLE } from '../support/stopped-clock.ts';

/** Ends on 2026-11-12. */
const POSTGRES = 'FROM postgres:14\nUSER postgres\n';
const [BEFORE, AFTER] = ['2026-11-11', '2026-11-13'];
const pin = (day: string): string => `today: ${day}\n`;

/** The clock of the program. */
const on = (day: string) => ({ [DAY_VARIABLE]: day });

/** Paths of the files whose image has ended. */
const ended = (folder: string, ...words: string[]): string[] =>
  findings(folder, words).flatMap((f) => (f.rule === 'image/end-of-life' ? f.path : []));

const report = (folder: string, words: string[] = [], clock = BEFORE) =>
  JSON.parse(seaworthy(folder, ['check', '--format', 'json', ...words], '', on(clock)).stdout);

test('--today judges before and after an end that is known in advance', () => {
  const folder = folderWith({ Dockerfile: POSTGRES });
  assert.deepEqual(ended(folder, '--today', BEFORE), []);
  assert.deepEqual(ended(folder, '--today', '2026-11-12'), [], 'the last day has updates');
  assert.deepEqual(ended(folder, `--today=${AFTER}`), ['Dockerfile']);
  const code = (day: string) => seaworthy(folder, ['check', '--today', day]).status;
  assert.deepEqual([code(BEFORE), code(AFTER)], [0, 1]);
  const piped = (day: string) =>
    seaworthy(folder, ['check', '-', '--stdin-filename', 'Dockerfile', '--today', day], POSTGRES).status;
  assert.deepEqual([piped(BEFORE), piped(AFTER)], [0, 1]);
});

test('without a pinned day the clock decides', () => {
  const folder = folderWith({ Dockerfile: POSTGRES });
  const code = (day: string) => seaworthy(folder, ['check'], '', on(day)).status;
  assert.deepEqual([code(BEFORE), code(AFTER)], [0, 1]);
});

test('the configuration pins the day of its folder, --today overrides it', () => {
  const folder = folderWith({
    '.seaworthy.yaml': pin(BEFORE),
    'a/Dockerfile': POSTGRES,
    'b/Dockerfile': POSTGRES,
    'b/.seaworthy.yaml': pin(AFTER),
    'c/Dockerfile': POSTGRES,
    'c/.seaworthy.yaml': 'profile: default\n',
  });
  // Only the nearest file applies, so the clock of the test decides about c.
  assert.deepEqual(ended(folder), ['b/Dockerfile', 'c/Dockerfile']);
  assert.deepEqual(ended(folder, '--today', BEFORE), []);
  assert.deepEqual(ended(folder, '--today', AFTER), ['a/Dockerfile', 'b/Dockerfile', 'c/Dockerfile']);
  assert.deepEqual(ended(folder, 'a/Dockerfile', 'b/Dockerfile'), ['b/Dockerfile']);
  assert.deepEqual(ended(folder, '--config', 'b/.seaworthy.yaml').length, 3);
});

test('--staged reads the day of the staged configuration', () => {
  const folder = committed({ '.seaworthy.yaml': pin(AFTER), README: '' });
  stage(folder, 'Dockerfile', POSTGRES);
  assert.deepEqual(ended(folder, '--staged'), ['Dockerfile']);
  stage(folder, '.seaworthy.yaml', pin(BEFORE), pin(AFTER));
  assert.deepEqual(ended(folder, '--staged'), []);
  assert.deepEqual(ended(folder, '--staged', '--today', AFTER), ['Dockerfile']);
});

test('a wrong day is exit code 2: on the command line as wrong usage, in a configuration as a problem', () => {
  const folder = folderWith({ Dockerfile: POSTGRES });
  for (const day of ['2026-02-30', '2026-8-22', 'tomorrow', '']) {
    const run = seaworthy(folder, ['check', `--today=${day}`]);
    assert.equal(run.status, 2, day);
    assert.equal(run.stdout, '');
    assert.equal(
      run.stderr,
      `seaworthy: --today takes a day such as 2026-08-22; not ${day}\nsee \`seaworthy --help\`\n`,
    );
  }
  assert.match(seaworthy(folder, ['check', '--today']).stderr, /--today needs a value/);
  for (const words of [['rules'], ['explain', 'user/root-user'], ['lsp', '--stdio']]) {
    const run = seaworthy(folder, [...words, '--today', AFTER]);
    assert.deepEqual([run.status, run.stderr.split('\n')[0]], [2, 'seaworthy: --today belongs to check']);
  }
  const wrong = folderWith({ Dockerfile: POSTGRES, '.seaworthy.yaml': pin('2026-02-30') });
  const { problems, today } = report(wrong, [], AFTER);
  assert.deepEqual(problems, [
    {
      path: '.seaworthy.yaml',
      startLine: 1,
      startColumn: 8,
      message: '`today` must be a day such as `2026-08-22`',
    },
  ]);
  assert.equal(today, AFTER, 'the key sets nothing');
  assert.equal(seaworthy(wrong, ['check']).status, 2);
});

test('json and SARIF state the day and the day of the knowledge, jsonl and fingerprints do not depend on it', () => {
  const folder = folderWith({ Dockerfile: POSTGRES });
  const { today, knowledge, otherDays } = report(folder);
  assert.deepEqual([today, knowledge, otherDays], [BEFORE, KNOWLEDGE_DAY, undefined]);
  assert.equal(report(folder, ['--today', AFTER]).today, AFTER);
  const log = JSON.parse(seaworthy(folder, ['check', '--format', 'sarif', '--today', AFTER]).stdout);
  assert.deepEqual(log.runs[0].invocations[0].properties, { today: AFTER, knowledge: KNOWLEDGE_DAY });
  assert.deepEqual(findings(folder, ['--today', AFTER]), findings(folder, ['--today', '2027-01-01']));
});

test('the day of a report is the one of its files; other days are listed', () => {
  const files = { 'a/Dockerfile': POSTGRES, 'b/Dockerfile': POSTGRES, 'c/Dockerfile': POSTGRES };
  const days = (more: Record<string, string>, words: string[] = []) => {
    const { today, otherDays = [] } = report(folderWith({ ...files, ...more }), words);
    return [today, ...otherDays.map((o: { config: string; today: string }) => `${o.config} ${o.today}`)];
  };
  const root = { '.seaworthy.yaml': pin('2020-02-02') };
  const [b, c] = [{ 'b/.seaworthy.yaml': pin('2021-01-01') }, { 'c/.seaworthy.yaml': pin('2022-02-02') }];
  assert.deepEqual(days({}), [BEFORE]);
  assert.deepEqual(days(root), ['2020-02-02']);
  assert.deepEqual(days({ ...c, ...b }), [BEFORE, 'b/.seaworthy.yaml 2021-01-01', 'c/.seaworthy.yaml 2022-02-02']);
  assert.deepEqual(days({ ...root, ...b }), ['2021-01-01', '.seaworthy.yaml 2020-02-02']);
  assert.deepEqual(days({ ...root, ...b }, ['a', 'c']), ['2020-02-02']);
  assert.deepEqual(days({ ...root, ...b, ...c }, ['--today', AFTER]), [AFTER]);
  assert.equal(report(folderWith({ 'README.md': '' }), ['--today', AFTER]).today, AFTER, 'no file was judged');
});

test('text names the day only if it is pinned, so that a pinned report is the same on every day', () => {
  const summary = (more: Record<string, string>, words: string[] = [], clock = BEFORE) => {
    const folder = folderWith({ 'a/Dockerfile': POSTGRES, 'b/Dockerfile': POSTGRES, ...more });
    return seaworthy(folder, ['check', ...words], '', on(clock))
      .stdout.trimEnd()
      .split('\n')
      .at(-1);
  };
  assert.equal(summary({}), '0 findings in 2 files');
  for (const clock of [BEFORE, AFTER]) {
    assert.equal(summary({}, ['--today', BEFORE], clock), `0 findings in 2 files, as of ${BEFORE}`);
    assert.equal(summary({ '.seaworthy.yaml': pin(BEFORE) }, [], clock), `0 findings in 2 files, as of ${BEFORE}`);
  }
  const folders = { 'b/.seaworthy.yaml': pin('2020-01-01') };
  assert.equal(summary(folders), '0 findings in 2 files, 1 configuration as of another day');
  assert.equal(
    summary({ ...folders, '.seaworthy.yaml': pin(BEFORE) }, [], AFTER),
    `0 findings in 2 files, as of ${BEFORE}, 1 configuration as of another day`,
  );
});

test('--fix and its report have the same day', () => {
  const folder = folderWith({ Dockerfile: `${POSTGRES}ADD a.sh /a.sh\n` });
  const { today, findings: left } = report(folder, ['--fix', '--profile', 'strict', '--today', BEFORE], AFTER);
  assert.equal(today, BEFORE);
  const ids = left.map((f: { rule: string }) => f.rule);
  assert.ok(!ids.includes('image/end-of-life') && !ids.includes('build/add-instead-of-copy'), ids.join());
});
