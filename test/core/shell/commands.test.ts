import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pipedDownload } from '../../../server/src/core/shell/piped-download.ts';
import { mapped, parseShell, type ShellCommand } from '../../../server/src/core/shell/shell.ts';
import { assertGrowth } from '../../support/growth.ts';

/** `&& 1:name word NAME=value >file`: separator, depth if not 0, and the raw content (newlines as `⏎`). */
function shown(c: ShellCommand): string {
  const pieces = [
    ...c.assignments.map((a) => `${a.name}=${a.value.raw}`),
    ...c.words.map((w) => w.raw),
    ...c.redirects.map((r) => `${r.fd ?? ''}${r.operator}${r.target?.raw ?? '?'}`),
  ];
  const separator = c.separatorBefore === undefined ? '' : `${c.separatorBefore} `;
  return `${separator}${c.depth > 0 ? `${c.depth}:` : ''}${pieces.join(' ')}`.replaceAll('\n', '⏎');
}

const braced = (inside: string): string => `$\{${inside}}`;

const complete: Record<string, readonly string[]> = {
  '': [],
  ' # only a comment': [],
  'apt-get update': ['apt-get update'],
  'a && b || c; d & e\nf': ['a', '&& b', '|| c', '; d', '& e', '\n f'],
  'a&&b||c;d&e|f': ['a', '&& b', '|| c', '; d', '& e', '| f'],
  'a &&\n\n b |\n c': ['a', '&& b', '| c'],
  'a; # x && y\n# z\nb;': ['a', '; b'],
  'a &': ['a'],
  'a \\\n  b \\\r\n  c': ['a b c'],
  'a |& b': ['a', '| b'],
  'a#b #c': ['a#b'],
  '! a && ! b': ['a', '&& b'],
  'A=1 B="x y" cmd C=3': ['A=1 B="x y" cmd C=3'],
  'A=': ['A='],
  'A+=x; B[1]=y; C=(a "b c" $(d)\n e)': ['A=x', '; B=y', '; C=(a "b c" $(d)⏎ e)', '1:d'],
  'declare -A m=([a]=b [c]=$(d)) x': ['declare -A m=([a]=b [c]=$(d)) x', '1:d'],
  '=x; 1A=b': ['=x', '; 1A=b'],
  'a >f 2>&1 <in >>log &>all 3<>rw >|over >&2 <&3 <<<word &>>more 2>&-': [
    'a >f 2>&1 <in >>log &>all 3<>rw >|over >&2 <&3 <<<word &>>more 2>&-',
  ],
  '> f': ['>f'],
  'a 2 >f': ['a 2 >f'],
  'a b2>f': ['a b2 >f'],
  'a 2&>f': ['a 2 &>f'],
  'a >$(b)': ['a >$(b)', '1:b'],
  '(a; b) && c': ['1:a', '; 1:b', '&& c'],
  'a && (b)': ['a', '1:b'],
  '((a)); ((b))': [],
  '( (a) )': ['2:a'],
  '((a); b)': ['2:a', '; 1:b'],
  '(( x = $(a) + 1 ))': ['2:a'],
  '{ a; b; } > f; c': ['1:a', '; 1:b', '; c'],
  '{a,b} {}': ['{a,b} {}'],
  'echo { } fi done if': ['echo { } fi done if'],
  'if a; then b; elif c\nthen d; else e; fi && f': ['1:a', '1:b', '1:c', '1:d', '1:e', '&& f'],
  'if a && b; then c; fi': ['1:a', '&& 1:b', '1:c'],
  'if ! (a); then { b; }; fi': ['2:a', '2:b'],
  'for x in 1 $(a) 3; do b $x; done; c': ['2:a', '1:b $x', '; c'],
  'for x\ndo a; done': ['1:a'],
  'for x; do a; done': ['1:a'],
  'for x in a b\ndo\n c\ndone < f': ['1:c'],
  'for ((i=0; i<3; i++)); do a; done': ['1:a'],
  'select x in a; do b; done': ['1:b'],
  'while a; do b; done; until c; do d; done': ['1:a', '1:b', '1:c', '1:d'],
  'case $x in a|b) c;; (d) e ;& *) f; esac; g': ['1:c', '1:e', '1:f', '; g'],
  'case "$(a)" in\n  x)\n    b\n    ;;\n  # note\n  *) ;;\nesac': ['2:a', '1:b'],
  'case x in esac': [],
  'f() { a; }; f': ['1:a', '; f'],
  'f ()\n{\n a\n}\nf': ['1:a', '\n f'],
  'function f { a; }; function g() { b; }': ['1:a', '1:b'],
  'f() ( a )': ['1:a'],
  '[[ -f x && $(a) =~ ^(b|c)$ ]] && d': ['[[ -f x && $(a) =~ ^(b|c)$ ]]', '1:a', '&& d'],
  '[ -f x ] || a': ['[ -f x ]', '|| a'],
  'a $(b; c | d) e': ['a $(b; c | d) e', '1:b', '; 1:c', '| 1:d'],
  'a "$(b "$(c)")"': ['a "$(b "$(c)")"', '1:b "$(c)"', '2:c'],
  'a `b \\`c\\`` d': ['a `b \\`c\\`` d', '1:b `c`', '2:c'],
  'a "`b \\"c\\"`"': ['a "`b \\"c\\"`"', '1:b "c"'],
  '$(a) b': ['$(a) b', '1:a'],
  'A=$(b) c': ['A=$(b) c', '1:b'],
  'a $(case x in y) b;; esac)': ['a $(case x in y) b;; esac)', '2:b'],
  'a $( (b) )': ['a $( (b) )', '2:b'],
  'a $((b) | c)': ['a $((b) | c)', '2:b', '| 1:c'],
  'a $((1 + (2) * $(b)))': ['a $((1 + (2) * $(b)))', '1:b'],
  [`a ${braced('x:-$(b)')} "${braced('y:-"$(c)"')}"`]: [
    `a ${braced('x:-$(b)')} "${braced('y:-"$(c)"')}"`,
    '1:b',
    '1:c',
  ],
  'bash <(a b) >(c)': ['bash <(a b) >(c)', '1:a b', '1:c'],
  'a < <(b)': ['a <<(b)', '1:b'],
  'a \'b && c\' "d; e" f\\;g': ['a \'b && c\' "d; e" f\\;g'],
  "a 'x\ny' && b": ["a 'x⏎y'", '&& b'],
  'cat <<E && a\nb && c\nE\nd': ['cat <<E', '&& a', '\n d'],
  'cat <<E\n$(a) `b` \\$(c)\nE': ['cat <<E', '1:a', '1:b'],
  "cat <<'E'\n$(a)\nE\nb": ["cat <<'E'", '\n b'],
  'cat <<-E\n\tx\n\tE\nb': ['cat <<-E', '\n b'],
  'cat <<A <<B; a\n1\nA\n2\nB\nb': ['cat <<A <<B', '; a', '\n b'],
  'x=$(cat <<E\n) b\nE\n); c': ['x=$(cat <<E⏎) b⏎E⏎)', '1:cat <<E', '; c'],
  'while a; do b; done <<E\nc\nE\nd': ['1:a', '1:b', '\n d'],
  'a\r\nb \\\r\n c\r\n': ['a', '\n b c'],
  'cat <<E\r\nx\r\nE\r\na': ['cat <<E', '\n a'],
  '/usr/bin/curl x | sudo -E bash -': ['/usr/bin/curl x', '| sudo -E bash -'],
  'set -eux; savedAptMark="$(apt-mark showmanual)"; [ -z "$x" ] || apt-mark manual $x > /dev/null': [
    'set -eux',
    '; savedAptMark="$(apt-mark showmanual)"',
    '1:apt-mark showmanual',
    '; [ -z "$x" ]',
    '|| apt-mark manual $x >/dev/null',
  ],
};

