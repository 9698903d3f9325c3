import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  effectiveCommands,
  hasFlag,
  joinContinuations,
  mapped,
  optionValue,
  parseShell,
  type ShellCommand,
  splitWords,
} from '../../../server/src/core/shell/shell.ts';

const repeated = [
  '$(',
  '`',
  '"',
  "'",
  '<<E\n',
  '<< ',
  '${a:-',
  '$((',
  '((',
  '(',
  '{ ',
  'if ',
  'case x in a) ',
  '[[ ',
  'a | ',
  'a[',
  '\\',
  '\\`',
  'a=(',
  '"$(',
  'f() ',
  'function ',
  '! ',
  '<(',
  ';;',
  ')',
  'fi ',
  '&',
  '\n',
  '\\\n',
  '#',
  '# x\n',
  "$'",
  '$"',
  '0',
  '0<',
  '<<<',
  'eval ',
  'for a in ',
  '<<A <<B\n$(',
  '$((1 ',
  '${',
  '`\\`',
];

for (const piece of repeated) {
  test(`many ${JSON.stringify(piece)}`, () => {
    const text = piece.repeat(20_000);
    const script = parseShell(mapped(text, 0));
    const words = splitWords(text, 0);
    assert.ok(script.commands.length <= text.length && words.length <= text.length);
    for (const command of script.commands.slice(0, 50)) effectiveCommands(command);
  });
}

test('nesting is bounded, and the script then incomplete', () => {
  assert.equal(parseShell(mapped(`${'$('.repeat(90)}a${')'.repeat(90)}`, 0)).complete, true);
  assert.equal(parseShell(mapped(`${'$('.repeat(101)}a${')'.repeat(101)}`, 0)).complete, false);
  assert.equal(parseShell(mapped(`${'{ '.repeat(101)}a${'; }'.repeat(101)}`, 0)).complete, false);
});

const pieces = [
  'a',
  'curl',
  ' ',
  ' ',
  ' ',
  '\n',
  '\r\n',
  '\\\n',
  '\\',
  '"',
  "'",
  '`',
  '$',
  '$(',
  '$((',
  '))',
  ')',
  '(',
  '((',
  '{ ',
  '}',
  '${x',
  ':-',
  '#',
  ';',
  ';;',
  '&&',
  '||',
  '|',
  '&',
  '<',
  '>',
  '<<E',
  '\nE\n',
  '<<-',
  '<<<',
  '2>',
  '=',
  'x=',
  'x=(',
  '[[ ',
  ' ]]',
  'if ',
  ' then ',
  ' fi',
  'for x in ',
  ' do ',
  ' done',
  'case x in ',
  ' esac',
  '!',
  'f() ',
  'sh -c ',
  'sudo ',
  '-k',
  '--p=',
  '\ufffc',
  '😀',
  '\0',
  '\t',
  "$'",
  '\\x4',
  'eval ',
];

test('no text throws, and all spans are in the document and in order', () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % below;
  };
  for (let round = 0; round < 4000; round++) {
    let text = '';
    for (let n = random(30); n >= 0; n--) text += pieces[random(pieces.length)]!;
    const doc = `RUN ${text}`;
    const joined = joinContinuations(text, 4, random(4) === 0 ? '`' : '\\');
    for (const source of [joined, mapped(text, 4)]) {
      const { commands } = parseShell(source);
      let last = 0;
      for (const command of commands) {
        assert.ok(command.span.start >= last, doc);
        last = command.span.start;
        check(command, doc);
        for (const { command: inner } of effectiveCommands(command)) check(inner, doc);
      }
    }
    for (const word of splitWords(text, 4)) assert.equal(doc.slice(word.span.start, word.span.end), word.raw);
  }
});

function check(command: ShellCommand, doc: string): void {
  const inside = ({ start, end }: { start: number; end: number }, outer = { start: 4, end: doc.length }): void =>
    assert.ok(start >= outer.start && start <= end && end <= outer.end, `${start}-${end} in ${JSON.stringify(doc)}`);
  inside(command.span);
  for (const word of command.words) {
    inside(word.span, command.span);
    for (const part of word.parts) inside(part.span, word.span);
  }
  for (const assignment of command.assignments) inside(assignment.value.span, assignment.span);
  for (const redirect of command.redirects) {
    inside(redirect.span);
    if (redirect.target) inside(redirect.target.span, redirect.span);
    if (redirect.heredoc) inside(redirect.heredoc.span);
  }
  hasFlag(command, 'k', 'p');
  const value = optionValue(command, 'k', 'p')?.value;
  if (value) inside(value.span);
}
