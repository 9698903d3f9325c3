import type { Standard } from '../standard.ts';

/**
 * The guide has no numbers: the ids are its headings in short, as rules name them. Left out are the headings on tools for logs (worker nodes,
 * seccomp in audit mode, syslog, SIEM), on service meshes and on fault tolerance.
 */
export const nsaCisa: Standard = {
  name: 'nsa-cisa',
  title: 'NSA/CISA Kubernetes Hardening Guide',
  version: '1.2',
  source:
    'most headings of the guide, shortened, from https://github.com/dynatrace-oss/Kalm-Benchmark at dac3df5, which names no version; the guide itself was not read',
  read: '2026-11-30',
  files: ['kubernetes', 'other'],
  refs: ['nsa'],
  table: `
# pods|Pod security
Non-root containers|Programs run without root
Immutable container file systems|Root file systems are read-only||filesystem/writable-root-filesystem
Secure images|Images come from trusted registries and are scanned|scan
Pod security enforcement|The cluster refuses pods that are not secure|cluster
Service account tokens|Tokens only where programs call the API||privilege/automounted-token
Hardening container environments|Kernel isolates containers further|cluster|privilege/privileged-container privilege/unconfined-seccomp privilege/unconfined-apparmor privilege/selinux-options
# network|Network separation
Namespaces|Objects are separated by namespace
Network policies|Pods reach only what they need
Resource policies|Namespaces have limits and quotas
Control plane hardening|Control plane is reachable only for those who need it|cluster|cluster/insecure-port cluster/insecure-address cluster/secure-port-off
Etcd|etcd answers the API server only|host|cluster/etcd-serving-certificate cluster/etcd-client-authentication cluster/etcd-peer-certificate cluster/etcd-peer-authentication
Kubeconfig files|Credentials of the cluster are protected|host
Worker node segmentation|Workloads stay off the control plane
Encryption|Traffic is encrypted
Secrets|Secrets are encrypted and not in plain text
Cloud infrastructure|Pods do not reach the metadata of the cloud|cluster
# access|Authentication and authorization
Authentication|Anonymous requests are refused|cluster|cluster/anonymous-requests cluster/static-tokens cluster/password-file
Role-based access control|Roles give only the rights that are needed|intent|cluster/role-authorization rbac/cluster-admin-binding rbac/wildcard-permission rbac/secret-access rbac/role-escalation rbac/impersonation rbac/system-subject
# audit|Audit logging
Logging|Requests are logged
Alerting|Logs raise alarms|process
# upgrade|Upgrading
Upgrading|Cluster and programs are up to date|scan
`,
};
