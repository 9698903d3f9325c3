import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DockerfileParser } from 'dockerfile-ast';
import { images } from '../../../server/src/core/dockerfile/images.ts';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse.ts';
import { userInsertionPoint } from '../../../server/src/core/dockerfile/user-insertion-point.ts';
import { assertGrowth } from '../../support/growth.ts';

const NASTY = `\ufeff# syntax = docker/dockerfile:1.7-labs
# escape = \\
# check=skip=all

ARG BASE="debian" TAG='12' EMPTY=
ARG IMG=\${BASE}:\${TAG:-\${EMPTY:-x}}
FROM --platform=$BUILDPLATFORM \${IMG} AS Build
# comment \\
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
ENV A=1 B=$A C="x \\"y\\" $A" \\
    # in between

    D='single $A' E=\\$A\r
ENV OLD form with \\
  more
LABEL "a b"=c d.e='f' \\
  g=\${A//1/2}
RUN --mount=type=secret,id=x,target=/a \\
    --mount=type=cache,"target=/b",sharing=locked \\
    set -eux; \\
    # comment
    if [ -f /x ]; then echo "it's" && useradd -u \${UID:-1000} app; fi; \\
    case "$1" in a|b) echo $((1<<2)) ;; *) : ;; esac && \\
    cat <<<here | tee /etc/x >/dev/null || true
RUN <<-"EOF" cat > /f && <<B tee /g
	FROM not
	# not
	EOF
body
B
COPY --from=0 --chown=0:0 --chmod="7\\
55" ["a b", "/c\\u0041"]
COPY <<A <<'B B' /d/
$A
A
B
B B
ONBUILD RUN <<E
x
E
ONBUILD ONBUILD USER root
RUN ["sh", "-c", "a && \\"b\\""]
RUN ['not', "json"]
FROM build
ARG UID
USER "\${UID:-0}":\${GID:-\${UID}}
USER \${A#*x}\${A%%y*}\${A/b/c}\${
HEALTHCHECK --interval=5s CMD curl "http://x/\${
FROM scratch as 2
COPY --from=BUILD / /
ADD --checksum=sha256:0 https://x/y#z /
VOLUME ["/a", 1]
WORKDIR C:\\dir\\\\
EXPOSE 80/tcp \\ \\
 443
  usEr 0:\${X:?}
CMD \`tick\` \\\\
STOPSIGNAL "9
nonsense --flag='open
ENTRYPOINT exec "open $(sub \\
`;

/** Calls all lazy methods. */
function exhaust(text: string): void {
  const file = parseDockerfile(text);
  for (const stage of file.stages) {
    assert.ok(stage.user.verdict);
    assert.ok(stage.span.start <= stage.span.end);
    userInsertionPoint(stage);
    stage.expand(`$\{A}$B`, stage.from);
    for (const ins of stage.instructions) stage.userAt(ins);
  }
  for (const ins of file.instructions) {
    ins.shell();
    ins.commands();
    assert.ok(ins.span.start < ins.span.end && ins.span.end <= text.length);
    for (const arg of ins.args) assert.ok(arg.span.start < arg.span.end && arg.span.end <= ins.span.end);
  }
  images(file);
}

test('every prefix of a nasty file is read', () => {
  assert.ok(NASTY.split('\n').length >= 60);
  for (let i = 0; i <= NASTY.length; i++) exhaust(NASTY.slice(0, i));
});

test('every suffix is read, and the file without any one of its lines', () => {
  const lines = NASTY.split('\n');
  for (let i = 0; i < lines.length; i++) {
    exhaust(lines.slice(i).join('\n'));
    exhaust(lines.toSpliced(i, 1).join('\r\n'));
  }
});

test('instructions never overlap and are in order', () => {
  let end = 0;
  for (const i of parseDockerfile(NASTY).instructions) {
    assert.ok(i.span.start >= end);
    end = i.span.end;
  }
});

