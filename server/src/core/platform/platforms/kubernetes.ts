import { basePlatform } from '../platform.ts';

/** Kubernetes with Linux nodes, and kinds of other controllers that create pods. */
export default basePlatform({
  name: 'kubernetes',
  title: 'Kubernetes',
  format: 'kubernetes',
  settings: {
    privileged: 'honoured',
    addedCapabilities: 'honoured',
    droppedCapabilities: 'honoured',
    seccomp: 'honoured',
    appArmor: 'supplied',
    seLinux: 'supplied',
    privilegeEscalation: 'honoured',
    procMount: 'supplied',
    sysctls: 'honoured',
    readOnlyRoot: 'honoured',
    user: 'honoured',
    runAsNonRoot: 'honoured',
    memoryLimit: 'honoured',
    cpuLimit: 'honoured',
    storageLimit: 'honoured',
    // The kubelet limits the processes of every pod (`podPidsLimit`).
    processLimit: 'none',
    portAddress: 'none',
    hostPort: 'honoured',
    hostNamespaces: 'honoured',
    hostMounts: 'honoured',
    serviceAccountToken: 'honoured',
    networkPolicy: 'honoured',
    probeHost: 'honoured',
    windowsHostProcess: 'honoured',
    dotEnv: 'none',
  },
  writes: { limits: 'resources', podSecurity: true, secrets: 'object', tmpfs: 'key' },
  sources: [{ address: 'https://kubernetes.io/docs/concepts/policy/pid-limiting/', day: '2026-11-29' }],
});
