/** Drafts for OpenShift allow its DNS, and those for any cluster that of Kubernetes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const only = rules.filter((r) => r.meta.id === 'network/missing-network-policy');
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels: { app: web }\nspec:\n  containers:\n    - { name: web, image: registry.example.com/redis:8.2 }\n';

/** The namespaces whose DNS the draft for the pod at a path allows. */
function dnsOf(path: string): string[] {
  const engine = engineOver(new Map([[path, POD]]), only, { flags: { profile: 'strict' } });
  const [change] = engine.check(path).findings[0]!.fixes[1]!.changes();
  const text = change && 'create' in change ? change.create : '';
  return ['kube-system', 'openshift-dns'].filter((name) => text.includes(name));
}

test('a folder tells for which cluster its files are', () => {
  const both = ['kube-system', 'openshift-dns'];
  for (const path of ['openshift/web.yaml', 'deploy/OpenShift/app/web.yaml', 'okd/web.yaml'])
    assert.deepEqual(dnsOf(path), both, path);
  for (const path of ['web.yaml', 'deploy/web.yaml', 'openshift.yaml', 'no-openshift/web.yaml'])
    assert.deepEqual(dnsOf(path), ['kube-system'], path);
});
