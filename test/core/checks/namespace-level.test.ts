/** Which level the fix of a Namespace enforces, by the workloads that may run in it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyFix } from '../../support/every-fix.ts';

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';

/** The titles of the fixes, with the namespace in `namespace.yaml` and other files. */
function offered(files: Readonly<Record<string, string>>, namespace = NAMESPACE): readonly string[] {
  const all = new Map(Object.entries({ 'namespace.yaml': namespace, ...files }));
  const isOurs = ({ meta }: { readonly meta: { readonly id: string } }): boolean =>
    meta.id === 'admission/pod-security-not-enforced';
  return [...everyFix(all, 'strict', isOurs)].map(({ fix, failures }) => {
    assert.deepEqual(failures, [], fix.title);
    return fix.title.replaceAll('`', '');
  });
}

/** A workload with a pod of one container; `spec` and `own` are more fields of the pod and the container in flow style. */
function workload(kind: string, namespace: string | undefined, spec = '', own = ''): string {
  const metadata = `metadata: {name: web${namespace === undefined ? '' : `, namespace: ${namespace}`}}`;
  const pod = `{${spec}${spec && ', '}containers: [{name: web, image: "example/web:1"${own && ', '}${own}}]}`;
  const template = `template: {metadata: {labels: {app: web}}, spec: ${pod}}`;
  if (kind === 'Pod') return `apiVersion: v1\nkind: Pod\n${metadata}\nspec: ${pod}\n`;
  if (kind === 'CronJob')
    return `apiVersion: batch/v1\nkind: CronJob\n${metadata}\nspec: {schedule: "0 3 * * *", jobTemplate: {spec: {${template}}}}\n`;
  return `apiVersion: apps/v1\nkind: ${kind}\n${metadata}\nspec: {selector: {matchLabels: {app: web}}, ${template}}\n`;
}

const HOST_PATH = 'volumes: [{name: logs, hostPath: {path: /var/log}}]';
const HARDENED =
  'securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}';
const moves = (namespace: string): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: ${namespace}\nresources: [a.yaml]\n`;
/** A pod without a level of its own in a chart's template. */
const TEMPLATE = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: {{ .Values.host }}\n  containers:\n    - name: web\n      image: example/web:1\n`;

const [NONE, BASELINE, RESTRICTED]: readonly (readonly string[])[] = [[], ['Enforce baseline'], ['Enforce restricted']];
const CASES: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[] | undefined])[] = [
  ['no workload', {}, BASELINE],
  ['one without hardening', { 'a.yaml': workload('Deployment', 'shop') }, BASELINE],
  ['one with all hardening', { 'a.yaml': workload('Deployment', 'shop', '', HARDENED) }, RESTRICTED],
  [
    'the weakest of two decides',
    { 'a.yaml': workload('Deployment', 'shop', '', HARDENED), 'b.yaml': workload('Pod', 'shop') },
    BASELINE,
  ],
  ['a DaemonSet with files of the host', { 'a.yaml': workload('DaemonSet', 'shop', HOST_PATH) }, NONE],
  ['a CronJob with files of the host', { 'a.yaml': workload('CronJob', 'shop', HOST_PATH) }, NONE],
  ['a port of the host', { 'a.yaml': workload('Pod', 'shop', '', 'ports: [{containerPort: 80, hostPort: 80}]') }, NONE],
  ['a workload of another folder', { 'ops/agent/a.yaml': workload('DaemonSet', 'shop', HOST_PATH) }, NONE],
  ['a workload of another namespace', { 'a.yaml': workload('DaemonSet', 'ops', HOST_PATH) }, BASELINE],
  ['a namespace that only the command says', { 'a.yaml': workload('DaemonSet', undefined, HOST_PATH) }, NONE],
  ['hardening where only the command says it', { 'a.yaml': workload('Pod', undefined, '', HARDENED) }, BASELINE],
  [
    'a kustomization that moves it in',
    { 'ops/a.yaml': workload('DaemonSet', 'ops', HOST_PATH), 'ops/kustomization.yaml': moves('shop') },
    NONE,
  ],
  [
    'a kustomization that moves it out',
    { 'ops/a.yaml': workload('DaemonSet', 'shop', HOST_PATH), 'ops/kustomization.yaml': moves('ops') },
    BASELINE,
  ],
  ['a template', { 'chart/templates/pod.yaml': TEMPLATE }, NONE],
  [
    'a pod that asks for a mesh',
    {
      'a.yaml': workload('Pod', 'shop').replace(
        '{name: web,',
        '{name: web, labels: {sidecar.istio.io/inject: "true"},',
      ),
    },
    NONE,
  ],
];

for (const [name, files, expected] of CASES) test(`level: ${name}`, () => assert.deepEqual(offered(files), expected));

test('level: labels of the namespace', () => {
  const labelled = (label: string): string => NAMESPACE.replace('{name: shop}', `{name: shop, labels: {${label}}}`);
  assert.deepEqual(offered({}, labelled('istio-injection: enabled')), []);
  assert.deepEqual(offered({}, labelled('pod-security.kubernetes.io/enforce-version: v1.24')), []);
  assert.deepEqual(offered({}, labelled('pod-security.kubernetes.io/enforce-version: latest')), ['Enforce baseline']);
});
