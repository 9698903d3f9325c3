import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PodContainer } from '../../../server/src/core/domain/kubernetes.ts';
import { componentOf } from '../../../server/src/core/kubernetes/component.ts';
import { first, pod } from '../../support/kubernetes-pod.ts';

const started = (command: string, more = '') => {
  const { container } = first(pod('', `command: ${command}\n${more}`));
  return componentOf(container as PodContainer);
};

describe('componentOf', () => {
  for (const [command, complete] of [
    ['[kube-apiserver]', true],
    ['[kube-apiserver, --audit-log-path=-]', true],
    ['[hyperkube, kube-apiserver, --openshift-config=/etc/config.json]', false],
    ['[kube-controller-manager, --openshift-config, /etc/config.json]', false],
    ['[kube-scheduler, --config=/etc/scheduler.yaml]', false],
    ['[kube-proxy, --config=/etc/proxy.yaml]', false],
    ['[kubelet, --config-dir=/etc/kubelet.d]', false],
    ['[etcd, --config-file=/etc/etcd.yaml]', false],
  ] as const)
    test(`${command} ${complete ? 'shows all settings' : 'names a file of settings'}`, () =>
      assert.equal(started(command)?.complete, complete));

  test('variables of another object may set flags of etcd, and of no other program', () => {
    const more = 'envFrom: [{configMapRef: {name: flags}}]';
    assert.equal(started('[etcd]', more)?.complete, false);
    assert.equal(started('[kube-apiserver]', more)?.complete, true);
  });

  for (const command of [
    '[etcd, grpc-proxy, start]',
    '[/usr/local/bin/etcd, gateway, start]',
    '[etcdctl, snapshot, save, db]',
    '[etcdutl, snapshot, restore, db]',
  ])
    test(`${command} is no member of etcd`, () => assert.equal(started(command), undefined));

  test('a file gives the modes of authorization or the anonymous requests', () => {
    const component = started('[kube-apiserver, --authorization-config=/a.yaml, --authentication-config=/b.yaml]');
    for (const flag of ['authorization-mode', 'anonymous-auth']) {
      const found = component?.get(flag);
      assert.ok(found);
      assert.equal(found.value, undefined);
    }
    assert.equal(component?.get('audit-log-path'), undefined);
    assert.equal(component?.complete, true);
  });
});
