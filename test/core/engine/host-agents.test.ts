import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** Profile, severity and number of fixes of a rule's finding about a mount of the host. */
function found(
  image: string,
  mount: string,
  rule = 'filesystem/sensitive-host-path',
): readonly [string, string, number] | undefined {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  engine.setFile('compose.yaml', `services:\n  agent:\n    image: ${image}\n    volumes: ["${mount}"]\n`);
  engine.setComplete(true);
  const one = engine.check('compose.yaml').findings.find((f) => f.rule === rule);
  return one && [one.profile, one.severity, one.fixes.length];
}

test('what an agent needs is a hint of the strict profile, without a fix', () => {
  assert.deepEqual(found('prom/node-exporter:v1.10.2', '/proc:/host/proc:ro'), ['strict', 'hint', 0]);
  assert.deepEqual(found('ghcr.io/google/cadvisor:v0.53.0', '/:/rootfs:ro', 'privilege/runtime-socket'), [
    'strict',
    'hint',
    0,
  ]);
});

test('write access to what the host runs from stays an error', () =>
  assert.deepEqual(found('prom/node-exporter:v1.10.2', '/etc:/host/etc')?.slice(0, 2), ['default', 'error']));

test('so does write access to the whole host, and its socket may be written to', () => {
  const socket = 'privilege/runtime-socket';
  for (const image of ['prom/node-exporter:v1.10.2', 'ghcr.io/google/cadvisor:v0.53.0'])
    assert.deepEqual(found(image, '/:/host', socket)?.slice(0, 2), ['default', 'error'], image);
  const own = '/var/run/docker.sock:/var/run/docker.sock';
  assert.deepEqual(found('ghcr.io/google/cadvisor:v0.53.0', own, socket)?.slice(0, 2), ['strict', 'hint']);
});

test('other images are no agents', () => {
  for (const image of ['nginx:1.29', 'example.com/prom/my-node-exporter:1', 'prom/prometheus:v3.7.0', 'x/agent:1'])
    assert.deepEqual(found(image, '/proc:/host/proc:ro')?.[0], 'default', image);
});

test('an image that is named after an agent is taken for it where it only reads', () => {
  const socket = 'privilege/runtime-socket';
  for (const image of ['example.com/mirror/node-exporter:6.1', 'example/cadvisor:6.1', 'example/telegraf:1.36']) {
    assert.deepEqual(found(image, '/:/host:ro', socket), ['strict', 'hint', 0], image);
    assert.deepEqual(found(image, '/:/host', socket)?.slice(0, 2), ['default', 'error'], image);
  }
  for (const image of ['example/promtail:3', 'example/fluent-bit:4', 'example/filebeat:9', 'example/datadog-agent:7'])
    assert.deepEqual(found(image, '/proc:/host/proc:ro')?.slice(0, 2), ['strict', 'hint'], image);
  for (const image of ['example.com/node-exporter-ui:1', 'example/web:1', 'node-exporter/web:1'])
    assert.deepEqual(found(image, '/:/host:ro', socket)?.[1], 'error', image);
});

test('an unknown image of a service that is named after an agent is taken for it', () => {
  const severity = (service: string, image: string): string | undefined => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.configure({ flags: { profile: 'strict' } });
    engine.setFile('compose.yaml', `services:\n  ${service}:\n    image: ${image}\n    volumes: ["/:/host:ro"]\n`);
    engine.setComplete(true);
    return engine.check('compose.yaml').findings.find((f) => f.rule === 'privilege/runtime-socket')?.severity;
  };
  assert.equal(severity('node-exporter', '${NODE_EXPORTER_IMAGE}'), 'hint');
  assert.equal(severity('cadvisor', '${IMAGE}'), 'hint');
  assert.equal(severity('web', '${NODE_EXPORTER_IMAGE}'), 'error');
  assert.equal(severity('node-exporter', 'nginx:1.29'), 'error');
});

/** The findings of a rule in a manifest, as [profile, severity, number of fixes]. */
function inManifest(rule: string, files: Readonly<Record<string, string>>): (readonly [string, string, number])[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  return engine
    .check('agent.yaml')
    .findings.filter((f) => f.rule === rule)
    .map((f) => [f.profile, f.severity, f.fixes.length] as const);
}

