/** The example of the walkthrough shows what the steps talk about, and the pictures are of this example. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { EXAMPLE, HOOK } from '../../client/src/example.ts';
import { engineOver } from '../../scripts/lib/prove.ts';
import { terminalPicture } from '../../scripts/lib/terminal-picture.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';

test('the example has findings of several concerns, fixes of both kinds, and no problem', () => {
  const { findings, problems } = engineOver(new Map([['Dockerfile', EXAMPLE]]), rules, {}).check('Dockerfile');
  assert.deepEqual(problems, []);
  const concerns = new Set(findings.map(({ rule }) => rule.split('/')[0]));
  for (const concern of ['image', 'secret', 'user', 'network']) assert.ok(concerns.has(concern), concern);
  const kinds = new Set(findings.flatMap(({ fixes }) => fixes.map(({ safety }) => safety)));
  assert.deepEqual([...kinds].sort(), ['review', 'safe']);
});

test('the hook that the walkthrough shows is the one of the repository', () => {
  const [hook] = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as { id: string; entry: string }[];
  assert.equal(parse(HOOK).repos[0].hooks[0].id, hook?.id);
  assert.ok(HOOK.includes(hook?.entry ?? 'none'));
});

test('the picture of a terminal holds the output in lines that fit, with colours of the theme', () => {
  const blanks = (text: string): string => text.replaceAll('\u00a0', ' ');
  const picture = terminalPicture('run <x>', `\u001b[31merror\u001b[0m ${'a'.repeat(70)}\n\nlast\nbeyond`, 4);
  const lines = [...picture.matchAll(/<text [^>]*>(.*)<\/text>/g)].map((m) => blanks(m[1]!.replace(/<[^>]*>/g, '')));
  assert.deepEqual(lines, ['$ run &lt;x&gt;', `error ${'a'.repeat(66)}`, 'aaaa', 'last']);
  assert.match(picture, /<tspan fill="var\(--vscode-terminal-ansiRed\)">error<\/tspan>/);
  assert.doesNotMatch(picture, /style=|\u001b/, 'VS Code allows no styles in it');
  assert.throws(() => terminalPicture('x', '\u001b[95mx', 4), /colour 95/);
});

test('the picture of the last step shows what the command line prints for the example', () => {
  const picture = readFileSync('images/walkthrough/check-before-commit.svg', 'utf8')
    .replace(/<[^>]*>/g, '')
    .replaceAll('\u00a0', ' ');
  const { findings } = engineOver(new Map([['Dockerfile', EXAMPLE]]), rules, {}).check('Dockerfile');
  assert.ok(picture.includes(findings[0]!.message.slice(0, 30)), findings[0]!.message);
});