for (const [script, expected] of Object.entries(complete)) {
  test(`commands of ${JSON.stringify(script)}`, () => {
    const parsed = parseShell(mapped(script, 0));
    assert.deepEqual(
      parsed.commands.map(shown),
      expected.map((e) => e.replace('\n ', '⏎ ')),
    );
    assert.equal(parsed.complete, true);
  });
}

/** Text that is not shell, or is not supported: its commands are still found. */
const broken: Record<string, readonly string[]> = {
  "a 'b": ["a 'b"],
  'a "b $(c': ['a "b $(c', '1:c'],
  'a `b': ['a `b', '1:b'],
  'a ${b': ['a ${b'],
  [`a ${braced('')}`]: [`a ${braced('')}`],
  [`a ${braced('%')}`]: [`a ${braced('%')}`],
  [`a ${braced('b!')}`]: [`a ${braced('b!')}`],
  '&& a': ['&& a'],
  'a && && b': ['a', '&& b'],
  'a ||': ['a'],
  'a | ': ['a'],
  'a ;; b': ['a', 'b'],
  'a ) b': ['a', 'b'],
  '(a': ['1:a'],
  'fi; a': ['; a'],
  'if a; b; fi; c': ['1:a', '; 1:b', '; c'],
  'while a; do b': ['1:a', '1:b'],
  'for; do a; done': ['1:a'],
  'case a b) c;; esac': ['1:c'],
  'a (b) c': ['a', '1:b', 'c'],
  'a >': ['a >?'],
  'a <<E\nb': ['a <<E'],
  'a <<E': ['a <<E'],
  '[[ a': ['[[ a'],
  'C=(a': ['C=(a'],
};

