import type { Workload } from '../domain/kubernetes.ts';

/**
 * Whether the kubelet runs a Pod from a file of its node: it takes its access from the node's `/etc/kubernetes`. Such a pod cannot have an
 * account, so it gets no token. Sources: kubernetes.io "Static Pods" (limitations) and "Create static Pods", read on 2026-12-01.
 */
export const isStaticPod = ({ object, volumes }: Workload): boolean =>
  object.kind === 'Pod' &&
  volumes.some(({ hostPath }) => hostPath !== undefined && /^\/etc\/kubernetes\/./.test(hostPath));
