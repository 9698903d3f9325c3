/** Unit files of Quadlet become services, and the rules for services check them in their places. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { classify } from '../../../server/src/core/files/classify.ts';
import { readQuadlet } from '../../../server/src/core/podman/quadlet/read-quadlet.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import type { YamlNode } from '../../../server/src/core/yaml/node.ts';

const plain = (node: YamlNode | undefined): unknown => {
  if (node?.type === 'map') return Object.fromEntries(node.entries.map((e) => [e.key, plain(e.value)]));
  if (node?.type === 'seq') return node.items.map((i) => plain(i.value));
  return node?.templated ? '?' : node?.text;
};

const container = (lines: string): string => `[Container]\nImage=ghcr.io/acme/app:1.2\n${lines}\n`;

/** The keys of the service, without its image. `user` is unknown where nobody says that root starts the container. */
function service(lines: string, path = 'etc/containers/systemd/app.container'): unknown {
  const { services } = plain(readQuadlet(path, container(lines)).root) as { services: { app: object } };
  const { image, ...rest } = services.app as { image: unknown };
  assert.equal(image, 'ghcr.io/acme/app:1.2');
  return rest;
}

const KEYS: readonly [lines: string, service: object][] = [
  ['AddCapability=NET_ADMIN CAP_SYS_PTRACE\nAddCapability=all', { cap_add: ['NET_ADMIN', 'CAP_SYS_PTRACE', 'all'] }],
  ['AddCapability=NET_ADMIN\nAddCapability=\nDropCapability=all', { cap_drop: ['all'] }],
  [
    'Environment=A=1 "B=two words" C="three words"\nEnvironment=D',
    { environment: { A: '1', B: 'two words', C: 'three words', D: undefined } },
  ],
  ['Volume=%h/.ssh:/ssh:ro\nVolume=data.volume:/data', { volumes: ['~/.ssh:/ssh:ro', 'data.volume:/data'] }],
  ['Volume=%t/podman/podman.sock:/s\nVolume=/srv/%i:/d', { volumes: ['/run/podman/podman.sock:/s', '?'] }],
  [
    'Mount=type=bind,src=/etc,dst=/e,ro',
    { volumes: [{ type: 'bind', source: '/etc', target: '/e', read_only: 'true' }] },
  ],
  ['SecurityLabelDisable=true\nNoNewPrivileges=yes', { security_opt: ['label=disable', 'no-new-privileges'] }],
  ['SecurityLabelDisable=false\nNoNewPrivileges=no\nSeccompProfile=', {}],
  ['SeccompProfile=unconfined\nUnmask=ALL', { security_opt: ['seccomp=unconfined', 'systempaths=unconfined'] }],
  ['Unmask=/proc/acpi', {}],
  ['Network=host', { network_mode: 'host' }],
  ['Network=pasta:--map-gw', { network_mode: 'pasta:--map-gw' }],
  ['Network=shop.network:ip=10.0.0.2\nNetwork=bridge', { networks: ['shop.network'] }],
  ['Network=vpn.container', { network_mode: 'container:vpn.container' }],
  ['User=1000\nGroup=0', { user: '1000:0' }],
  ['User=root', { user: 'root' }],
  ['User=root\nUserNS=auto', { user: '?', userns_mode: 'auto' }],
  ['UserNS=keep-id:uid=200', { user: '?', userns_mode: 'keep-id:uid=200' }],
  ['UserNS=host', { userns_mode: 'host' }],
  ['AddDevice=-/dev/dri /dev/kvm', { devices: ['/dev/dri', '/dev/kvm'] }],
  [
    'PodmanArgs=--privileged --cap-add=ALL \\\n  -p 80:80 --pid host --unknown x',
    { privileged: 'true', cap_add: ['ALL'], ports: ['80:80'], pid: 'host' },
  ],
  ['PodmanArgs=--privileged=false --memory', { privileged: 'false' }],
  ['AutoUpdate=registry\nLabel=a=b', { labels: { 'io.containers.autoupdate': 'registry', a: 'b' } }],
  ['[Service]\nMemoryMax=1G\nCPUQuota=50%\nRestart=always', { mem_limit: '1G', cpus: '50%' }],
  ['Memory=2g\n[Service]\nMemoryMax=1G', { mem_limit: '2g' }],
  ['[Unit]\nImage=x\nUser=y', {}],
];
for (const [lines, expected] of KEYS)
  test(lines.replaceAll('\n', ' '), () => assert.deepEqual(service(lines), expected));

