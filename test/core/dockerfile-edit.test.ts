import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addMount,
  deleteFlag,
  deleteInstruction,
  deleteVariable,
  deleteWord,
  insertAfter,
  insertBefore,
  setFlag,
} from '../../server/src/core/dockerfile/edit.ts';
import { deleteCommand } from '../../server/src/core/dockerfile/edit-command.ts';
import type { Dockerfile, Instruction } from '../../server/src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../server/src/core/dockerfile/parse.ts';
import type { TextEdit } from '../../server/src/core/text/span.ts';

function apply(text: string, edits: readonly TextEdit[]): string {
  let out = text;
  for (const edit of edits.toSorted((a, b) => b.span.start - a.span.start))
    out = out.slice(0, edit.span.start) + edit.text + out.slice(edit.span.end);
  return out;
}

type Make = (file: Dockerfile, target: Instruction) => TextEdit[];

/** Edits the last instruction whose keyword is `keyword`; then once more with CRLF, and without the last line break. */
function check(name: string, before: string, keyword: string, make: Make, after: string): void {
  const edited = (text: string) => {
    const file = parseDockerfile(text);
    const target = file.instructions.findLast((i) => i.keyword === keyword)!;
    return apply(text, make(file, target));
  };
  const bare = (text: string) => text.replace(/\n$/, '');
  test(name, () => {
    assert.equal(edited(before), after);
    assert.equal(edited(before.replaceAll('\n', '\r\n')), after.replaceAll('\n', '\r\n'));
    assert.equal(bare(edited(bare(before))), bare(after));
  });
}

check('delete: one line', 'FROM a\nUSER b\nRUN c\n', 'USER', deleteInstruction, 'FROM a\nRUN c\n');
check('delete: comments stay', 'FROM a\n# d\nUSER b\nRUN c\n', 'USER', deleteInstruction, 'FROM a\n# d\nRUN c\n');
check('delete: continuations', 'FROM a\nRUN b \\\n # x\n c\nUSER d\n', 'RUN', deleteInstruction, 'FROM a\nUSER d\n');
check('delete: heredoc', 'FROM a\nRUN <<E\nb\nE\nUSER d\n', 'RUN', deleteInstruction, 'FROM a\nUSER d\n');
check('delete: indented', 'FROM a\n  RUN b\nUSER d\n', 'RUN', deleteInstruction, 'FROM a\nUSER d\n');
check('delete: the last', 'FROM a\nUSER d\n', 'USER', deleteInstruction, 'FROM a\n');
check('delete: the only', 'FROM a\n', 'FROM', deleteInstruction, '');

const user: Make = (f, i) => insertBefore(f, i, ['# drop', 'USER x']);
check('before: plain', 'FROM a\nCMD b\n', 'CMD', user, 'FROM a\n# drop\nUSER x\nCMD b\n');
check(
  'before: above its comments',
  'FROM a\n\n# c\n # d\nCMD b\n',
  'CMD',
  user,
  'FROM a\n\n# drop\nUSER x\n# c\n # d\nCMD b\n',
);
check(
  'before: not above other comments',
  'FROM a\n# c\n\nCMD b\n',
  'CMD',
  user,
  'FROM a\n# c\n\n# drop\nUSER x\nCMD b\n',
);
check(
  'before: below the directives',
  '# syntax=x\n# y\nFROM a\n',
  'FROM',
  (f, i) => insertBefore(f, i, ['ARG A']),
  '# syntax=x\n# y\nARG A\nFROM a\n',
);
check(
  'before: not above a comment in the instruction before',
  'FROM a\nRUN b \\\n# c\n d\nCMD e\n',
  'CMD',
  user,
  'FROM a\nRUN b \\\n# c\n d\n# drop\nUSER x\nCMD e\n',
);
test('before: after a byte order mark', () => {
  const file = parseDockerfile('\ufeffFROM a');
  assert.equal(apply(file.text, insertBefore(file, file.instructions[0]!, ['ARG A'])), '\ufeffARG A\nFROM a');
});

const after: Make = (f, i) => insertAfter(f, i, ['USER x', 'RUN y']);
check('after: plain', 'FROM a\nCMD b\n', 'FROM', after, 'FROM a\nUSER x\nRUN y\nCMD b\n');
check(
  'after: heredoc',
  'FROM a\nRUN <<E\nb\nE\nCMD b\n',
  'RUN',
  after,
  'FROM a\nRUN <<E\nb\nE\nUSER x\nRUN y\nCMD b\n',
);
check('after: the last', 'FROM a\nRUN b\n', 'RUN', after, 'FROM a\nRUN b\nUSER x\nRUN y\n');
check(
  'after: a continuation with nothing behind',
  'FROM a\nRUN b \\\n',
  'RUN',
  after,
  'FROM a\nRUN b\nUSER x\nRUN y\n',
);
test('after: nothing behind an open heredoc', () => {
  const file = parseDockerfile('FROM a\nRUN <<E\nb\n');
  assert.deepEqual(insertAfter(file, file.instructions[1]!, ['USER x']), []);
});

