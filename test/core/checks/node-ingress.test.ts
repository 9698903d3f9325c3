/** Which pods in the host's network take requests for the whole cluster. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { severities } from '../../support/severities.ts';

const ID = 'privilege/host-namespace';

/** Whether the default profile reports the pod. */
const isReported = (spec: string, port: string, metadata = 'name: edge'): boolean =>
  ID in
  severities(
    'pod.yaml',
    `apiVersion: v1\nkind: Pod\nmetadata: {${metadata}}\nspec:\n  hostNetwork: true\n${spec}  containers:\n    - name: edge\n      image: registry.example.com/edge:1.4.2\n      ports: [${port}]\n`,
    '',
    'default',
  );

const DNS = '  dnsPolicy: ClusterFirstWithHostNet\n';
const CRITICAL = '  priorityClassName: system-cluster-critical\n';
const PORT = '{ containerPort: 443, hostPort: 443 }';

test('an ingress controller on the nodes is for the strict profile', () => {
  assert.ok(!isReported(DNS + CRITICAL, PORT));
  assert.ok(!isReported(DNS, PORT, 'name: edge, namespace: kube-system'));
  assert.ok(!isReported(DNS + CRITICAL, `${PORT}, { containerPort: 9999, hostPort: 9999 }`));
});

test('what lacks one of the signs is reported', () => {
  assert.ok(isReported(DNS, PORT));
  assert.ok(isReported(CRITICAL, PORT));
  assert.ok(isReported(DNS + CRITICAL, ''));
  assert.ok(isReported(DNS + CRITICAL, '{ containerPort: 443 }'));
  assert.ok(isReported(DNS + CRITICAL, `${PORT}, { containerPort: 8080 }`));
  assert.ok(isReported(`${DNS}${CRITICAL}  hostPID: true\n`, PORT));
});
