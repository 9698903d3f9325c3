/** Pods that are built to work on their node: plugins of its network and storage, device plugins, agents that watch its kernel. */
import type { Container } from '../domain/container.ts';
import type { Workload } from '../domain/kubernetes.ts';
import { isPrivileged } from './is-privileged.ts';
import { propagatesMounts } from './mount-propagation.ts';

/**
 * What of the host a program reads or writes that works on its node; logs and data below `/var` do not count. Sources: containernetworking.dev,
 * "CNI specification"; kubernetes.io, "Device Plugins" and "Network Plugins"; Kubernetes CSI documentation, "Deploying CSI Driver on Kubernetes"; read on 2026-11-30.
 */
const OF_NODE =
  /^\/$|^\/(?:proc|sys|dev|lib\/modules|usr\/src|usr\/lib\/modules|var\/lib\/kubelet|etc\/cni|opt\/cni|(?:var\/)?run\/(?:containerd|crio|netns|xtables\.lock))(?:\/|$)/;

/** Capabilities that change or watch the node. */
const CAPABILITIES = new Set(['ALL', 'SYS_ADMIN', 'NET_ADMIN', 'SYS_MODULE', 'SYS_PTRACE', 'BPF', 'PERFMON']);

/**
 * Whether the pod runs on every node, or is critical for its node, has power over the node, and uses what belongs to the node. A shipper of logs, which only reads files
 * below `/var/log`, is none.
 */
export function isNodeAgent({ object, pod, containers, volumes, hostNetwork, hostPID }: Workload): boolean {
  const isCritical = pod.get('priorityClassName').text === 'system-node-critical';
  if (object.kind !== 'DaemonSet' && !isCritical) return false;
  const hasPower =
    hostNetwork.value === true ||
    hostPID.value === true ||
    containers.some((one) => isPrivileged(one) || one.capAdd.some(({ name }) => CAPABILITIES.has(name)));
  if (!hasPower) return false;
  return (
    isCritical ||
    containers.some(propagatesMounts) ||
    volumes.some(({ hostPath }) => hostPath !== undefined && OF_NODE.test(hostPath))
  );
}

/** Whether the container belongs to such a pod. */
export const isOfNodeAgent = ({ owner }: Container): boolean => owner.origin === 'kubernetes' && isNodeAgent(owner);

/**
 * Whether the pod takes requests at the addresses of its nodes for the whole cluster, as an ingress controller does without a load balancer before it: each port that it states is one of the
 * node, and it is critical for the cluster. Sources: kubernetes.github.io/ingress-nginx/deploy/baremetal, "Via the host network"; kubernetes.io, "Guaranteed Scheduling For Critical
 * Add-On Pods"; read on 2026-11-30.
 */
export function isNodeIngress({ object, pod, containers, hostNetwork, hostPID, hostIPC }: Workload): boolean {
  if (hostNetwork.value !== true || hostPID.value === true || hostIPC.value === true) return false;
  if (pod.get('dnsPolicy').text !== 'ClusterFirstWithHostNet') return false;
  const isCritical = /^system-(?:cluster|node)-critical$/.test(pod.get('priorityClassName').text ?? '');
  if (!isCritical && object.namespace !== 'kube-system') return false;
  const ports = containers.flatMap((one) => one.lens.get('ports').items());
  return (
    ports.length > 0 &&
    !containers.some(isPrivileged) &&
    ports.every((port) => {
      const number = port.get('hostPort').text;
      return number !== undefined && number === port.get('containerPort').text;
    })
  );
}
