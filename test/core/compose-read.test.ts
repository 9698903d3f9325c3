import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComposeUnit, Service } from '../../server/src/core/compose/model.ts';
import { readCompose } from '../../server/src/core/compose/read.ts';
import type { Container, Setting } from '../../server/src/core/container.ts';
import type { Span } from '../../server/src/core/text/span.ts';
import { parseYaml } from '../../server/src/core/yaml/parse.ts';

function read(text: string): ComposeUnit {
  const unit = readCompose(parseYaml(text));
  assert.ok(unit);
  return unit;
}

/** A file with one service `web` that has an image and these lines. */
const file = (body: string): string => `services:\n  web:\n    image: app:1\n${body.replace(/^(?=.)/gm, '    ')}\n`;

function web(text: string): { service: Service; container: Container; cut: (at: Span | undefined) => string } {
  const service = read(text).services.find((s) => s.name === 'web');
  assert.ok(service);
  return { service, container: service.container, cut: (at) => (at ? text.slice(at.start, at.end) : '(none)') };
}

type SettingKey = {
  [K in keyof Container]-?: Container[K] extends Setting<infer _> ? K : never;
}[keyof Container];

const SETTINGS: [body: string, key: SettingKey, value: string | boolean | undefined, at: string][] = [
  ['privileged: true', 'privileged', true, 'privileged: true'],
  ['privileged: "yes"', 'privileged', true, 'privileged: "yes"'],
  ['privileged: ${P:-true}', 'privileged', true, 'privileged: ${P:-true}'],
  ['privileged: off', 'privileged', false, 'privileged: off'],
  ['privileged:', 'privileged', undefined, '(none)'],
  ['read_only: on', 'readOnlyRootFilesystem', true, 'read_only: on'],
  ['user: "1000:1001"', 'user', '1000', 'user: "1000:1001"'],
  ['user: "1000:1001"', 'group', '1001', 'user: "1000:1001"'],
  ['user: 0', 'user', '0', 'user: 0'],
  ['user: ${UID:-0}', 'user', '0', 'user: ${UID:-0}'],
  ['user: ${UID}:0', 'group', '0', 'user: ${UID}:0'],
  ['user: root', 'group', undefined, '(none)'],
  ['security_opt:\n  - no-new-privileges', 'allowPrivilegeEscalation', false, '- no-new-privileges'],
  ['security_opt:\n  - no-new-privileges:true', 'allowPrivilegeEscalation', false, '- no-new-privileges:true'],
  ['security_opt: [no-new-privileges=true]', 'allowPrivilegeEscalation', false, 'no-new-privileges=true'],
  ['security_opt: [no-new-privileges=false]', 'allowPrivilegeEscalation', true, 'no-new-privileges=false'],
  ['security_opt: ["seccomp:unconfined"]', 'seccomp', 'Unconfined', '"seccomp:unconfined"'],
  ['security_opt: [seccomp=unconfined]', 'seccomp', 'Unconfined', 'seccomp=unconfined'],
  ['security_opt: ["seccomp:./my.json"]', 'seccomp', 'Localhost', '"seccomp:./my.json"'],
  ['security_opt: ["apparmor:unconfined"]', 'appArmor', 'Unconfined', '"apparmor:unconfined"'],
  ['security_opt: [apparmor=docker-default]', 'appArmor', 'RuntimeDefault', 'apparmor=docker-default'],
  ['mem_limit: 512m', 'memoryLimit', '512m', 'mem_limit: 512m'],
  ['deploy: {resources: {limits: {memory: 1g}}}', 'memoryLimit', '1g', 'memory: 1g'],
  ['cpus: 0.5', 'cpuLimit', '0.5', 'cpus: 0.5'],
  ['deploy:\n  resources:\n    limits:\n      pids: 100', 'pidsLimit', '100', 'pids: 100'],
  ['pids_limit: -1', 'pidsLimit', '-1', 'pids_limit: -1'],
];
for (const [body, key, value, at] of SETTINGS)
  test(`setting ${key} of ${body.replaceAll('\n', '⏎')}`, () => {
    const { container, cut } = web(file(body));
    const setting = container[key];
    assert.equal(setting.value, value);
    assert.equal(setting.unknown, false);
    assert.equal(cut(setting.at), at);
    assert.equal(setting.level, value === undefined ? undefined : 'container');
  });

