/** What drafts allow because of other files: those of the same deployment count, those of a second one of the application do not. Meshes count. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The default profile asks for policies at few workloads. */
const STRICT = { flags: { profile: 'strict' } } as const;

const only = rules.filter((r) => r.meta.id === 'network/missing-network-policy');

const deployment = (name: string, annotations = ''): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  template:\n    metadata: {labels: {app: shop, tier: ${name}}${annotations}}\n    spec: {containers: [{name: c, image: "registry.example.com/${name}/redis:1", ports: [{containerPort: 3000}]}]}\n`;
const service = (name: string, type: string, selector: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {type: ${type}, selector: {${selector}}, ports: [{port: 80, targetPort: 3000}]}\n`;
const ingress = (service: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: entry}\nspec: {defaultBackend: {service: {name: ${service}, port: {number: 80}}}}\n`;
const stream = (...documents: string[]): string => documents.join('---\n');

/** The draft number `nth` (0: incoming connections, 1: both directions) for the files deployed with `path`. */
function draft(files: Readonly<Record<string, string>>, path: string, nth = 0): string {
  const engine = engineOver(new Map(Object.entries(files)), only, STRICT);
  const changes = engine.check(path).findings[0]!.fixes[nth]!.changes();
  return changes.map((change) => ('create' in change ? change.create : '')).join('');
}

const OPEN = 'From anywhere';

test('a Service of another deployment of the application opens no port', () => {
  const files = {
    'aks/app.yaml': stream(deployment('web'), deployment('db'), service('front', 'LoadBalancer', 'app: shop')),
    'openshift/app.yaml': stream(deployment('web'), deployment('db'), service('web', 'ClusterIP', 'tier: web')),
  };
  assert.ok(draft(files, 'aks/app.yaml').includes(OPEN));
  assert.ok(!draft(files, 'openshift/app.yaml').includes(OPEN));
});

test('a Service of another example opens no port, also where only one of them writes a namespace', () => {
  const namespaced = (text: string): string => text.replaceAll('metadata: {name:', 'metadata: {namespace: shop, name:');
  const files = {
    'one/db.yaml': stream(deployment('db'), service('db', 'NodePort', 'tier: db')),
    'two/db.yaml': namespaced(stream(deployment('db'), service('db', 'ClusterIP', 'tier: db'))),
  };
  assert.ok(draft(files, 'one/db.yaml').includes(OPEN));
  assert.ok(draft(files, 'two/db.yaml').includes('name: isolate-db'));
  assert.ok(!draft(files, 'two/db.yaml').includes(OPEN));
});

test('no policies for both directions where a Secret or an absent ConfigMap names what is called', () => {
  const count = (env: string, more = ''): number => {
    const file = deployment('web').replace('ports:', `${env}, ports:`) + more;
    return engineOver(new Map([['web.yaml', file]]), only, STRICT).check('web.yaml').findings[0]!.fixes.length;
  };
  const map = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {DB_HOST: db}\n';
  const from = (kind: string): string => `{valueFrom: {${kind}: {name: settings, key: a}}, name: `;
  assert.equal(count('env: [{name: DB_HOST, value: db}]'), 2);
  assert.equal(count('envFrom: [{secretRef: {name: settings}}]'), 1);
  assert.equal(count(`env: [${from('secretKeyRef')}DATABASE_URL}]`), 1);
  assert.equal(count(`env: [${from('secretKeyRef')}DB_PASSWORD}]`), 2);
  assert.equal(count('envFrom: [{configMapRef: {name: settings}}]'), 1);
  assert.equal(count('envFrom: [{configMapRef: {name: settings}}]', map), 2);
});

test('no policies for both directions where a program of the pods may call what no file names', () => {
  const count = (image: string): number => {
    const file = deployment('web').replace(/image: "[^"]*"/, `image: ${image}`);
    return engineOver(new Map([['web.yaml', file]]), only, STRICT).check('web.yaml').findings[0]!.fixes.length;
  };
  for (const image of ['postgres:17', 'registry.example.com/base/rabbitmq:4', 'docker.io/library/memcached:1.6'])
    assert.equal(count(image), 2, image);
  for (const image of ['registry.example.com/web:1', 'nginx:1.29', 'postgres-exporter:1'])
    assert.equal(count(image), 1, image);
  assert.equal(count('postgres:17, name: a}, {image: registry.example.com/backup:1'), 1);
});

test('objects whose name a template makes are named by their kind', () => {
  const files = {
    'app.yaml': stream(
      deployment('web'),
      service('web', 'ClusterIP', 'tier: web'),
      ingress('web').replace('{name: entry}', '{generateName: entry-}'),
      ingress('web'),
    ),
  };
  assert.ok(draft(files, 'app.yaml').includes('From anywhere: Ingress, Ingress entry. Name'));
});

test('an Ingress means the Service beside it', () => {
  const files = {
    'gke/app.yaml': stream(deployment('web'), service('web', 'ClusterIP', 'tier: web'), ingress('web')),
    'aks/app.yaml': stream(deployment('web'), service('web', 'ClusterIP', 'tier: web')),
  };
  assert.ok(draft(files, 'gke/app.yaml').includes('From anywhere: Ingress entry'));
  assert.ok(!draft(files, 'aks/app.yaml').includes(OPEN));
});

test('folders of one deployment are not cut from each other', () => {
  const apart = {
    'apps/web.yaml': deployment('web'),
    'services/web.yaml': service('web', 'ClusterIP', 'tier: web'),
    'ingress/entry.yaml': ingress('web'),
  };
  assert.ok(draft(apart, 'apps/web.yaml').includes('From anywhere: Ingress entry'));
  // A canary has another name: both run, and the Service leads to both.
  const canary = {
    'web/web.yaml': stream(deployment('web'), service('web', 'LoadBalancer', 'app: shop')),
    'canary/web.yaml': stream(deployment('web-canary'), service('canary', 'ClusterIP', 'tier: web-canary')),
  };
  assert.ok(draft(canary, 'canary/web.yaml').includes(OPEN));
  // A patch of another folder has no Service of its own.
  const patch = {
    'base/web.yaml': stream(deployment('web'), service('web', 'LoadBalancer', 'tier: web')),
    'prod/web.yaml': deployment('web'),
  };
  assert.ok(draft(patch, 'prod/web.yaml').includes(OPEN));
});

const NAMESPACES: readonly (readonly [string, string, string])[] = [
  ['istio', 'labels: {istio-injection: enabled}', 'istio-system'],
  ['istio', 'labels: {istio.io/rev: stable}', 'istio-system'],
  ['linkerd', 'annotations: {linkerd.io/inject: enabled}', 'linkerd-viz'],
];
const namespace = (metadata: string): string =>
  `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, ${metadata}}\n`;
const inShop = (text: string): string =>
  text.replace('metadata: {name: web}', 'metadata: {name: web, namespace: shop}');

test('a namespace or a folder that says so gives its pods a proxy', () => {
  for (const [mesh, metadata, watcher] of NAMESPACES) {
    const files = { 'k8s/namespace.yaml': namespace(metadata), 'web/web.yaml': inShop(deployment('web')) };
    assert.ok(draft(files, 'web/web.yaml').includes(watcher), metadata);
    const control = mesh === 'istio' ? 'istiod, which' : "Linkerd's control plane, which";
    assert.ok(draft(files, 'web/web.yaml', 1).includes(control), metadata);
    // A namespace that is chosen when the files are applied is the one beside them.
    const beside = { 'k8s/namespace.yaml': namespace(metadata), 'k8s/web.yaml': deployment('web') };
    assert.ok(draft(beside, 'k8s/web.yaml').includes(watcher), metadata);
    assert.ok(draft({ [`deploys/${mesh}/web.yaml`]: deployment('web') }, `deploys/${mesh}/web.yaml`).includes(watcher));
  }
  const route = `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: web}\nspec: {http: [{route: [{destination: {host: web}}]}]}\n`;
  assert.ok(draft({ 'web.yaml': stream(deployment('web'), route) }, 'web.yaml').includes('istio-system'));
});

test('other namespaces, other folders and pods that refuse a proxy get no rules for one', () => {
  const isMeshed = (text: string): boolean => /istio|linkerd/.test(text);
  const [, metadata] = NAMESPACES[0]!;
  const files = {
    'k8s/namespace.yaml': namespace(metadata).replace('shop', 'other'),
    'k8s/web.yaml': inShop(deployment('web')),
    'no-istio/web.yaml': inShop(deployment('web')),
  };
  for (const path of ['k8s/web.yaml', 'no-istio/web.yaml']) assert.ok(!isMeshed(draft(files, path, 1)), path);
  const refused = {
    'namespace.yaml': namespace(metadata),
    'web.yaml': inShop(deployment('web', ', annotations: {sidecar.istio.io/inject: "false"}')),
  };
  assert.ok(!isMeshed(draft(refused, 'web.yaml', 1).replaceAll('sidecar.istio.io', '')));
});

test('an overlay that publishes a Service opens its port', () => {
  const files = {
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': stream(deployment('web'), service('web', 'ClusterIP', 'tier: web')),
    'local/kustomization.yaml': 'resources: [../base]\npatchesStrategicMerge: [port.yaml]\n',
    'local/port.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort}\n',
  };
  assert.ok(draft(files, 'base/web.yaml').includes('From anywhere: Service web (NodePort)'));
  const { 'local/kustomization.yaml': _, ...apart } = files;
  assert.ok(!draft(apart, 'base/web.yaml').includes(OPEN));
});

test('a name that no container gives a port opens all ports for the namespace', () => {
  const named = (port: string): string =>
    draft(
      { 'web.yaml': stream(deployment('web'), service('web', 'ClusterIP', 'tier: web').replace('3000', port)) },
      'web.yaml',
    );
  assert.ok(!named('http').includes('port: http') && !named('http').includes('ports:'), named('http'));
  assert.ok(named('"8080"').includes('port: 8080'));
});

test('the new file ends as the manifests do, which scripts may apply by their ending', () => {
  const named = (...paths: string[]): string | undefined => {
    const files = paths.map((path, i) => [path, deployment(`web-${i}`)] as const);
    const engine = engineOver(new Map(files), only, STRICT);
    return engine
      .paths()
      .flatMap((path) => engine.check(path).findings)[0]!
      .fixes[0]!.changes()[0]!.path;
  };
  assert.equal(named('k8s/a.yml', 'k8s/b.yml'), 'k8s/network-policies.yml');
  assert.equal(named('k8s/a.yml', 'k8s/b.yaml'), 'k8s/network-policies.yaml');
  assert.equal(named('k8s/a.yaml'), 'k8s/network-policies.yaml');
});

test('a Service for a named port opens nothing at pods without that port', () => {
  const named = (text: string, port: string): string =>
    text.replace('containerPort: 3000', `containerPort: 3000, name: ${port}`);
  const toName = (selector: string, port: string): string =>
    service('entry', 'NodePort', selector).replace('targetPort: 3000', `targetPort: ${port}`);
  const db = named(deployment('db'), 'redis');
  const shop = (port: string): string => stream(named(deployment('web'), 'http-shop'), toName('app: shop', port));
  const of = (files: Readonly<Record<string, string>>): string => draft(files, 'redis/db.yaml');
  // The pods of the other folder have the port.
  assert.ok(!of({ 'redis/db.yaml': db, 'test/shop.yaml': shop('http-shop') }).includes(OPEN));
  const beside = of({ 'redis/db.yaml': db, 'redis/shop.yaml': shop('http-shop') })
    .split('---\n')
    .slice(1);
  assert.deepEqual(
    beside.map((policy) => [/isolate-\w+/.exec(policy)?.[0], policy.includes(OPEN)]),
    [
      ['isolate-db', false],
      ['isolate-web', true],
    ],
  );
  assert.ok(!of({ 'redis/db.yaml': db, 'test/shop.yaml': stream(shop('http-shop'), ingress('entry')) }).includes(OPEN));
  // Nobody has it.
  assert.ok(!of({ 'redis/db.yaml': db, 'test/shop.yaml': shop('http') }).includes(OPEN));
  // These pods have it, or a number leads to all pods, or the name may be in a file that is deployed with them.
  assert.ok(of({ 'redis/db.yaml': db, 'test/shop.yaml': shop('redis') }).includes(OPEN));
  assert.ok(of({ 'redis/db.yaml': db, 'test/shop.yaml': shop('3000') }).includes(OPEN));
  assert.ok(of({ 'redis/db.yaml': db, 'redis/entry.yaml': toName('tier: db', 'http') }).includes(OPEN));
  const bare = deployment('db').replace(/, ports: [^\]]*\]/, '');
  assert.ok(of({ 'redis/db.yaml': bare, 'test/entry.yaml': toName('tier: db', 'http') }).includes(OPEN));
});
