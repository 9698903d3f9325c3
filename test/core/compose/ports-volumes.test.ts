import assert from 'node:assert/strict';
import { test } from 'node:test';
import { file, web } from '../../support/compose-file.ts';

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