test('root of the container is root of the host only where the system starts it', () => {
  const user = (path: string, lines: string): unknown => (service(lines, path) as { user: unknown }).user;
  assert.equal(user('app.container', 'User=root'), '?');
  assert.equal(user('app.container', ''), '?');
  assert.equal(user('app.container', 'User=1000'), '1000');
  assert.equal(user('app.container', 'User=0\n[Install]\nWantedBy=multi-user.target'), '0');
  assert.equal(user('app.container', 'User=0\n[Install]\nWantedBy=multi-user.target default.target'), '?');
  assert.equal(user('.config/containers/systemd/app.container', 'User=0'), '?');
  assert.equal(user('etc/containers/systemd/users/app.container', 'User=0'), '?');
  assert.equal(user('usr/share/containers/systemd/app.container', 'User=0'), '0');
});

test('files of other programs with such names are none', () => {
  const of = (path: string, text: string): string => classify(path, text);
  assert.equal(of('a.container', '[Container]\nImage=a\n'), 'compose');
  assert.equal(of('a.container', '[Container]\nRootfs=/a\n'), 'compose');
  assert.equal(of('a.container', '[Container]\nname=a\n'), 'other');
  assert.equal(of('a.container', '# [Container]\nImage=a\n'), 'other');
  assert.equal(of('a.pod', '=pod\n\n=head1 NAME\n'), 'other');
  assert.equal(of('a.pod', '[Pod]\n'), 'compose');
  assert.equal(of('a.image', 'Image=a'), 'other');
  assert.equal(of('10-lan.network', '[Match]\nName=en*\n[Network]\nDHCP=yes\n'), 'other');
  assert.equal(of('a.volume', '[Volume]\nDevice=/dev/sda\n'), 'other');
});

/** The findings of the default profile: rule, severity, the text that they mark. */
function findings(files: Readonly<Record<string, string>>, path: string): string[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'default' } });
  for (const [name, text] of Object.entries(files)) engine.setFile(name, text);
  engine.setComplete(true);
  return engine.check(path).findings.map((f) => {
    assert.deepEqual(f.fixes, [], `${f.rule} has no fix in a unit file`);
    return `${f.severity} ${f.rule} ${files[path]!.slice(f.span.start, f.span.end)}`;
  });
}

test('rules for services speak in their places, without fixes', () => {
  const text = container(
    'PublishPort=5432:5432\nVolume=%t/podman/podman.sock:/s:ro\nSeccompProfile=unconfined\nSecurityLabelDisable=true\nEnvironment=POSTGRES_HOST_AUTH_METHOD=trust',
  );
  assert.deepEqual(findings({ 'app.container': text }, 'app.container'), [
    'warning network/published-on-all-interfaces 5432:5432',
    'warning privilege/runtime-socket Volume=%t/podman/podman.sock:/s:ro',
    'warning privilege/unconfined-seccomp SeccompProfile=unconfined',
    'warning privilege/selinux-options SecurityLabelDisable=true',
    'warning network/authentication-off POSTGRES_HOST_AUTH_METHOD=trust',
  ]);
});

test('an error where root starts the container, and ignore comments', () => {
  const text = container('PodmanArgs=--privileged\n[Install]\nWantedBy=multi-user.target');
  assert.deepEqual(findings({ 'app.container': text }, 'app.container'), [
    'error privilege/privileged-container PodmanArgs=--privileged',
  ]);
  const ignored = text.replace(
    'PodmanArgs',
    '# seaworthy: ignore[privilege/privileged-container] needs it\nPodmanArgs',
  );
  assert.deepEqual(findings({ 'app.container': ignored }, 'app.container'), []);
});

test('a file with an image or a pod lacks nothing, since the container is in another file', () => {
  assert.deepEqual(findings({ 'a.image': '[Image]\nImage=alpine:3.10\n' }, 'a.image'), [
    'warning image/end-of-life alpine:3.10',
  ]);
  assert.deepEqual(findings({ 'a.pod': '[Pod]\nPublishPort=3306:3306\n' }, 'a.pod'), [
    'warning network/published-on-all-interfaces 3306:3306',
  ]);
});

test('an image of another unit is not known, and a file that is loaded is an environment file', () => {
  const text = '[Container]\nImage=web.build\nEnvironmentFile=./web.conf\n';
  assert.deepEqual(findings({ 'web.container': text }, 'web.container'), []);
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('web.container', text);
  engine.setFile('web.conf', 'ADMIN_PASSWORD=Tr0ub4dor&3xyz\n');
  engine.setComplete(true);
  assert.deepEqual(
    engine.check('web.conf').findings.map((f) => f.rule),
    ['secret/hardcoded-secret'],
  );
});
