/** What Compose makes of the files of a project. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateProject } from '../../../../server/src/core/compose/result/evaluate.ts';
import { decided, project, resolved, sourcesOf } from '../../../support/compose-result.ts';
import { assertGrowth } from '../../../support/growth.ts';

const web = (...lines: readonly string[]): string =>
  ['services:', '  web:', ...lines.map((l) => `    ${l}`), ''].join('\n');
const service = (...lines: readonly string[]): unknown =>
  resolved(project({ 'a.yaml': web(...lines) }), 'services', 'web');
const over = (base: readonly string[], ...later: readonly string[]): unknown =>
  resolved(project({ 'a.yaml': web(...base), 'b.yaml': web(...later) }), 'services', 'web');

test('maps are merged, other values replaced, and each value keeps its place', () => {
  const both = project({
    'a.yaml': web('image: app:1', 'privileged: true', 'deploy: {resources: {limits: {memory: 1g}}}'),
    'b.yaml': web('privileged: false', 'deploy: {resources: {limits: {cpus: "1"}}}', 'user:'),
  });
  assert.deepEqual(resolved(both, 'services', 'web'), {
    image: 'app:1',
    privileged: false,
    deploy: { resources: { limits: { memory: '1g', cpus: '1' } } },
    user: null,
  });
  assert.equal(decided(both, 'services', 'web', 'privileged'), 'b.yaml: false');
  assert.equal(decided(both, 'services', 'web', 'deploy', 'resources', 'limits', 'memory'), 'a.yaml: 1g');
  assert.equal(both.services.get('web')?.length, 2);
});

test('lists are joined, equal items once; commands are replaced', () => {
  assert.deepEqual(
    over(['command: [a, b]', 'cap_add: [A, B]', 'dns: 1.1.1.1'], 'command: c', 'cap_add: [B, C]', 'dns: [8.8.8.8]'),
    {
      command: 'c',
      cap_add: ['A', 'B', 'C'],
      dns: ['1.1.1.1', '8.8.8.8'],
    },
  );
  assert.deepEqual(over(['command: a', 'entrypoint: b'], 'command:'), { command: null, entrypoint: 'b' });
});

test('a later item about the same thing replaces an earlier one', () => {
  assert.deepEqual(
    over(
      ['ports: ["80:80", "53:53/udp"]', 'volumes: [./a:/x, data:/y]', 'devices: [/dev/a:/dev/x]', 'secrets: [s]'],
      'ports: [{target: 80, published: "80"}]',
      'volumes: [{type: bind, source: ./b, target: /x}]',
      'devices: [/dev/b:/dev/x]',
      'secrets: [{source: t, target: /run/secrets/s}]',
    ),
    {
      ports: [{ target: 80, published: '80' }, '53:53/udp'],
      volumes: [{ type: 'bind', source: './b', target: '/x' }, 'data:/y'],
      devices: ['/dev/b:/dev/x'],
      secrets: [{ source: 't', target: '/run/secrets/s' }],
    },
  );
  assert.deepEqual(service('ports: ["80:80", "0.0.0.0:80:80"]'), { ports: ['0.0.0.0:80:80'] });
});

test('a list of pairs and a map are one', () => {
  const both = project({
    'a.yaml': web('environment: [A=1, "B=2", C]', 'networks: [front]', 'depends_on: [db]', 'build: ./app'),
    'b.yaml': web(
      'environment: {B: 3, D:}',
      'networks: {back: {aliases: [x]}}',
      'depends_on: {db: {condition: service_healthy}}',
      'build: {target: t}',
    ),
  });
  assert.deepEqual(resolved(both, 'services', 'web'), {
    environment: { A: '1', B: 3, C: null, D: null },
    networks: { front: null, back: { aliases: ['x'] } },
    depends_on: { db: { condition: 'service_healthy', required: true } },
    build: { context: './app', target: 't' },
  });
  assert.equal(decided(both, 'services', 'web', 'environment', 'A'), 'a.yaml: 1');
});

test('another logging driver has its own options', () => {
  const base = ['logging: {driver: syslog, options: {tag: a}}'];
  assert.deepEqual(over(base, 'logging: {options: {x: b}}'), {
    logging: { driver: 'syslog', options: { tag: 'a', x: 'b' } },
  });
  assert.deepEqual(over(base, 'logging: {driver: local}'), { logging: { driver: 'local' } });
});

test('!reset removes, !override replaces', () => {
  const base = ['image: a', 'ports: ["80:80"]', 'environment: {A: 1, B: 2}', 'cap_add: [NET_ADMIN]'];
  assert.deepEqual(over(base, 'ports: !reset []', 'environment: {A: !reset null}', 'cap_add: !override [CHOWN]'), {
    image: 'a',
    environment: { B: 2 },
    cap_add: ['CHOWN'],
  });
  assert.deepEqual(service('image: a', 'ports: !reset ["80:80"]'), { image: 'a' });
});

test('the documents of a file are merged in order', () => {
  const one = project({ 'a.yaml': `${web('image: a', 'user: root')}---\n${web('user: app')}` });
  assert.deepEqual(resolved(one, 'services', 'web'), { image: 'a', user: 'app' });
  assert.equal(decided(one, 'services', 'web', 'user'), 'a.yaml: app');
});

test('a service extends one of its file or of another, whose paths are moved', () => {
  const both = project(
    {
      'app/compose.yaml': `services:\n  web: {extends: {service: base, file: ../common/base.yaml}, user: app}\n  job: {extends: web, command: run}\n`,
      'common/base.yaml': `services:\n  root: {cap_add: [SYS_ADMIN], volumes: [./data:/data, v:/v]}\n  base: {extends: root, build: {context: .}, env_file: base.env}\n`,
    },
    'app/compose.yaml',
  );
  const merged = {
    cap_add: ['SYS_ADMIN'],
    volumes: ['../common/data:/data', 'v:/v'],
    build: { context: '../common' },
    env_file: '../common/base.env',
    user: 'app',
  };
  assert.deepEqual(resolved(both, 'services', 'web'), merged);
  assert.deepEqual(resolved(both, 'services', 'job'), { ...merged, command: 'run' });
  assert.equal(decided(both, 'services', 'job', 'user'), 'app/compose.yaml: app');
  assert.equal(both.services.get('job')?.length, 4);
  assert.deepEqual(both.unknown, []);
});

test('a base that cannot be read stays visible', () => {
  const one = project({
    'a.yaml': 'services:\n  web: {extends: {service: x, file: gone.yaml}}\n  a: {extends: b}\n  b: {extends: a}\n',
  });
  assert.deepEqual(resolved(one, 'services', 'web'), { extends: { service: 'x', file: 'gone.yaml' } });
  assert.ok(resolved(one, 'services', 'a'));
  assert.deepEqual(one.unknown, ['gone.yaml']);
  const remote = project({ 'a.yaml': 'include: [oci://registry.example.com/x]\nservices: {web: {image: a}}\n' });
  assert.deepEqual(remote.unknown, ['oci://registry.example.com/x']);
});

test('an included project has its own folder and environment files', () => {
  const both = project(
    {
      '.env': 'TAG=main\n',
      'compose.yaml':
        'include:\n  - sub/compose.yaml\n  - {path: more/x.yaml, project_directory: sub, env_file: more/x.env}\nservices: {web: {image: "web:${TAG}"}}\n',
      'sub/compose.yaml':
        'services: {db: {image: "db:${TAG}", user: "${OWNER}", build: {dockerfile: D}}}\nsecrets: {s: {file: s.txt}}\n',
      'sub/.env': 'TAG=sub\nOWNER=db\n',
      'more/x.yaml': 'services: {x: {env_file: [x.env], user: "${X-0}"}}\n',
      'more/x.env': 'X=$${1}\n',
    },
    'compose.yaml',
  );
  assert.deepEqual(resolved(both, 'services'), {
    db: { image: 'db:main', user: 'db', build: { dockerfile: 'D', context: 'sub' } },
    x: { env_file: ['sub/x.env'], user: '$${1}' },
    web: { image: 'web:${TAG}' },
  });
  assert.deepEqual(resolved(both, 'secrets'), { s: { file: './sub/s.txt' } });
  assert.equal(both.variables.get('TAG'), 'main');
  assert.equal(decided(both, 'services', 'db', 'user'), 'sub/compose.yaml: "${OWNER}"');
});

test('files that include each other end', () => {
  const both = project(
    {
      'a.yaml': 'include: [b.yaml]\nservices: {a: {image: a}}\n',
      'b.yaml': 'include: [a.yaml]\nservices: {b: {image: b}}\n',
    },
    'a.yaml',
  );
  assert.deepEqual(Object.keys(resolved(both, 'services') as object).sort(), ['a', 'b']);
});

test('a service of very many others stays as it is written, and takes linear time', () => {
  const chain = (count: number) => ({
    'compose.yaml': `services:\n${Array.from({ length: count }, (_, i) => `  s${i}: {extends: s${i + 1}}\n`).join('')}  s${count}: {image: a}\n`,
  });
  const made = (count: number) => evaluateProject(['compose.yaml'], sourcesOf(chain(count)))!;
  assert.deepEqual(
    [...made(10).services.values()].map((layers) => layers.length),
    [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
  );
  assert.ok([...made(1000).services.values()].every((layers) => layers.length <= 50));
  const read = (count: number) => () => void made(count);
  assertGrowth('services', 10, read(1000), read(4000));
});