/** A DaemonSet with one container and one mount of the host. */
const daemonSet = (image: string, mount: string, more = '', container = ''): string => `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: logging }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec:
${more}      containers:
        - name: agent
          image: ${image}
${container}          volumeMounts:
            - { name: host, mountPath: ${mount} }
            - { name: config, mountPath: /etc/agent }
      volumes:
        - { name: host, hostPath: { path: ${mount} } }
        - { name: config, configMap: { name: settings } }
`;
const settings = (text: string, name = 'settings'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: logging }\ndata:\n  agent.conf: |\n${text.replace(/^/gm, '    ')}\n`;
const SOFT = [['strict', 'hint', 0]];

test('agents of many projects are known, and images that only look like them are not', () => {
  for (const image of [
    'quay.io/cilium/tetragon:v1.5.0',
    'falcosecurity/falco:0.41.0',
    'docker.elastic.co/beats/filebeat:9.1.0',
    'cr.fluentbit.io/fluent/fluent-bit:4.0.0',
    'registry.k8s.io/node-problem-detector/node-problem-detector:v1.34.0',
    'ghcr.io/parca-dev/parca-agent:v0.42.0',
    'registry.datadoghq.com/agent:7.70.0',
  ])
    assert.deepEqual(
      inManifest('filesystem/sensitive-host-path', { 'agent.yaml': daemonSet(image, '/var/log') }),
      SOFT,
      image,
    );
  for (const image of ['example.com/falco:1.0', 'datadog/agent-proxy:1.0', 'quay.io/cilium/hubble-ui:v0.13.0'])
    assert.equal(
      inManifest('filesystem/sensitive-host-path', { 'agent.yaml': daemonSet(image, '/var/log') })[0]?.[0],
      'default',
      image,
    );
});

test('plugins of the node write where it runs from', () => {
  const rule = 'filesystem/sensitive-host-path';
  assert.deepEqual(inManifest(rule, { 'agent.yaml': daemonSet('quay.io/calico/node:v3.31.0', '/usr/bin') }), SOFT);
  assert.equal(inManifest(rule, { 'agent.yaml': daemonSet('fluent/fluent-bit:4.0', '/usr/bin') })[0]?.[1], 'error');
});

test('a log shipper that keeps its state below a mount writes there', () => {
  const rule = 'filesystem/sensitive-host-path';
  const agent = daemonSet('registry.example.com/shipper:1.0', '/var/log');
  for (const text of [
    '<source>\n  @type tail\n  pos_file /var/log/app.pos\n</source>',
    '[INPUT]\n    Name tail\n    DB   /var/log/flb.db',
    'positions:\n  filename: /var/log/positions.yaml',
    'path.data: /var/log/filebeat',
    'data_dir = "/var/log/vector"',
    '    storage.path              /var/log/buffers/',
  ])
    assert.deepEqual(inManifest(rule, { 'agent.yaml': agent, 'settings.yaml': settings(text) }), SOFT, text);
  for (const [text, name] of [
    ['pos_file /var/lib/app.pos', 'settings'],
    ['pos_file /var/logs/app.pos', 'settings'],
    ['# pos_file /var/log/app.pos', 'settings'],
    ['path /var/log/containers/*.log', 'settings'],
    ['pos_file /var/log/app.pos', 'other'],
  ] as const)
    assert.equal(
      inManifest(rule, { 'agent.yaml': agent, 'settings.yaml': settings(text, name) })[0]?.[0],
      'default',
      text,
    );
});

const caller = (env: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web, labels: { app: web } }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/web:1.0\n      env:\n        - { name: HOST_IP, valueFrom: { fieldRef: { fieldPath: status.hostIP } } }\n        - ${env}\n`;

test('a port that other pods call at the address of their node stays open', () => {
  const ports = '          ports:\n            - { containerPort: 4317, hostPort: 4317 }\n';
  const agent = daemonSet('registry.example.com/collector:1.0', '/srv', '', ports);
  const check = (env: string): string | undefined =>
    inManifest('network/host-port', { 'agent.yaml': agent, 'web.yaml': caller(env) })[0]?.[1];
  assert.equal(check('{ name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://$(HOST_IP):4317" }'), 'hint');
  assert.equal(check('{ name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://$(HOST_IP):43170" }'), 'info');
  assert.equal(check('{ name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://collector:4317" }'), 'info');
  const datadog = daemonSet('registry.example.com/agent:1.0', '/srv', '', ports.replaceAll('4317', '8126'));
  const env = '{ name: DD_AGENT_HOST, valueFrom: { fieldRef: { fieldPath: status.hostIP } } }';
  assert.deepEqual(inManifest('network/host-port', { 'agent.yaml': datadog, 'web.yaml': caller(env) }), SOFT);
});

