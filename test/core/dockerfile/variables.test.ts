import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expand } from '../../../server/src/core/dockerfile/expand.ts';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse.ts';

const VALUES: Readonly<Record<string, string>> = { X: 'value', E: '', P: 'a/b/c.tar.gz', S: 'x y' };
const lookup = (name: string) => {
  const text = VALUES[name];
  if (text !== undefined) return { kind: 'value', text, overridable: name === 'P', from: [] } as const;
  if (name === 'U') return { kind: 'unknown', overridable: true, from: [] } as const;
  if (name === 'A') return { kind: 'absent', overridable: true, from: [] } as const;
  return { kind: 'unset' } as const;
};

// U is set to something unknown, A is perhaps set, N is not set, E is empty.
const expansions: readonly [text: string, result: string | undefined][] = [
  ['plain', 'plain'],
  ['$X-${X}', 'value-value'],
  ['$Xy ${X}y', ' valuey'],
  ['\'$X\' "$X" \\$X', '$X value $X'],
  ['"a\\"b" "a\\nb"', 'a"b a\\nb'],
  ['a\\ b', 'a b'],
  ['$', '$'],
  ['$ a', '$ a'],
  ['${N:-d} ${N-d} ${E:-d} ${E-d} ${X:-d}', 'd d d  value'],
  ['${N:+a}|${N+a}|${E:+a}|${E+a}|${X:+a}|${X+a}', '|||a|a|a'],
  ['${X:?e}${X?e}', 'valuevalue'],
  ['${N:?e}', undefined],
  ['${N?e}', undefined],
  ['${E:?e}', undefined],
  ['${N:-${N:-${X}}}', 'value'],
  ["${N:-'}'}", '}'],
  ['${N:-"a}b"}', 'a}b'],
  ['${N:-\\}}', '}'],
  ['${P#*/}', 'b/c.tar.gz'],
  ['${P##*/}', 'c.tar.gz'],
  ['${P%.*}', 'a/b/c.tar'],
  ['${P%%.*}', 'a/b/c'],
  ['${P#z}', 'a/b/c.tar.gz'],
  ['${P#?/}', 'b/c.tar.gz'],
  ['${X#\\v}', undefined],
  ['${P/\\//-}', 'a-b/c.tar.gz'],
  ['${P//\\//-}', 'a-b-c.tar.gz'],
  ['${X/a*/b}', 'vb'],
  ['${X//z/y}', 'value'],
  ['${X//*/r}', 'r'],
  ['${X:#v}', undefined],
  ['${X#$N}', 'value'],
  ['${X/$N/w}', 'wvalue'],
  ['${X//a}', undefined],
  ['${X///}', 'value'],
  ['$U', undefined],
  ['a${U}b', undefined],
  ['${U:-d}', undefined],
  ['${U:+d}', undefined],
  ['${U+d}', 'd'],
  ['${U#x}', undefined],
  ['$A', undefined],
  ['${A:-d}', 'd'],
  ['${A:+d}', ''],
  ['${X', undefined],
  ['${}', undefined],
  ['${X:=a}', undefined],
  ["'open", undefined],
  ['"open', undefined],
  ['end\\', 'end'],
];
for (const [text, result] of expansions)
  test(`expand ${text}`, () => assert.equal(expand(text, '\\', lookup).text, result));

test('the escape character is the directive’s', () => {
  assert.equal(expand('c:\\x\\$X `$X "`"" ', '`', lookup).text, 'c:\\x\\value $X " ');
});

test('a value is overridable only if it depends on an ARG', () => {
  assert.equal(expand('$P', '\\', lookup).overridable, true);
  assert.equal(expand('$X', '\\', lookup).overridable, false);
  assert.equal(expand('${X:-$P}', '\\', lookup).overridable, false);
  assert.equal(expand('${N:-$P}', '\\', lookup).overridable, true);
  assert.equal(expand('$U', '\\', lookup).overridable, true);
});

/** The value of `${R}` at the end of the last stage. */
const result = (text: string, what = '$R') => {
  const stage = parseDockerfile(text).stages.at(-1)!;
  return stage.expand(what, stage.instructions.at(-1) ?? stage.from);
};
const END = '\nWORKDIR /';