const MB = 1 << 20;
const series = (n: number, make: (i: number) => string) => Array.from({ length: n }, (_, i) => make(i)).join('');
/** Texts of full size for `part` 1, otherwise of that fraction of it. */
const huge = (part: number): readonly [name: string, text: string][] => {
  const n = (full: number): number => Math.ceil(full * part);
  return [
    ['nothing', ''],
    ['one word', 'FROM'],
    ['one character', '\\'],
    ['byte order mark', '\ufeff'],
    ['NUL', 'FROM a\0b\n\0RUN \0x\0\nUSER \0'],
    ['only NUL', '\0'.repeat(n(MB))],
    ['a line of words', `FROM a\nRUN ${'x '.repeat(n(MB / 2))}`],
    ['one word of a line', `FROM a\nRUN ${'x'.repeat(n(MB))}`],
    ['empty lines', '\n'.repeat(n(MB))],
    ['carriage returns', `FROM a\nRUN b${'\r'.repeat(n(MB / 4))}c\r\r\r\nUSER d`],
    ['blanks', `FROM a\nRUN${' '.repeat(n(MB))}x`],
    ['escapes', `FROM a\nRUN ${'\\'.repeat(n(MB))}`],
    ['continuations', `FROM a\nRUN a \\\n${'  b \\\n'.repeat(n(50_000))}c`],
    ['ENV over lines', `FROM a\nENV ${series(n(20_000), (i) => `A${i}=$A${i - 1} \\\n`)}Z=1`],
    ['ENV after ENV', `FROM a\n${series(n(20_000), (i) => `ENV A${i}=x$A${i - 1}\n`)}`],
    ['doubling', `FROM a\nENV A0=xx\n${series(n(200), (i) => `ENV A${i + 1}=$A${i}$A${i}\n`)}USER $A200`],
    ['nested defaults', `FROM a\nUSER ${'$'.concat('{X:-').repeat(n(100_000))}`],
    [
      'stars',
      `FROM a\nENV A=${'a'.repeat(n(30_000))}\nENV B=$\{A#${'*a'.repeat(20)}b}\nENV C=$\{A//${'*a'.repeat(10)}/b}\n`,
    ],
    ['open quote', `FROM a\nENV A="${'b c '.repeat(n(MB / 8))}`],
    ['open brackets', `FROM a\nCMD ${'['.repeat(n(MB / 4))}`],
    ['JSON', `FROM a\nCMD [${'"a\\"",'.repeat(n(20_000))}"b"]`],
    ['open heredoc', `FROM a\nRUN <<E\n${'x\n'.repeat(n(100_000))}`],
    ['many heredocs', `FROM a\n${'COPY <<A /b\nc\nA\n'.repeat(n(10_000))}`],
    ['heredocs of one line', `FROM a\nRUN ${'<<A '.repeat(n(20_000))}`],
    ['commas', `FROM a\nRUN --mount=${'a=b,'.repeat(n(50_000))} c`],
    ['flags', `FROM a\nRUN ${'--a=b '.repeat(n(50_000))} c`],
    ['stages', series(n(5_000), (i) => `FROM a AS s${i}\nRUN x\n`)],
    [
      'a chain of stages',
      `FROM a AS s0\n${series(n(5_000), (i) => `FROM s${i} AS s${i + 1}\nENV A=$B${i}\nUSER $U\n`)}`,
    ],
    ['a chain of stages without USER', `FROM a AS s0\n${series(n(5_000), (i) => `FROM s${i} AS s${i + 1}\n`)}`],
    [
      'one variable in a chain of stages',
      `FROM a AS s0\nENV X=1\n${series(n(5_000), (i) => `FROM s${i} AS s${i + 1}\nENV A=$X\n`)}`,
    ],
    [
      'named users in a chain of stages',
      `FROM a AS s0\n${series(n(2_000), (i) => `FROM s${i} AS s${i + 1}\nRUN useradd u${i}\nUSER u${i}\n`)}`,
    ],
    ['stages copied from', `FROM a AS s0\n${series(n(5_000), (i) => `FROM b AS s${i + 1}\nCOPY --from=s${i} / /\n`)}`],
    [
      'triggers of a chain',
      `FROM a AS s0\n${series(n(500), (i) => `FROM s${i} AS s${i + 1}\n${'ONBUILD ENV A=$A\n'.repeat(20)}`)}`,
    ],
    ['ONBUILD', `FROM a\nONBUILD ${'ONBUILD '.repeat(n(50_000))}`],
    ['directives', '# syntax=a\n'.repeat(n(50_000))],
    ['a directive without end', `# syntax=${' '.repeat(n(MB))}`],
    ['comments', `FROM a\n${'# b\n'.repeat(n(100_000))}`],
  ];
};

function readAll(text: string): void {
  const file = parseDockerfile(text);
  for (const stage of file.stages) assert.ok(stage.user.verdict);
  images(file);
}

const [small, larger, full] = [huge(1 / 64), huge(1 / 16), huge(1)];
for (const [i, [name, text]] of full.entries())
  test(`bounded: ${name}`, () => {
    readAll(text);
    assertGrowth(
      name,
      10,
      () => readAll(small[i]![1]),
      () => readAll(larger[i]![1]),
    );
  });

/** The instructions that dockerfile-ast, an independent parser, finds: `KEYWORD line-line`. */
const independently = (text: string) =>
  DockerfileParser.parse(text)
    .getInstructions()
    .map((i) => `${i.getKeyword()} ${i.getRange().start.line}-${i.getRange().end.line}`);

function ours(text: string): string[] {
  const line = (at: number) => text.slice(0, at).split('\n').length - 1;
  return parseDockerfile(text).instructions.map((i) => `${i.keyword} ${line(i.span.start)}-${line(i.span.end)}`);
}

/** Texts that dockerfile-ast reads correctly (not: doubled escapes, `3<<EOF`, `\\ \\`, unknown directives), three at a time in any order. */
const PIECES = [
  'RUN a',
  'run a \\\n  b',
  'RUN a \\\n# c\n  b',
  'RUN <<E\nFROM x\n# y\nE',
  'COPY <<-"E" <<F /x\n\ty\n\tE\nz\nF',
  'ONBUILD RUN <<E\nx\nE',
  'ENV A=1 \\\n\n B="2 3"',
  '# comment \\',
  '',
  '  USER b  ',
  'RUN echo $((1<<2)) <<<x "<<E"',
  'CMD ["a", \\\n "b"]',
];
test('an independent parser finds the same instructions', () => {
  for (const a of PIECES)
    for (const b of PIECES)
      for (const c of PIECES) {
        const text = `FROM a\n${a}\n${b}\n${c}\nSTOPSIGNAL 9`;
        assert.deepEqual(ours(text), independently(text), text);
        const crlf = text.replaceAll('\n', '\r\n');
        assert.deepEqual(ours(crlf), independently(crlf), crlf);
      }
});
