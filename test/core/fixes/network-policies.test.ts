/** The law of drafted NetworkPolicies, for random workspaces. `scripts/lib/policy-law.ts` states it; the prover holds all fixes to it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type LawResult, policyLaw } from '../../../scripts/lib/policy-law.ts';
import { applyChanges, engineOver } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { examples, random } from '../../support/typing.ts';

/** The default profile asks for policies at few workloads. */
const STRICT = { flags: { profile: 'strict' } } as const;

const RULE = 'network/missing-network-policy';
const only = rules.filter((r) => r.meta.id === RULE);

/** Applies every draft of a workspace alone, and tests the law. */
function drafts(files: ReadonlyMap<string, string>): LawResult & { readonly fixes: number } {
  const engine = engineOver(files, only, STRICT);
  const sum = { failures: [] as string[], policies: 0, flows: 0, fixes: 0 };
  for (const path of engine.paths())
    for (const finding of engine.check(path).findings)
      for (const fix of finding.fixes) {
        const after = engineOver(applyChanges(files, fix.changes()), only, STRICT);
        const result = policyLaw(engine, finding)(after);
        sum.fixes++;
        sum.policies += result.policies;
        sum.flows += result.flows;
        sum.failures.push(...result.failures);
      }
  return sum;
}

type Next = () => number;
const pick = <T>(next: Next, from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
const some = (next: Next, likely: number, text: string): string => (next() < likely ? text : '');

const NAMESPACES = ['', '', 'namespace: shop', 'namespace: shop', 'namespace: jobs', 'namespace: kube-system'];
const LABELS = [
  'app: web',
  'app: web',
  'app: db',
  'app: web, tier: back',
  'version: "2"',
  '"app.kubernetes.io/name": x',
  '',
];
const FOLDERS = ['', 'a/', 'b/', 'chart/templates/', 'base/web/', 'base/db/', 'overlays/prod/'];
const KUSTOMIZATIONS: readonly (readonly [string, readonly string[]])[] = [
  ['base/', ['web', 'db/f1.yaml', 'db/f2.yaml', 'db/f3.yaml']],
  ['base/web/', ['f0.yaml', 'f1.yaml', 'f2.yaml', 'f3.yaml', 'f4.yaml', 'f5.yaml']],
  ['overlays/prod/', ['../../base']],
  ['overlays/test/', ['../../base']],
];
const URLS = [
  'http://s0.shop.svc.cluster.local:443/x',
  'see https://api.example.com/v1 and http://s1.jobs.svc:81',
  'https://smtp.example.org:8443',
  'http://s1:81',
];

function workload(next: Next, n: number, namespace: string): string {
  const labels = pick(next, LABELS);
  const port = pick(next, [80, 8080, 5353]);
  const hostPort = some(next, 0.2, ', hostPort: 8080');
  const protocol = some(next, 0.2, ', protocol: UDP');
  const container = `{name: c, image: "registry.example.com/app:1", ${some(next, 0.7, `ports: [{name: main, containerPort: ${port}${hostPort}${protocol}}], `)}${some(next, 0.3, `env: [{name: BACKEND, value: "${pick(next, URLS)}"}], `)}${some(next, 0.2, 'envFrom: [{configMapRef: {name: settings}}], ')}${some(next, 0.3, `${pick(next, ['livenessProbe', 'readinessProbe'])}: {httpGet: {path: /, port: ${pick(next, ['9000', 'main'])}}}, `)}}`;
  const pod = `{${some(next, 0.4, `serviceAccountName: ${pick(next, ['reader', 'idle'])}, `)}${some(next, 0.1, 'hostNetwork: true, ')}containers: [${container}]}`;
  const comment = some(next, 0.1, `# seaworthy: ignore[${RULE}] for the test\n`);
  const metadata = `metadata: {name: w${n}, ${namespace}}`;
  const template = `{metadata: {labels: {${labels}}}, spec: ${pod}}`;
  const kind = pick(next, ['Deployment', 'Job', 'Pod', 'DeploymentConfig', 'StatefulSet']);
  if (kind === 'Pod')
    return `${comment}apiVersion: v1\nkind: Pod\nmetadata: {name: w${n}, ${namespace ? `${namespace}, ` : ''}labels: {${labels}}}\nspec: ${pod}\n`;
  const apiVersion = {
    Deployment: 'apps/v1',
    StatefulSet: 'apps/v1',
    Job: 'batch/v1',
    DeploymentConfig: 'apps.openshift.io/v1',
  }[kind];
  return `${comment}apiVersion: ${apiVersion}\nkind: ${kind}\n${metadata}\nspec: {template: ${template}}\n`;
}

function service(next: Next, n: number, namespace: string): string {
  const type = pick(next, ['ClusterIP', 'ClusterIP', 'NodePort', 'LoadBalancer']);
  const selector = pick(next, ['app: web', 'app: db', 'tier: back', 'version: "2"']);
  const protocol = some(next, 0.1, ', protocol: UDP');
  const ports = `{name: a, port: 443, targetPort: ${pick(next, ['8443', 'main'])}${protocol}}${some(next, 0.4, ', {name: b, port: 81}')}`;
  return `apiVersion: v1\nkind: Service\nmetadata: {name: s${n}, labels: {svc: s${n}}, ${namespace}}\nspec: {type: ${type}, selector: {${selector}}, ports: [${ports}]}\n`;
}

function entrance(next: Next, n: number, namespace: string): string {
  const name = `s${Math.floor(next() * 3)}`;
  const metadata = `metadata: {name: e${n}, ${namespace}}`;
  const reference = `service: {name: ${name}, namespace: ${namespace.slice('namespace: '.length) || 'shop'}}`;
  return pick(next, [
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\n${metadata}\nspec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: ${name}, port: {number: 443}}}}]}}]}\n`,
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\n${metadata}\nspec: {defaultBackend: {service: {name: ${name}, port: {name: b}}}}\n`,
    `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n${metadata}\nspec: {rules: [{backendRefs: [{name: ${name}, port: 81}]}]}\n`,
    `apiVersion: route.openshift.io/v1\nkind: Route\n${metadata}\nspec: {to: {kind: Service, name: ${name}}, port: {targetPort: a}}\n`,
    `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: e${n}}\nwebhooks: [{name: x.y.z, clientConfig: {${reference}}}]\n`,
    `apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: {name: e${n}}\nspec: {${reference}}\n`,
  ]);
}

