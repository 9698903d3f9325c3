import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse.ts';
import type { Span } from '../../../server/src/core/text/span.ts';

const cut = (text: string, at: Span | undefined): string | undefined => at && text.slice(at.start, at.end);

const splits: readonly [name: string, text: string, instructions: readonly string[]][] = [
  ['lower case', 'from a\nrun b', ['FROM|from a', 'RUN|run b']],
  ['blanks around', '  FROM a  \n\n\t RUN b\t\n', ['FROM|FROM a  ', 'RUN|RUN b\t']],
  ['byte order mark', '\ufeffFROM a\nRUN b', ['FROM|FROM a', 'RUN|RUN b']],
  ['CRLF', 'FROM a\r\nRUN b \\\r\n c\r\nUSER d\r\n', ['FROM|FROM a', 'RUN|RUN b \\\r\n c', 'USER|USER d']],
  [
    'comment in continuation',
    'FROM a\nRUN b \\\n# c\n  && d\nUSER e',
    ['FROM|FROM a', 'RUN|RUN b \\\n# c\n  && d', 'USER|USER e'],
  ],
  ['comment does not continue', 'FROM a\n# b \\\nUSER c', ['FROM|FROM a', 'USER|USER c']],
  [
    'empty lines in continuation',
    'FROM a\nRUN b \\\n\n\n c\nUSER d',
    ['FROM|FROM a', 'RUN|RUN b \\\n\n\n c', 'USER|USER d'],
  ],
  [
    'blanks after the continuation',
    'FROM a\nRUN b \\ \t\n c\nUSER d',
    ['FROM|FROM a', 'RUN|RUN b \\ \t\n c', 'USER|USER d'],
  ],
  ['doubled escape ends the line', 'FROM a\nRUN b \\\\\nUSER c', ['FROM|FROM a', 'RUN|RUN b \\\\', 'USER|USER c']],
  [
    'escaped blank before a continuation',
    'FROM a\nRUN b \\ \\\n c\nUSER d',
    ['FROM|FROM a', 'RUN|RUN b \\ \\\n c', 'USER|USER d'],
  ],
  ['continuation at the end', 'FROM a\nRUN b \\', ['FROM|FROM a', 'RUN|RUN b \\']],
  ['continuation, then only empty lines', 'FROM a\nRUN b \\\n\n', ['FROM|FROM a', 'RUN|RUN b \\']],
  ['continued keyword', 'FROM a\nRU\\\nN b', ['FROM|FROM a', 'RUN|RU\\\nN b']],
  ['keyword only', 'FROM', ['FROM|FROM']],
  ['backtick', '# escape=`\nFROM a\nCOPY b c:\\\nRUN d `\n e', ['FROM|FROM a', 'COPY|COPY b c:\\', 'RUN|RUN d `\n e']],
  ['backtick without directive', 'FROM a\nRUN d `\nUSER e', ['FROM|FROM a', 'RUN|RUN d `', 'USER|USER e']],
  [
    'heredoc',
    'FROM a\nRUN <<EOF\n# no comment\nFROM b\nEOF\nUSER c',
    ['FROM|FROM a', 'RUN|RUN <<EOF\n# no comment\nFROM b\nEOF', 'USER|USER c'],
  ],
  [
    'heredoc with a number',
    'FROM a\nRUN 3<<EOF cat\nx\nEOF\nUSER b',
    ['FROM|FROM a', 'RUN|RUN 3<<EOF cat\nx\nEOF', 'USER|USER b'],
  ],
  [
    'two heredocs',
    'FROM a\nCOPY <<A <<"B" /d/\n1\nA\n2\nB\nUSER b',
    ['FROM|FROM a', 'COPY|COPY <<A <<"B" /d/\n1\nA\n2\nB', 'USER|USER b'],
  ],
  [
    'heredoc after a continuation',
    'FROM a\nRUN b && \\\n cat <<E > f\nx\nE\nUSER c',
    ['FROM|FROM a', 'RUN|RUN b && \\\n cat <<E > f\nx\nE', 'USER|USER c'],
  ],
  [
    'heredoc in ONBUILD',
    'FROM a\nONBUILD RUN <<E\nx\nE\nUSER c',
    ['FROM|FROM a', 'ONBUILD|ONBUILD RUN <<E\nx\nE', 'USER|USER c'],
  ],
  [
    'tabs before the end',
    'FROM a\nRUN <<-E\n\tx\n\tE\nUSER c',
    ['FROM|FROM a', 'RUN|RUN <<-E\n\tx\n\tE', 'USER|USER c'],
  ],
  [
    'blanks before the end do not end it',
    'FROM a\nRUN <<-E\n E\nE\nUSER c',
    ['FROM|FROM a', 'RUN|RUN <<-E\n E\nE', 'USER|USER c'],
  ],
  [
    'heredoc with CRLF',
    'FROM a\r\nRUN <<E\r\nx\r\nE\r\nUSER c',
    ['FROM|FROM a', 'RUN|RUN <<E\r\nx\r\nE', 'USER|USER c'],
  ],
  ['here-string', 'FROM a\nRUN cat <<<x\nUSER c', ['FROM|FROM a', 'RUN|RUN cat <<<x', 'USER|USER c']],
  ['shift', 'FROM a\nRUN echo $((1<<2))\nUSER c', ['FROM|FROM a', 'RUN|RUN echo $((1<<2))', 'USER|USER c']],
  ['quoted', 'FROM a\nRUN echo "<<E"\nUSER c', ['FROM|FROM a', 'RUN|RUN echo "<<E"', 'USER|USER c']],
  ['exec form', 'FROM a\nRUN ["b", "<<E"]\nUSER c', ['FROM|FROM a', 'RUN|RUN ["b", "<<E"]', 'USER|USER c']],
  ['no heredoc in ENV', 'FROM a\nENV B=<<E\nUSER c', ['FROM|FROM a', 'ENV|ENV B=<<E', 'USER|USER c']],
  ['before the first FROM', 'ARG A\nRUN b\nFROM a', ['FROM|FROM a']],
];
for (const [name, text, expected] of splits)
  test(`instructions: ${name}`, () => {
    const file = parseDockerfile(text);
    assert.deepEqual(
      file.instructions.map((i) => `${i.keyword}|${cut(text, i.span)}`),
      expected,
    );
    for (const i of file.instructions)
      assert.equal(cut(text, i.keywordSpan)!.replace(/\\\n/, '').toUpperCase(), i.keyword);
  });

