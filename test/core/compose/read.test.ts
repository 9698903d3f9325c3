import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCompose } from '../../../server/src/core/compose/read.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { file, read, web } from '../../support/compose-file.ts';
import { assertGrowth } from '../../support/growth.ts';

test('images: defaults, variables, builds', () => {
  const image = (line: string) => web(`services:\n  web:\n${line}\n`).container.image;
  assert.equal(image('    image: nginx:1.27')?.reference?.tag, '1.27');
  const withDefault = image('    image: ${REG:-ghcr.io}/app:${TAG:-latest}');
  assert.equal(withDefault?.reference?.tag, 'latest');
  assert.equal(withDefault?.overridable, true);
  assert.equal(image('    image: app:${TAG}')?.reference, undefined);
  assert.equal(image('    image: app\n    build: .')?.builtHere, true);
  assert.equal(image('    image: app\n    pull_policy: build')?.builtHere, true);
  assert.equal(image('    image: app\n    build:')?.builtHere, false);
  assert.equal(image('    image: app\n    pull_policy: never')?.builtHere, false);
  assert.equal(image('    image: app\n    pull_policy: never')?.preloaded, true);
  assert.equal(image('    image: app\n    pull_policy: ${P}')?.preloaded, false);
  assert.equal(image('    image: app\n    pull_policy: always')?.preloaded, false);
  assert.equal(image('    build: .'), undefined);
  assert.equal(image('    image: "a:1"')?.raw, 'a:1');
});

test('build: short, long, inline', () => {
  const build = (line: string) => web(`services:\n  web:\n    build:${line}\n`).service.build;
  const short = build(' ./dir');
  assert.equal(short?.context, './dir');
  assert.equal(short?.dockerfile, 'Dockerfile');
  const long = build(
    '\n      context: ctx\n      dockerfile: D.prod\n      target: dev\n      args: {A: b, T: }\n      additional_contexts: [x=../x]',
  );
  assert.equal(long?.context, 'ctx');
  assert.equal(long?.dockerfile, 'D.prod');
  assert.equal(long?.target, 'dev');
  assert.deepEqual(
    long?.args.map((a) => [a.name, a.value]),
    [
      ['A', 'b'],
      ['T', undefined],
    ],
  );
  assert.deepEqual([...(long?.additionalContexts ?? [])], [['x', '../x']]);
  const inline = build('\n      dockerfile_inline: |\n        FROM a\n        RUN echo $$X');
  assert.equal(inline?.context, '.');
  assert.equal(inline?.dockerfile, undefined);
  assert.equal(inline?.dockerfileInline?.text, 'FROM a\nRUN echo $X\n');
  assert.equal(build(' ${CTX}')?.context, undefined);
});

const PARTIAL: [yaml: string, partial: boolean][] = [
  ['image: a', false],
  ['build: .', false],
  ['privileged: true', true],
  ['image: a\n    extends: {service: b}', true],
  ['image: a\n    ports: !reset []', true],
  ['image: a\n    ports: !override ["80:80"]', true],
];
for (const [yaml, partial] of PARTIAL)
  test(`partial: ${yaml.replaceAll('\n', '⏎')}`, () => {
    const { service, container } = web(`services:\n  web:\n    ${yaml}\n`);
    assert.equal(service.partial, partial);
    assert.equal(container.partial, partial);
  });

test('the place of an aliased or merged value is the alias or merge key, its node is at the anchor', () => {
  const text = [
    'x-base: &base',
    '  privileged: true',
    '  environment: {A: b}',
    '  cap_add: [SYS_ADMIN]',
    'x-opt: &opt ["seccomp:unconfined"]',
    'services:',
    '  web:',
    '    <<: *base',
    '    image: a',
    '    security_opt: *opt',
    '  b:',
    '    <<: [*base]',
    '    image: a',
    '    privileged: false',
    '',
  ].join('\n');
  const { container, service, cut } = web(text);
  assert.equal(container.privileged.value, true);
  assert.equal(cut(container.privileged.at), '<<: *base');
  assert.equal(cut(container.privileged.node?.span), 'true');
  assert.equal(container.seccomp.value, 'Unconfined');
  assert.equal(cut(container.seccomp.at), '*opt');
  assert.equal(cut(container.capAdd[0]?.at), '<<: *base');
  assert.equal(cut(container.env[0]?.at), 'A: b');
  assert.ok(cut(service.span).startsWith('web:'));
  const other = read(text).services[1]?.container;
  assert.equal(other?.privileged.value, false);
  assert.equal(other?.env.length, 1);
});