check(
  'flag: first',
  'FROM a\nCOPY b c\n',
  'COPY',
  (f, i) => setFlag(f, i, 'chmod', '755'),
  'FROM a\nCOPY --chmod=755 b c\n',
);
check(
  'flag: after others',
  'FROM a\nCOPY --link \\\n b c\n',
  'COPY',
  (f, i) => setFlag(f, i, 'chmod', '755'),
  'FROM a\nCOPY --link --chmod=755 \\\n b c\n',
);
check(
  'flag: changed',
  'FROM a\nCOPY --chmod=777 --link b c\n',
  'COPY',
  (f, i) => setFlag(f, i, 'chmod', '755'),
  'FROM a\nCOPY --chmod=755 --link b c\n',
);
check(
  'flag: without value',
  'FROM a\nCOPY b c\n',
  'COPY',
  (f, i) => setFlag(f, i, 'link'),
  'FROM a\nCOPY --link b c\n',
);
const flagless: Make = (f, i) => deleteFlag(f, i, i.flags.find((x) => x.name === 'x')!);
check('flag: deleted', 'FROM a\nRUN --x=1 --y b\n', 'RUN', flagless, 'FROM a\nRUN --y b\n');
check('flag: deleted before a continuation', 'FROM a\nRUN --x=1 \\\n b\n', 'RUN', flagless, 'FROM a\nRUN \\\n b\n');
check(
  'flag: deleted with its line',
  'FROM a\nRUN --y \\\n  --x=1 \\\n b\n',
  'RUN',
  flagless,
  'FROM a\nRUN --y \\\n b\n',
);

const variable =
  (name: string): Make =>
  (f, i) =>
    deleteVariable(f, i.variables.find((v) => v.name === name)!);
check('variable: the only one', 'FROM a\nENV A=1\nUSER b\n', 'ENV', variable('A'), 'FROM a\nUSER b\n');
check('variable: old form', 'FROM a\nENV A 1 2\nUSER b\n', 'ENV', variable('A'), 'FROM a\nUSER b\n');
check('variable: first', 'FROM a\nENV A=1 B=2\n', 'ENV', variable('A'), 'FROM a\nENV B=2\n');
check('variable: last', 'FROM a\nENV A=1 B=2\n', 'ENV', variable('B'), 'FROM a\nENV A=1\n');
const lines = 'FROM a\nENV A=1 \\\n    B="2 3" \\\n    # about C\n    C=4\nUSER b\n';
check(
  'variable: first of lines',
  lines,
  'ENV',
  variable('A'),
  'FROM a\nENV \\\n    B="2 3" \\\n    # about C\n    C=4\nUSER b\n',
);
check('variable: middle of lines', lines, 'ENV', variable('B'), 'FROM a\nENV A=1 \\\n    # about C\n    C=4\nUSER b\n');
check(
  'variable: last of lines',
  lines,
  'ENV',
  variable('C'),
  'FROM a\nENV A=1 \\\n    B="2 3"\n    # about C\nUSER b\n',
);
check(
  'variable: backtick',
  '# escape=`\nFROM a\nENV A=1 `\n  B=c:\\\n',
  'ENV',
  variable('B'),
  '# escape=`\nFROM a\nENV A=1\n',
);

const word =
  (at: number): Make =>
  (f, i) =>
    deleteWord(f, i, i.args[at]!.span);
check('word: middle', 'FROM a\nEXPOSE 22 80 90\n', 'EXPOSE', word(1), 'FROM a\nEXPOSE 22 90\n');
check('word: the only one', 'FROM a\nEXPOSE 22\nUSER b\n', 'EXPOSE', word(0), 'FROM a\nUSER b\n');
check(
  'word: on its line',
  'FROM a\nRUN apt-get install \\\n  sudo \\\n  curl\n',
  'RUN',
  word(2),
  'FROM a\nRUN apt-get install \\\n  curl\n',
);
check(
  'word: on the last line',
  'FROM a\nRUN apt-get install \\\n  curl \\\n  sudo\n',
  'RUN',
  word(3),
  'FROM a\nRUN apt-get install \\\n  curl\n',
);

const secret: Make = (f, i) => addMount(f, i, 'type=secret,id=x');
check('mount: first', 'FROM a\nRUN b\n', 'RUN', secret, 'FROM a\nRUN --mount=type=secret,id=x b\n');
check('mount: after flags', 'FROM a\nRUN --y b\n', 'RUN', secret, 'FROM a\nRUN --y --mount=type=secret,id=x b\n');
check(
  'mount: on lines',
  'FROM a\nRUN --y \\\n    b && \\\n  c\n',
  'RUN',
  secret,
  'FROM a\nRUN --y \\\n    --mount=type=secret,id=x \\\n    b && \\\n  c\n',
);
check('mount: heredoc', 'FROM a\nRUN <<E\nb\nE\n', 'RUN', secret, 'FROM a\nRUN --mount=type=secret,id=x <<E\nb\nE\n');

