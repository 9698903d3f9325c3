import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  joinContinuations,
  mapped,
  parseShell,
  type ShellWord,
  splitWords,
  type WordPart,
} from '../../../server/src/core/shell/shell.ts';

const at = (doc: string, { start, end }: { start: number; end: number }): string => doc.slice(start, end);

/** The parts of a word: texts in quotes, variables as `$name op operand`, each with its text in the document if that differs. */
function shown(part: WordPart, doc: string): string {
  const source = at(doc, part.span);
  if (part.kind === 'text')
    return part.text === source ? JSON.stringify(source) : `${JSON.stringify(part.text)}<${source}`;
  if (part.kind === 'variable')
    return `$${[part.name, part.operator, part.operand].filter((x) => x !== undefined).join(' ')}`;
  return part.kind === 'command' ? `(${part.commands.map((c) => c.name).join(' ')})` : `arithmetic<${source}`;
}

const braced = (inside: string): string => `$\{${inside}}`;

const cases: readonly [source: string, literal: string | undefined, ...parts: string[]][] = [
  ['abc', 'abc', '"abc"'],
  ["'a b'", 'a b', '"a b"'],
  ['a\'b\'"c"d', 'abcd', '"a"', '"b"', '"c"', '"d"'],
  ["''", ''],
  ['""', ''],
  ['a\\ b', 'a b', '"a"', '" "<\\ ', '"b"'],
  ['"a\\"b\\$c\\n"', 'a"b$c\\n', '"a"', '"\\""<\\"', '"b"', '"$"<\\$', '"c\\\\n"'.replace('\\\\', '\\\\')],
  ["'a\\'", 'a\\', '"a\\\\"'],
  ["$'a\\n\\x41\\'\\u20AC\\q'", "a\nA'€\\q", '"a"', '"\\n"<\\n', '"A"<\\x41', '"\'"<\\\'', '"€"<\\u20AC', '"\\\\q"'],
  ['$"a b"', 'a b', '"a b"'],
  ['$', '$', '"$"'],
  ['a$', 'a$', '"a$"'],
  ['"$"', '$', '"$"'],
  ['$/x', '$/x', '"$/x"'],
  ['a\\', 'a\\', '"a"', '"\\\\"'],
  ['$HOME/x', undefined, '$HOME', '"/x"'],
  ['"$HOME"/x', undefined, '$HOME', '"/x"'],
  ['a$1b$@$?', undefined, '"a"', '$1', '"b"', '$@', '$?'],
  [braced('X'), undefined, '$X'],
  [braced('X:-a b'), undefined, '$X :- a b'],
  [braced(`X:-${braced('Y:+"}"')}`), undefined, `$X :- ${braced('Y:+"}"')}`],
  [`"${braced("X:-it's")}"`, undefined, "$X :- it's"],
  [braced("X:-'}'"), undefined, "$X :- '}'"],
  [braced('X%%.*'), undefined, '$X %% .*'],
  [braced('X#v'), undefined, '$X # v'],
  [braced('X//a/b'), undefined, '$X // a/b'],
  [braced('X/a/b'), undefined, '$X / a/b'],
  [braced('X:1:2'), undefined, '$X : 1:2'],
  [braced('X[@]'), undefined, '$X [ @]'],
  [braced('X?'), undefined, '$X ? '],
  [braced('#X'), undefined, '$X #'],
  [braced('!X'), undefined, '$X !'],
  [braced('#'), undefined, '$#'],
  [braced('10'), undefined, '$10'],
  [braced('X:?\\}'), undefined, '$X :? \\}'],
  ['a$(b c)d', undefined, '"a"', '(b)', '"d"'],
  ['"a`b`"', undefined, '"a"', '(b)'],
  ['$((1+2))', undefined, 'arithmetic<$((1+2))'],
  ["'$X'", '$X', '"$X"'],
  ['a#b', 'a#b', '"a#b"'],
  ['{a,b}*?', '{a,b}*?', '"{a,b}*?"'],
];

