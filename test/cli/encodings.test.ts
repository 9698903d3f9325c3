/** Files in UTF-16, as PowerShell's `>` writes them, and files with a byte order mark are checked and fixed like any other. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { CLI, findings, folderWith, PRIVILEGED, ROOT } from '../support/program.ts';

const little = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
const big = (text: string): Buffer => little(text).swap16();

function folderOf(files: Readonly<Record<string, Buffer>>): string {
  const folder = folderWith({});
  for (const [name, bytes] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), bytes);
  return folder;
}

test('UTF-16 is read by its byte order mark, with places in the text', () => {
  const folder = folderOf({ 'little.yaml': little(PRIVILEGED), 'big.yaml': big(PRIVILEGED), Dockerfile: little(ROOT) });
  const found = findings(folder);
  const places = (rule: string) =>
    found.filter((f) => f.rule === rule).map((f) => [f.path, f.startLine, f.startColumn]);
  assert.deepEqual(places('privilege/privileged-container'), [
    ['big.yaml', 10, 9],
    ['little.yaml', 10, 9],
  ]);
  assert.deepEqual(places('user/root-user'), [['Dockerfile', 2, 6]]);
});

test('UTF-16 on standard input is decoded, too', () => {
  for (const input of [little(ROOT), big(ROOT)]) {
    const run = spawnSync(process.execPath, [CLI, 'check', '-', '--format', 'jsonl'], { cwd: folderWith({}), input });
    assert.match(run.stdout.toString('utf8'), /"user\/root-user"/);
  }
});

test('a staged file in UTF-16 is judged', () => {
  const folder = folderOf({ Dockerfile: little(ROOT) });
  for (const words of [
    ['init', '-q'],
    ['add', '.'],
  ])
    spawnSync('git', words, { cwd: folder });
  assert.deepEqual(
    findings(folder, ['--staged']).flatMap((f) => (f.rule === 'user/root-user' ? [f.path] : [])),
    ['Dockerfile'],
  );
});

test('--fix keeps the encoding and its mark; malformed files stay unchanged', () => {
  const copy = 'FROM node:22-alpine\nADD app.js /srv/\nUSER 1000\n';
  const broken = Buffer.concat([little(copy), Buffer.from([0x23, 0x00, 0x00, 0xd8, 0x0a, 0x00])]);
  const folder = folderOf({ 'a.Dockerfile': little(copy), 'b.Dockerfile': big(copy), 'c.Dockerfile': broken });
  const run = spawnSync(process.execPath, [CLI, 'check', '--fix', '--profile', 'audit'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const bytes = (name: string): Buffer => fs.readFileSync(path.join(folder, name));
  const fixed = copy.replace('ADD', 'COPY');
  assert.deepEqual(bytes('a.Dockerfile'), little(fixed), run.stdout + run.stderr);
  assert.deepEqual(bytes('b.Dockerfile'), big(fixed));
  assert.deepEqual(bytes('c.Dockerfile'), broken);
  assert.match(run.stderr, /c\.Dockerfile is not UTF-16LE and was left alone/);
  assert.equal(run.status, 2);
});

/** Encoders that write a byte order mark. */
const MARKED: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(`\ufeff${text}`),
  'UTF-16LE': little,
  'UTF-16BE': big,
};
const FIRST_LINE: Readonly<Record<string, string>> = {
  Dockerfile: 'FROM node\nUSER 1000\n',
  'compose.yaml': '{services: {web: {image: nginx, privileged: true}}}\n',
  'pod.json': '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"a","image":"nginx"}]}}\n',
  '.env': 'PASSWORD=hN4vKq8sTw2xZb7d\n',
};

for (const [encoding, bytesOf] of Object.entries(MARKED))
  test(`${encoding}: a byte order mark is no column, and every format shows what it shows without one`, () => {
    const files = (of: (text: string) => Buffer) =>
      folderOf(Object.fromEntries(Object.entries(FIRST_LINE).map(([name, text]) => [name, of(text)])));
    const [plain, marked] = [files((text) => Buffer.from(text)), files(bytesOf)];
    for (const format of ['text', 'json', 'jsonl', 'sarif']) {
      const shown = (folder: string): string => {
        const run = spawnSync(process.execPath, [CLI, 'check', '--format', format], { cwd: folder, encoding: 'utf8' });
        return run.stdout.replaceAll(folder, '');
      };
      assert.equal(shown(marked), shown(plain), format);
    }
    const onFirstLine = findings(marked).filter((f) => f.startLine === 1);
    assert.deepEqual([...new Set(onFirstLine.map((f) => f.path))].sort(), Object.keys(FIRST_LINE).sort());
    assert.equal(onFirstLine.find((f) => f.rule === 'image/mutable-tag' && f.path === 'Dockerfile')?.startColumn, 6);
  });

test('a staged file and standard input with a byte order mark have the same columns', () => {
  const text = Buffer.from(`\ufeff${FIRST_LINE.Dockerfile}`);
  const folder = folderOf({ Dockerfile: text });
  for (const words of [
    ['init', '-q'],
    ['add', '.'],
  ])
    spawnSync('git', words, { cwd: folder });
  const columns = (words: string[]) =>
    spawnSync(process.execPath, [CLI, 'check', ...words, '--format', 'jsonl'], { cwd: folder, input: text })
      .stdout.toString('utf8')
      .match(/"startLine":1,"startColumn":\d+/g);
  assert.ok(columns(['-'])?.includes('"startLine":1,"startColumn":6'));
  assert.deepEqual(columns(['--staged']), columns(['-']));
});

test('a diff of a file with a byte order mark applies', () => {
  const before = Buffer.from('\ufeffFROM node:22-alpine\nADD app.js /srv/\nUSER 1000\n');
  const folder = folderOf({ Dockerfile: before });
  const words = [CLI, 'check', '--fix', '--profile', 'audit'];
  const patch = spawnSync(process.execPath, [...words, '--dry-run'], { cwd: folder }).stdout;
  assert.match(patch.toString('utf8'), /^ \ufeffFROM/m);
  const applied = spawnSync('git', ['apply', '-'], { cwd: folder, input: patch, encoding: 'utf8' });
  assert.equal(applied.status, 0, applied.stderr);
  const patched = fs.readFileSync(path.join(folder, 'Dockerfile'));
  fs.writeFileSync(path.join(folder, 'Dockerfile'), before);
  spawnSync(process.execPath, words, { cwd: folder });
  assert.deepEqual(patched, fs.readFileSync(path.join(folder, 'Dockerfile')));
  assert.ok(!patched.equals(before));
});