/** Removes the command whose name is `x`. */
const x: Make = (f, i) => deleteCommand(f, i, (i.shell()?.commands ?? i.commands()).find((c) => c.name === 'x')!);
const commands: readonly [name: string, before: string, after: string][] = [
  ['the only one', 'RUN x y\n', ''],
  ['the only one, exec form', 'RUN ["x", "y"]\n', ''],
  ['the only one, with `|| true`', 'RUN x y || true\n', ''],
  ['the only one over lines', 'RUN x \\\n  y\n', ''],
  ['first', 'RUN x 1 && b\n', 'RUN b\n'],
  ['middle', 'RUN a && x 1 && b\n', 'RUN a && b\n'],
  ['last', 'RUN a && x 1\n', 'RUN a\n'],
  ['semicolons', 'RUN a; x 1; b\n', 'RUN a; b\n'],
  ['last after a semicolon', 'RUN a; x 1\n', 'RUN a\n'],
  ['trailing style, first', 'RUN x && \\\n    a && \\\n    b\n', 'RUN a && \\\n    b\n'],
  ['trailing style, middle', 'RUN a && \\\n    x 1 \\\n      2 && \\\n    b\n', 'RUN a && \\\n    b\n'],
  ['trailing style, last', 'RUN a && \\\n    b && \\\n    x\n', 'RUN a && \\\n    b\n'],
  ['leading style, first', 'RUN x \\\n && a \\\n && b\n', 'RUN a \\\n && b\n'],
  ['leading style, middle', 'RUN a \\\n && x \\\n && b\n', 'RUN a \\\n && b\n'],
  ['leading style, last', 'RUN a \\\n && b \\\n # why\n && x\n', 'RUN a \\\n && b\n'],
  ['on a line of its own below RUN', 'RUN \\\n    x && \\\n    a\n', 'RUN \\\n    a\n'],
  ['its alternatives go with it', 'RUN a && x || true; b\n', 'RUN a && b\n'],
  ['as an alternative', 'RUN a || x\n', 'RUN a\n'],
  ['in a script', 'RUN <<E\na\nx 1\nb\nE\n', 'RUN <<E\na\nb\nE\n'],
  ['last of a script', 'RUN <<E\na\nx 1\nE\n', 'RUN <<E\na\nE\n'],
  ['only one of a script', 'RUN <<E\nx 1\nE\n', ''],
  ['before a compound command', 'RUN x && if a; then b; fi\n', 'RUN if a; then b; fi\n'],
  ['after a compound command', 'RUN if a; then b; fi && x\n', 'RUN if a; then b; fi\n'],
  ['first of several in `then`', 'RUN if a; then x; b; fi\n', 'RUN if a; then b; fi\n'],
  ['last of several in `then`', 'RUN if a; then b; x; fi\n', 'RUN if a; then b; fi\n'],
  ['alone in `then`: left', 'RUN if a; then x; fi\n', 'RUN if a; then x; fi\n'],
  ['alone in `do`: left', 'RUN for i in 1; do x; done; b\n', 'RUN for i in 1; do x; done; b\n'],
  ['a condition: left', 'RUN if x; then a; fi; b\n', 'RUN if x; then a; fi; b\n'],
  ['in a subshell of several', 'RUN (a && x) && b\n', 'RUN (a) && b\n'],
  ['alone in a subshell: left', 'RUN (x) && b\n', 'RUN (x) && b\n'],
  ['in a pipeline: left', 'RUN a && x | b\n', 'RUN a && x | b\n'],
  ['in the background: left', 'RUN a; x & b\n', 'RUN a; x & b\n'],
  ['after the background: left', 'RUN a & x\n', 'RUN a & x\n'],
  ['negated: left', 'RUN ! x && a\n', 'RUN ! x && a\n'],
  ['one branch of `case`: left', 'RUN case a in b) x ;; *) c ;; esac\n', 'RUN case a in b) x ;; *) c ;; esac\n'],
  ['with a heredoc: left', 'RUN a && x <<E\nb\nE\n', 'RUN a && x <<E\nb\nE\n'],
  ['in a substitution: left', 'RUN a $(x)\n', 'RUN a $(x)\n'],
];
for (const [name, before, result] of commands)
  check(`command: ${name}`, `FROM a\n${before}`, 'RUN', x, `FROM a\n${result}`);
check('command: backtick', '# escape=`\nFROM a\nRUN a && `\n  x\n', 'RUN', x, '# escape=`\nFROM a\nRUN a\n');
check(
  'command: only one of a trigger',
  'FROM a\nONBUILD RUN x\nUSER b\n',
  'ONBUILD',
  (f, i) => deleteCommand(f, i, i.onbuild!.commands()[0]!),
  'FROM a\nUSER b\n',
);
check(
  'command: one of a trigger',
  'FROM a\nONBUILD RUN a && x\n',
  'ONBUILD',
  (f, i) => deleteCommand(f, i, i.onbuild!.commands()[1]!),
  'FROM a\nONBUILD RUN a\n',
);
check(
  'mount: on a trigger',
  'FROM a\nONBUILD RUN b\n',
  'ONBUILD',
  secret,
  'FROM a\nONBUILD RUN --mount=type=secret,id=x b\n',
);