const UNKNOWN: [body: string, key: SettingKey][] = [
  ['privileged: ${P}', 'privileged'],
  ['privileged: maybe', 'privileged'],
  ['privileged: [true]', 'privileged'],
  ['privileged: {{ x }}', 'privileged'],
  ['user: ${UID}', 'user'],
  ['user: ${UID}:0', 'user'],
  ['security_opt: [no-new-privileges=yes]', 'allowPrivilegeEscalation'],
  ['security_opt: ["seccomp:${PROFILE}"]', 'seccomp'],
  ['security_opt: ["${OPT}"]', 'appArmor'],
  ['security_opt: seccomp:unconfined', 'seccomp'],
  ['mem_limit: ${MEM:?}', 'memoryLimit'],
];
for (const [body, key] of UNKNOWN)
  test(`unknown ${key} of ${body}`, () => {
    const { container } = web(file(body));
    assert.equal(container[key].unknown, true);
    assert.equal(container[key].value, undefined);
    assert.ok(container[key].at);
  });

const PORTS: [item: string, ip: string | undefined, host: string | undefined, port: string, protocol: string][] = [
  ['"3000"', '', undefined, '3000', 'tcp'],
  ['8080', '', undefined, '8080', 'tcp'],
  ['"80:8080"', '', '80', '8080', 'tcp'],
  ['22:22', '', '22', '22', 'tcp'],
  ['"3000-3005:3000-3005"', '', '3000-3005', '3000-3005', 'tcp'],
  ['127.0.0.1:80:8080/udp', '127.0.0.1', '80', '8080', 'udp'],
  ['"127.0.0.1::80"', '127.0.0.1', undefined, '80', 'tcp'],
  ['"[::1]:80:80"', '::1', '80', '80', 'tcp'],
  ['"[::]:80:80/TCP"', '::', '80', '80', 'tcp'],
  ['"::1:80:80"', '::1', '80', '80', 'tcp'],
  ['${IP:-127.0.0.1}:80:80', '127.0.0.1', '80', '80', 'tcp'],
  ['${IP}:80:80', undefined, '80', '80', 'tcp'],
  ['${PORT:-81}:80', '', '81', '80', 'tcp'],
  ['${PORT}:80', undefined, '${PORT}', '80', 'tcp'],
  ['0.0.0.0:${PORT}:80', '0.0.0.0', '${PORT}', '80', 'tcp'],
  ['{target: 80}', '', undefined, '80', 'tcp'],
  ['{target: 80, published: 8080, protocol: udp}', '', '8080', '80', 'udp'],
  ['{target: 80, published: "8080", host_ip: 127.0.0.1}', '127.0.0.1', '8080', '80', 'tcp'],
  ['{target: 80, published: 1, host_ip: "${IP}"}', undefined, '1', '80', 'tcp'],
];
for (const [item, hostIp, hostPort, containerPort, protocol] of PORTS)
  test(`port ${item}`, () => {
    const { container, cut } = web(file(`ports:\n  - ${item}`));
    const [port, ...more] = container.ports;
    assert.ok(port && more.length === 0);
    const { at, node, ...address } = port;
    assert.deepEqual(address, { hostIp, hostPort, containerPort, protocol });
    assert.equal(cut(at), `- ${item}`);
    assert.equal(cut(node.span), item);
  });

