/** Which callers and Services drafts know: names with variables, and data of tests. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The default profile asks for policies at few workloads. */
const STRICT = { flags: { profile: 'strict' } } as const;

const only = rules.filter((r) => r.meta.id === 'network/missing-network-policy');

const deployment = (name: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  template:\n    metadata: {labels: {app: shop, tier: ${name}}}\n    spec: {containers: [{name: c, image: "registry.example.com/${name}/redis:1", ports: [{containerPort: 3000}]}]}\n`;
const service = (name: string, type: string, selector: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {type: ${type}, selector: {${selector}}, ports: [{port: 80, targetPort: 3000}]}\n`;
const stream = (...documents: string[]): string => documents.join('---\n');

/** The draft for incoming connections for the files deployed with `path`. */
function draft(files: Readonly<Record<string, string>>, path: string): string {
  const engine = engineOver(new Map(Object.entries(files)), only, STRICT);
  const changes = engine.check(path).findings[0]!.fixes[0]!.changes();
  return changes.map((change) => ('create' in change ? change.create : '')).join('');
}

const OPEN = 'From anywhere';

test('a namespace that a variable decides may be any', () => {
  const opens = (container: string, files: Readonly<Record<string, string>> = {}): boolean => {
    const caller = deployment('probe').replace('{name: probe}', '{name: probe, namespace: checks}');
    const app = stream(
      deployment('db'),
      service('db', 'ClusterIP', 'tier: db'),
      caller.replace('ports:', `${container}, ports:`),
    );
    return draft({ 'app.yaml': app, ...files }, 'app.yaml').includes(OPEN);
  };
  assert.ok(!opens('command: [probe]'));
  for (const url of ['http://db.$(NS)', 'http://db.$(NS).svc:80/', 'db.${NS}:80', 'http://$(NAME).$(NS).svc'])
    assert.ok(opens(`command: [probe, "${url}"]`), url);
  assert.ok(!opens('command: [probe, "http://web.$(NS)"]'));
  const own = 'env: [{name: NS, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}]';
  assert.ok(!opens(`${own}, command: [probe, "http://db.$(NS)"]`));
  // The name of the pod itself, and a variable whose value the container states.
  const pod = '{name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}';
  const headless = '{name: SVC, value: "probe-headless.checks.svc.cluster.local.:9099"}';
  for (const env of [pod, headless, `${pod}, ${headless}`])
    assert.ok(!opens(`env: [${env}], args: ["-id=$(POD).$(SVC)"]`), env);
  assert.ok(!opens('env: [{name: NS, value: other}], command: [probe, "http://db.$(NS).svc"]'));
  assert.ok(opens('command: [probe]', { 'test.sh': 'curl "http://db.$NAMESPACE.svc:80"\n' }));
  assert.ok(
    !opens('command: [probe]', { 'test.sh': '# curl http://db.$NAMESPACE.svc:80\necho db.$NAMESPACE_old-x\n' }),
  );
});

test('a namespace that the container states is the caller\u2019s target', () => {
  const caller = deployment('probe').replace('{name: probe}', '{name: probe, namespace: checks}');
  const env = 'env: [{name: NS, value: shop}], command: [probe, "http://db.$(NS).svc:80"]';
  const inShop = (text: string): string => text.replace('{name: db}', '{name: db, namespace: shop}');
  const app = stream(
    inShop(deployment('db')),
    inShop(service('db', 'ClusterIP', 'tier: db')),
    caller.replace('ports:', `${env}, ports:`),
  );
  assert.match(draft({ 'app.yaml': app }, 'app.yaml'), /kubernetes\.io\/metadata\.name: checks/);
});

test('data of tests is no part of a deployment', () => {
  const data = service('db', 'LoadBalancer', 'tier: db');
  const opens = (path: string): boolean =>
    draft({ 'app.yaml': deployment('db'), [path]: data }, 'app.yaml').includes(OPEN);
  assert.ok(opens('service.yaml'));
  for (const path of ['testdata/service.yaml', 'src/test/resources/service.yaml']) assert.ok(!opens(path), path);
});

test('no policies for both directions where the image of a store is a client', () => {
  const count = (container: string): number => {
    const file = deployment('db').replace('ports: [{containerPort: 3000}]', container);
    return engineOver(new Map([['db.yaml', file]]), only, STRICT).check('db.yaml').findings[0]!.fixes.length;
  };
  assert.equal(count('ports: [{containerPort: 6379}]'), 2);
  assert.equal(count('command: [redis-benchmark]'), 1);
});