for (const [source, literal, ...parts] of cases) {
  test(`word ${source}`, () => {
    const doc = `RUN echo ${source}`;
    const script = parseShell(mapped(doc.slice(4), 4));
    const word = script.commands[0]!.words[1]!;
    assert.equal(script.commands[0]!.words.length, 2);
    assert.equal(word.literal, literal);
    assert.equal(word.raw, source);
    assert.equal(at(doc, word.span), source);
    assert.deepEqual(
      word.parts.map((p) => shown(p, doc)),
      parts,
    );
    assert.equal(word.quoted, /["']/.test(source.replace(/^\$\{.*\}$/, '')));
    assert.equal(script.complete, true);
  });
}

const spansIn = (doc: string, text: string, script = parseShell(mapped(text, doc.indexOf(text)))) => script;

test('spans of commands, separators, words, assignments and redirects', () => {
  const doc = 'RUN A="1 2" apt-get install  x 2> /dev/null && (b "$(c d)") | e;f';
  const { commands } = spansIn(doc, doc.slice(4));
  assert.deepEqual(
    commands.map((c) => at(doc, c.span)),
    ['A="1 2" apt-get install  x 2> /dev/null', 'b "$(c d)"', 'c d', 'e', 'f'],
  );
  assert.deepEqual(
    commands.map((c) => c.separatorSpan && at(doc, c.separatorSpan)),
    [undefined, undefined, undefined, '|', ';'],
  );
  const [first] = commands;
  assert.equal(at(doc, first!.assignments[0]!.span), 'A="1 2"');
  assert.equal(at(doc, first!.assignments[0]!.value.span), '"1 2"');
  assert.equal(first!.assignments[0]!.value.literal, '1 2');
  assert.equal(at(doc, first!.redirects[0]!.span), '2> /dev/null');
  assert.equal(at(doc, first!.redirects[0]!.target!.span), '/dev/null');
});

for (const [name, end, escapeCharacter] of [
  ['LF', '\n', '\\'],
  ['CRLF', '\r\n', '\\'],
  ['backtick', '\n', '`'],
] as const) {
  test(`spans across continuations, ${name}`, () => {
    const doc = [
      'FROM x',
      'RUN apt-get up\\',
      'date \\',
      '# a comment && with things',
      '',
      ' && cu\\ ',
      'rl -o "a \\',
      'b\\',
      'c" `d` \\',
      ' || e',
      'USER y',
    ]
      .map((line) => (escapeCharacter === '`' ? line.replace('`d`', 'd').replace(/\\(?= *$)/, '`') : line))
      .join(end);
    const from = doc.indexOf('apt-get');
    const to = doc.indexOf(`${end}USER`);
    const joined = joinContinuations(doc.slice(from, to), from, escapeCharacter);
    const { commands, complete } = parseShell(joined);
    assert.equal(complete, true);
    const flat = (text: string) => text.replaceAll('\r', '').replaceAll('`\n', '\\\n').replaceAll('` \n', '\\ \n');
    const curl = escapeCharacter === '`' ? 'd' : '`d`';
    assert.deepEqual(
      commands.filter((c) => c.depth === 0).map((c) => flat(at(doc, c.span))),
      ['apt-get up\\\ndate', `cu\\ \nrl -o "a \\\nb\\\nc" ${curl}`, 'e'],
    );
    assert.equal(commands[0]!.words[1]!.literal, 'update');
    assert.equal(commands[1]!.name, 'curl');
    assert.equal(commands[1]!.words[2]!.literal, 'a bc');
    assert.deepEqual(
      commands[1]!.words[2]!.parts.map((p) => at(doc, p.span)),
      ['a ', 'b', 'c'],
    );
    const last = commands.at(-1)!;
    assert.equal(at(doc, last.separatorSpan!), '||');
    assert.equal(at(doc, commands[1]!.separatorSpan!), '&&');
    // A fix removes a command with its separator.
    assert.equal(flat(doc.slice(last.separatorSpan!.start, last.span.end)), '|| e');
  });
}

test('spans inside backticks, arithmetic and heredoc bodies', () => {
  const doc = 'RUN a `b \\`c "d e"\\`` $((1 + $(f g))) <<E\nx $(h i)\nE\n';
  const { commands } = parseShell(mapped(doc.slice(4), 4));
  const found = Object.fromEntries(commands.map((c) => [c.name, at(doc, c.words.at(-1)!.span)]));
  assert.deepEqual(found, { a: '$((1 + $(f g)))', b: '\\`c "d e"\\`', c: '"d e"', f: 'g', h: 'i' });
});

test('splitWords: operators are text', () => {
  const doc = `>>> a&&b 'c d' #e "$X"\n(f)\t<(g)`;
  const words: ShellWord[] = splitWords(doc.slice(4), 4);
  assert.deepEqual(
    words.map((w) => w.literal),
    ['a&&b', 'c d', '#e', undefined, '(f)', '<(g)'],
  );
  assert.deepEqual(
    words.map((w) => at(doc, w.span)),
    ['a&&b', "'c d'", '#e', '"$X"', '(f)', '<(g)'],
  );
  assert.deepEqual(splitWords(' \n ', 0), []);
});
