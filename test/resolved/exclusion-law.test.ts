/** The law of options that exclude each other, for planted violations and for every fix of random containers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenExclusions } from '../../scripts/lib/exclusion-law.ts';
import { containersOf } from '../../scripts/lib/resolved/containers.ts';
import { resolveFile } from '../../scripts/lib/resolved/file.ts';
import { everyFixByLaws, pick, some } from '../support/every-fix.ts';
import { random } from '../support/typing.ts';

const broken = (path: string, text: string): string[] =>
  containersOf(path, resolveFile(path, text, () => undefined).resolved).flatMap(brokenExclusions);
const service = (fields: string): string[] => broken('compose.yaml', `services: {a: {image: x, ${fields}}}\n`);
const pod = (container: string, more = ''): string[] =>
  broken(
    'pod.yaml',
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {${more}containers: [{name: a, image: x, ${container}}]}\n`,
  );

test('two options that exclude each other break the law', () => {
  for (const fields of [
    'cpus: 0.5, cpu_quota: 50000',
    'cpu_period: 50000, deploy: {resources: {limits: {cpus: "0.5"}}}',
    'cpus: 1, cpu_percent: 50',
    'cpus: 1, deploy: {resources: {limits: {cpus: "0.5"}}}',
    'mem_limit: 1g, deploy: {resources: {limits: {memory: 512m}}}',
    'pids_limit: 10, deploy: {resources: {limits: {pids: 20}}}',
    'mem_limit: 1g, deploy: {resources: {limits: {cpus: "0.5"}}}',
    'pids_limit: 10, deploy: {resources: {limits: {memory: 1g}}}',
    'mem_reservation: 1g, deploy: {resources: {reservations: {memory: 512m}}}',
    'memswap_limit: 1g',
    'network_mode: host, networks: [a]',
    'network_mode: "service:b", ports: ["80:80"]',
    'build: {context: ., dockerfile: a, dockerfile_inline: FROM x}',
    'security_opt: ["seccomp=unconfined", "seccomp:default.json"]',
    'security_opt: ["no-new-privileges", "no-new-privileges:false"]',
    'tmpfs: ["/tmp:size=1m"], volumes: ["data:/tmp/"]',
  ])
    assert.equal(service(fields).length, 1, fields);
  for (const [container, more] of [
    ['securityContext: {privileged: true, allowPrivilegeEscalation: false}'],
    ['securityContext: {capabilities: {add: [CAP_SYS_ADMIN]}, allowPrivilegeEscalation: false}'],
    ['securityContext: {runAsNonRoot: true}', 'securityContext: {runAsUser: 0}, '],
    ['securityContext: {runAsUser: 0}', 'securityContext: {runAsNonRoot: true}, '],
    ['securityContext: {seccompProfile: {type: RuntimeDefault, localhostProfile: x}}'],
    ['securityContext: {appArmorProfile: {type: Localhost}}'],
    ['volumeMounts: [{name: a, mountPath: /tmp}, {name: b, mountPath: /tmp}]'],
    ['env: [{name: A, value: x, valueFrom: {secretKeyRef: {name: a, key: b}}}]'],
    ['ports: [{containerPort: 80, hostPort: 8080}]', 'hostNetwork: true, '],
    ['', 'hostUsers: false, hostNetwork: true, '],
    ['', 'hostUsers: false, hostPID: true, '],
    ['', 'hostPID: true, shareProcessNamespace: true, '],
    ['securityContext: {windowsOptions: {hostProcess: true}}'],
    ['securityContext: {windowsOptions: {runAsUserName: x}}', 'os: {name: linux}, '],
    ['securityContext: {readOnlyRootFilesystem: true}', 'os: {name: windows}, '],
    ['securityContext: {capabilities: {drop: [ALL]}}', 'nodeSelector: {kubernetes.io/os: windows}, '],
    ['', 'os: {name: windows}, securityContext: {fsGroup: 1}, '],
  ] as const)
    assert.equal(pod(container, more).length, 1, `${container} ${more ?? ''}`);
});

test('options that stand together keep the law', () => {
  for (const fields of [
    'cpus: 0.5, cpu_quota: 0',
    'mem_limit: 512m, deploy: {resources: {limits: {memory: 512M}}}',
    'mem_limit: 1g, deploy: {resources: {limits: {memory: $LIMIT}}}',
    'mem_limit: 0, deploy: {resources: {limits: {memory: 1g}}}',
    'mem_limit: 1g, memswap_limit: 1g',
    'security_opt: ["label=user:a", "label=role:b", "seccomp=a.json"]',
    'network_mode: host',
  ])
    assert.deepEqual(service(fields), [], fields);
  for (const [container, more] of [
    ['securityContext: {capabilities: {add: [SYS_ADMIN]}, allowPrivilegeEscalation: false}'],
    ['securityContext: {runAsUser: 1000}', 'securityContext: {runAsUser: 0, runAsNonRoot: true}, '],
    ['ports: [{containerPort: 80, hostPort: 80}]', 'hostNetwork: true, '],
    ['env: [{name: A, value: "", valueFrom: {secretKeyRef: {name: a, key: b}}}]'],
    ['securityContext: {windowsOptions: {hostProcess: true}}', 'hostNetwork: true, os: {name: windows}, '],
  ] as const)
    assert.deepEqual(pod(container, more), [], `${container} ${more ?? ''}`);
});

type Next = () => number;

const SERVICE = [
  'cpus: 0.5',
  'cpu_quota: 50000',
  'cpu_period: 20000',
  'cpu_count: 2',
  'cpu_percent: 50',
  'mem_limit: 256m',
  'mem_limit: 0',
  'memswap_limit: 2g',
  'memswap_limit: 256m',
  'pids_limit: -1',
  'deploy: {resources: {limits: {cpus: "0.5"}}}',
  'deploy: {resources: {limits: {memory: 256m}}}',
  'deploy: {resources: {limits: {pids: 100}}}',
  'deploy: {resources: {reservations: {memory: 1g}}}',
  'deploy: {replicas: 2}',
  'network_mode: host',
  'network_mode: "service:b"',
  'networks: [back]',
  'ports: ["8080:80"]',
  'expose: ["80"]',
  'privileged: true',
  'pid: host',
  'ipc: host',
  'userns_mode: host',
  'read_only: false',
  'tmpfs: /run',
  'tmpfs: [/tmp, /run]',
  'volumes: ["data:/tmp"]',
  'volumes: ["/var/run/docker.sock:/var/run/docker.sock"]',
  'security_opt: ["seccomp=unconfined"]',
  'security_opt: ["seccomp:unconfined", "seccomp=unconfined"]',
  'security_opt: ["no-new-privileges:false"]',
  'security_opt: ["no-new-privileges:false", "seccomp=a.json"]',
  'security_opt: ["apparmor:unconfined", "no-new-privileges"]',
  'cap_add: [SYS_ADMIN]',
  'cap_add: [ALL]',
  'cap_drop: [NET_RAW]',
  'user: root',
  'user: "1000"',
  'environment: {DB_PASSWORD: Zk3vQ8xw2Lr9}',
  'build: {context: .}',
];

/** Some of the fields, each key once. */
function fieldsOf(next: Next, from: readonly string[], likely: number): string[] {
  const chosen = new Map<string, string>();
  for (const field of from) if (next() < likely) chosen.set(field.slice(0, field.indexOf(':')), field);
  return [...chosen.values()];
}

