/** What the table changes in findings and fixes: the same container on two platforms. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The rules that report something in the files, in the audit profile, which does not fold. */
function reported(files: Readonly<Record<string, string>>): Set<string> {
  const engine = engineOver(new Map(Object.entries(files)), rules, { flags: { profile: 'audit' } });
  engine.setComplete(true);
  return new Set(engine.paths().flatMap((path) => engine.check(path).findings.map((f) => f.rule)));
}

/** The titles of all fixes. */
function offered(files: Readonly<Record<string, string>>): string[] {
  const engine = engineOver(new Map(Object.entries(files)), rules, { flags: { profile: 'audit' } });
  engine.setComplete(true);
  return engine.paths().flatMap((path) => engine.check(path).findings.flatMap((f) => f.fixes.map((fix) => fix.title)));
}

/** The rules that report only one of two files. */
function changed(from: Readonly<Record<string, string>>, to: Readonly<Record<string, string>>) {
  const [before, after] = [reported(from), reported(to)];
  return {
    lost: [...before].filter((id) => !after.has(id)).sort(),
    gained: [...after].filter((id) => !before.has(id)).sort(),
  };
}

const BARE = 'services:\n  web:\n    image: ghcr.io/example/web:1.4.2\n';
const PRIVILEGED = `${BARE}    privileged: true\n`;
const BAD =
  'services:\n  web:\n    image: ghcr.io/example/web:1.4.2\n    network_mode: host\n' +
  '    security_opt: ["seccomp:unconfined", "apparmor:unconfined", "label:disable", "systempaths=unconfined"]\n';

test('Swarm: nothing is missing that a stack could not have', () => {
  assert.deepEqual(changed({ 'compose.yaml': BARE }, { 'docker-stack.yml': BARE }), {
    lost: ['user/privilege-escalation'],
    gained: [],
  });
});

test('Swarm: what it ignores is no weakness', () => {
  const privileged = changed({ 'compose.yaml': PRIVILEGED }, { 'docker-stack.yml': PRIVILEGED });
  assert.ok(privileged.lost.includes('privilege/privileged-container'));
  const { lost, gained } = changed({ 'compose.yaml': BAD }, { 'docker-stack.yml': BAD });
  assert.deepEqual(lost, [
    'privilege/host-namespace',
    'privilege/selinux-options',
    'privilege/unconfined-apparmor',
    'privilege/unconfined-seccomp',
    'privilege/unmasked-proc',
    'user/privilege-escalation',
  ]);
  assert.deepEqual(gained, ['privilege/ineffective-setting']);
});

test('Swarm: a port cannot be bound to an address, and `.env` is not read', () => {
  const text =
    'services:\n  db:\n    image: postgres:16\n    ports: ["5432:5432"]\n    environment:\n      APP_TOKEN: ghp_0123456789abcdefghijklmnopqrstuvwxyz\n';
  const inCompose = offered({ 'compose.yaml': text });
  const inStack = offered({ 'docker-stack.yml': text });
  const unfit = (title: string): boolean => /127\.0\.0\.1|`\.env`/.test(title);
  assert.ok(inCompose.some((t) => t.includes('127.0.0.1')) && inCompose.some((t) => t.includes('`.env`')));
  assert.deepEqual(inStack.filter(unfit), []);
  assert.ok(
    inStack.some((t) => t.includes('env_file')),
    'the file that `env_file` names is read by `docker stack deploy`',
  );
});

const POD_SPEC = `
      serviceAccountName: ""
      containers:
        - name: web
          image: nginx:1.27
          env:
            - name: DB_PASSWORD
              value: Tr0ub4dor-and-3
`;
const template = `  template:\n    spec:${POD_SPEC}`;
const DEPLOYMENT = `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n${template}`;
const knative = (metadata: string): string =>
  `apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: web\n${metadata}spec:\n${template}`;
const CLOUD_RUN = knative('  labels:\n    cloud.googleapis.com/location: europe-west1\n');

