import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readChartValues } from '../../../server/src/core/kubernetes/chart-values.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';

const read = (text: string) => readChartValues(parseYaml(text));

test('maps with a securityContext are containers, named by their path', () => {
  const object = read(
    'securityContext: {privileged: true}\na:\n  b:\n    securityContext:\n      runAsUser: 0\n  list:\n    - securityContext: {privileged: true}\n',
  );
  assert.deepEqual(
    object?.workloads.flatMap((w) => w.containers).map((c) => [c.name, c.privileged.value, c.user.value, c.partial]),
    [
      ['securityContext', true, undefined, true],
      ['a.b', undefined, '0', true],
      ['a.list[0]', true, undefined, true],
    ],
  );
  assert.equal(object?.partial, true);
});

test('switches of the host make a pod without containers', () => {
  const object = read('hostNetwork: true\nagent: {hostPID: true}\nother: {hostIPC: false}\n');
  assert.deepEqual(
    object?.workloads.map((w) => [w.hostNetwork.value, w.hostPID.value, w.containers.length]),
    [
      [true, undefined, 0],
      [undefined, true, 0],
    ],
  );
});

test('values without such settings, or that are switched off', () => {
  for (const text of [
    '',
    '- a\n',
    'a: {b: 1}\n',
    'securityContext: {}\n',
    'securityContext:\n',
    'securityContext: text\n',
    'a: {enabled: false, b: {securityContext: {privileged: true}, hostNetwork: true}}\n',
    'securityContext: {enabled: false, privileged: true}\n',
    'hostNetwork: "true"\n',
  ])
    assert.equal(read(text), undefined, text);
});