const randomService = (next: Next): string => `services:
  a:
    image: ${pick(next, ['registry.example.com/app:1.2', 'redis:8', 'nginx:1.29', 'postgres:17'])}
${fieldsOf(next, SERVICE, 0.1)
  .map((field) => `    ${field}\n`)
  .join('')}  b:
    image: redis:8
volumes: {data: {}}
networks: {back: {}}
`;

const CONTEXT = [
  'privileged: true',
  'privileged: false',
  'allowPrivilegeEscalation: true',
  'allowPrivilegeEscalation: false',
  'capabilities: {add: [CAP_SYS_ADMIN]}',
  'capabilities: {add: [SYS_ADMIN, NET_ADMIN]}',
  'capabilities: {drop: [NET_RAW]}',
  'runAsUser: 0',
  'runAsUser: 1000',
  'runAsNonRoot: false',
  'readOnlyRootFilesystem: false',
  'seccompProfile: {type: Unconfined}',
  'seccompProfile: {type: Localhost, localhostProfile: a.json}',
  'appArmorProfile: {type: Unconfined}',
  'procMount: Unmasked',
  'seLinuxOptions: {type: spc_t}',
  'windowsOptions: {hostProcess: true}',
  'windowsOptions: {hostProcess: false}',
];
const POD_CONTEXT = [
  'runAsUser: 0',
  'runAsNonRoot: false',
  'seccompProfile: {type: Unconfined}',
  'appArmorProfile: {type: Unconfined}',
  'sysctls: [{name: kernel.msgmax, value: "1"}]',
  'windowsOptions: {hostProcess: true}',
];
const POD = [
  'hostNetwork: true',
  'hostPID: true',
  'hostIPC: true',
  'hostUsers: false',
  'hostUsers: true',
  'shareProcessNamespace: true',
  'os: {name: windows}',
  'os: {name: linux}',
  'nodeSelector: {kubernetes.io/os: windows}',
  'tolerations: [{key: os, value: windows}]',
  'automountServiceAccountToken: true',
];
const CONTAINER = [
  'ports: [{containerPort: 80}]',
  'ports: [{containerPort: 8080, hostPort: 8080}]',
  'env: [{name: DB_PASSWORD, value: Zk3vQ8xw2Lr9}]',
  'volumeMounts: [{name: cache, mountPath: /tmp}]',
  'volumeMounts: [{name: host, mountPath: /host}]',
];

