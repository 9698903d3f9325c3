import type { Standard } from '../standard.ts';

/** Both levels; what only `restricted` asks for is the second section. */
export const pss: Standard = {
  name: 'pss',
  title: 'Pod Security Standards',
  version: 'as of 2026-07-01',
  source:
    'ids and comments of the checks by which Kubernetes enforces the standards, in https://github.com/kubernetes/pod-security-admission at 8f84a87',
  read: '2026-11-30',
  files: ['kubernetes', 'other'],
  refs: ['pss-baseline', 'pss-restricted'],
  table: `
# baseline|Baseline
appArmorProfile|AppArmor profile of the runtime or a local one
capabilities_baseline|No capabilities beyond the default ones
hostNamespaces|No namespaces of the host
hostPathVolumes|No volumes of the host
hostPorts|No ports of the host
hostProbesAndHostLifecycle|Probes and hooks call no other host
privileged|No privileged containers
procMount|/proc is masked
seccompProfile_baseline|Seccomp is not switched off
seLinuxOptions|SELinux type of containers, no user or role
sysctls|Only safe sysctls
windowsHostProcess|No host processes on Windows
# restricted|Restricted
allowPrivilegeEscalation|Privilege escalation is ruled out
capabilities_restricted|All capabilities are dropped
procMount_restricted|/proc is masked, also in a user namespace
restrictedVolumes|Only claims, CSI, configuration, secrets and the like as volumes
runAsNonRoot|Running as root is ruled out
runAsUser|User is not 0
seccompProfile_restricted|Seccomp profile is set
`,
};
