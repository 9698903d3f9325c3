import type { Standard } from '../standard.ts';

/**
 * The requirements at their second level; in the source their titles are the same for 4.0 and 4.0.1. No rule refers to them: the last column names the rules whose findings contradict one. Files show the
 * settings of systems only, and not which of them handle account data.
 */
export const pciDss4: Standard = {
  name: 'pci-dss-4',
  title: 'PCI DSS',
  version: '4.0.1',
  source:
    'numbers and titles of the requirements in https://github.com/ComplianceAsCode/content at b3a2cca; the standard itself was not read',
  read: '2026-11-30',
  files: ['docker', 'kubernetes', 'other'],
  refs: [],
  table: `
# 1|Network security controls
1.1|Processes are defined|process
1.2|Network controls are configured and maintained|process|daemon/firewall-off network/policy-selects-nothing network/separate-peers network/exception-outside-block network/egress-not-denied
1.3|Traffic of systems with card data is restricted|scope|network/missing-network-policy network/allow-all-policy network/one-way-policy daemon/shared-network
1.4|Connections to untrusted networks are controlled|scope|network/host-port network/node-port network/public-load-balancer network/published-on-all-interfaces network/external-ips network/metadata-reachable daemon/published-everywhere daemon/direct-routing daemon/open-api
1.5|Devices that join both kinds of networks|host
# 2|Secure configuration
2.1|Processes are defined|process
2.2|Systems are configured securely|scope|secret/weak-default user/empty-password network/authentication-off network/ssh-root-login privilege/privileged-container privilege/host-namespace privilege/added-capability privilege/runtime-socket privilege/unconfined-seccomp privilege/unconfined-apparmor filesystem/sensitive-host-path user/root-user cluster/insecure-port cluster/insecure-address
2.3|Wireless networks|host
# 3|Stored account data
3.1|Processes are defined|process
3.2|Little account data is stored|data
3.3|Sensitive authentication data is not kept|data
3.4|Full card numbers are shown to few|data
3.5|Stored card numbers are unreadable|data
3.6|Keys are protected|scope|secret/key-in-image secret/secret-file-copied secret/readable-mount cluster/plain-secrets-in-etcd cluster/secrets-not-encrypted
3.7|Life of keys is managed|process
# 4|Transmission
4.1|Processes are defined|process
4.2|Card data is encrypted on its way|scope|network/ingress-without-tls network/https-redirect-off network/plain-gateway network/plain-load-balancer network/tls-verification-off network/unverified-server network/weak-tls mesh/plain-traffic mesh/bypassed-proxy cluster/weak-ciphers daemon/insecure-registry
# 5|Malware
5.1|Processes are defined|process
5.2|Malware is prevented or found|running
5.3|Protection is active and maintained|running
5.4|Phishing|process
# 6|Software
6.1|Processes are defined|process
6.2|Own software is developed securely|process
6.3|Vulnerabilities are found and addressed|scan|image/end-of-life image/mutable-tag image/abandoned-component
6.4|Public web applications are protected|running
6.5|Changes are managed|process
# 7|Access by need
7.1|Processes are defined|process
7.2|Rights are defined and given by need|intent|rbac/cluster-admin-binding rbac/wildcard-permission rbac/secret-access rbac/secret-change rbac/system-subject rbac/role-escalation rbac/impersonation rbac/binding-creation rbac/account-controls-cluster rbac/workload-creation rbac/pod-exec rbac/default-account-binding
7.3|A system controls access|cluster|cluster/every-request-allowed cluster/role-authorization cluster/node-authorization cluster/every-object-admitted
# 8|Users and authentication
8.1|Processes are defined|process
8.2|Accounts are managed|cluster|cluster/anonymous-requests rbac/default-account rbac/shared-account
8.3|Strong authentication|cluster|cluster/static-tokens cluster/password-file cluster/account-lookup user/passwordless-sudo network/authentication-off
8.4|Several factors for systems with card data|cluster
8.5|Several factors cannot be bypassed|cluster
8.6|Accounts and secrets of programs are managed|scope|secret/hardcoded-secret secret/plain-secret-manifest secret/secret-build-arg secret/secret-in-env secret/mount-copied secret/weak-default rbac/account-token-secret cluster/long-account-tokens
# 9|Physical access
9.1|Processes are defined|process
9.2|Entry to rooms|process
9.3|Access of staff and visitors|process
9.4|Media with card data|process
9.5|Payment terminals|process
# 10|Logs
10.1|Processes are defined|process
10.2|Events are logged|scope|cluster/audit-log cluster/audit-policy cluster/audit-policy-gaps resource/logging-off
10.3|Logs are protected|cluster|rbac/event-deletion cluster/secrets-in-audit-log
10.4|Logs are reviewed|process
10.5|Logs are kept|cluster|cluster/audit-log-age cluster/audit-log-backups cluster/audit-log-size
10.6|Clocks are synchronised|host
10.7|Failures of controls are noticed|process
# 11|Tests
11.1|Processes are defined|process
11.2|Wireless access points|process
11.3|Scans for vulnerabilities|process
11.4|Penetration tests|process
11.5|Intrusions and changed files are noticed|running
11.6|Changes of payment pages are noticed|running
# 12|Policies
12.1|Policy for information security|process
12.2|Acceptable use|process
12.3|Risks are managed|process
12.4|Compliance is managed|process
12.5|Scope is documented|process
12.6|Awareness|process
12.7|Staff is screened|process
12.8|Risks of providers|process
12.9|Providers support their customers|process
12.10|Incidents are answered|process
`,
};
