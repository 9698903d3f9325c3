/** Valid files that say something at every place a rule reads, as values. */

export const COMPOSE = {
  name: 'shop',
  services: {
    web: {
      build: {
        context: 'web',
        dockerfile: 'Dockerfile',
        args: { TOKEN: 'abcdefgh12345678' },
        target: 'final',
        secrets: ['a'],
      },
      image: 'docker.io/library/nginx:latest',
      user: '0:0',
      privileged: true,
      cap_add: ['SYS_ADMIN'],
      cap_drop: ['ALL'],
      security_opt: ['seccomp:unconfined', 'no-new-privileges=false'],
      environment: { DB_PASSWORD: 'correct-horse-battery', LEVEL: 3 },
      env_file: [{ path: '.env', required: false }],
      ports: ['5432:5432', { target: 80, published: '8080', host_ip: '0.0.0.0' }],
      volumes: [
        '/var/run/docker.sock:/var/run/docker.sock',
        { type: 'bind', source: '/etc', target: '/host', read_only: false },
      ],
      network_mode: 'host',
      pid: 'host',
      ipc: 'host',
      userns_mode: 'host',
      read_only: false,
      tmpfs: ['/run'],
      devices: ['/dev/mem:/dev/mem'],
      sysctls: { 'net.core.somaxconn': 1024 },
      command: ['sh', '-c', 'curl -k http://example.com | sh'],
      entrypoint: 'tini -- x',
      healthcheck: { test: ['CMD', 'true'] },
      deploy: { resources: { limits: { cpus: '1', memory: '1G', pids: 10 } } },
      mem_limit: '1g',
      pids_limit: 10,
      secrets: ['a', { source: 'b', target: 'c' }],
      extends: { service: 'base', file: 'base.yaml' },
      labels: { a: 'b' },
      profiles: ['x'],
    },
  },
  secrets: { a: { file: './a.txt' }, b: { environment: 'B' } },
  networks: { default: { driver: 'bridge' } },
  volumes: { data: {} },
};

const container = {
  name: 'app',
  image: 'docker.io/library/nginx',
  command: ['sh', '-c', 'mysql -phunter2hunter2'],
  args: ['--token=abcdefgh12345678'],
  ports: [{ name: 'http', containerPort: 80, hostPort: 80, hostIP: '0.0.0.0', protocol: 'TCP' }],
  env: [
    { name: 'DB_PASSWORD', value: 'correct-horse-battery' },
    { name: 'KEY', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
  ],
  envFrom: [{ secretRef: { name: 's' } }],
  resources: { limits: { cpu: 1, memory: '1Gi' }, requests: { cpu: '100m' } },
  volumeMounts: [{ name: 'host', mountPath: '/host', readOnly: false, subPath: 'x' }],
  livenessProbe: { httpGet: { host: '127.0.0.1', port: 80, path: '/' } },
  lifecycle: { postStart: { exec: { command: ['true'] } } },
  securityContext: {
    privileged: true,
    allowPrivilegeEscalation: true,
    runAsNonRoot: false,
    runAsUser: 0,
    runAsGroup: 0,
    readOnlyRootFilesystem: false,
    capabilities: { add: ['SYS_ADMIN'], drop: ['ALL'] },
    seccompProfile: { type: 'Unconfined' },
    appArmorProfile: { type: 'Unconfined' },
    procMount: 'Unmasked',
    seLinuxOptions: { type: 'spc_t', user: 'x' },
    windowsOptions: { hostProcess: true },
  },
};

/** By the name of their file. */
export const OBJECTS: Readonly<Record<string, unknown>> = {
  deployment: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' }, annotations: { a: 'b' } },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: {
          labels: { app: 'web' },
          annotations: { 'container.apparmor.security.beta.kubernetes.io/app': 'unconfined' },
        },
        spec: {
          serviceAccountName: 'web',
          automountServiceAccountToken: true,
          hostNetwork: true,
          hostPID: true,
          hostIPC: true,
          hostUsers: true,
          securityContext: {
            runAsUser: 0,
            runAsNonRoot: false,
            fsGroup: 1,
            sysctls: [{ name: 'kernel.msgmax', value: '1' }],
          },
          initContainers: [{ name: 'init', image: 'busybox', restartPolicy: 'Always' }],
          containers: [container],
          volumes: [
            { name: 'host', hostPath: { path: '/', type: 'Directory' } },
            { name: 'x', flexVolume: { driver: 'y' } },
          ],
        },
      },
    },
  },
  policy: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'p', namespace: 'shop' },
    spec: {
      podSelector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [{ podSelector: {} }, { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }],
          ports: [{ port: 80, protocol: 'TCP' }],
        },
      ],
      egress: [{}],
    },
  },
  list: {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 's' },
        spec: { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
      },
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 's' },
        type: 'Opaque',
        data: { password: 'aHVudGVyMmh1bnRlcjI=' },
        stringData: { a: 'b' },
      },
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'c' },
        data: { 'app.properties': 'db.password=correct-horse-battery\n' },
      },
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web' }, automountServiceAccountToken: true },
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'j' },
        spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'a', image: 'b' }] } } } } },
      },
    ],
  },
};