for (const [script, expected] of Object.entries(broken)) {
  test(`what can be read of ${JSON.stringify(script)}`, () => {
    const parsed = parseShell(mapped(script, 0));
    assert.deepEqual(parsed.commands.map(shown), expected);
    assert.equal(parsed.complete, false);
  });
}

test('names', () => {
  const names = (script: string) => parseShell(mapped(script, 0)).commands.map((c) => c.name);
  assert.deepEqual(names('/usr/bin/curl; "apt"-get; $X; ./x.sh; \\rm; "a$b"; A=1; ""; dir/'), [
    'curl',
    'apt-get',
    undefined,
    'x.sh',
    'rm',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('a long word of flags for a shell takes linear time', () => {
  const read = (n: number) => {
    const shell = parseShell(mapped(`curl https://a.example/x | sh -${'s'.repeat(n)}!`, 0)).commands[0]!;
    return () => pipedDownload(shell);
  };
  assertGrowth('flags', 10, read(5_000), read(20_000));
});

test('neighbours in pipelines', () => {
  const pipes = (script: string) =>
    parseShell(mapped(script, 0)).commands.map((c) => `${c.pipedFrom?.name ?? ''}>${c.name}>${c.pipedTo?.name ?? ''}`);
  assert.deepEqual(pipes('a | b | c; d'), ['>a>b', 'a>b>c', 'b>c>', '>d>']);
  assert.deepEqual(pipes('(a || b) | sh'), ['>a>sh', '>b>sh', 'b>sh>']);
  assert.deepEqual(pipes('a | (cd x && tar x)'), ['>a>cd', 'a>cd>', 'a>tar>']);
  assert.deepEqual(pipes('a | while read l; do b; done | c'), ['>a>read', 'a>read>c', 'a>b>c', 'b>c>']);
  assert.deepEqual(pipes('a $(x) | b $(y | z)'), ['>a>b', '>x>', 'a>b>', '>y>z', 'y>z>']);
  assert.deepEqual(pipes('{ a | b; } | c'), ['>a>b', 'a>b>c', 'b>c>']);
  assert.deepEqual(pipes('a | { b | c; }'), ['>a>b', 'a>b>c', 'b>c>']);
  assert.deepEqual(pipes('if a; then b; fi | (c)'), ['>a>c', '>b>c', 'b>c>']);
});

test('heredocs', () => {
  const doc = 'cat <<-"E" <<F >x\n\t\tone\n\tE\ntwo $x\nF\n';
  const [cat] = parseShell(mapped(doc, 0)).commands;
  const [first, second, third] = cat!.redirects;
  assert.equal(first!.heredoc!.body, 'one\n');
  assert.equal(doc.slice(first!.heredoc!.span.start, first!.heredoc!.span.end), '\t\tone\n');
  assert.equal(first!.heredoc!.quoted, true);
  assert.equal(first!.target!.literal, 'E');
  assert.equal(second!.heredoc!.body, 'two $x\n');
  assert.equal(doc.slice(second!.heredoc!.span.start, second!.heredoc!.span.end), 'two $x\n');
  assert.equal(second!.heredoc!.quoted, false);
  assert.equal(third!.heredoc, undefined);
});