const scopes: readonly [name: string, text: string, value: string | undefined, overridable: boolean][] = [
  ['ENV', 'FROM a\nENV R=1', '1', false],
  ['old form', 'FROM a\nENV R one  two', 'one  two', false],
  ['quotes', 'FROM a\nENV R="a b"\'c\'\\ d', 'a bc d', false],
  ['several', 'FROM a\nENV Q=1 \\\n R=2', '2', false],
  ['old values within one ENV', 'FROM a\nENV X=old\nENV X=new R=$X', 'old', false],
  ['values of the ARG before in one ARG', 'FROM a\nARG X=1 R=$X', '1', true],
  ['ENV beats ARG', 'FROM a\nENV R=env\nARG R=arg', 'env', false],
  ['ENV beats ARG before it', 'FROM a\nARG R=arg\nENV R=env', 'env', false],
  ['ENV from ARG', 'FROM a\nARG X=1\nENV R=$X', '1', true],
  ['ARG without value', 'FROM a\nARG R', undefined, true],
  ['ARG with an empty value', 'FROM a\nARG R=', '', true],
  ['global ARG is not visible', 'ARG R=1\nFROM a', undefined, false],
  ['global ARG declared again', 'ARG R=1\nFROM a\nARG R', '1', true],
  ['global ARG with another default', 'ARG R=1\nFROM a\nARG R=2', '2', true],
  ['global ARG from another', 'ARG X=1\nARG R=${X}2\nFROM a\nARG R', '12', true],
  ['inherited ENV', 'FROM a AS b\nENV R=1\nFROM b', '1', false],
  ['inherited ARG', 'FROM a AS b\nARG R=1\nFROM b', '1', true],
  ['not inherited from another stage', 'FROM a AS b\nENV R=1\nFROM a', undefined, false],
  ['inherited ENV beats ARG', 'FROM a AS b\nENV R=1\nFROM b\nARG R=2', '1', false],
  ['trigger of the stage it is FROM', 'FROM a AS b\nONBUILD ENV R=1\nFROM b', '1', false],
  ['trigger does not act in its stage', 'FROM scratch\nONBUILD ENV R=1', '', false],
  ['unset in scratch', 'FROM scratch', '', false],
  ['perhaps of the base image', 'FROM a', undefined, false],
  ['later definitions do not count', 'FROM a\nENV R=1\nENV Q=$R\nENV R=2\nENV R=$Q', '1', false],
  ['platform, undeclared', 'FROM a\nENV R=${TARGETARCH:-x}', 'x', false],
  ['platform, declared', 'FROM a\nARG TARGETARCH\nENV R=${TARGETARCH:-x}', undefined, true],
  ['platform with a default', 'FROM a\nARG TARGETARCH=arm\nENV R=$TARGETARCH', 'arm', true],
];
for (const [name, text, value, overridable] of scopes)
  test(`scope: ${name}`, () => {
    const { text: found, overridable: over } = result(text + END);
    assert.deepEqual([found, over], [value, overridable]);
  });

test('FROM sees global and platform ARGs only', () => {
  const image = (text: string) => {
    const { source } = parseDockerfile(text).stages.at(-1)!;
    return source.kind === 'image' || source.kind === 'unknown' ? [source.kind, source.resolved.text] : [source.kind];
  };
  assert.deepEqual(image('ARG B=x:1\nFROM $B'), ['image', 'x:1']);
  assert.deepEqual(image('ARG B\nFROM ${B:-y}'), ['image', 'y']);
  assert.deepEqual(image('ARG B\nFROM $B'), ['unknown', undefined]);
  assert.deepEqual(image('FROM $B'), ['unknown', '']);
  assert.deepEqual(image('FROM a\nARG B=x\nFROM $B'), ['unknown', '']);
  assert.deepEqual(image('FROM x-$TARGETARCH'), ['unknown', undefined]);
  assert.deepEqual(image('ARG B=c\nFROM a AS c\nFROM $B'), ['stage']);
});

test('the definitions of a value are in order, outermost first', () => {
  const text = 'ARG V=1\nARG B=x:$V\nFROM $B';
  const { source } = parseDockerfile(text).stages[0]!;
  assert.ok(source.kind === 'image');
  assert.deepEqual(
    source.resolved.from.map((s) => text.slice(s.start, s.end)),
    ['B=x:$V', 'V=1'],
  );
  assert.equal(source.resolved.overridable, true);
});

test('variables have spans of name, value and whole', () => {
  const text = 'FROM a\nENV A="b c" \\\n  D= E\nARG F G=$A\nENV OLD some value';
  const found = parseDockerfile(text).instructions.flatMap((i) => i.variables);
  const cut = (s?: { start: number; end: number }) => s && text.slice(s.start, s.end);
  assert.deepEqual(
    found.map((v) => [v.kind, cut(v.span), cut(v.nameSpan), v.raw, cut(v.valueSpan), v.resolved.text]),
    [
      ['ENV', 'A="b c"', 'A', '"b c"', '"b c"', 'b c'],
      ['ENV', 'D=', 'D', '', '', ''],
      ['ARG', 'F', 'F', undefined, undefined, undefined],
      ['ARG', 'G=$A', 'G', '$A', '$A', 'b c'],
      ['ENV', 'OLD some value', 'OLD', 'some value', 'some value', 'some value'],
    ],
  );
});

test('env and args of a stage hold those in force at its end', () => {
  const [first, second] = parseDockerfile('FROM a AS b\nENV A=1 B=2\nARG C=3\nFROM b\nENV A=4').stages;
  assert.deepEqual(
    [...second!.env].map(([n, v]) => [n, v.resolved.text]),
    [
      ['A', '4'],
      ['B', '2'],
    ],
  );
  assert.deepEqual([...first!.env.keys()], ['A', 'B']);
  assert.deepEqual([...second!.args.keys()], ['C']);
});