test('Cloud Run: no hardening, policy, token or limit is missing; the image and its secrets are judged', () => {
  const { lost, gained } = changed({ 'web.yaml': DEPLOYMENT }, { 'web.yaml': CLOUD_RUN });
  assert.deepEqual(gained, []);
  for (const id of [
    'filesystem/writable-root-filesystem',
    'network/missing-network-policy',
    'privilege/seccomp-not-set',
  ])
    assert.ok(lost.includes(id), id);
  const left = reported({ 'web.yaml': CLOUD_RUN });
  assert.ok(
    [...left].every((id) => /^(?:image|secret|user)\//.test(id)),
    [...left].join(' '),
  );
  assert.ok(left.has('secret/hardcoded-secret'));
  assert.deepEqual(
    offered({ 'web.yaml': CLOUD_RUN }).filter((t) => /Secret|runAs|NetworkPolic/.test(t)),
    ['Read it from the secret `web-db-password` of Secret Manager'],
  );
});

test('Cloud Run: `runAsUser` and `runAsNonRoot` prove nothing', () => {
  const written = (text: string): string =>
    text.replace(
      'image: nginx:1.27',
      'image: python:3.13\n          securityContext: {runAsUser: 1000, runAsNonRoot: true}',
    );
  assert.equal(reported({ 'web.yaml': written(DEPLOYMENT) }).has('user/root-user'), false);
  assert.equal(reported({ 'web.yaml': written(CLOUD_RUN) }).has('user/root-user'), true);
});

test('Cloud Run: containers of jobs are found', () => {
  const job = `apiVersion: run.googleapis.com/v1\nkind: Job\nmetadata: {name: j}\nspec: {template: {spec: {template: {spec: {containers: [{image: nginx}]}}}}}\n`;
  assert.ok(reported({ 'job.yaml': job }).has('image/mutable-tag'));
});

test('Knative: what it refuses is not asked for, and fixes write to the container', () => {
  const bad = (text: string): string =>
    text.replace('image: nginx:1.27', 'image: nginx:1.27\n          securityContext: {privileged: true}');
  assert.deepEqual(changed({ 'web.yaml': bad(DEPLOYMENT) }, { 'web.yaml': bad(knative('')) }).lost, [
    'privilege/privileged-container',
  ]);
  assert.deepEqual(changed({ 'web.yaml': DEPLOYMENT }, { 'web.yaml': knative('') }), { lost: [], gained: [] });
});

test('Knative: no fix adds capabilities, which need a flag', () => {
  const dropping = (text: string): string[] =>
    offered({ 'web.yaml': text }).filter((t) => /^Add .*drop: \[ALL\]/.test(t));
  assert.equal(dropping(DEPLOYMENT).length, 1, 'nginx starts as root and steps down');
  assert.deepEqual(dropping(knative('')), []);
});

const annotated = (annotation: string): string =>
  DEPLOYMENT.replace(
    '    spec:\n      service',
    `    metadata: {annotations: {${annotation}}}\n    spec:\n      service`,
  ).replace('nginx:1.27', 'python:3.13');

test('OpenShift: no fix chooses a user', () => {
  const asUser = (text: string): boolean => offered({ 'web.yaml': text }).some((t) => t.includes('runAsUser'));
  assert.equal(asUser(annotated('a: b')), true);
  assert.equal(asUser(annotated('openshift.io/required-scc: anyuid')), false);
});

test('OpenShift: a restricted SCC sets what is missing, and a user', () => {
  const { lost, gained } = changed(
    { 'web.yaml': annotated('a: b') },
    { 'web.yaml': annotated('openshift.io/required-scc: restricted-v2') },
  );
  assert.deepEqual(lost, [
    'privilege/capabilities-not-dropped',
    'privilege/no-security-context',
    'privilege/seccomp-not-set',
    'user/low-group-id',
    'user/low-user-id',
    'user/privilege-escalation',
    'user/root-user',
  ]);
  assert.deepEqual(gained, []);
});

test('Podman: no policy, token or seccomp profile is missing', () => {
  const { lost, gained } = changed(
    { 'web.yaml': annotated('a: b') },
    { 'web.yaml': annotated('io.podman.annotations.userns: auto') },
  );
  assert.deepEqual(lost, [
    'network/missing-network-policy',
    'privilege/automounted-token',
    'privilege/seccomp-not-set',
    'rbac/default-account',
    'resource/missing-storage-limit',
  ]);
  assert.deepEqual(gained, []);
});

test('Windows: no hardening of Linux, however the system is named', () => {
  const linuxOnly = /writable-root|capabilit|seccomp|apparmor|escalation|root-user|selinux|process-limit/;
  for (const [spec, image] of [
    ['nodeSelector: {kubernetes.io/os: windows}', 'ghcr.io/example/web:1'],
    ['tolerations: [{key: os, value: windows}]', 'ghcr.io/example/web:1'],
    ['restartPolicy: Always', 'mcr.microsoft.com/windows/servercore:ltsc2022'],
  ]) {
    const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  ${spec}\n  containers: [{name: web, image: "${image}"}]\n`;
    assert.deepEqual(
      [...reported({ 'web.yaml': text })].filter((id) => linuxOnly.test(id)),
      [],
      spec,
    );
  }
  const compose = BARE.replace('ghcr.io/example/web:1.4.2', 'mcr.microsoft.com/windows/nanoserver:ltsc2025');
  assert.deepEqual(
    [...reported({ 'compose.yaml': compose })].filter((id) => linuxOnly.test(id)),
    [],
  );
});

/** All texts that fixes of the file insert. */
function inserted(text: string): string {
  const engine = engineOver(new Map([['docker-compose.yml', text]]), rules, { flags: { profile: 'audit' } });
  engine.setComplete(true);
  return engine
    .check('docker-compose.yml')
    .findings.flatMap((f) => f.fixes.map((fix) => JSON.stringify(fix.changes())))
    .join('\n');
}

test('the first format of Compose files: fixes insert only keys that its schema has', () => {
  const services = 'image: nginx:1.30\n  ports: ["80:80"]\n';
  const first = inserted(`web:\n  ${services}db:\n  image: postgres:16\n  ports: ["5432:5432"]\n`);
  const keys = [...first.matchAll(/(?<=\\n|")\s*([a-z_]+):(?=\s|\\n)/g)].map(([, key]) => key!);
  assert.ok(keys.includes('cap_drop') && keys.includes('mem_limit'));
  for (const key of ['pids_limit', 'cpus', 'tmpfs', 'deploy', 'init', 'sysctls', 'networks', 'secrets'])
    assert.ok(!keys.includes(key), key);
  const { lost, gained } = changed(
    { 'docker-compose.yml': `services: {web: {image: "nginx:1.30", net: host, ports: ["80:80"]}}\n` },
    { 'docker-compose.yml': `web: {image: "nginx:1.30", net: host, ports: ["80:80"]}\n` },
  );
  assert.deepEqual([lost, gained], [['resource/missing-process-limit'], []]);
});

test('the first format of Compose files: a service in the network of the host publishes nothing', () => {
  const said = (net: string) =>
    reported({ 'docker-compose.yml': `db: {image: "postgres:16", ${net} ports: ["5432:5432"]}\n` });
  assert.ok(said('').has('network/published-on-all-interfaces'));
  assert.ok(!said('net: none,').has('network/published-on-all-interfaces'));
  assert.ok(!said('net: "container:web",').has('network/published-on-all-interfaces'));
});