const MOUNTS: [item: string, source: string | undefined, target?: string, readOnly?: boolean][] = [
  ['/var/run/docker.sock:/var/run/docker.sock:ro', '/var/run/docker.sock', '/var/run/docker.sock', true],
  ['//var/run/docker.sock:/s', '/var/run/docker.sock', '/s', false],
  ['/var/./run/../run//docker.sock/:/s', '/var/run/docker.sock', '/s', false],
  ['/:/host:rw,rslave', '/', '/host', false],
  ['./data:/data:z,ro', './data', '/data', true],
  ['./:/data', '.', '/data', false],
  ['../x/:/x', '../x', '/x', false],
  ['~/.ssh:/root/.ssh', '~/.ssh', '/root/.ssh', false],
  ['C:\\x:/y', 'C:\\x', '/y', false],
  ['C:\\x:D:\\y:ro', 'C:\\x', 'D:\\y', true],
  ['\\\\.\\pipe\\docker_engine:\\\\.\\pipe\\docker_engine', '//./pipe/docker_engine', '\\\\.\\pipe\\docker_engine'],
  ['npipe:////./pipe/docker_engine:/x', '//./pipe/docker_engine', '/x', false],
  ['${HOME}/.aws:/aws', '${HOME}/.aws', '/aws', false],
  ['$PWD:/w', '$PWD', '/w', false],
  ['${SOCK:-/var/run/docker.sock}:/s', '/var/run/docker.sock', '/s', false],
  ['${DIR}/a:/b', '${DIR}/a', '/b', false],
  ['${NAME}:/b', undefined],
  ['data:/data', undefined],
  ['/anonymous', undefined],
  ['bound:/b', '/etc', '/b', true],
  ['{type: bind, source: /etc, target: /e, read_only: yes}', '/etc', '/e', true],
  ['{type: bind, source: ./x, target: /e}', './x', '/e', false],
  ['{type: volume, source: bound, target: /e}', '/etc', '/e', true],
  ['{type: volume, source: data, target: /e}', undefined],
  ['{type: tmpfs, target: /e}', undefined],
];
for (const [item, source, target, readOnly] of MOUNTS)
  test(`mount ${item}`, () => {
    const top =
      'volumes:\n  data:\n  bound:\n    driver_opts: {type: none, o: "bind,ro", device: /etc/}\n  nfs: {driver_opts: {o: addr=x, device: ":/p"}}\n';
    const { container, cut } = web(file(`volumes:\n  - ${item}`) + top);
    assert.equal(container.hostMounts.length, source === undefined ? 0 : 1);
    const mount = container.hostMounts[0];
    if (!mount) return;
    assert.equal(mount.source, source);
    assert.equal(mount.target, target);
    assert.equal(mount.readOnly, readOnly ?? false);
    assert.equal(cut(mount.at), `- ${item}`);
  });

test('use_api_socket mounts the engine socket', () => {
  const { container, cut } = web(file('use_api_socket: true'));
  assert.equal(container.hostMounts[0]?.source, '/var/run/docker.sock');
  assert.equal(cut(container.hostMounts[0]?.at), 'use_api_socket: true');
  assert.equal(web(file('use_api_socket: false')).container.hostMounts.length, 0);
});

type Env = Container['env'][number];
const ENV: [
  body: string,
  expected: Partial<Omit<Env, 'fallback'>> & { fallback?: string },
  value: string,
  at: string,
][] = [
  ['A: secret', { name: 'A', value: 'secret', dynamic: false, form: 'map' }, 'secret', 'A: secret'],
  ['A: "s3"', { value: 's3' }, 's3', 'A: "s3"'],
  ['A: 5', { value: '5' }, '5', 'A: 5'],
  ['A: pa$$x', { value: 'pa$x', dynamic: false }, 'pa$$x', 'A: pa$$x'],
  ['A:', { value: undefined, dynamic: false }, '(none)', 'A:'],
  ['A: ""', { value: '' }, '', 'A: ""'],
  ['A: ${X}', { value: '${X}', dynamic: true }, '${X}', 'A: ${X}'],
  [
    'A: "${X:-change}"',
    { value: '${X:-change}', dynamic: true, fallback: 'change' },
    '${X:-change}',
    'A: "${X:-change}"',
  ],
  ['A: {{ x }}', { dynamic: true }, '{{ x }}', 'A: {{ x }}'],
  ['- A=secret', { name: 'A', value: 'secret', dynamic: false, form: 'list' }, 'secret', '- A=secret'],
  ['- "A=b=c"', { value: 'b=c' }, 'b=c', '- "A=b=c"'],
  ['- A', { name: 'A', value: undefined }, '(none)', '- A'],
  ['- A=', { value: '' }, '', '- A='],
  ["- 'A=${X:-d}'", { value: '${X:-d}', dynamic: true, fallback: 'd' }, '${X:-d}', "- 'A=${X:-d}'"],
];
for (const [body, { fallback, ...expected }, value, at] of ENV)
  test(`environment ${body}`, () => {
    const text = file(`environment:\n  ${body}`);
    const { container, cut } = web(text);
    const [variable, ...more] = container.env;
    assert.ok(variable && more.length === 0);
    for (const [key, want] of Object.entries(expected)) assert.equal(variable[key as keyof Env], want, key);
    assert.equal(cut(variable.nameSpan), 'A');
    assert.equal(cut(variable.valueSpan), value);
    assert.equal(cut(variable.at), at);
    assert.equal(variable.fallback?.text, fallback);
    if (variable.fallback) assert.equal(cut(variable.fallback.at), fallback);
  });

