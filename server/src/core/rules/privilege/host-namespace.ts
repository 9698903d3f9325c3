import { isNodeIngress } from '../../checks/node-agent.ts';
import { ObjectName } from '../../checks/shown-name.ts';
import { fixIf } from '../../fixes/fix.ts';
import { privateNamespaceFix, removeHostNamespace, removesHostNamespace } from '../../fixes/host-namespace.ts';
import { rule, type Severity } from '../../rule/rule.ts';

const MEANING = {
  network: ['warning', 'it reaches services that listen on localhost'],
  pid: ['warning', 'it can see and signal every process of the host'],
  ipc: ['warning', 'it can read the shared memory of host processes'],
  uts: ['info', 'it can change the host name'],
  user: ['info', 'its root is root of the host, even if the daemon remaps users'],
  cgroup: ['info', 'it can see the control groups of the host'],
} as const satisfies Readonly<Record<string, readonly [Severity, string]>>;

const REACHED = 'Check that nothing reaches the pod at the address of its node';

export default rule(
  {
    id: 'privilege/host-namespace',
    title: 'Host namespace shared',
    why: 'Namespaces isolate a container from its host. In the host’s network it reaches every service that trusts localhost, including the kubelet and cloud metadata. In the host’s process namespace it sees all processes with their arguments and can kill them. In the host’s IPC namespace it reads their shared memory.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    setting: 'hostNamespaces',
    since: '0.1.0',
    hostNeed: 'namespaces',
    tags: ['compose', 'kubernetes', 'isolation'],
    refs: {
      cisDocker: ['5.10', '5.16', '5.17', '5.21', '5.31'],
      cisKubernetes: ['5.2.3', '5.2.4', '5.2.5'],
      nist800190: ['4.4.2', '4.4.3'],
      trivy: ['~KSV-0008', '~KSV-0009', '~KSV-0010'],
      checkov: ['~CKV_K8S_17', '~CKV_K8S_18', '~CKV_K8S_19'],
      'kube-linter': ['~host-ipc', '~host-network', '~host-pid'],
      polaris: ['~hostIPCSet', '~hostNetworkSet', '~hostPIDSet'],
      kubescape: [
        '~C-0038',
        '~C-0041',
        '~C-0275',
        '~C-0276',
        '~host-network-access',
        '~host-pid-ipc-privileges',
        '~host-ipc-privileges',
        '~host-pid-privileges',
      ],
      kyverno: ['disallow-host-namespaces'],
      gatekeeper: ['~K8sPSPHostNamespace'],
      datree: [
        '~CONTAINERS_INCORRECT_HOSTIPC_VALUE_TRUE',
        '~CONTAINERS_INCORRECT_HOSTNETWORK_VALUE_TRUE',
        '~CONTAINERS_INCORRECT_HOSTPID_VALUE_TRUE',
      ],
      kics: [
        '~071a71ff-f868-47a4-ac0b-3c59e4ab5443',
        '~4f31dd9f-2cc3-4751-9b53-67e4af83dac0',
        '~302736f4-b16c-41b8-befe-c0baffa0bd9d',
        '~6b6bdfb3-c3ae-44cb-88e4-7405c1ba2c8a',
        '~cd290efd-6c82-4e9d-a698-be12ae31d536',
        '~8af7162d-6c98-482f-868e-0d33fb675ca8',
        '~baa3890f-bed7-46f5-ab8f-1da8fc91c729',
      ],
      semgrep: ['~hostipc-pod', '~hostnetwork-pod', '~hostpid-pod'],
      'sonar-iac': ['~S6431'],
      kubesec: ['~HostIPC', '~HostNetwork', '~HostPID'],
      'pss-baseline': ['hostNamespaces'],
      'pss-restricted': ['hostNamespaces'],
    },
  },
  {
    *container(container, ctx) {
      if (container.origin !== 'compose') return;
      for (const { namespace, at, node } of container.hostNamespaces) {
        const [severity, meaning] = MEANING[namespace];
        yield {
          at,
          severity,
          message: `\`${container.name}\` shares the host’s ${namespace} namespace: ${meaning}`,
          sameCause: namespace,
          fixes: privateNamespaceFix(ctx, container, namespace, node),
        };
      }
    },
    *workload(workload, ctx) {
      for (const [key, namespace] of [
        ['hostNetwork', 'network'],
        ['hostPID', 'pid'],
        ['hostIPC', 'ipc'],
      ] as const) {
        const setting = workload[key];
        if (setting.value !== true || !setting.at) continue;
        const [severity, meaning] = MEANING[namespace];
        yield {
          at: setting.at,
          severity,
          ...(isNodeIngress(workload) ? { profile: 'strict' as const } : {}),
          message: `${ObjectName(workload.object)} shares the node’s ${namespace} namespace: ${meaning}${key === 'hostNetwork' ? ', and no network policy applies to it' : ''}`,
          fixes: fixIf(
            `Remove \`${key}\``,
            'review',
            () => removeHostNamespace(ctx, workload, setting, namespace),
            removesHostNamespace(workload, key),
            key === 'hostNetwork' ? [REACHED] : [],
          ),
        };
      }
    },
  },
);
