/** Findings in what kustomizations build: what they mend, what they add, and where it is decided. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const HARDENED = `securityContext:
            privileged: false
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            runAsNonRoot: true
            capabilities: {drop: [ALL]}
            seccompProfile: {type: RuntimeDefault}
          resources: {limits: {memory: 64Mi, cpu: "1"}}`;

const base = (container = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: registry.example.com/team/web:1.2.3
          ${container}
`;

const patch = (container: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          ${container}
`;

const BASE = 'resources: [web.yaml]\n';

function engineWith(files: Readonly<Record<string, string>>, order = Object.keys(files)): Engine {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('.seaworthy.yaml', 'profile: strict\n');
  for (const path of order) engine.setFile(path, files[path]!);
  engine.setComplete(true);
  return engine;
}

/** `path:line rule message` of every finding of the rules. */
function found(engine: Engine, ...some: readonly string[]): string[] {
  return engine.paths().flatMap((path) =>
    engine
      .check(path)
      .findings.filter((f) => some.some((one) => f.rule === one || f.members.includes(one as never)))
      .map((f) => {
        const line = (engine.textOf(path) ?? '').slice(0, f.span.start).split('\n').length;
        return `${path}:${line} ${f.message}`;
      }),
  );
}

const PRIVILEGED = 'privilege/privileged-container';
const TAG = 'image/mutable-tag';

const hardening = (engine: Engine): string[] =>
  engine.paths().flatMap((path) =>
    engine
      .check(path)
      .findings.filter((f) => /missing/.test(f.message))
      .map((f) => `${path} ${f.message}`),
  );

test('what the only overlay mends is not reported at the base; without the overlay it is', () => {
  const files = {
    'base/kustomization.yaml': BASE,
    'base/web.yaml': base('securityContext: {privileged: true}'),
    'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: less.yaml}]\n',
    'prod/less.yaml': patch(HARDENED),
  };
  for (const order of [Object.keys(files), Object.keys(files).reverse()]) {
    const engine = engineWith(files, order);
    assert.deepEqual(found(engine, PRIVILEGED), []);
    assert.deepEqual(hardening(engine), []);
    engine.removeFile('prod/kustomization.yaml');
    assert.deepEqual(found(engine, PRIVILEGED).length, 1);
    assert.equal(hardening(engine).length, 1);
    engine.setFile('prod/kustomization.yaml', files['prod/kustomization.yaml']);
    assert.deepEqual(found(engine, PRIVILEGED), []);
    engine.setFile('prod/less.yaml', patch('env: []'));
    assert.deepEqual(found(engine, PRIVILEGED).length, 1);
  }
});

test('what one of two overlays leaves is reported with its name', () => {
  const engine = engineWith({
    'base/kustomization.yaml': BASE,
    'base/web.yaml': base('securityContext: {privileged: true}'),
    'overlays/prod/kustomization.yaml': 'resources: [../../base]\npatches: [{path: less.yaml}]\n',
    'overlays/prod/less.yaml': patch(HARDENED),
    'overlays/stage/kustomization.yaml': 'resources: [../../base]\n',
  });
  const [one, ...more] = found(engine, PRIVILEGED);
  assert.match(one ?? '', /^base\/web\.yaml:13 .* \(in overlay `stage`\)$/);
  assert.deepEqual(more, []);
  const missing = hardening(engine);
  assert.equal(missing.length, 1);
  assert.match(missing[0] ?? '', /^base\/web\.yaml .* \(in overlay `stage`\)$/);
});

test('inline patches are judged at their lines: strategic merge, JSON 6902, and a new container', () => {
  const engine = engineWith({
    'base/kustomization.yaml': BASE,
    'base/web.yaml': base(HARDENED),
    'stage/kustomization.yaml': `resources: [../base]
patches:
  - target: {kind: Deployment, name: web}
    patch: |-
      - op: add
        path: /spec/template/spec/hostPID
        value: true
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        template:
          spec:
            containers:
              - name: web
                securityContext:
                  privileged: true
`,
  });
  assert.deepEqual(
    found(engine, PRIVILEGED).map((line) => line.replace(/ .*/, '')),
    ['stage/kustomization.yaml:18'],
  );
  assert.deepEqual(
    found(engine, 'privilege/host-namespace').map((line) => line.replace(/ .*/, '')),
    ['stage/kustomization.yaml:7'],
  );
});