const settings = (next: Next, namespace: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, ${namespace}}\ndata: {URL: "${pick(next, URLS)}"}\n`;

const monitor = (next: Next, n: number, namespace: string): string =>
  `apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: m${n}, ${namespace}}\nspec: {selector: {matchLabels: {${pick(next, ['svc: s0', 'svc: s1', ''])}}}, endpoints: []}\n`;

const binding = (n: number, namespace: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: r${n}, ${namespace}}\nroleRef: {kind: Role, name: x}\nsubjects: [{kind: ServiceAccount, name: reader, ${namespace}}]\n`;

const policy = (n: number, namespace: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p${n}, ${namespace}}\nspec: {podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress, Egress]}\n`;

function workspace(next: Next): Map<string, string> {
  const files = new Map<string, string>();
  const count = 3 + Math.floor(next() * 9);
  const put = (text: string, n: number): unknown => files.set(`${pick(next, FOLDERS)}f${n}.yaml`, text);
  put(workload(next, 0, pick(next, NAMESPACES)), 0);
  for (let n = 1; n < count; n++) {
    const namespace = pick(next, NAMESPACES);
    const make = pick(next, [workload, workload, service, service, entrance]);
    const rare = next();
    if (rare < 0.08) put(binding(n, namespace), n);
    else if (rare < 0.13) put(policy(n, namespace), n);
    else if (rare < 0.2) put(settings(next, namespace), n);
    else if (rare < 0.27) put(monitor(next, n, namespace), n);
    else put(make(next, make === service ? Math.floor(next() * 3) : n, namespace), n);
  }
  if (next() < 0.5)
    for (const [folder, resources] of KUSTOMIZATIONS)
      files.set(`${folder}kustomization.yaml`, `resources: [${resources.join(', ')}]\n`);
  return files;
}

test('a draft selects only the pods it is about, and no declared connection is cut', () => {
  const next = random(20261129);
  const sum = { fixes: 0, policies: 0, flows: 0 };
  for (let i = 0; i < 400; i++) {
    const files = workspace(next);
    const { failures, ...counts } = drafts(files);
    assert.deepEqual(failures, [], [...files].map(([path, text]) => `# ${path}\n${text}`).join('---\n'));
    for (const key of ['fixes', 'policies', 'flows'] as const) sum[key] += counts[key];
  }
  // The generator reaches what the law is about.
  assert.ok(sum.fixes > 300 && sum.policies > 500 && sum.flows > 3000, JSON.stringify(sum));
});

test('the law holds for the files of all pages', () => {
  const workspaces = new Set(examples().map(({ files }) => files));
  let fixes = 0;
  for (const files of workspaces) {
    const result = drafts(files);
    assert.deepEqual(result.failures, [], [...files.values()].join('---\n'));
    fixes += result.fixes;
  }
  assert.ok(fixes > 10, `${fixes} drafts`);
});

/** The folder of `npm run conformance`: cases of other projects, which not every machine has. */
const CONFORMANCE = process.env.CONFORMANCE ?? '../shared/conformance';
const INDEX = join(CONFORMANCE, 'index.jsonl');

if (existsSync(INDEX))
  test('the law holds for the files of other projects', () => {
    let fixes = 0;
    const cases = readFileSync(INDEX, 'utf8').split('\n').filter(Boolean);
    for (const line of cases) {
      const { files, format } = JSON.parse(line) as { files: readonly string[]; format: string };
      if (format !== 'kubernetes') continue;
      const result = drafts(new Map(files.map((path) => [path, readFileSync(join(CONFORMANCE, path), 'utf8')])));
      assert.deepEqual(result.failures, [], files.join(' '));
      fixes += result.fixes;
    }
    assert.ok(fixes > 100, `${fixes} drafts`);
  });