test('the first format, and files that are no Compose files', () => {
  const legacy = read('web:\n  image: a\n  privileged: true\nversion: "1"\nx-y: {image: z}\n');
  assert.equal(legacy.legacy, true);
  assert.deepEqual(
    legacy.services.map((s) => s.name),
    ['web'],
  );
  assert.equal(read('apiVersion: v1\nkind: X\nweb: {image: a}').services.length, 0);
  assert.equal(read('volumes: {a: }\n').legacy, false);
  assert.ok(read('volumes: {a: }\n').volumes);
  assert.equal(readCompose(parseYaml('- a')), undefined);
  assert.equal(readCompose(parseYaml('')), undefined);
});

test('values of a wrong type do not hide the rest', () => {
  const odd = ['5', 'text', '[1, {a: b}, [c]]', '{a: {b: c}}', '~', '{{ x }}', '${X}', '!reset null'];
  const keys =
    'image build environment user cap_add cap_drop security_opt privileged ports volumes deploy command entrypoint profiles network_mode mem_limit'.split(
      ' ',
    );
  for (const value of odd)
    for (const key of keys) {
      const { container } = web(`services:\n  web:\n    ${key}: ${value}\n    read_only: true\n  x: ${value}\n`);
      assert.equal(container.readOnlyRootFilesystem.value, true, `${key}: ${value}`);
    }
  assert.equal(read('services: 5').services.length, 0);
  assert.equal(read('services: [a]').services.length, 0);
});

test('platform windows; profiles; services span', () => {
  const { container, service, cut } = web(file('platform: windows/amd64\nprofiles: [dev, "x"]'));
  assert.equal(container.windows, true);
  assert.deepEqual(service.profiles, ['dev', 'x']);
  assert.equal(cut(container.nameSpan), 'web');
  assert.equal(container.owner, service);
});

test('a service is for Windows by what only Windows has', () => {
  const isWindows = (lines: string): boolean => web(file(lines)).container.windows;
  for (const lines of [
    'isolation: hyperv',
    'isolation: process',
    "volumes: ['\\\\.\\pipe\\docker_engine:\\\\.\\pipe\\docker_engine']",
    'volumes: ["//./pipe/docker_engine://./pipe/docker_engine"]',
    'volumes: [{type: npipe, source: x, target: y}]',
  ])
    assert.equal(isWindows(lines), true, lines);
  for (const lines of [
    'isolation: default',
    'isolation: ${ISOLATION}',
    'volumes: ["//var/run/docker.sock:/var/run/docker.sock", "./pipe:/pipe"]',
    'platform: linux/amd64\nisolation: process',
  ])
    assert.equal(isWindows(lines), false, lines);
});

test('aliases of aliases are read within a budget', () => {
  const many = (name: string, n: number) => `[${Array(n).fill(`*${name}`).join(', ')}]`;
  const nested = (levels: number): string => {
    let text = `x-a: &a {volumes: [/a:/b], cap_add: ${many('c', 0)}}\n`;
    for (let i = 0; i < levels; i++)
      text += `x-m${i}: &m${i} {<<: [*${i ? `m${i - 1}` : 'a'}, *${i ? `m${i - 1}` : 'a'}]}\n`;
    return `${text}services:\n  web: {<<: [*m${levels - 1}, *m${levels - 1}], image: a}\n`;
  };
  const read = (levels: number) => () => readCompose(parseYaml(nested(levels)));
  // Without a budget each level would double the work.
  assertGrowth('aliases', 20, read(18), read(25));
});

test('a truncated file is still read', () => {
  const text = file(
    'privileged: true\nports: ["80:80"]\nvolumes:\n  - type: bind\n    source: /x\nenvironment:\n  - "A=${B:-c}"',
  );
  for (let end = text.indexOf('ports'); end < text.length; end++)
    assert.equal(read(text.slice(0, end)).services[0]?.container.privileged.value, true);
});