test('a patch alone is not judged for what it omits, a container that it adds is', () => {
  const files = {
    'base/kustomization.yaml': BASE,
    'base/web.yaml': base(HARDENED),
    'stage/kustomization.yaml': 'resources: [../base]\npatches: [{path: more.yaml}]\n',
    'stage/more.yaml': patch('env: [{name: A, value: b}]'),
  };
  const engine = engineWith(files);
  assert.deepEqual(hardening(engine), []);
  engine.setFile(
    'stage/more.yaml',
    patch('env: []\n        - name: side\n          image: registry.example.com/team/side:1.0.0'),
  );
  assert.deepEqual(
    hardening(engine).map((line) => line.replace(/ .*/, '')),
    ['stage/more.yaml'],
  );
});

test('images: the tag that a kustomization sets is judged where it stands', () => {
  const files = {
    'base/kustomization.yaml': BASE,
    'base/web.yaml': base(HARDENED),
    'stage/kustomization.yaml':
      'resources: [../base]\nimages:\n  - name: registry.example.com/team/web\n    newTag: latest\n',
  };
  const engine = engineWith(files);
  assert.deepEqual(
    found(engine, TAG).map((line) => line.replace(/ .*/, '')),
    ['stage/kustomization.yaml:4'],
  );
  engine.setFile('stage/kustomization.yaml', files['stage/kustomization.yaml'].replace('latest', '1.4.0'));
  assert.deepEqual(found(engine, TAG), []);
});

test('an image that one overlay replaces is judged as the other one builds it', () => {
  const engine = engineWith({
    'base/kustomization.yaml': BASE,
    'base/web.yaml': base(HARDENED).replace(':1.2.3', ':latest'),
    'prod/kustomization.yaml':
      'resources: [../base]\nimages:\n  - name: registry.example.com/team/web\n    newTag: 1.4.0\n',
    'stage/kustomization.yaml': 'resources: [../base]\n',
  });
  const [one, ...more] = found(engine, TAG);
  assert.match(one ?? '', /^base\/web\.yaml:12 .* \(in overlay `stage`\)$/);
  assert.deepEqual(more, []);
});

test('objects without pods are judged as overlays leave them', () => {
  const rule = 'admission/pod-security-not-enforced';
  const space = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';
  const level = (value: string) =>
    `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: ${value}}}\n`;
  const files = { 'base/ns.yaml': space, 'base/kustomization.yaml': 'resources: [ns.yaml]\n' };
  const over = (text: string) => `resources: [../base]\n${text}`;
  const patched = over('patches: [{path: ns.yaml}]\n');
  assert.equal(found(engineWith(files), rule).length, 1);
  assert.deepEqual(
    found(engineWith({ ...files, 'a/kustomization.yaml': patched, 'a/ns.yaml': level('restricted') }), rule),
    [],
  );
  const labels = 'labels:\n  - pairs: {pod-security.kubernetes.io/enforce: baseline}\n';
  assert.deepEqual(found(engineWith({ ...files, 'a/kustomization.yaml': over(labels) }), rule), []);
  // Some other label, and another name, leave it as it is.
  const other = over('labels:\n  - pairs: {team: shop}\nnamePrefix: a-\n');
  assert.deepEqual(found(engineWith({ ...files, 'a/kustomization.yaml': other }), rule).length, 1);
  const some = {
    ...files,
    'a/kustomization.yaml': patched,
    'a/ns.yaml': level('restricted'),
    'b/kustomization.yaml': over(''),
  };
  assert.match(found(engineWith(some), rule)[0] ?? '', /^base\/ns\.yaml:4 .*`shop` \(in overlay `b`\)/);
  assert.match(
    found(engineWith({ ...files, 'a/kustomization.yaml': patched, 'a/ns.yaml': level('privileged') }), rule).join(),
    /^a\/ns\.yaml:3 .*admits every pod of `shop`: its level is `privileged`$/,
  );
});

test('an overlay that closes a port mends the Service', () => {
  const service = (type: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: ${type}\n`;
  const files = {
    'base/web.yaml': `${service('NodePort')}  selector: {app: web}\n  ports: [{port: 80}]\n`,
    'base/kustomization.yaml': BASE,
    'a/kustomization.yaml': 'resources: [../base]\npatches: [{path: web.yaml}]\n',
  };
  assert.equal(found(engineWith({ ...files, 'a/web.yaml': service('NodePort') }), 'network/node-port').length, 1);
  assert.deepEqual(found(engineWith({ ...files, 'a/web.yaml': service('ClusterIP') }), 'network/node-port'), []);
});
