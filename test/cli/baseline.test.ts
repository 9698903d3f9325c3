/** `seaworthy baseline`, and a check beside one: only what is new is reported. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { committed, git, PERSON, write } from '../support/git-repository.ts';
import { folderWith, seaworthy } from '../support/program.ts';

const NAME = '.seaworthy-baseline.json';
const DAY = '2026-11-30';
const IMAGE = `ghcr.io/example/web:1.2@sha256:${'a'.repeat(64)}`;
const FILES = {
  'app/Dockerfile': `FROM ${IMAGE}\nUSER root\nENV DB_PASSWORD=hT5mQ9zWc2Lk\nCMD ["/app"]\n`,
  'compose.yaml': `services:\n  web:\n    image: ${IMAGE}\n    privileged: true\n`,
};

interface Out {
  readonly findings: readonly { path: string; rule: string }[];
  readonly baseline?: { known: number; stale: readonly { path: string; rule: string }[] };
  readonly summary: { text: string };
}

const run = (folder: string, ...words: string[]) => seaworthy(folder, [...words, '--today', DAY], '', PERSON);
const checked = (folder: string, ...words: string[]): Out =>
  JSON.parse(run(folder, 'check', '--format', 'json', ...words).stdout) as Out;
const listed = ({ findings }: Out): string[] => findings.map((f) => `${f.path} ${f.rule}`);
const stale = ({ baseline }: Out): string[] => (baseline?.stale ?? []).map((e) => `${e.path} ${e.rule}`);
const read = (folder: string): string => fs.readFileSync(path.join(folder, NAME), 'utf8');
const entries = (folder: string) => (JSON.parse(read(folder)) as { findings: Record<string, string>[] }).findings;

function withBaseline(...words: string[]): string {
  const folder = committed(FILES);
  const { status, stdout, stderr } = run(folder, 'baseline', ...words);
  assert.equal(status, 0, stdout + stderr);
  return folder;
}

test('what is in the baseline is not reported and does not fail; a new finding is and does', () => {
  const folder = withBaseline();
  const clean = run(folder, 'check');
  assert.equal(clean.status, 0);
  assert.match(clean.stdout, /^0 findings in 2 files, \d+ in the baseline, as of/);
  assert.ok(listed(checked(folder, '--no-baseline')).length >= 3);
  write(folder, 'app/Dockerfile', FILES['app/Dockerfile'].replace('CMD', 'RUN curl -k https://example.com/x\nCMD'));
  const out = checked(folder);
  assert.deepEqual(listed(out), ['app/Dockerfile network/tls-verification-off']);
  assert.equal(run(folder, 'check').status, 1);
  assert.deepEqual(stale(out), []);
});

test('moved lines, another layout and a new name change nothing; a copy is new', () => {
  const folder = withBaseline();
  const reformatted = FILES['compose.yaml']
    .replace('services:', '# one\n\nservices:')
    .replace('privileged: true', '"privileged":    true # x');
  write(folder, 'compose.yaml', reformatted);
  git(folder, 'mv', 'app/Dockerfile', 'web.Dockerfile');
  const moved = checked(folder);
  assert.deepEqual([listed(moved), stale(moved)], [[], []]);
  // The entries follow the file.
  run(folder, 'baseline');
  assert.deepEqual([...new Set(entries(folder).map((e) => e.path))], ['compose.yaml', 'web.Dockerfile']);
  write(folder, 'copy/Dockerfile', FILES['app/Dockerfile']);
  const copied = checked(folder);
  assert.ok(listed(copied).length > 0);
  assert.ok(listed(copied).every((l) => l.startsWith('copy/')));
  assert.deepEqual(stale(copied), []);
});

test('another file in the place of a removed one takes none of its entries', () => {
  const folder = withBaseline();
  fs.rmSync(path.join(folder, 'app/Dockerfile'));
  write(
    folder,
    'db/Dockerfile',
    'FROM registry.example/other/thing:9\nRUN make install && adduser somebody\nUSER root\n',
  );
  const out = checked(folder);
  assert.ok(listed(out).includes('db/Dockerfile user/root-user'));
  assert.ok(stale(out).includes('app/Dockerfile user/root-user'));
});

test('mended findings are stale, and --prune takes them out, and adds nothing', () => {
  const folder = withBaseline('--reason', 'before 2027', '--owner', 'team-a');
  const before = entries(folder).length;
  write(folder, 'compose.yaml', FILES['compose.yaml'].replace('    privileged: true\n', '    network_mode: host\n'));
  const out = checked(folder);
  assert.deepEqual(stale(out), ['compose.yaml privilege/privileged-container']);
  assert.match(out.summary.text, /1 stale entry \(`seaworthy baseline --prune`\)/);
  const pruned = run(folder, 'baseline', '--prune');
  assert.match(pruned.stdout, /findings in \d files, 0 added, 1 taken out\n$/);
  assert.equal(entries(folder).length, before - 1);
  assert.ok(entries(folder).every((e) => e.reason === 'before 2027' && e.owner === 'team-a'));
  assert.deepEqual(listed(checked(folder)), listed(out));
  // Written anew it holds the new one, without the reason of the others.
  run(folder, 'baseline');
  assert.deepEqual(
    entries(folder)
      .filter((e) => e.reason === undefined)
      .map((e) => e.rule),
    listed(out).map((l) => l.split(' ')[1]),
  );
});

test('an entry may have a last day', () => {
  const folder = withBaseline('--until', DAY);
  assert.deepEqual(listed(checked(folder)), []);
  const later = JSON.parse(seaworthy(folder, ['check', '--format', 'json', '--today', '2026-12-01']).stdout) as Out;
  assert.ok(listed(later).length >= 3);
  assert.deepEqual(stale(later), []);
});

test('the file holds no value of a secret, and is the same when it is written again', () => {
  const folder = withBaseline();
  const text = read(folder);
  assert.ok(text.includes('secret/'));
  assert.ok(!text.includes('hT5mQ9'));
  run(folder, 'baseline');
  assert.equal(read(folder), text);
});

test('a stricter profile reports more, and a baseline of it is not stale in the default one', () => {
  const folder = withBaseline('--profile', 'audit');
  const out = checked(folder);
  assert.deepEqual([listed(out), stale(out)], [[], []]);
  assert.deepEqual(listed(checked(folder, '--profile', 'audit')), []);
});

test('one file, standard input, the index and a change since a commit know it too', () => {
  const folder = withBaseline();
  const text = FILES['app/Dockerfile'];
  assert.deepEqual(listed(checked(folder, 'app/Dockerfile')), []);
  const piped = seaworthy(
    folder,
    ['check', '-', '--stdin-filename', 'app/Dockerfile', '--format', 'json', '--today', DAY],
    text,
  );
  assert.deepEqual(listed(JSON.parse(piped.stdout) as Out), []);
  write(folder, 'app/Dockerfile', `# x\n${text}`);
  git(folder, 'add', '-A');
  assert.deepEqual(listed(checked(folder, '--staged')), []);
  assert.deepEqual(listed(checked(folder, '--since', 'HEAD')), []);
});

test('wrong usage and broken baselines', () => {
  const folder = folderWith(FILES);
  for (const words of [
    ['-'],
    ['a', 'b'],
    ['--staged'],
    ['--prune', '--reason', 'x'],
    ['--until', 'soon'],
    ['compose.yaml'],
  ])
    assert.equal(run(folder, 'baseline', ...words).status, 2, words.join(' '));
  for (const text of ['{', '[]', '{"version": 9}', '{"version": 1, "findings": [{}]}']) {
    write(folder, NAME, text);
    const { status, stdout } = run(folder, 'check');
    assert.equal(status, 2, text);
    assert.match(stdout, /\.seaworthy-baseline\.json:1:\d+ problem /);
  }
  assert.equal(run(folder, 'baseline').status, 0);
  assert.equal(run(folder, 'check').status, 0);
});
