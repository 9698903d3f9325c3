import assert from 'node:assert/strict';
import { test } from 'node:test';
import { images } from '../../../server/src/core/dockerfile/images.ts';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse.ts';
import { userInsertionPoint } from '../../../server/src/core/dockerfile/user-insertion-point.ts';

const sources = (text: string) =>
  parseDockerfile(text).stages.map(({ source }) =>
    source.kind === 'stage' ? source.stage.index : source.kind === 'image' ? source.reference.familiar : source.kind,
  );

test('FROM matches earlier stages only, the last with the name, in any case', () => {
  assert.deepEqual(sources('FROM b AS a\nFROM a AS b\nFROM B\nFROM c AS c\nFROM c'), ['b', 0, 1, 'c', 3]);
  assert.deepEqual(sources('FROM x AS a\nFROM y AS a\nFROM a'), ['x', 'y', 1]);
  assert.deepEqual(sources('FROM scratch\nFROM 0\nFROM ${X}\nFROM\nFROM Upper/Case'), [
    'scratch',
    '0',
    'unknown',
    'unknown',
    'unknown',
  ]);
  // `scratch` is reserved, so with a tag it is the default of an ARG that every build overrides.
  const base = (text: string) => sources(`ARG B=scratch\nARG V=latest\n${text}`);
  assert.deepEqual(base('FROM $B'), ['scratch']);
  for (const from of ['FROM $B:$V', 'FROM library/scratch', `FROM $B@sha256:${'0'.repeat(64)}`])
    assert.deepEqual(base(from), ['unknown'], from);
  assert.deepEqual(base('FROM ghcr.io/acme/scratch:1\nFROM acme/scratch:1'), ['ghcr.io/acme/scratch', 'acme/scratch']);
});

test('names are in lower case, with their spans', () => {
  const text = 'FROM --platform=$BUILDPLATFORM a:1 as Build\nRUN x\nFROM b\nRUN y\n\n';
  const [first, second] = parseDockerfile(text).stages;
  assert.equal(first!.name, 'build');
  assert.equal(text.slice(first!.nameSpan!.start, first!.nameSpan!.end), 'Build');
  assert.equal(first!.platform?.value, '$BUILDPLATFORM');
  assert.equal(first!.image?.text, 'a:1');
  assert.equal(text.slice(first!.span.start, first!.span.end), 'FROM --platform=$BUILDPLATFORM a:1 as Build\nRUN x');
  assert.deepEqual([first!.final, second!.final, second!.name], [false, true, undefined]);
});

test('reachable: FROM, COPY --from and mounts, by name in any case and by number', () => {
  const reachable = (text: string) => parseDockerfile(text).stages.map((s) => s.reachable);
  const head = 'FROM a AS x\nFROM a AS y\nFROM a AS z\n';
  assert.deepEqual(reachable(`${head}FROM a`), [false, false, false, true]);
  assert.deepEqual(reachable(`${head}FROM x`), [true, false, false, true]);
  assert.deepEqual(reachable(`${head}FROM a\nCOPY --from=Y / /`), [false, true, false, true]);
  assert.deepEqual(reachable(`${head}FROM a\nCOPY --from=2 / /`), [false, false, true, true]);
  assert.deepEqual(reachable(`${head}FROM a\nRUN --mount=from=x,target=/x y`), [true, false, false, true]);
  assert.deepEqual(reachable(`${head}FROM a\nCOPY --from=$X / /`), [false, false, false, true]);
  assert.deepEqual(reachable('FROM a AS x\nFROM a AS y\nCOPY --from=x / /\nFROM y'), [true, true, true]);
  assert.deepEqual(reachable('FROM a AS x\nCOPY --from=y / /\nFROM x AS y'), [true, true]);
});

test('SHELL and Windows pass to the stages that are FROM', () => {
  const file = parseDockerfile(
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS w\nSHELL ["powershell", "-Command"]\nFROM w\nFROM golang:1-nanoserver\nFROM --platform=windows/amd64 a\nFROM debian',
  );
  assert.deepEqual(
    file.stages.map((s) => [s.windows, s.shell]),
    [
      [true, ['powershell', '-Command']],
      [true, ['powershell', '-Command']],
      [true, undefined],
      [true, undefined],
      [false, undefined],
    ],
  );
});

const HEX = 'a'.repeat(64);
test('images are those that are pulled, in source order', () => {
  const text = [
    '# syntax=docker/dockerfile:1 more',
    'ARG B=node:20',
    'FROM $B AS build',
    'COPY --from=nginx:1 /a /b',
    'COPY --from=Build /a /b',
    'COPY --from=0 /a /b',
    'COPY --from=9 /a /b',
    'COPY --from=$B /a /b',
    'RUN --mount=type=bind,from=alpine,target=/a --mount=type=cache,target=/c b',
    'ONBUILD COPY --from=busybox a b',
    'FROM scratch',
    'FROM build',
    `FROM host:5000/x@sha256:${HEX}`,
  ].join('\n');
  assert.deepEqual(
    images(parseDockerfile(text)).map((i) => [
      i.role,
      i.raw,
      i.source.kind,
      text.slice(i.at.start, i.at.end),
      i.stage?.index,
    ]),
    [
      ['syntax', 'docker/dockerfile:1', 'image', 'docker/dockerfile:1', undefined],
      ['from', '$B', 'image', '$B', 0],
      ['copy', 'nginx:1', 'image', 'nginx:1', 0],
      ['copy', '9', 'unknown', '9', 0],
      ['copy', '$B', 'unknown', '$B', 0],
      ['mount', 'alpine', 'image', 'alpine', 0],
      ['copy', 'busybox', 'image', 'busybox', 0],
      ['from', `host:5000/x@sha256:${HEX}`, 'image', `host:5000/x@sha256:${HEX}`, 3],
    ],
  );
});

test('a USER line belongs before the CMD or ENTRYPOINT after the last RUN', () => {
  const where = (body: string) => {
    const stage = parseDockerfile(`FROM a\n${body}`).stages[0]!;
    return userInsertionPoint(stage)?.keyword;
  };
  assert.equal(where('RUN x\nCOPY a b\nEXPOSE 80\nENTRYPOINT ["a"]\nCMD ["b"]'), 'ENTRYPOINT');
  assert.equal(where('CMD a\nRUN x'), undefined);
  assert.equal(where('ENTRYPOINT a\nRUN x\nCMD b'), 'CMD');
  assert.equal(where(''), undefined);
});
