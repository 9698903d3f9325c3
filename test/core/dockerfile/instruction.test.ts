import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instruction } from '../../../server/src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse.ts';
import type { Span } from '../../../server/src/core/text/span.ts';

const cut = (text: string, at: Span | undefined): string | undefined => at && text.slice(at.start, at.end);

/** The first instruction after `FROM a`. */
function only(source: string): { text: string; ins: Instruction } {
  const text = `FROM a\n${source}`;
  return { text, ins: parseDockerfile(text).instructions[1]! };
}

test('flags come with their values unquoted and their spans', () => {
  const { text, ins } = only('COPY --from=b --chown="x y" --link --chmod=7\\\n55 -- --c d');
  assert.deepEqual(
    ins.flags.map((f) => [f.name, f.value, cut(text, f.span), cut(text, f.valueSpan)]),
    [
      ['from', 'b', '--from=b', 'b'],
      ['chown', 'x y', '--chown="x y"', '"x y"'],
      ['link', undefined, '--link', undefined],
      ['chmod', '755', '--chmod=7\\\n55', '7\\\n55'],
    ],
  );
  assert.deepEqual(
    ins.args.map((a) => a.text),
    ['--c', 'd'],
  );
});

test('mounts: keys are lower-cased, values keep their place', () => {
  const { text, ins } = only(
    'RUN --network=none --mount=type=secret,ID=key,required --mount=type=bind,"from=x,y",target=/z make',
  );
  assert.deepEqual(
    ins.mounts.map((m) => [...m.options].map(([k, o]) => [k, o.value, cut(text, o.span), cut(text, o.valueSpan)])),
    [
      [
        ['type', 'secret', 'type=secret', 'secret'],
        ['id', 'key', 'ID=key', 'key'],
        ['required', '', 'required', ''],
      ],
      [
        ['type', 'bind', 'type=bind', 'bind'],
        ['from', 'x', 'from=x', 'x'],
        ['y', '', 'y', ''],
        ['target', '/z', 'target=/z', '/z'],
      ],
    ],
  );
});

const forms: readonly [text: string, exec: readonly string[] | undefined][] = [
  ['CMD ["a", "b c", "\\u0041\\n"]', ['a', 'b c', 'A\n']],
  ['CMD [ "a" ,\\\n "b" ]', ['a', 'b']],
  ["CMD ['a']", undefined],
  ['CMD ["a"', undefined],
  ['CMD ["a", 1]', undefined],
  ['CMD ["a"] b', undefined],
  ['CMD []', []],
  ['HEALTHCHECK --interval=5s CMD ["a"]', ['a']],
  ['HEALTHCHECK NONE', undefined],
  ['ENV A ["b"]', undefined],
];
for (const [source, exec] of forms)
  test(`exec form: ${JSON.stringify(source)}`, () => {
    const { text, ins } = only(source);
    assert.deepEqual(
      ins.exec?.map((e) => e.text),
      exec,
    );
    for (const e of ins.exec ?? []) assert.equal(JSON.parse(cut(text, e.span)!), e.text);
  });

test('arguments leave out continuations and comments, and keep their place', () => {
  const { text, ins } = only('EXPOSE 80 \\\n# c\n 4\\\n43');
  assert.deepEqual(
    ins.args.map((a) => [a.text, cut(text, a.span)]),
    [
      ['80', '80'],
      // A continuation joins the texts right before and after it.
      ['443', '4\\\n43'],
    ],
  );
  assert.equal(ins.argsText, '80  443');
  assert.equal(cut(text, ins.argsSpan), '80 \\\n# c\n 4\\\n43');
});

test('heredocs: name, quotes, tabs and body', () => {
  const { text, ins } = only(`COPY <<-"A B" <<C /d\n\t1\n\tA B\nC\nUSER x`);
  assert.deepEqual(
    ins.heredocs.map((h) => ({ ...h, bodySpan: cut(text, h.bodySpan) })),
    [
      { name: 'A B', quoted: true, stripTabs: true, body: '\t1\n', bodySpan: '\t1\n' },
      { name: 'C', quoted: false, stripTabs: false, body: '', bodySpan: '' },
    ],
  );
  const quoted = only(`RUN <<-"A" <<'B'\n\t1\n\tA\n2\nB`).ins.heredocs;
  assert.deepEqual(
    quoted.map((h) => [h.name, h.quoted, h.stripTabs, h.body]),
    [
      ['A', true, true, '\t1\n'],
      ['B', true, false, '2\n'],
    ],
  );
});

