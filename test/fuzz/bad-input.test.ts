/** Broken and hostile texts: no crash, no hang, oversized texts are reported, no fix breaks more. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits } from '../../server/src/core/yaml/limits.ts';
import { faultsOf, judgeAll, type Text } from '../support/fuzz-watched.ts';

const dockerfile = (name: string, text: string): Text => ({ name, path: 'Dockerfile', text });
const manifest = (name: string, text: string): Text => ({ name, path: 'manifest.yaml', text });
const compose = (name: string, text: string): Text => ({ name, path: 'compose.yaml', text });

const HEAD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';
const POD = `${HEAD}spec:\n  containers:\n    - name: app\n      image: nginx\n      securityContext:\n        privileged: true\n`;
const SERVICE = 'services:\n  web:\n    image: nginx\n    privileged: true\n';
const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);
const block = (depth: number): string => {
  let text = '';
  for (let i = 0; i < depth; i++) text += `${' '.repeat(Math.min(i, 2000))}a:\n`;
  return text;
};
const bomb = (levels: number): string => {
  let text = 'a0: &a0 [x, x, x, x, x, x, x, x, x]\n';
  for (let i = 1; i < levels; i++)
    text += `a${i}: &a${i} [${Array(9)
      .fill(`*a${i - 1}`)
      .join(', ')}]\n`;
  return text;
};

test('Dockerfiles', async () => {
  const texts = [
    dockerfile('empty', ''),
    dockerfile('one word', 'hello'),
    dockerfile('one instruction', 'FROM'),
    dockerfile('only a comment', '# x'),
    dockerfile('heredoc without an end', 'FROM alpine\nRUN <<EOF\napk add sudo\nUSER root\n'),
    dockerfile('heredocs one after another without an end', `FROM alpine\n${'RUN <<A <<B\n'.repeat(2000)}`),
    dockerfile('quotes without an end', 'FROM alpine\nENV A="b\nRUN echo "x\nLABEL a=\'b\nCMD ["a", "b\nUSER "\n'),
    dockerfile('substitutions without an end', 'FROM alpine\nRUN echo $(a `b ${c "$( \nENV A=${B:-${C:-${D\n'),
    dockerfile('tabs', 'FROM\talpine\n\tRUN\tapk\tadd\tsudo\n\tUSER\troot\n'),
    dockerfile(
      'CRLF and a byte order mark',
      '\uFEFFFROM alpine\r\nRUN apk add \\\r\n  sudo\r\nUSER root\r\nADD a b\r\n',
    ),
    dockerfile('lone carriage returns', 'FROM alpine\rUSER root\rRUN x\r'),
    dockerfile('NUL bytes', 'FROM alp\0ine\0\nUSER \0root\nRUN \0\nENV PASSWORD=\0abc\n'),
    dockerfile('lone surrogates', 'FROM alpine\nUSER \ud800root\nENV A=\udc00\n'),
    dockerfile('a line of 1 MB', `FROM alpine\nRUN echo ${'x'.repeat(limits.dockerfile - 1000)}\n`),
    dockerfile('a line of 500,000 words', `FROM alpine\nRUN echo ${'x '.repeat(500_000)}\nUSER root\n`),
    dockerfile('200,000 continuations', `FROM alpine\nRUN a ${'\\\n b '.repeat(200_000)}\n`),
    dockerfile('5,000 stages', 'FROM alpine AS a\nCOPY --from=a x y\n'.repeat(5000)),
    dockerfile('5,000 stages in a chain', stages(5000)),
    dockerfile('20,000 variables in a chain', variables(20_000)),
    dockerfile('variables that double', doubling(64)),
    dockerfile('20,000 nested substitutions', `FROM alpine\nRUN ${nested('$(', ')', 20_000)}\n`),
    dockerfile('20,000 nested defaults', `ARG A=${nested('${A:-', '}', 20_000)}\nFROM $A\n`),
    dockerfile('20,000 nested subshells', `FROM alpine\nRUN ${nested('( ', ' )', 20_000)}\n`),
    dockerfile('10,000 pipes', `FROM alpine\nRUN ${'curl a | sh && '.repeat(10_000)} true\n`),
    dockerfile('ONBUILD of ONBUILD', `FROM alpine\n${'ONBUILD '.repeat(20_000)}USER root\n`),
    dockerfile('a stage from itself', 'FROM a AS a\nFROM b AS c\nFROM c AS b\nCOPY --from=b x y\n'),
    dockerfile('no stage', 'USER root\nRUN apk add sudo\nADD http://a b\n'),
    dockerfile(
      'odd directives',
      '# escape=`\n# escape=\\\n# syntax=\n# check=skip=;error=\nFROM alpine\nUSER root`\nroot\n',
    ),
    dockerfile(
      'flags that are none',
      'FROM --platform --x= alpine\nCOPY --from= --from x\nRUN --mount=type=secret,,=,id\n',
    ),
    dockerfile('JSON that is none', 'FROM alpine\nCMD [\nENTRYPOINT ["a",]\nRUN ["a" "b"]\nCOPY [ ]\nADD [""]\n'),
    dockerfile('20,000 suppressions', `FROM alpine\n${'# seaworthy: ignore[user/*]\nUSER root\n'.repeat(20_000)}`),
  ];
  const answers = await judgeAll(texts);
  assert.deepEqual(faultsOf(answers), []);
  assert.equal(answers.size, texts.length);
  for (const name of ['tabs', 'CRLF and a byte order mark', 'a line of 500,000 words', '20,000 suppressions'])
    assert.ok(answers.get(name)!.findings > 0, `${name}: what can be read is judged`);
});

function stages(count: number): string {
  const lines = ['FROM alpine AS s0'];
  for (let i = 1; i < count; i++) lines.push(`FROM s${i - 1} AS s${i}`);
  return `${lines.join('\n')}\nUSER root\n`;
}

function variables(count: number): string {
  const lines = ['FROM alpine', 'ENV A0=root'];
  for (let i = 1; i < count; i++) lines.push(`ENV A${i}=$A${i - 1}`);
  return `${lines.join('\n')}\nUSER $A${count - 1}\n`;
}

function doubling(count: number): string {
  const lines = ['FROM alpine', 'ENV A0=xxxxxxxx'];
  for (let i = 1; i < count; i++) lines.push(`ENV A${i}=$A${i - 1}$A${i - 1}`);
  return `${lines.join('\n')}\nUSER $A${count - 1}\n`;
}

test('YAML', async () => {
  const texts = [
    manifest('empty', ''),
    manifest('only a kind', 'apiVersion: v1\nkind: Pod\n'),
    manifest('quotes without an end', `${POD}      command: ["a\n`),
    manifest('a flow sequence without an end', `${HEAD}spec: {containers: [{name: a, image: "b"\n`),
    manifest('tabs for indentation', POD.replaceAll('  ', '\t')),
    manifest('CRLF and a byte order mark', `\uFEFF${POD.replaceAll('\n', '\r\n')}`),
    manifest('lone carriage returns', POD.replaceAll('\n', '\r')),
    manifest('NUL bytes', POD.replace('nginx', 'ng\0inx').replace('name: app', 'name: \0')),
    manifest('containers as a map', POD.replace('    - name: app\n      image', '    app:\n      image')),
    manifest('containers as a string', `${HEAD}spec:\n  containers: none\n`),
    manifest('containers of nothing', `${HEAD}spec:\n  containers: [null, 1, [], {}, "x", ~]\n`),
    manifest('duplicate keys', `${POD}        privileged: false\n        privileged: true\n`),
    manifest('duplicate keys at the top', `${POD}spec: {}\nkind: Job\n`),
    manifest('an alias to nothing', `${POD}  x: *nowhere\n`),
    manifest(
      'a cyclic anchor',
      `${HEAD}spec: &s\n  containers: &c\n    - &k {name: a, image: b, env: *c, securityContext: *s}\n    - *k\n`,
    ),
    manifest(
      'a cyclic merge',
      `${HEAD}spec: &s\n  <<: *s\n  containers:\n    - &c\n      <<: [*c, *s]\n      name: a\n`,
    ),
    compose(
      'a cyclic merge of services',
      'services: &s\n  web: &w\n    <<: [*w, *s]\n    image: nginx\n    environment: *s\n',
    ),
    compose('extends in a circle', 'services:\n  a: {extends: b}\n  b: {extends: {service: a}}\n'),
    manifest('an alias bomb', `${POD}${bomb(12)}`),
    manifest('an alias bomb as containers', `${bomb(12)}${HEAD}spec:\n  containers: *a11\n`),
    compose('an alias bomb as environment', `${bomb(12)}services:\n  web:\n    image: nginx\n    environment: *a11\n`),
    manifest('keys that are collections', `${POD}  ? [a, b]\n  : c\n  ? {a: b}\n  : d\n  ? |\n    x\n  : y\n`),
    manifest(
      'numbers for names',
      `apiVersion: 1\nkind: Pod\nmetadata: {name: 0x10, namespace: 1e3}\nspec: {containers: [{name: 1, image: 2}]}\n`,
    ),
    manifest(
      'keys of Object',
      `${HEAD}  __proto__: {a: 1}\n  constructor: x\nspec:\n  containers:\n    - __proto__: 1\n      toString: 2\n      image: nginx\n      env: [{name: __proto__, value: x}]\n`,
    ),
    compose(
      'services of Object',
      'services:\n  __proto__: {image: nginx}\n  constructor: {image: nginx, environment: {hasOwnProperty: x}}\n',
    ),
    manifest('odd tags', `${HEAD}spec: !!binary x\nx: !foo {a: !!set {b}}\ny: !!timestamp 2001\n`),
    manifest('directives', `%YAML 1.1\n%TAG ! tag:x,2000:\n---\n${POD}...\n%FOO\n---\n${POD}`),
    manifest('50,000 documents', `${HEAD}---\n`.repeat(50_000)),
    manifest('500,000 document markers', '---\n'.repeat(500_000) + POD),
    manifest('a line of 2 MB', `${POD}      command: ["${'x'.repeat(1_900_000)}"]\n`),
    manifest('braces of templates', `${POD}{{- if .Values.a }}\n  x: {{ .Values.b | quote }}\n{{ end \n  y: }}\n`),
    manifest('100,000 braces', POD + '{{'.repeat(100_000)),
    {
      name: 'JSON without an end',
      path: 'pod.json',
      text: '{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "a"',
    },
    {
      name: 'deep JSON',
      path: 'pod.json',
      text: `{"apiVersion": "v1", "kind": "Pod", "spec": ${nested('[', ']', 20_000)}}`,
    },
    { name: 'a template without an end', path: 'templates/pod.yaml', text: `${POD}{{ include "a" .\n` },
    { name: 'a broken kustomization', path: 'kustomization.yaml', text: 'patches: [[[\nresources: *x\n' },
    { name: 'a broken configuration', path: '.seaworthy.yaml', text: 'rules: [[[\nprofile: {}\n' },
  ];
  const answers = await judgeAll(texts);
  assert.deepEqual(faultsOf(answers), []);
  assert.equal(answers.size, texts.length);
  for (const name of ['CRLF and a byte order mark', 'duplicate keys', 'directives'])
    assert.ok(answers.get(name)!.findings > 0, `${name}: what can be read is judged`);
});

test('nesting of 20,000 levels, several such texts in one process', async () => {
  const depth = 20_000;
  const texts: Text[] = [];
  for (let i = 0; i < 3; i++) {
    texts.push(
      manifest(`flow sequences ${i}`, `${HEAD}spec: ${nested('[', ']', depth)}\n`),
      manifest(`flow mappings ${i}`, `${HEAD}spec: ${nested('{a: ', '}', depth)}\n`),
      manifest(`open flow ${i}`, `${HEAD}spec: ${'[{'.repeat(depth)}\n`),
      manifest(`block mappings ${i}`, HEAD + block(1200)),
      manifest(`block sequences ${i}`, `${HEAD}spec:\n  ${'- '.repeat(depth)}x\n`),
      compose(`services ${i}`, `${SERVICE}    x: ${nested('[', ']', depth)}\n`),
      dockerfile(`substitutions ${i}`, `FROM alpine\nRUN ${'$('.repeat(depth)}\n`),
      dockerfile(`quotes in substitutions ${i}`, `FROM alpine\nRUN ${'"$('.repeat(depth)}\n`),
    );
  }
  const answers = await judgeAll(texts);
  assert.deepEqual(faultsOf(answers), []);
  for (const [name, { problems }] of answers)
    if (/flow|block|services/.test(name)) assert.match(problems.join('\n'), /nesting/, `${name}: is said`);
});

test('oversized texts are reported', async () => {
  const answers = await judgeAll([
    manifest('file', `${POD}# ${'x'.repeat(10 * 1024 * 1024)}\n`),
    manifest('document', `${POD}# ${'x'.repeat(3 * 1024 * 1024)}\n`),
    manifest('tokens', `${POD}x: [${'1,'.repeat(700_000)}]\n`),
    dockerfile('Dockerfile', `FROM alpine\n# ${'x'.repeat(10 * 1024 * 1024)}\n`),
    manifest('aliases', `${POD}${bomb(12)}`),
  ]);
  assert.deepEqual(faultsOf(answers), []);
  for (const [name, { problems }] of answers) assert.ok(problems.length > 0, `${name}: nothing is said`);
});