test('capabilities are compared in upper case, without CAP_', () => {
  const { container, cut } = web(file('cap_add: [cap_net_admin, SYS_TIME]\ncap_drop:\n  - all'));
  assert.deepEqual(
    container.capAdd.map((c) => [c.name, c.raw]),
    [
      ['NET_ADMIN', 'cap_net_admin'],
      ['SYS_TIME', 'SYS_TIME'],
    ],
  );
  assert.equal(container.capDrop[0]?.name, 'ALL');
  assert.equal(cut(container.capDrop[0]?.at), '- all');
  assert.equal(container.capabilitiesUnknown, false);
  assert.equal(web(file('cap_add: ["${CAP}"]')).container.capabilitiesUnknown, true);
  assert.equal(web(file('cap_add: ALL')).container.capabilitiesUnknown, true);
});

test('host namespaces', () => {
  const body = 'network_mode: host\npid: "host"\nipc: host\nuts: host\nuserns_mode: host\ncgroup: host';
  const { service, container, cut } = web(file(body));
  assert.deepEqual(
    container.hostNamespaces.map((n) => n.namespace),
    ['network', 'pid', 'ipc', 'uts', 'user', 'cgroup'],
  );
  assert.equal(cut(container.hostNamespaces[1]?.at), 'pid: "host"');
  assert.equal(service.networkMode, 'host');
  assert.deepEqual(web(file('ipc: shareable\npid: service:x\nnetwork_mode: bridge')).container.hostNamespaces, []);
});

test('commands: strings in one piece, lists as words, scripts marked', () => {
  const { container, cut } = web(file('entrypoint: ["/bin/sh", -euc, "curl $$X | sh"]\ncommand: run --p "a b" ${X}'));
  assert.deepEqual(
    container.command.map(({ at, ...word }) => ({ ...word, at: cut(at) })),
    [
      { text: '/bin/sh', at: '/bin/sh', literal: true, shell: false, unsplit: false, part: 'entrypoint' },
      { text: '-euc', at: '-euc', literal: true, shell: false, unsplit: false, part: 'entrypoint' },
      { text: 'curl $X | sh', at: 'curl $$X | sh', literal: true, shell: true, unsplit: false, part: 'entrypoint' },
      {
        text: 'run --p "a b" ${X}',
        at: 'run --p "a b" ${X}',
        literal: false,
        shell: false,
        unsplit: true,
        part: 'command',
      },
    ],
  );
});

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

test('what an alias or merge brings is located at the alias or merge, its node at the anchor', () => {
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

test('the first format, and files that are none', () => {
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

test('wrong shapes do not drop the rest', () => {
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

test('aliases of aliases are read within a budget', () => {
  const many = (name: string, n: number) => `[${Array(n).fill(`*${name}`).join(', ')}]`;
  let text = `x-a: &a {volumes: [/a:/b], cap_add: ${many('c', 0)}}\n`;
  for (let i = 0; i < 25; i++) text += `x-m${i}: &m${i} {<<: [*${i ? `m${i - 1}` : 'a'}, *${i ? `m${i - 1}` : 'a'}]}\n`;
  text += `services:\n  web: {<<: [*m24, *m24], image: a}\n`;
  const started = performance.now();
  readCompose(parseYaml(text));
  assert.ok(performance.now() - started < 2000);
});

test('a file cut off anywhere is still read', () => {
  const text = file(
    'privileged: true\nports: ["80:80"]\nvolumes:\n  - type: bind\n    source: /x\nenvironment:\n  - "A=${B:-c}"',
  );
  for (let end = text.indexOf('ports'); end < text.length; end++)
    assert.equal(read(text.slice(0, end)).services[0]?.container.privileged.value, true);
});
