/** One id a line, sorted: checks of kubernetes/pod-security-admission at 8f84a87 (2026-07-01), policy. */
export const pssBaseline: string = `
appArmorProfile
capabilities_baseline
hostNamespaces
hostPathVolumes
hostPorts
hostProbesAndHostLifecycle
privileged
procMount
seccompProfile_baseline
seLinuxOptions
sysctls
windowsHostProcess
`;
