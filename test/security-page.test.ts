/** docs/security.md: every promise names a test that is there, and the tables say what the code does. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { globSync } from '../scripts/lib/files.ts';
import { CHANGED, KEPT, SET } from '../server/src/cli/git-environment.ts';

const page = readFileSync('docs/security.md', 'utf8');

/** The cells of each row of the tables below a heading. */
function rowsBelow(heading: string): string[][] {
  const section = page.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('\n')
    .filter((line) => /^\| /.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

test('every promise names its tests, and they are there', () => {
  const rows = rowsBelow('What is promised').slice(1);
  assert.ok(rows.length >= 10);
  for (const [promise, tests = ''] of rows) {
    const named = [...tests.matchAll(/`([^`]+)`/g)].map((m) => m[1]!);
    assert.ok(named.length > 0, promise);
    for (const file of named) assert.ok(/^test\/.*\.test\.ts$/.test(file) && existsSync(file), file);
  }
  for (const [file = ''] of page.matchAll(/(?<=`)test\/[^`]+/g)) assert.ok(existsSync(file), file);
});

test('every test of how git is run stands behind a promise', () => {
  for (const file of globSync('test/cli', (f) => /\/git-[^/]*\.test\.ts$/.test(f)))
    assert.ok(page.includes(`\`${file}\``), file);
});

test('the tables of variables are those of the code', () => {
  const row = (name: string, ...cells: string[]): string[] => [`\`${name}\``, ...cells];
  const kept = Object.entries({ ...KEPT, ...CHANGED }).map(([name, why]) => row(name, why));
  const set = Object.entries(SET).map(([name, [value, why]]) =>
    row(name, value === '' ? 'empty' : `\`${value}\``, why),
  );
  assert.deepEqual(
    rowsBelow('Variables').filter(([name]) => name !== 'Variable'),
    [...kept, ...set],
  );
});

test('every variable of git that the code reads or sets is on the page', () => {
  const code = globSync('server/src/cli', (f) => f.endsWith('.ts'))
    .map((f) => readFileSync(f, 'utf8'))
    .join('\n');
  const names = new Set([...code.matchAll(/\bGIT_[A-Z0-9_]*[A-Z0-9]\b/g)].map((m) => m[0]));
  assert.ok(names.size > 15);
  assert.deepEqual(
    [...names].filter((name) => !page.includes(`\`${name}`)),
    [],
  );
});
