import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { controlSocket } from '../../../server/src/core/host-path/control-socket.ts';
import { hostPath } from '../../../server/src/core/host-path/normalise.ts';
import { sensitivePath } from '../../../server/src/core/host-path/sensitive-path.ts';

describe('controlSocket', () => {
  for (const [path, of, inside] of [
    ['/var/run/docker.sock', 'Docker', false],
    ['//var/run/../run/docker.sock', 'Docker', false],
    ['/run/user/1000/docker.sock', 'Docker', false],
    ['~/.docker/run/docker.sock', 'Docker', false],
    ['$XDG_RUNTIME_DIR/podman/podman.sock', 'Podman', false],
    ['/run/k3s/containerd/containerd.sock', 'containerd', false],
    ['/var/run/crio/', 'CRI-O', true],
    ['/var/run', 'the container runtime', true],
    ['/', 'the container runtime', true],
    ['//./pipe/docker_engine', 'Docker', false],
    ['npipe:////./pipe/containerd-containerd', 'containerd', false],
  ] as const)
    test(path, () => {
      const socket = controlSocket(hostPath(path));
      assert.deepEqual([socket?.of, socket?.isFolder], [of, inside]);
    });
  for (const path of [
    '/var',
    '/run/mysqld',
    './docker.sock',
    'docker.sock',
    '/srv/docker.sock.d',
    '/running',
    '/var/runner',
  ])
    test(`not ${path}`, () => assert.equal(controlSocket(hostPath(path)), undefined));
});

describe('sensitivePath', () => {
  for (const [path, kind, below] of [
    ['/etc', 'secret', false],
    ['/etc/', 'secret', false],
    ['/etc/shadow', 'secret', false],
    ['/etc/kubernetes/pki/ca.key', 'secret', false],
    ['/etc/kubernetes/admin.conf', 'secret', false],
    ['/etc/kubernetes/kops-controller', 'secret', false],
    ['/etc/kubernetes/cloud.config', 'system', false],
    ['/etc/kubernetes/admin.conf.d', 'system', false],
    ['/etc/kubernetes/manifests-old', 'system', false],
    ['/var/lib/kubelet', 'secret', false],
    ['/var/lib/kubelet/pods', 'secret', false],
    ['/root', 'secret', false],
    ['/root/.ssh/id_ed25519', 'secret', false],
    ['/home/anna', 'secret', false],
    ['${HOME:-/home/anna}/.kube/config', 'secret', false],
    ['~/.aws/credentials', 'secret', false],
    ['/usr/lib', 'system', false],
    ['/lib64', 'system', false],
    ['/proc', 'system', false],
    ['/etc/cron.d/job', 'system', false],
    ['C:\\Windows\\System32', 'system', false],
    ['/etc/localtime', 'system', true],
    ['/usr/share/zoneinfo', 'system', true],
  ] as const)
    test(path, () => {
      const found = sensitivePath(hostPath(path));
      assert.deepEqual([found?.kind, found?.below], [kind, below]);
    });
  test('only some folders of programs let a container take over the host for certain', () => {
    assert.equal(sensitivePath('/etc/containerd/certs.d')?.severe, true);
    assert.deepEqual(
      [sensitivePath('/etc/kubernetes/cloud.config')?.severe, sensitivePath('/etc/kubernetes/cloud.config')?.holds],
      [false, 'the configuration of programs of the cluster'],
    );
  });
  for (const path of [
    './etc',
    '/srv/etc',
    '/data',
    '/home/anna/project',
    '~/.ssh/known_hosts',
    '~/.ssh/id_ed25519.pub',
    '/var/lib/kubelet/device-plugins',
    '/var/lib/kubelet/pods-report',
    '/var/lib/docker-registry',
    '/users',
    '/etcetera',
    'C:\\projects\\web',
    '${DATA}/etc',
  ])
    test(`not ${path}`, () => assert.equal(sensitivePath(hostPath(path)), undefined));
});
