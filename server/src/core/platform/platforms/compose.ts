import { basePlatform } from '../platform.ts';

/** Plain Compose: `docker compose up` and tools that follow its specification. */
export default basePlatform({
  name: 'compose',
  title: 'Compose',
  format: 'compose',
  settings: {
    privileged: 'honoured',
    addedCapabilities: 'honoured',
    droppedCapabilities: 'honoured',
    // Docker applies its own profiles by itself.
    seccomp: 'supplied',
    appArmor: 'supplied',
    seLinux: 'supplied',
    privilegeEscalation: 'honoured',
    procMount: 'supplied',
    sysctls: 'honoured',
    readOnlyRoot: 'honoured',
    user: 'honoured',
    runAsNonRoot: 'none',
    memoryLimit: 'honoured',
    cpuLimit: 'honoured',
    processLimit: 'honoured',
    storageLimit: 'none',
    portAddress: 'honoured',
    hostPort: 'none',
    hostNamespaces: 'honoured',
    hostMounts: 'honoured',
    serviceAccountToken: 'none',
    networkPolicy: 'none',
    probeHost: 'none',
    windowsHostProcess: 'none',
    dotEnv: 'honoured',
  },
  writes: { limits: 'deploy-or-service', podSecurity: false, secrets: 'none', tmpfs: 'key' },
  sources: [
    { address: 'https://docs.docker.com/engine/security/seccomp/', day: '2026-11-29' },
    { address: 'https://docs.docker.com/engine/security/apparmor/', day: '2026-11-29' },
  ],
});