test('ONBUILD holds its trigger', () => {
  const { text, ins } = only('ONBUILD COPY --from=x a b');
  assert.equal(ins.keyword, 'ONBUILD');
  assert.equal(ins.onbuild?.keyword, 'COPY');
  assert.equal(cut(text, ins.onbuild?.span), 'COPY --from=x a b');
  assert.equal(ins.onbuild?.flags[0]?.value, 'x');
  assert.equal(only('ONBUILD ONBUILD RUN a').ins.onbuild?.onbuild, undefined);
});

const labels = (source: string) => only(source).ins.labels.map((l) => [l.name, l.value]);
test('labels in both forms', () => {
  assert.deepEqual(labels('LABEL a=1 "b.c"="x y" \\\n d=e\\ f'), [
    ['a', '1'],
    ['b.c', 'x y'],
    ['d', 'e f'],
  ]);
  assert.deepEqual(labels('LABEL a b c'), [['a', 'b c']]);
});

const runs: readonly [name: string, source: string, commands: readonly string[]][] = [
  ['list', 'RUN a && \\\n # c\n b; c', ['a', 'b', 'c']],
  ['flags first', 'RUN --mount=type=ssh a', ['a']],
  ['script', 'RUN <<E\na\nb\nE', ['a', 'b']],
  ['script with its shell', 'RUN <<E\n#!/usr/bin/env bash\na\nE', ['a']],
  ['script of another language', 'RUN <<E\n#!/usr/bin/python3\na\nE', []],
  ['input of a program', 'RUN python3 <<E\nimport x\nE', ['python3']],
  ['input of a shell', 'RUN bash -e <<E\nx y\nE', ['bash', 'x']],
  ['exec', 'RUN ["/bin/x", "y"]', ['x']],
  ['exec of a shell', 'ENTRYPOINT ["/bin/bash", "-e", "-c", "a && b"]', ['a', 'b']],
  ['not JSON', "CMD ['a']", ['[a]']],
  ['health', 'HEALTHCHECK CMD a || b', ['a', 'b']],
  ['no health', 'HEALTHCHECK NONE', []],
  ['runs nothing', 'COPY a b', []],
  ['PowerShell', 'SHELL ["pwsh", "-c"]\nRUN a', ['a']],
  ['another shell', 'SHELL ["rc", "-c"]\nRUN a', []],
];
for (const [name, source, expected] of runs)
  test(`commands: ${name}`, () => {
    const { instructions } = parseDockerfile(`FROM a\n${source}`);
    assert.deepEqual(
      instructions
        .at(-1)!
        .commands()
        .map((c) => c.name),
      expected,
    );
  });

test('commands of an exec form have spans in the document', () => {
  const { text, ins } = only('CMD ["sh", "-c", "echo \\"a\\" && b c"]');
  assert.deepEqual(
    ins.commands().map((c) => cut(text, c.span)),
    ['echo \\"a\\"', 'b c'],
  );
  const plain = only('CMD ["x", "--p=a\\"b"]');
  const [command] = plain.ins.commands();
  assert.deepEqual(
    command!.words.map((w) => [w.literal, w.parts.map((p) => cut(plain.text, p.span))]),
    [
      ['x', ['x']],
      ['--p=a"b', ['--p=a', '\\"', 'b']],
    ],
  );
});

test('shell() is undefined for the exec form, and for another shell', () => {
  assert.equal(only('RUN ["a"]').ins.shell(), undefined);
  assert.equal(only('RUN a').ins.shell()?.commands.length, 1);
  const windows = parseDockerfile('FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN dir').instructions[1]!;
  assert.equal(windows.shell(), undefined);
});