test('comments are those outside heredocs, inside continuations too', () => {
  const text = '# a\nFROM b\n  # c\nRUN d \\\n # e\r\n f\nRUN <<E\n# g\nE\n#h';
  assert.deepEqual(
    parseDockerfile(text).comments.map((c) => cut(text, c)),
    ['# a', '# c', '# e', '#h'],
  );
});

const directives: readonly [name: string, text: string, found: readonly string[], escape: string][] = [
  [
    'all three',
    '# syntax=a/b:1\n#Escape = `\n# check=skip=A;error=true\nFROM a',
    ['syntax=a/b:1', 'escape=`', 'check=skip=A;error=true'],
    '`',
  ],
  ['unknown name ends the block', '# foo=bar\n# escape=`\nFROM a', [], '\\'],
  ['comment ends the block', '# syntax=a\n# hello\n# escape=`\nFROM a', ['syntax=a'], '\\'],
  ['empty line ends the block', '# syntax=a\n\n# escape=`\nFROM a', ['syntax=a'], '\\'],
  ['after FROM', 'FROM a\n# escape=`\n', [], '\\'],
  ['the first of two', '# escape=`\n# escape=\\\nFROM a', ['escape=`'], '`'],
  ['byte order mark', '\ufeff# syntax=a\nFROM a', ['syntax=a'], '\\'],
  ['shebang: syntax only', '#!/bin/x\n# syntax=a\n# escape=`\nFROM a', ['syntax=a'], '\\'],
  ['slashes', '// syntax=a b\nx', ['syntax=a b'], '\\'],
  ['JSON', '{"syntax": "a/b"}', ['syntax=a/b'], '\\'],
  ['CRLF', '# syntax=a\r\n# escape=`\r\nFROM a', ['syntax=a', 'escape=`'], '`'],
  ['bad escape', '# escape=x\nFROM a', ['escape=x'], '\\'],
];
for (const [name, text, found, escapeChar] of directives)
  test(`directives: ${name}`, () => {
    const file = parseDockerfile(text);
    assert.deepEqual(
      file.directives.map((d) => `${d.name}=${d.value}`),
      found,
    );
    assert.equal(file.escape, escapeChar);
    for (const d of file.directives) assert.equal(cut(text, d.valueSpan), d.value);
  });

test('an open heredoc is a problem and extends to the end', () => {
  const text = 'FROM a\nRUN <<E\nx\nUSER b\n';
  const file = parseDockerfile(text);
  assert.equal(file.instructions.length, 2);
  assert.equal(file.instructions[1]!.heredocs[0]!.body, 'x\nUSER b\n');
  assert.deepEqual(
    file.problems.map((p) => cut(text, p.at)),
    ['RUN'],
  );
});
