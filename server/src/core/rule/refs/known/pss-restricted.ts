/** One id a line, sorted: checks of kubernetes/pod-security-admission at 8f84a87 (2026-07-01), policy; those of the baseline hold there too. */
export const pssRestricted: string = `
allowPrivilegeEscalation
appArmorProfile
capabilities_baseline
capabilities_restricted
hostNamespaces
hostPathVolumes
hostPorts
hostProbesAndHostLifecycle
privileged
procMount
procMount_restricted
restrictedVolumes
runAsNonRoot
runAsUser
seccompProfile_baseline
seccompProfile_restricted
seLinuxOptions
sysctls
windowsHostProcess
`;
