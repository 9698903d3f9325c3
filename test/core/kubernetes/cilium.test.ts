/** The pods that Cilium's policies select. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ciliumSelectors } from '../../../server/src/core/kubernetes/cilium.ts';
import { matches } from '../../../server/src/core/kubernetes/selectors.ts';
import { indent, objects } from '../../support/kubernetes-pod.ts';

const WEB = new Map([['app', 'web']]);

/** Whether a policy with this body selects the pod `app: web`. */
function selects(body: string, kind = 'CiliumNetworkPolicy'): boolean | 'unknown' | undefined {
  const [object] = objects(`apiVersion: cilium.io/v2\nkind: ${kind}\nmetadata: {name: p}\n${body}\n`);
  const answers = object && ciliumSelectors(object)?.map((s) => matches(s, WEB));
  return answers && (answers.includes(true) || (answers.includes('unknown') ? 'unknown' : false));
}
const spec = (selector: string): string => `spec:\n${indent(`endpointSelector: ${selector}`, 2)}`;

test('labels with and without their source, and expressions', () => {
  assert.equal(selects(spec('{}')), true);
  assert.equal(selects(spec('{matchLabels: {app: web}}')), true);
  assert.equal(selects(spec('{matchLabels: {"k8s:app": web}}')), true);
  assert.equal(selects(spec('{matchLabels: {"any:app": db}}')), false);
  assert.equal(selects(spec('{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}')), false);
});

test('labels that Cilium adds are not read', () => {
  assert.equal(selects(spec('{matchLabels: {"k8s:io.kubernetes.pod.namespace": shop}}')), 'unknown');
  assert.equal(selects(spec('{matchLabels: {"reserved:host": ""}}')), 'unknown');
  assert.equal(selects(spec('{matchLabels: {"io.kubernetes.pod.namespace": shop, app: db}}')), false);
});

test('several specs, rules for nodes, and other objects', () => {
  const kind = 'CiliumClusterwideNetworkPolicy';
  assert.equal(selects('specs:\n  - endpointSelector: {matchLabels: {app: db}}\n  - endpointSelector: {}', kind), true);
  assert.equal(selects('spec: {nodeSelector: {matchLabels: {app: web}}}', kind), false);
  assert.equal(selects('spec: {ingress: []}'), undefined);
  assert.equal(selects('specs: "{{ x }}"'), undefined);
  assert.equal(selects(spec('{}'), 'CiliumLocalRedirectPolicy'), undefined);
});
