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
} from '../../../server/src/core/dockerfile/edit.ts';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse.ts';
import { apply, check, type Make } from '../../support/dockerfile-edited.ts';

check('delete: one line', 'FROM a\nUSER b\nRUN c\n', 'USER', deleteInstruction, 'FROM a\nRUN c\n');
check(
  'delete: a comment above several stays',
  'FROM a\n# d\nUSER b\nRUN c\n',
  'USER',
  deleteInstruction,
  'FROM a\n# d\nRUN c\n',
);
check('delete: continuations', 'FROM a\nRUN b \\\n # x\n c\nUSER d\n', 'RUN', deleteInstruction, 'FROM a\nUSER d\n');
check('delete: heredoc', 'FROM a\nRUN <<E\nb\nE\nUSER d\n', 'RUN', deleteInstruction, 'FROM a\nUSER d\n');
check('delete: indented', 'FROM a\n  RUN b\nUSER d\n', 'RUN', deleteInstruction, 'FROM a\nUSER d\n');
check('delete: one of two gaps', 'FROM a\n\nUSER b\n\nRUN c\n', 'USER', deleteInstruction, 'FROM a\n\nRUN c\n');
check('delete: the gap above', 'FROM a\n\nUSER b\nRUN c\n', 'USER', deleteInstruction, 'FROM a\n\nRUN c\n');
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

check(
  'mount: on a trigger',
  'FROM a\nONBUILD RUN b\n',
  'ONBUILD',
  secret,
  'FROM a\nONBUILD RUN --mount=type=secret,id=x b\n',
);

const SAMPLE = `# syntax=docker/dockerfile:1
ARG A=1
# about the stage
FROM a AS b
RUN x && \\
    # why
    y
# alone

COPY <<E <<-F /d/
1
E
\t2
\tF
  ENV B=1 \\

    C=2
ONBUILD RUN <<E
z
E
CMD ["x"]`;
for (const text of [SAMPLE, `${SAMPLE}\n`, SAMPLE.replaceAll('\n', '\r\n')])
  test(`every instruction of a file ending in ${JSON.stringify(text.slice(-4))}, ${text.length} long: the others stay`, () => {
    const written = (source: string) =>
      parseDockerfile(source).instructions.map((i) => source.slice(i.span.start, i.span.end));
    const file = parseDockerfile(text);
    const all = written(text);
    file.instructions.forEach((instruction, i) => {
      // Without its FROM a file has no instructions.
      if (i > 0) assert.deepEqual(written(apply(text, deleteInstruction(file, instruction))), all.toSpliced(i, 1));
      const above = apply(text, insertBefore(file, instruction, ['FROM x']));
      assert.deepEqual(written(above), all.toSpliced(i, 0, 'FROM x'));
      const below = apply(text, insertAfter(file, instruction, ['USER x', 'USER y']));
      assert.deepEqual(written(below), all.toSpliced(i + 1, 0, 'USER x', 'USER y'));
      assert.equal(/(^|[^\r])\n/.test(below), !text.includes('\r'));
    });
  });
