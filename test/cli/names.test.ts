/** The command line masks secrets of known formats in names: in arguments, messages and the diff of a dry run. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unifiedDiff } from '../../server/src/cli/diff.ts';
import { folderWith, seaworthy } from '../support/program.ts';
import { write } from '../support/secrets-fake.ts';

const TOKEN = write('ghp_<w36>');
const shows = (text: string): boolean => text.includes(TOKEN.slice(-14));
const ADD = 'FROM alpine:3.22\nADD src/main.c /src/main.c\nUSER 1000\n';

test('a token in an argument shows in no message', () => {
  const folder = folderWith({ Dockerfile: ADD });
  for (const words of [
    ['check', TOKEN],
    ['check', '--profile', TOKEN],
    ['check', '--config', TOKEN],
    ['check', '--output', `${TOKEN}/x`],
    ['check', `--x=${TOKEN}`],
    ['explain', TOKEN],
    [TOKEN],
  ]) {
    const { status, stdout, stderr } = seaworthy(folder, words);
    assert.equal(status, 2, words.join(' '));
    assert.ok(stderr.length > 0 && !shows(stdout + stderr), `${words.join(' ')}: ${stderr}`);
  }
});

test('a dry run masks a token beside the change and marks the hunk, and the name of a file', () => {
  const beside = ADD.replace('USER 1000', `USER ${TOKEN}`);
  const diff = (files: Record<string, string>): string =>
    seaworthy(folderWith(files), ['check', '--profile', 'audit', '--fix', '--dry-run']).stdout;
  const masked = diff({ Dockerfile: beside });
  assert.match(masked, /^@@ .* @@ secrets masked, not a patch$/m);
  assert.ok(!shows(masked), masked);
  const named = diff({ [`${TOKEN}/Dockerfile`]: ADD });
  assert.match(named, /^# The name of the next file holds a secret and is masked\n--- a\/\*+\/Dockerfile$/m);
  assert.ok(!shows(named), named);
  assert.match(diff({ Dockerfile: ADD }), /^--- a\/Dockerfile\n\+\+\+ b\/Dockerfile\n@@ .* @@\n/);
});

test('a name cannot write lines of the diff', () => {
  const diff = unifiedDiff('a\n+++ b/"é\u202e\udce9', 'x\n', 'y\n', (line) => line);
  const quoted = (side: string): string => `"${side}/a\\012+++ b/\\"\\303\\251\\342\\200\\256\\351"`;
  assert.equal(diff, `--- ${quoted('a')}\n+++ ${quoted('b')}\n@@ -1,1 +1,1 @@\n-x\n+y\n`);
});

test('a diff of more lines than a call takes arguments', () => {
  const before = 'a\n'.repeat(200_000);
  assert.equal(
    unifiedDiff('a', before, before.replaceAll('a', 'b'), (line) => line).match(/^[-+][ab]$/gm)?.length,
    400_000,
  );
});
