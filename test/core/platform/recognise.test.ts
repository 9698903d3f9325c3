/** Real minimal files of each platform, and files that only look like them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCompose } from '../../../server/src/core/compose/read.ts';
import { platforms } from '../../../server/src/core/platform/platforms/platforms.generated.ts';
import { readQuadlet } from '../../../server/src/core/podman/quadlet/read-quadlet.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { objects } from '../../support/kubernetes-pod.ts';

const service = (lines: string): string =>
  `services:\n  web:\n    image: nginx:1.27\n${lines.replace(/^(?=.)/gm, '    ')}\n`;

const COMPOSE: readonly [what: string, path: string, text: string, platform: string][] = [
  ['plain', 'compose.yaml', service(''), 'compose'],
  ['the name of a stack', 'deploy/docker-stack.prod.yml', service('mem_limit: 1g'), 'swarm'],
  ['stack in the name, and deploy', 'web-stack.yaml', service('deploy: {replicas: 2}'), 'swarm'],
  ['stack in the name alone', 'web-stack.yaml', service(''), 'compose'],
  ['stack as a part of a word', 'haystack.yaml', service('deploy: {replicas: 2}'), 'compose'],
  [
    'stack in the name, and a key that Swarm refuses',
    'web-stack.yaml',
    service('deploy: {}\nmem_limit: 1g'),
    'compose',
  ],
  ['a folder called stack', 'stack/compose.yaml', service('deploy: {replicas: 2}'), 'compose'],
  ['placement', 'compose.yaml', service('deploy: {placement: {constraints: [node.role == manager]}}'), 'swarm'],
  ['update_config', 'compose.yaml', service('deploy: {update_config: {order: start-first}}'), 'swarm'],
  ['rollback_config', 'compose.yaml', service('deploy: {rollback_config: {parallelism: 1}}'), 'swarm'],
  ['endpoint_mode', 'compose.yaml', service('deploy: {endpoint_mode: dnsrr}'), 'swarm'],
  ['mode global', 'compose.yaml', service('deploy: {mode: global}'), 'swarm'],
  ['mode replicated', 'compose.yaml', service('deploy: {mode: replicated}'), 'compose'],
  ['resources', 'compose.yaml', service('deploy: {resources: {limits: {memory: 1G}}}'), 'compose'],
  ['restart_policy', 'compose.yaml', service('deploy: {restart_policy: {condition: any}}'), 'compose'],
  ['a key that Swarm refuses', 'compose.yaml', service('deploy: {mode: global}\npull_policy: always'), 'compose'],
  ['an extension', 'compose.yaml', service('deploy: {mode: global}\nx-note: a'), 'swarm'],
  ['a top-level key that Swarm refuses', 'compose.yaml', `name: shop\n${service('deploy: {mode: global}')}`, 'compose'],
  ['a service without image', 'compose.yaml', 'services: {a: {build: ., deploy: {mode: global}}}', 'compose'],
  ['merged keys', 'compose.yaml', `x-all: &all {deploy: {mode: global}}\n${service('<<: *all')}`, 'swarm'],
  ['services as top-level keys', 'docker-compose.yml', 'web: {image: "nginx:1.30"}\ndb: {build: .}\n', 'compose-1'],
  ['the same with a version', 'docker-compose.yml', 'version: "2"\nweb: {image: "nginx:1.30"}\n', 'compose'],
  ['services beside such a key', 'compose.yaml', `web: {image: a}\n${service('')}`, 'compose'],
];
for (const [what, path, text, platform] of COMPOSE)
  test(`Compose: ${what} is ${platform}`, () => {
    const unit = readCompose(parseYaml(text), path);
    assert.equal(unit?.platform.name, platform);
    assert.equal(unit?.services[0]?.container.platform, unit?.platform);
  });

const QUADLET: readonly [path: string, text: string, platform: string][] = [
  ['web.container', '[Container]\nImage=nginx:1.27\n', 'quadlet'],
];
for (const [path, text, platform] of QUADLET)
  test(`Quadlet: ${path} is ${platform}`, () => {
    const unit = readCompose(readQuadlet(path, text), path);
    assert.equal(unit?.platform.name, platform);
    assert.equal(unit?.services[0]?.name, 'web');
  });

const SPEC = 'spec: {containers: [{name: web, image: "nginx:1.27"}]}';
const deployment = (metadata: string, template = ''): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web${metadata}}\nspec:\n  template:\n    metadata: {labels: {app: web}${template}}\n    ${SPEC}\n`;
const knative = (metadata: string): string =>
  `apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: web${metadata}}\nspec: {template: {${SPEC}}}\n`;
const windows = (spec: string, image = 'ghcr.io/example/web:1'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers: [{name: web, image: "${image}"}]\n  ${spec}\n`;
const affinity = (...terms: string[]): string =>
  `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${terms.join(', ')}]}}}`;
const term = (value: string, operator = 'In'): string =>
  `{matchExpressions: [{key: kubernetes.io/os, operator: ${operator}, values: [${value}]}]}`;

const KUBERNETES: readonly [what: string, text: string, platform: string][] = [
  ['a Deployment', deployment(''), 'kubernetes'],
  ['a Knative Service', knative(''), 'knative'],
  [
    'a Knative Service of Cloud Run, by an annotation',
    knative(', annotations: {run.googleapis.com/ingress: all}'),
    'cloud-run',
  ],
  ['by the location', knative(', labels: {cloud.googleapis.com/location: europe-west1}'), 'cloud-run'],
  [
    'by an annotation of the template',
    `apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: web}\nspec: {template: {metadata: {annotations: {run.googleapis.com/cpu-throttling: "false"}}, ${SPEC}}}\n`,
    'cloud-run',
  ],
  ['the same label on a Deployment', deployment(', labels: {cloud.googleapis.com/location: a}'), 'kubernetes'],
  [
    'a job of Cloud Run',
    `apiVersion: run.googleapis.com/v1\nkind: Job\nmetadata: {name: job}\nspec: {template: {spec: {template: {${SPEC}}}}}\n`,
    'cloud-run',
  ],
  [
    'a worker pool of Cloud Run',
    `apiVersion: run.googleapis.com/v1\nkind: WorkerPool\nmetadata: {name: pool}\nspec: {template: {${SPEC}}}\n`,
    'cloud-run',
  ],
  [
    'a DeploymentConfig',
    `apiVersion: apps.openshift.io/v1\nkind: DeploymentConfig\nmetadata: {name: web}\nspec: {template: {${SPEC}}}\n`,
    'openshift',
  ],
  ['a label of OpenShift', deployment(', labels: {app.openshift.io/runtime: nginx}'), 'openshift'],
  ['another required SCC', deployment('', ', annotations: {openshift.io/required-scc: anyuid}'), 'openshift'],
  [
    'a restricted SCC',
    deployment('', ', annotations: {openshift.io/required-scc: restricted-v2}'),
    'openshift-restricted',
  ],
  ['a name that contains openshift', deployment(', labels: {my-openshift.io/a: b}'), 'kubernetes'],
  ['an annotation of Podman', deployment(', annotations: {io.podman.annotations.userns: auto}'), 'podman'],
  ['os.name', windows('os: {name: windows}'), 'windows'],
  ['a node selector', windows('nodeSelector: {kubernetes.io/os: windows}'), 'windows'],
  ['the old node selector', windows('nodeSelector: {beta.kubernetes.io/os: windows}'), 'windows'],
  ['a node affinity', windows(affinity(term('windows'))), 'windows'],
  ['a node affinity with another choice', windows(affinity(term('windows'), term('linux'))), 'kubernetes'],
  ['a node affinity with two values', windows(affinity(term('windows, linux'))), 'kubernetes'],
  ['a node affinity that excludes', windows(affinity(term('windows', 'NotIn'))), 'kubernetes'],
  ['a toleration', windows('tolerations: [{key: os, value: windows, effect: NoSchedule}]'), 'windows'],
  ['a toleration of everything', windows('tolerations: [{operator: Exists}]'), 'kubernetes'],
  ['an image of Windows', windows('restartPolicy: Always', 'mcr.microsoft.com/windows/servercore:ltsc2022'), 'windows'],
  ['a build of Windows', windows('nodeSelector: {node.kubernetes.io/windows-build: "10.0.20348"}'), 'windows'],
  ['the taint of another provider', windows('tolerations: [{key: node.kubernetes.io/os, value: Windows}]'), 'windows'],
  ['a toleration of the label', windows('tolerations: [{key: kubernetes.io/os, value: windows}]'), 'windows'],
  ['a toleration of another taint', windows('tolerations: [{key: app, value: windows}]'), 'kubernetes'],
  ['a runtime class', windows('runtimeClassName: windows-2022'), 'windows'],
  ['another runtime class', windows('runtimeClassName: gvisor'), 'kubernetes'],
  ['options of Windows', windows('securityContext: {windowsOptions: {runAsUserName: ContainerUser}}'), 'windows'],
  ...[
    'mcr.microsoft.com/windows:ltsc2019',
    'mcr.microsoft.com/windows/nanoserver:ltsc2022',
    'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022',
    'mcr.microsoft.com/dotnet/framework/aspnet:4.8',
    'mcr.microsoft.com/dotnet/aspnet:9.0-nanoserver-ltsc2022',
    'mcr.microsoft.com/powershell:nanoserver-1809',
    'golang:1.27-windowsservercore-ltsc2022',
    'registry.example.com/servercore:1.0',
    'registry.example.com/shop:1.4-servercore-ltsc2022',
  ].map((image): [string, string, string] => [image, windows('restartPolicy: Always', image), 'windows']),
  [
    'a program with a similar name',
    windows('restartPolicy: Always', 'ghcr.io/example/windows-exporter-proxy:1'),
    'kubernetes',
  ],
  ['another image of Microsoft', windows('restartPolicy: Always', 'mcr.microsoft.com/dotnet/aspnet:9.0'), 'kubernetes'],
  [
    'a node selector for Linux beside the toleration',
    windows('nodeSelector: {kubernetes.io/os: linux}\n  tolerations: [{key: os, value: windows}]'),
    'kubernetes',
  ],
];
for (const [what, text, platform] of KUBERNETES)
  test(`Kubernetes: ${what} is ${platform}`, () => {
    const workload = objects(text)[0]?.workload;
    assert.equal(workload?.platform.name, platform);
    assert.equal(workload?.containers[0]?.platform, workload?.platform);
    assert.equal(workload?.windows, platform === 'windows');
  });

test('every platform of the table is recognised above', () => {
  const seen = new Set([...COMPOSE, ...KUBERNETES, ...QUADLET].map((row) => row.at(-1)));
  assert.deepEqual(
    platforms.map((p) => p.name).filter((name) => !seen.has(name)),
    [],
  );
});