const WINDOWS = 'mcr.microsoft.com/windows/servercore:ltsc2022';

function randomPod(next: Next): string {
  const images = next() < 0.2 ? [WINDOWS] : ['registry.example.com/app:1.2', 'nginx:1.29', 'postgres:17'];
  const container = (name: string): string => {
    const context = fieldsOf(next, CONTEXT, 0.1);
    const image = pick(next, images);
    const fields = [`image: "${image}"`, ...fieldsOf(next, CONTAINER, 0.15)];
    if (context.length > 0) fields.push(`securityContext: {${context.join(', ')}}`);
    return `    - name: ${name}\n${fields.map((f) => `      ${f}\n`).join('')}`;
  };
  const podContext = fieldsOf(next, POD_CONTEXT, 0.1);
  const fields = fieldsOf(next, POD, 0.12);
  if (podContext.length > 0) fields.push(`securityContext: {${podContext.join(', ')}}`);
  return `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: shop, labels: {app: a}}
spec:
${fields.map((f) => `  ${f}\n`).join('')}  volumes: [{name: cache, emptyDir: {}}, {name: host, hostPath: {path: /etc}}]
${some(next, 0.3, `  initContainers:\n${container('i')}`)}  containers:
${container('a')}${some(next, 0.4, container('b'))}`;
}

test('no fix puts options together that exclude each other', () => {
  const next = random(20261201);
  const counts = { compose: 0, kubernetes: 0 };
  for (let i = 0; i < 200; i++) {
    const kind = next() < 0.5 ? ('compose' as const) : ('kubernetes' as const);
    const files = new Map([kind === 'compose' ? ['compose.yaml', randomService(next)] : ['pod.yaml', randomPod(next)]]);
    for (const profile of ['strict', 'audit'] as const)
      for (const { fix, failures } of everyFixByLaws(files, profile)) {
        counts[kind]++;
        assert.deepEqual(failures, [], `${fix.title}\n${[...files.values()].join('')}`);
      }
  }
  assert.ok(counts.compose > 400 && counts.kubernetes > 400, JSON.stringify(counts));
});