test('a program that loads eBPF needs the processes and privileges of the host', () => {
  const privileged = '          securityContext: { privileged: true }\n';
  const host = '      hostPID: true\n';
  const profiler = daemonSet('registry.example.com/profiler:1.0', '/sys/kernel/debug', host, privileged);
  assert.deepEqual(inManifest('privilege/host-namespace', { 'agent.yaml': profiler }), SOFT);
  assert.deepEqual(inManifest('privilege/privileged-container', { 'agent.yaml': profiler }), SOFT);
  const other = profiler.replaceAll('/sys/kernel/debug', '/srv/debug');
  assert.equal(inManifest('privilege/privileged-container', { 'agent.yaml': other })[0]?.[1], 'error');
  const once = profiler.replace('kind: DaemonSet', 'kind: Deployment');
  assert.equal(inManifest('privilege/privileged-container', { 'agent.yaml': once })[0]?.[1], 'error');
  const named = other.replace(
    'securityContext:',
    'env: [{ name: ENABLE_EBPF, value: "1" }]\n          securityContext:',
  );
  assert.deepEqual(inManifest('privilege/privileged-container', { 'agent.yaml': named }), SOFT);
});

test('what announces addresses for a load balancer needs raw sockets', () => {
  const adds = '          securityContext: { capabilities: { add: [NET_RAW], drop: [ALL] } }\n';
  const rule = 'privilege/added-capability';
  const of = (image: string) => inManifest(rule, { 'agent.yaml': daemonSet(image, '/srv', '', adds) });
  assert.deepEqual(of('quay.io/metallb/speaker:v0.15.2'), SOFT);
  assert.deepEqual(of('metallb/speaker:v0.9.3'), SOFT);
  assert.equal(of('quay.io/metallb/controller:v0.15.2')[0]?.[0], 'default');
});

test('pods: an agent by name reads the host, and writing stays an error', () => {
  const rule = 'privilege/runtime-socket';
  const mounted = (image: string, readOnly: boolean) =>
    inManifest(rule, {
      'agent.yaml': daemonSet(image, '/run').replace(
        '{ name: host, mountPath: /run }',
        `{ name: host, mountPath: /run, readOnly: ${readOnly} }`,
      ),
    });
  assert.deepEqual(mounted('registry.example.com/cadvisor:1', true), SOFT);
  assert.equal(mounted('registry.example.com/cadvisor:1', false)[0]?.[1], 'error');
  assert.equal(mounted('registry.example.com/web:1', true)[0]?.[1], 'error');
});

test('profilers of the whole host in Compose', () => {
  const privileged = (image: string, ...lines: readonly string[]): readonly unknown[] => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.configure({ flags: { profile: 'strict' } });
    const rest = ['privileged: true', ...lines].map((line) => `    ${line}\n`).join('');
    engine.setFile('compose.yaml', `services:\n  agent:\n    image: ${image}\n${rest}`);
    engine.setComplete(true);
    return engine
      .check('compose.yaml')
      .findings.filter((f) => f.rule === 'privilege/privileged-container' || f.rule === 'privilege/host-namespace')
      .map((f) => f.profile);
  };
  for (const image of [
    'grafana/alloy:v1.12.0',
    'aquasec/tracee:0.24.0',
    'grafana/beyla:2.8',
    'kubearmor/kubearmor:v1.6',
  ])
    assert.deepEqual(privileged(image, 'pid: host'), ['strict', 'strict'], image);
  const own = 'registry.example.com/profiler:1.0';
  assert.deepEqual(privileged(own, 'pid: host', 'volumes: ["/sys/kernel/debug:/sys/kernel/debug"]'), [
    'strict',
    'strict',
  ]);
  assert.deepEqual(privileged(own, 'pid: host', 'volumes: ["/sys/fs/bpf:/sys/fs/bpf"]'), ['strict', 'strict']);
  assert.deepEqual(privileged(own, 'pid: host', 'volumes: ["/srv:/srv"]'), ['default', 'default']);
  assert.deepEqual(privileged(own, 'volumes: ["/sys/kernel/debug:/sys/kernel/debug"]'), ['default']);
  assert.deepEqual(privileged('grafana/grafana:12.2.0'), ['default']);
});
