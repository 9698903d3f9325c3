import type { Standard } from '../standard.ts';

/** Version 1.11, by whose numbers rules refer to it: 1.12 counts section 5.2 in another way. */
export const cisKubernetes: Standard = {
  name: 'cis-kubernetes',
  title: 'CIS Kubernetes Benchmark',
  version: '1.11',
  source:
    'numbers and titles of the checks in https://github.com/aquasecurity/kube-bench at a73ce37, cfg/cis-1.11; the benchmark itself was not read',
  read: '2026-11-30',
  files: ['kubernetes', 'other'],
  refs: ['cisKubernetes'],
  table: `
# 1.1|Files of the control plane
1.1.1|Permissions of the API server's manifest|host
1.1.2|Owner of the API server's manifest|host
1.1.3|Permissions of the controller manager's manifest|host
1.1.4|Owner of the controller manager's manifest|host
1.1.5|Permissions of the scheduler's manifest|host
1.1.6|Owner of the scheduler's manifest|host
1.1.7|Permissions of etcd's manifest|host
1.1.8|Owner of etcd's manifest|host
1.1.9|Permissions of the network plugin's files|host
1.1.10|Owner of the network plugin's files|host
1.1.11|Permissions of etcd's data|host
1.1.12|Owner of etcd's data|host
1.1.13|Permissions of the administrator's credentials|host
1.1.14|Owner of the administrator's credentials|host
1.1.15|Permissions of scheduler.conf|host
1.1.16|Owner of scheduler.conf|host
1.1.17|Permissions of controller-manager.conf|host
1.1.18|Owner of controller-manager.conf|host
1.1.19|Owner of certificates and keys|host
1.1.20|Permissions of certificates|host
1.1.21|Permissions of keys|host
# 1.2|API server|kube-apiserver
1.2.1|No anonymous requests
1.2.2|No file of tokens
1.2.3|Services get no external addresses of their choice
1.2.4|Certificate for kubelets
1.2.5|Certificates of kubelets are verified
1.2.6|Not every request is allowed
1.2.7|Kubelets are confined to their node
1.2.8|Roles are enforced
1.2.9|Events are limited
1.2.10|Not every object is admitted
1.2.11|Images are always pulled
1.2.12|Accounts are checked at admission
1.2.13|Namespaces must exist
1.2.14|Kubelets change their own node only
1.2.15|Profiling is off
1.2.16|Audit log is on
1.2.17|Audit log is kept for 30 days
1.2.18|Audit log keeps ten files
1.2.19|Files of the audit log have 100 MB
1.2.20|Requests end in time
1.2.21|Tokens of deleted accounts are refused
1.2.22|Key of its own for tokens of accounts
1.2.23|Certificate for etcd
1.2.24|Certificate of the server
1.2.25|Client certificates are verified
1.2.26|Certificate of etcd is verified
1.2.27|Secrets are encrypted in etcd
1.2.28|Encryption encrypts
1.2.29|Strong ciphers
1.2.30|Tokens of accounts live no longer than asked for
# 1.3|Controller manager|kube-controller-manager
1.3.1|Dead pods are removed
1.3.2|Profiling is off
1.3.3|Controllers have accounts of their own
1.3.4|Key to sign tokens
1.3.5|Pods get the authority
1.3.6|Kubelet certificates are renewed
1.3.7|Health and metrics on the local address
# 1.4|Scheduler|kube-scheduler
1.4.1|Profiling is off
1.4.2|Health and metrics on the local address
# 2|etcd|etcd
2.1|Certificate of the server
2.2|Clients need certificates
2.3|No certificate of its own making
2.4|Certificate for other members
2.5|Members need certificates
2.6|No certificate of its own making for members
2.7|Authority of its own|host
# 3|Control plane
3.1.1|Users do not log in with client certificates|cluster
3.1.2|Users do not log in with tokens of accounts|cluster
3.1.3|Users do not log in with bootstrap tokens|cluster
3.2.1|Audit policy
3.2.2|Audit policy covers what matters
# 4.1|Files of nodes
4.1.1|Permissions of the kubelet's service|host
4.1.2|Owner of the kubelet's service|host
4.1.3|Permissions of the proxy's kubeconfig|host
4.1.4|Owner of the proxy's kubeconfig|host
4.1.5|Permissions of kubelet.conf|host
4.1.6|Owner of kubelet.conf|host
4.1.7|Permissions of authorities' certificates|host
4.1.8|Owner of authorities' certificates|host
4.1.9|Permissions of the kubelet's configuration|host
4.1.10|Owner of the kubelet's configuration|host
# 4.2|Kubelet|kubelet
4.2.1|No anonymous requests
4.2.2|Not every request is allowed
4.2.3|Client certificates are verified
4.2.4|No port without authentication
4.2.5|Idle connections end
4.2.6|Rules of the packet filter are kept
4.2.7|Name is that of the node
4.2.8|Events are not dropped
4.2.9|Certificate of the server
4.2.10|Certificate is renewed
4.2.11|Certificate of the server is renewed
4.2.12|Strong ciphers
4.2.13|Limit of processes for pods
4.2.14|Seccomp profile by default|rule
4.2.15|Only listed addresses reach the kubelet|rule
# 4.3|kube-proxy|kube-proxy
4.3.1|Metrics on the local address
# 5.1|Roles and accounts
5.1.1|cluster-admin only where needed|intent
5.1.2|Few roles read Secrets|intent
5.1.3|Few wildcards in roles
5.1.4|Few roles start pods|intent
5.1.5|The account default is not used
5.1.6|Tokens only where programs need them
5.1.7|The group system:masters is not used
5.1.8|Few roles bind, impersonate or escalate|intent
5.1.9|Few roles create PersistentVolumes|intent
5.1.10|Few roles call the kubelets|intent
5.1.11|Few roles approve certificates|intent
5.1.12|Few roles change webhooks of admission|intent
5.1.13|Few roles create tokens of accounts|intent
# 5.2|Pod security
5.2.1|Admission enforces a policy for pods|cluster
5.2.2|No privileged containers
5.2.3|Processes of the host are not shared|||pid namespace;hostPID;HostPID
5.2.4|IPC of the host is not shared|||ipc namespace;hostIPC;HostIPC
5.2.5|Network of the host is not shared|||network namespace;hostNetwork;HostNetwork
5.2.6|No privilege escalation
5.2.7|No root
5.2.8|No NET_RAW
5.2.9|No added capabilities
5.2.10|All capabilities are dropped
5.2.11|No host processes on Windows
5.2.12|No volumes of the host
5.2.13|No ports of the host
# 5.3|Network policies
5.3.1|Network plugin enforces policies|cluster
5.3.2|Every namespace has network policies
# 5.4|Secrets
5.4.1|Secrets as files, not as variables
5.4.2|Secrets are kept outside of the cluster
# 5.5|Admission
5.5.1|Images are verified at admission|cluster
# 5.6|General policies
5.6.1|Namespaces separate resources|intent
5.6.2|Seccomp profile is set
5.6.3|Security context is set
5.6.4|The namespace default is not used
`,
};
